// A virtual MFD in a throw-away folder, and a client that speaks to it as to any printer.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ippRequest } from '@platen/edge-server/protocols/ipp/client';
import { type JobStateName, jobStateName, statusName } from '@platen/edge-server/protocols/ipp/codes';
import { attributesOf, type IppAttributes, type IppMessage } from '@platen/edge-server/protocols/ipp/message';
import { readEnum, readInteger, readKeywords } from '@platen/edge-server/protocols/ipp/read-values';
import * as build from '@platen/edge-server/protocols/ipp/request';
import {
  startVirtualMfd,
  type VirtualMfd,
  type VirtualMfdOptions,
} from '@platen/edge-server/virtual-mfd/server';

export const pdf = Buffer.from('%PDF-1.4\nfour pages, says the page counter of these tests\n%%EOF\n');
export const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');

const cleanups = new WeakMap<TestContext, (() => Promise<void>)[]>();

/** Last first, which after-hooks are not: a printer has to stop before its folder goes. */
function cleanUp(context: TestContext, task: () => Promise<void>): void {
  const known = cleanups.get(context);
  if (known !== undefined) {
    known.unshift(task);
    return;
  }
  const tasks = [task];
  cleanups.set(context, tasks);
  context.after(async () => {
    for (const next of tasks) await next();
  });
}

export async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'virtual-mfd-'));
  cleanUp(context, () => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Four pages in every PDF, and 2 ms an impression so that tests do not wait. */
export async function startMfd(
  context: TestContext,
  options: Partial<VirtualMfdOptions> = {},
): Promise<VirtualMfd> {
  const dataDir = options.dataDir ?? (await temporaryFolder(context));
  const mfd = await startVirtualMfd({
    port: 0,
    name: 'Try-out',
    now: () => Date.now(),
    newUuid: randomUUID,
    pageCount: () => Promise.resolve(4),
    impressionMs: { normal: 2, slow: 40 },
    ...options,
    dataDir,
  });
  cleanUp(context, () => mfd.stop());
  return mfd;
}

export type JobView = {
  readonly state: JobStateName | undefined;
  readonly reasons: readonly string[];
  readonly impressions: number | undefined;
  readonly attributes: IppAttributes;
};

export function clientOf(mfd: Pick<VirtualMfd, 'uri'>) {
  const basics = { printerUri: mfd.uri, requestingUserName: 'anna' };
  const signal = new AbortController().signal;

  async function send(message: IppMessage, document?: Buffer): Promise<IppMessage> {
    const outcome = await ippRequest({
      uri: mfd.uri,
      message,
      signal,
      timeouts: { answerMs: 5000 },
      ...(document === undefined ? {} : { document: { octets: chunks(document), length: document.length } }),
    });
    assert.equal(outcome.kind, 'answer', JSON.stringify(outcome));
    return outcome.message;
  }

  const statusOf = (answer: IppMessage) => statusName(answer.code);
  const jobIdOf = (answer: IppMessage): number => {
    const id = readInteger(attributesOf(answer, 'job'), 'job-id');
    assert.ok(id !== undefined, `no job-id with ${String(statusOf(answer))}`);
    return id;
  };

  async function job(jobId: number): Promise<JobView> {
    const answer = await send(build.getJobAttributes({ ...basics, jobId }));
    const attributes = attributesOf(answer, 'job');
    return {
      state: jobStateName(readEnum(attributes, 'job-state') ?? 0),
      reasons: readKeywords(attributes, 'job-state-reasons') ?? [],
      impressions: readInteger(attributes, 'job-impressions-completed'),
      attributes,
    };
  }

  return {
    basics,
    send,
    statusOf,
    jobIdOf,
    job,
    async printer(...requestedAttributes: string[]): Promise<IppAttributes> {
      const answer = await send(build.getPrinterAttributes({ ...basics, requestedAttributes }));
      assert.equal(statusOf(answer), 'successful-ok');
      return attributesOf(answer, 'printer');
    },
    /** Create-Job and Send-Document; gives the job-id. */
    async print(jobAttributes: IppAttributes = [], jobName = 'Report', document = pdf): Promise<number> {
      const jobId = jobIdOf(await send(build.createJob({ ...basics, jobName, jobAttributes })));
      const sent = await send(build.sendDocument({ ...basics, jobId, lastDocument: true }), document);
      assert.equal(statusOf(sent), 'successful-ok');
      return jobId;
    },
    async whenJob(jobId: number, isSo: (view: JobView) => boolean): Promise<JobView> {
      return until(() => job(jobId), isSo);
    },
    async whenState(jobId: number, state: JobStateName): Promise<JobView> {
      return until(
        () => job(jobId),
        (view) => view.state === state,
      );
    },
  };
}

/** Looks again and again; gives up after some seconds, which only a failing test needs. */
export async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  for (let round = 0; round < 1000; round += 1) {
    const seen = await look();
    if (isSo(seen)) return seen;
    await sleep(5);
  }
  return assert.fail('it never came to that');
}

async function* chunks(document: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < document.length; at += 65_536) {
    yield await Promise.resolve(document.subarray(at, at + 65_536));
  }
}
