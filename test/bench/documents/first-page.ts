// The first page as a JPEG for a screen, of a stored document in a warm worker, against `pdftoppm -jpeg -f 1 -l 1 -r 100`.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir } from '../../support/temp-dir.ts';
import type { Measure } from '../area.ts';
import { makeRow, type Row } from '../row.ts';
import { alternate, median } from '../statistics.ts';
import { openBenchRooms } from './bench-rooms.ts';
import { reportDocument } from './business-documents.ts';
import { runPeer } from './run-peer.ts';

const PAGES = [14, 350] as const;
const ROUNDS = 5;
const PER_ROUND = 8;
const WARM_UP = 5;
/** A4 at the peer's 100 dots per inch. */
const BOX = { widthPx: 827, heightPx: 1170 } as const;

export const firstPage: Measure = {
  name: 'first-page',
  async run({ say }) {
    const rooms = await openBenchRooms();
    const folder = await tempDir('peer');
    try {
      const rows: Row[] = [];
      for (const pages of PAGES) {
        const pdf = await rooms.toPdf(await rooms.store(await reportDocument(pages), 'report.docx'));
        const stored = await rooms.store(pdf, 'report.pdf');
        const file = join(folder.path, `${pages}.pdf`);
        await writeFile(file, pdf);
        const ours = async (): Promise<number> => {
          const began = performance.now();
          const drawn = await rooms.render.renderPage(rooms.sourceOf(stored), 1, BOX);
          if (!drawn.ok || drawn.sides !== pages) throw new Error(`no page 1 of ${pages}`);
          return performance.now() - began;
        };
        const args = ['-jpeg', '-f', '1', '-l', '1', '-r', '100', file, join(folder.path, 'page')];
        const peer = (): Promise<number> => runPeer('pdftoppm', args);
        const several =
          (work: () => Promise<number>, times: number) => async (): Promise<readonly number[]> => {
            const samples: number[] = [];
            while (samples.length < times) samples.push(await work());
            return samples;
          };
        await several(ours, WARM_UP)();
        await several(peer, WARM_UP)();
        const rounds = await alternate(ROUNDS, several(ours, PER_ROUND), several(peer, PER_ROUND));
        const [mine, theirs] = [median(rounds.ours.flat()), median(rounds.peer.flat())];
        say(
          `  ${pages} pages, ${pdf.length} bytes: ours ${mine.toFixed(1)}, pdftoppm ${theirs.toFixed(1)} ms`,
        );
        rows.push(
          makeRow({
            area: 'documents',
            name: `first preview page of a PDF of ${pages} pages, p50`,
            unit: 'ms',
            ours: mine,
            peer: theirs,
            target: { kind: 'ratio-at-most', value: 1 },
          }),
        );
      }
      return rows;
    } finally {
      await rooms.stop();
      await folder.remove();
    }
  },
};
