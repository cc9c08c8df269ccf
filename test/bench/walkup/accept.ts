// Held jobs accepted per second from 16 clients: ours durable (file and row fsynced) against cupsd, which fsyncs nothing.
import type { Measure } from '../area.ts';
import { makeDocument } from '../documents.ts';
import { runLoad } from '../load/run-load.ts';
import { startBenchPlaten } from '../platen-api.ts';
import { makeRow, type Row } from '../row.ts';
import { alternate, median } from '../statistics.ts';
import { type AcceptLoad, loadCups } from './cups-accept.ts';

const CLIENTS = 16;
const ROUNDS = 3;

/** Sizes, with as many requests as take some seconds, so that the first ones (cold caches) do not decide. */
const CASES = [
  { label: '20 kB PDF', bytes: 20_000, requests: 6_000, warmUp: 2_000, target: 1.5 },
  { label: '1 MB PDF', bytes: 1_000_000, requests: 800, warmUp: 300, target: 1.2 },
] as const;

const loadPlaten = async ({ document, requests, warmUp, connections }: AcceptLoad): Promise<number> => {
  const platen = await startBenchPlaten();
  try {
    const user = await platen.addUser('bench@example.test');
    const request = platen.uploadRequest(user, document, 'benchmark.pdf');
    const { httpPort: port } = platen.server;
    const load = { host: '127.0.0.1', port, connections, request, statuses: [201], ipp: false };
    await runLoad({ ...load, requests: warmUp });
    const { completed, seconds } = await runLoad({ ...load, requests });
    return completed / seconds;
  } finally {
    await platen.stop();
  }
};

export const accept: Measure = {
  name: 'accept',
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
          area: 'walkup',
          name: `held jobs accepted, ${label}, ${CLIENTS} clients`,
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
