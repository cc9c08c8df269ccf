// Held jobs per second against cupsd with job-hold-until=indefinite, for a small and a large document, rounds of both in turn. As it is shipped
// cupsd syncs nothing; told to, it syncs what it knows of each job, and still not the document.
import type { Measure } from '../area.ts';
import { makeDocument } from '../documents.ts';
import type { LoadResult } from '../load/plan.ts';
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

/** It takes some hundred a second. */
const fewer = ({ requests, warmUp }: AcceptLoad) => ({
  requests: Math.round(requests / 6),
  warmUp: Math.round(warmUp / 6),
});
const rateOf = ({ completed, seconds }: LoadResult): number => completed / seconds;

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
        return rateOf(await runLoad({ ...load, requests }));
      } finally {
        await stop();
      }
    };
    for (const { label, bytes, requests, warmUp, target } of CASES) {
      const load = { document: makeDocument(bytes), requests, warmUp, connections: CLIENTS };
      const rates = await alternate(
        ROUNDS,
        () => loadPlaten(load),
        async () => ({
          usual: rateOf(await loadCups(load)),
          durable: rateOf(await loadCups({ ...load, ...fewer(load), durable: true })),
        }),
      );
      const usual = rates.peer.map((round) => round.usual);
      const durable = rates.peer.map((round) => round.durable);
      const list = (values: readonly number[]): string => values.map(Math.round).join(', ');
      say(`  ${label}: ours ${list(rates.ours)}; cupsd ${list(usual)}, syncing ${list(durable)} /s`);
      const row = (peer: string, values: readonly number[]): Row =>
        makeRow({
          area: options.area,
          name: `${options.row}, ${label}, ${CLIENTS} clients${peer}`,
          unit: 'jobs/s',
          ours: median(rates.ours),
          peer: median(values),
          target: { kind: 'ratio-at-least', value: target },
        });
      rows.push(row('', usual), row(', against a cupsd that syncs its jobs', durable));
    }
    return rows;
  },
});
