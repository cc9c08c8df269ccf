// What the server's own process holds while eight documents are being converted or wait for it: they are worked on elsewhere.
import { randomBytes } from 'node:crypto';
import { wordDocument } from '../../documents/office/word-document.ts';
import type { Measure } from '../area.ts';
import { makeDocument } from '../documents.ts';
import { startBenchPlaten } from '../platen-api.ts';
import { residentMb, watchMemory } from '../process-memory.ts';
import { makeRow } from '../row.ts';
import { letterDocument } from './business-documents.ts';

const MEGABYTE = 1_000_000;
const ROUNDS = 3;

/** A letter whose file is `bytes` large, as with photographs in it. */
const heavyLetter = (bytes: number): Buffer =>
  wordDocument({ parts: [{ name: 'word/media/photo.bin', data: randomBytes(bytes) }] });

/** Eight of different kinds and sizes, the heavy ones first, so that the others queue behind them. */
const eightDocuments = (): readonly { readonly name: string; readonly bytes: Buffer }[] => [
  { name: 'photos 1.docx', bytes: heavyLetter(10 * MEGABYTE) },
  { name: 'photos 2.docx', bytes: heavyLetter(10 * MEGABYTE) },
  { name: 'scan 1.pdf', bytes: makeDocument(20 * MEGABYTE) },
  { name: 'scan 2.pdf', bytes: makeDocument(20 * MEGABYTE) },
  { name: 'letter 1.docx', bytes: letterDocument(1) },
  { name: 'letter 2.docx', bytes: letterDocument(2) },
  { name: 'letter 3.docx', bytes: letterDocument(3) },
  { name: 'report.pdf', bytes: makeDocument(MEGABYTE) },
];

export const queuedMemory: Measure = {
  name: 'queued-memory',
  async run({ say }) {
    const platen = await startBenchPlaten();
    try {
      const user = await platen.addUser('bench@example.test');
      const before = await residentMb(platen.server.pid());
      const memory = watchMemory(platen.server.pid());
      for (let round = 0; round < ROUNDS; round += 1) {
        await Promise.all(eightDocuments().map(({ name, bytes }) => platen.upload(user, bytes, name)));
        await platen.allHeld(user);
      }
      await memory.stop();
      say(`  ${before.toFixed(0)} MB before, ${memory.peakMb().toFixed(0)} MB at most`);
      return [
        makeRow({
          area: 'documents',
          name: 'server alone, resident memory with 8 conversions queued',
          unit: 'MB',
          // The highest of all rounds: a promise about memory holds always or not at all.
          ours: memory.peakMb(),
          target: { kind: 'at-most', value: 250 },
        }),
      ];
    } finally {
      await platen.stop();
    }
  },
};
