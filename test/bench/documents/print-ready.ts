// Fourteen pages of PDF to PWG raster at 300 dpi in colour, from the store to a file, against Ghostscript and MuPDF.
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { tempDir } from '../../support/temp-dir.ts';
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';
import { alternate, median } from '../statistics.ts';
import { openBenchRooms, type StoredDocument } from './bench-rooms.ts';
import { reportDocument } from './business-documents.ts';
import { runPeer } from './run-peer.ts';

const PAGES = 14;
const ROUNDS = 5;
/** A4 in points. */
const PAPER = { width: 595.28, height: 841.89 } as const;
const OUTPUT = {
  kind: 'raster',
  format: 'image/pwg-raster',
  color: 'srgb_8',
  dpi: { x: 300, y: 300 },
  sheetBack: 'normal',
} as const;

export const printReady: Measure = {
  name: 'print-ready',
  async run({ say }) {
    const rooms = await openBenchRooms();
    const folder = await tempDir('peer');
    try {
      const pdf = await rooms.toPdf(await rooms.store(await reportDocument(PAGES), 'report.docx'));
      const stored = await rooms.store(pdf, 'report.pdf');
      const file = join(folder.path, 'report.pdf');
      await writeFile(file, pdf);
      const to = (name: string): string => join(folder.path, name);

      const ours = async (document: StoredDocument): Promise<number> => {
        const began = performance.now();
        const made = await rooms.render.makeReady(
          rooms.sourceOf(document),
          { ticket: {}, media: PAPER, copies: 1, sides: 'one-sided', output: OUTPUT },
          new AbortController().signal,
        );
        if (!made.ok || made.sides !== PAGES)
          throw new Error(`not made: ${JSON.stringify(made).slice(0, 200)}`);
        await pipeline(made.octets, createWriteStream(to('ours.pwg')));
        return performance.now() - began;
      };
      // cupsColorSpace 19 is sRGB (PWG 5102.4 table 9); without it this device draws black and white.
      const space = [
        '-dcupsColorSpace=19',
        '-dcupsBitsPerColor=8',
        '-dcupsBitsPerPixel=24',
        '-dcupsColorOrder=0',
      ];
      const quiet = ['-q', '-dNOPAUSE', '-dBATCH', '-dSAFER'];
      const ghostscript = [
        ...quiet,
        '-sDEVICE=pwgraster',
        '-r300',
        ...space,
        `-sOutputFile=${to('gs.pwg')}`,
        file,
      ];
      const mupdf = ['draw', '-q', '-F', 'pwg', '-r', '300', '-c', 'rgb', '-o', to('mutool.pwg'), file];
      const peers = async (): Promise<{ readonly gs: number; readonly mutool: number }> => ({
        gs: await runPeer('gs', ghostscript),
        mutool: await runPeer('mutool', mupdf),
      });
      // Once before, not counted, ours and the peers' alike.
      await ours(stored);
      await peers();
      const rounds = await alternate(ROUNDS, () => ours(stored), peers);
      const mine = median(rounds.ours);
      const gs = median(rounds.peer.map((round) => round.gs));
      const mutool = median(rounds.peer.map((round) => round.mutool));
      say(`  ours ${mine.toFixed(0)}, gs ${gs.toFixed(0)}, mutool ${mutool.toFixed(0)} ms`);
      return [
        makeRow({
          area: 'documents',
          name: `${PAGES} pages of PDF to PWG raster, 300 dpi, colour (against the faster of gs and mutool)`,
          unit: 'ms',
          ours: mine,
          peer: Math.min(gs, mutool),
          target: { kind: 'ratio-at-most', value: 1 },
        }),
      ];
    } finally {
      await rooms.stop();
      await folder.remove();
    }
  },
};
