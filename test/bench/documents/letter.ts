// An ordinary letter from Word to PDF: in our warm, sandboxed office against `soffice --convert-to` of the same file; then how many
// of them a machine makes.
import { availableParallelism } from 'node:os';
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';
import { alternate, median } from '../statistics.ts';
import { openBenchRooms } from './bench-rooms.ts';
import { letterDocument } from './business-documents.ts';
import { openPlainOffice } from './plain-office.ts';

const ROUNDS = 5;
const OURS_PER_ROUND = 20;
const PEERS_PER_ROUND = 2;
/** Converted before and not counted; the peer is called once, which makes its profile and fills the disk's cache. */
const WARM_UP = 20;
/** For the throughput: as many as take some seconds. */
const AT_ONCE = 60;

export const letter: Measure = {
  name: 'letter',
  async run({ say }) {
    const bytes = letterDocument();
    const peer = await openPlainOffice([{ name: 'letter.docx', bytes }]);
    const rooms = await openBenchRooms();
    try {
      const stored = await rooms.store(bytes, 'letter.docx');
      const one = async (): Promise<number> => {
        const began = performance.now();
        await rooms.toPdf(stored);
        return performance.now() - began;
      };
      const many = async (): Promise<number> => {
        const began = performance.now();
        await Promise.all(Array.from({ length: AT_ONCE }, one));
        return (performance.now() - began) / AT_ONCE;
      };
      await peer.convert();
      for (let document = 0; document < WARM_UP; document += 1) await one();
      const rounds = await alternate(
        ROUNDS,
        () => inTurn(OURS_PER_ROUND, one),
        () => inTurn(PEERS_PER_ROUND, peer.convert),
      );
      const [ours, theirs] = [median(rounds.ours.flat()), median(rounds.peer.flat())];
      const each = await inTurn(ROUNDS, many);
      say(
        `  p50 ${ours.toFixed(1)} ms, soffice ${theirs.toFixed(0)} ms; ${each.map((ms) => (1000 / ms).toFixed(1)).join(', ')} letters/s`,
      );
      return [
        makeRow({
          area: 'documents',
          name: 'ordinary letter (docx) to PDF, warm, p50',
          unit: 'ms',
          ours,
          peer: theirs,
          target: { kind: 'ratio-at-most', value: 1 / 20 },
        }),
        makeRow({
          area: 'documents',
          // At least 10 documents a second.
          name: `the same, many at once, time for each, ${availableParallelism()} cores`,
          unit: 'ms',
          ours: median(each),
          target: { kind: 'at-most', value: 100 },
        }),
      ];
    } finally {
      await rooms.stop();
      await peer.stop();
    }
  },
};

/** One after the other. */
const inTurn = async (times: number, work: () => Promise<number>): Promise<readonly number[]> => {
  const samples: number[] = [];
  while (samples.length < times) samples.push(await work());
  return samples;
};
