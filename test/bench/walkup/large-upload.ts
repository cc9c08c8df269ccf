// A 1 GB upload: how fast against writing a plain file of that size, and how much memory the server takes meanwhile.
import type { Measure } from '../area.ts';
import { startBenchPlaten } from '../platen-api.ts';
import { residentMb, watchMemory } from '../process-memory.ts';
import { makeRow } from '../row.ts';
import { alternate, median } from '../statistics.ts';
import { plainWriteSpeed } from './plain-write.ts';

const BYTES = 1_000_000_000;
// Each writes a gigabyte and more; what differs between rounds is mostly the disk.
const ROUNDS = 3;

type Upload = { readonly mbPerSecond: number; readonly grownMb: number };

const uploadOnce = async (): Promise<Upload> => {
  const platen = await startBenchPlaten();
  try {
    const user = await platen.addUser('bench@example.test');
    const before = await residentMb(platen.server.pid());
    const memory = watchMemory(platen.server.pid());
    const seconds = await platen.uploadLarge(user, BYTES, 'large.pdf');
    await memory.stop();
    return { mbPerSecond: BYTES / 1e6 / seconds, grownMb: memory.peakMb() - before };
  } finally {
    await platen.stop();
  }
};

export const largeUpload: Measure = {
  name: 'large-upload',
  async run({ say }) {
    const { ours, peer } = await alternate(ROUNDS, uploadOnce, () => plainWriteSpeed(BYTES));
    const speeds = ours.map(({ mbPerSecond }) => mbPerSecond);
    say(`  ours ${speeds.map(Math.round).join(', ')}; plain file ${peer.map(Math.round).join(', ')} MB/s`);
    return [
      makeRow({
        area: 'walkup',
        name: '1 GB upload',
        unit: 'MB/s',
        ours: median(speeds),
        peer: median(peer),
        target: { kind: 'ratio-at-least', value: 0.8 },
      }),
      makeRow({
        area: 'walkup',
        name: '1 GB upload, growth of resident memory',
        unit: 'MB',
        // The worst round: a promise about memory holds always or not at all.
        ours: Math.max(...ours.map(({ grownMb }) => grownMb)),
        target: { kind: 'at-most', value: 64 },
      }),
    ];
  },
};
