// Held jobs per second against cupsd with job-hold-until=indefinite, which syncs nothing: rounds of both in turn, for a small and a large document.
import type { Measure } from '../area.ts';
import { makeDocument } from '../documents.ts';
import { runLoad } from '../load/run-load.ts';
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

/** Where a server of ours takes one whole HTTP request again and again. */
export interface Taker {
  readonly port: number;
  readonly request: Buffer;
  readonly statuses: readonly number[];
  /** The answers' own status is IPP's. */
  readonly ipp: boolean;
  readonly stop: () => Promise<void>;
}

/** @param open a fresh server for each round, so that no round meets what an earlier one left. */
export const againstCups = (options: {
  readonly measure: string;
  readonly area: string;
  readonly row: string;
  readonly open: (document: Buffer) => Promise<Taker>;
}): Measure => ({
  name: options.measure,
  async run({ say }) {
    const rows: Row[] = [];
    const loadPlaten = async ({ document, requests, warmUp, connections }: AcceptLoad): Promise<number> => {
      const { stop, ...taker } = await options.open(document);
      try {
        const load = { host: '127.0.0.1', connections, ...taker };
        await runLoad({ ...load, requests: warmUp });
        const { completed, seconds } = await runLoad({ ...load, requests });
        return completed / seconds;
      } finally {
        await stop();
      }
    };
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
          area: options.area,
          name: `${options.row}, ${label}, ${CLIENTS} clients`,
          unit: 'jobs/s',
          ours: median(rates.ours),
          peer: median(rates.peer),
          target: { kind: 'ratio-at-least', value: target },
        }),
      );
    }
    return rows;
  },
});
