// Print-Jobs taken and held per second from 16 clients with connections kept alive: ours durable (file and row on the disk, encrypted)
// against cupsd with job-hold-until=indefinite, which syncs nothing. Both without TLS, and both believe the
// name they are told.
import { mimeMediaType, name } from '@platen/edge-server/protocols/ipp/message';
import type { Measure } from '../area.ts';
import { makeDocument } from '../documents.ts';
import { runLoad } from '../load/run-load.ts';
import { makeRow, type Row } from '../row.ts';
import { alternate, median } from '../statistics.ts';
import { type AcceptLoad, loadCups } from '../walkup/cups-accept.ts';
import { ippOverHttp, openBenchQueue } from './bench-queue.ts';

const CLIENTS = 16;
const ROUNDS = 3;

/** Sizes, with as many requests as take some seconds, so that the first ones (cold caches) do not decide. */
const CASES = [
  { label: '20 kB PDF', bytes: 20_000, requests: 6_000, warmUp: 2_000, target: 1.5 },
  { label: '1 MB PDF', bytes: 1_000_000, requests: 800, warmUp: 300, target: 1.2 },
] as const;

/** One round on a fresh server, so that no round meets what an earlier one left. */
const loadPlaten = async ({ document, requests, warmUp, connections }: AcceptLoad): Promise<number> => {
  const queue = await openBenchQueue();
  try {
    const { port } = queue;
    const request = ippOverHttp({
      port,
      path: '/ipp/print',
      operation: 'Print-Job',
      attributes: [name('job-name', 'benchmark'), mimeMediaType('document-format', 'application/pdf')],
      document,
    });
    const load = { host: '127.0.0.1', port, connections, request, statuses: [200], ipp: true };
    await runLoad({ ...load, requests: warmUp });
    const { completed, seconds } = await runLoad({ ...load, requests });
    return completed / seconds;
  } finally {
    await queue.stop();
  }
};

export const heldJobs: Measure = {
  name: 'held-jobs',
  async run({ say }) {
    const rows: Row[] = [];
    for (const { label, bytes, requests, warmUp, target } of CASES) {
      const load = { document: makeDocument(bytes), requests, warmUp, connections: CLIENTS };
      const rates = await alternate(
        ROUNDS,
        () => loadPlaten(load),
        async () => {
          const { completed, seconds } = await loadCups(load);
          return completed / seconds;
        },
      );
      say(
        `  ${label}: ours ${rates.ours.map(Math.round).join(', ')}; cupsd ${rates.peer.map(Math.round).join(', ')} /s`,
      );
      rows.push(
        makeRow({
          area: 'ipp',
          name: `held Print-Jobs, ${label}, ${CLIENTS} clients`,
          unit: 'jobs/s',
          ours: median(rates.ours),
          peer: median(rates.peer),
          target: { kind: 'ratio-at-least', value: target },
        }),
      );
    }
    return rows;
  },
};
