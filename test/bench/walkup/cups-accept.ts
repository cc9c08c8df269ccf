// The peer of "held jobs accepted": a throw-away cupsd taking Print-Jobs with job-hold-until=indefinite.
import { keyword, mimeMediaType, name } from '@platen/edge-server/protocols/ipp/message';
import { startCupsd } from '../../servers/cupsd.ts';
import { ippRequestHeader } from '../../support/ipp-request.ts';
import type { LoadResult } from '../load/plan.ts';
import { runLoad } from '../load/run-load.ts';

export type AcceptLoad = {
  readonly document: Buffer;
  readonly requests: number;
  /** Sent before and not counted, ours and the peer's alike: a server that has been up for a while is what is compared. */
  readonly warmUp: number;
  readonly connections: number;
};

// Held jobs go nowhere; CUPS only wants to see a well-formed device URI.
const NOWHERE = 'socket://127.0.0.1:9';
const QUEUE = 'held';

const printJobRequest = (port: number, document: Buffer): Buffer => {
  const path = `/printers/${QUEUE}`;
  const header = ippRequestHeader({
    port,
    path,
    operation: 'Print-Job',
    attributes: [name('job-name', 'benchmark'), mimeMediaType('document-format', 'application/pdf')],
    jobAttributes: [keyword('job-hold-until', 'indefinite')],
  });
  const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/ipp\r\nContent-Length: ${header.length + document.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), header, document]);
};

/** One round on a fresh cupsd, so that no round meets what an earlier one left. */
export const loadCups = async ({
  document,
  requests,
  warmUp,
  connections,
  durable = false,
}: AcceptLoad & { readonly durable?: boolean }): Promise<LoadResult> => {
  const cups = await startCupsd({ durable });
  try {
    await cups.addQueue(QUEUE, NOWHERE);
    const load = {
      host: '127.0.0.1',
      port: cups.port,
      connections,
      request: printJobRequest(cups.port, document),
      statuses: [200],
      ipp: true,
    };
    await runLoad({ ...load, requests: warmUp });
    return await runLoad({ ...load, requests });
  } finally {
    await cups.stop();
  }
};
