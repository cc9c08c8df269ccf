// Forty mixed Office files: each by itself in the sandbox, against one call of soffice with all forty, which is its best case.
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';
import { alternate, median } from '../statistics.ts';
import { openBenchRooms } from './bench-rooms.ts';
import { mixedOfficeFiles } from './business-documents.ts';
import { openPlainOffice } from './plain-office.ts';

const ROUNDS = 5;

export const mixedOffice: Measure = {
  name: 'mixed-office',
  async run({ say }) {
    const files = await mixedOfficeFiles();
    const peer = await openPlainOffice(files);
    const rooms = await openBenchRooms();
    try {
      const stored = await Promise.all(files.map(({ bytes, name }) => rooms.store(bytes, name)));
      const rate = (ms: number): number => (files.length / ms) * 1000;
      const ours = async (): Promise<number> => {
        const began = performance.now();
        await Promise.all(stored.map(rooms.toPdf));
        return rate(performance.now() - began);
      };
      // Once before, not counted, ours and the peer's alike.
      await ours();
      await peer.convert();
      const rates = await alternate(ROUNDS, ours, async () => rate(await peer.convert()));
      const said = (values: readonly number[]): string => values.map((value) => value.toFixed(1)).join(', ');
      say(`  ours ${said(rates.ours)}; soffice ${said(rates.peer)} files/s`);
      return [
        makeRow({
          area: 'documents',
          name: `${files.length} mixed Office files to PDF`,
          unit: 'files/s',
          ours: median(rates.ours),
          peer: median(rates.peer),
          target: { kind: 'ratio-at-least', value: 0.9 },
        }),
      ];
    } finally {
      await rooms.stop();
      await peer.stop();
    }
  },
};
