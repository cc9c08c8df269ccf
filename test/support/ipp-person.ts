// A person whose computer speaks IPP to our own printer over a real connection: any operation, its status asserted, its answer decoded.
import assert from 'node:assert/strict';
import { type OperationName, type StatusName, statusName } from '@platen/edge-server/protocols/ipp/codes';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import {
  attributesOf,
  boolean,
  type IppAttributes,
  type IppGroup,
  type IppMessage,
  name,
} from '@platen/edge-server/protocols/ipp/message';
import { readEnum, readInteger, readKeywords, readText } from '@platen/edge-server/protocols/ipp/read-values';
import { requestMessage } from '@platen/edge-server/protocols/ipp/request';
import type { Client, RunningServer } from './running-server.ts';

interface Job {
  id: string;
  title: string;
  state: string;
  ticket: Record<string, unknown>;
}
interface More {
  readonly attributes?: IppAttributes;
  readonly groups?: readonly IppGroup[];
  readonly document?: string;
  readonly jobId?: number;
  /** A program's token instead of the person's code. */
  readonly token?: string;
}

/** An account, and its owner's computer that asks our printer with email address and code. */
export async function ippPerson(server: RunningServer) {
  const user = await server.portalUser();
  const basic = Buffer.from(`${user.email}:${user.code}`).toString('base64');
  const ask = async (operation: OperationName, more: More = {}): Promise<IppMessage> => {
    const { attributes = [], groups = [], document = '', jobId, token: program } = more;
    const request = requestMessage(
      operation,
      { printerUri: `${server.url}/ipp/print`, ...(jobId === undefined ? {} : { jobId }) },
      attributes,
      groups,
    );
    const answer = await user.client.call('POST', '/ipp/print', {
      raw: Buffer.concat([encodeMessage(request), Buffer.from(document)]),
      headers: {
        'content-type': 'application/ipp',
        authorization: program === undefined ? `Basic ${basic}` : `Bearer ${program}`,
      },
    });
    const decoded = decodeMessage(answer.bytes);
    assert.ok(decoded.ok, `HTTP ${answer.status}`);
    return decoded.message;
  };
  const expect = async (status: StatusName, operation: OperationName, more: More = {}) => {
    const message = await ask(operation, more);
    const said = readText(attributesOf(message, 'operation'), 'status-message');
    assert.equal(statusName(message.code), status, `${operation}: ${said ?? ''}`);
    return message;
  };
  const ok = (operation: OperationName, more: More = {}) => expect('successful-ok', operation, more);
  const create = async (job: IppAttributes = []): Promise<number> => {
    const groups = job.length === 0 ? [] : [{ group: 'job' as const, attributes: job }];
    const made = await ok('Create-Job', { attributes: [name('job-name', 'Minutes')], groups });
    return readInteger(attributesOf(made, 'job'), 'job-id') ?? 0;
  };
  const send = (jobId: number, document: string, last: boolean, title?: string) =>
    ok('Send-Document', {
      jobId,
      document,
      attributes: [
        ...(title === undefined ? [] : [name('document-name', title)]),
        boolean('last-document', last),
      ],
    });
  const stateOf = async (jobId: number) => {
    const job = attributesOf(await ok('Get-Job-Attributes', { jobId }), 'job');
    return {
      job,
      state: readEnum(job, 'job-state'),
      reasons: readKeywords(job, 'job-state-reasons') ?? [],
    };
  };
  return { ...user, ask, ok, expect, create, send, stateOf, jobs: () => jobsOf(user.client) };
}

async function jobsOf(client: Client): Promise<Job[]> {
  return ((await client.call('GET', '/api/portal/jobs')).json as { jobs: Job[] }).jobs;
}
