// A phone's document of 200 pages, URF at 300 dpi in colour, made a PDF: from the encrypted store through the sandboxed worker, as the server
// does it. What it has to beat is the wire: the time the file takes to arrive at 1 Gbit/s.
import type { MakeReadyOptions } from '@platen/edge-server/render/make-ready';
import type { Measure } from '../area.ts';
import { openBenchRooms } from '../documents/bench-rooms.ts';
import { reportDocument } from '../documents/business-documents.ts';
import { residentMb } from '../process-memory.ts';
import { makeRow } from '../row.ts';
import { median } from '../statistics.ts';

const PAGES = 200;
/** Pages drawn; they follow each other until there are PAGES. The decoder keeps nothing from one page to the next. */
const DRAWN = 20;
const ROUNDS = 5;
/** Bytes of a file that 1 Gbit/s brings in a second: what Ethernet, IP and TCP headers leave of 125,000,000 (1448 of every 1538 octets). */
const WIRE_BYTES = 117_700_000;
/** A worker's memory is looked at this often: a page of the document takes some milliseconds. */
const LOOK_MS = 4;

/** A4 in points. */
const PAPER = { width: 595.28, height: 841.89 } as const;
/** What an iPhone makes of a colour document. */
const URF: MakeReadyOptions = {
  ticket: {},
  media: PAPER,
  copies: 1,
  sides: 'one-sided',
  output: {
    kind: 'raster',
    format: 'image/urf',
    color: 'srgb_8',
    dpi: { x: 300, y: 300 },
    sheetBack: 'normal',
  },
};
/** "UNIRAST", a zero, and the number of pages. */
const HEAD_BYTES = 12;

const gather = async (octets: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of octets) parts.push(part);
  return Buffer.concat(parts);
};

/** The pages of a short document, over and over. */
const lengthened = (urf: Buffer): Buffer => {
  const head = Buffer.from(urf.subarray(0, HEAD_BYTES));
  head.writeUInt32BE(PAGES, 8);
  return Buffer.concat([head, ...Array.from({ length: PAGES / DRAWN }, () => urf.subarray(HEAD_BYTES))]);
};

export const rasterIn: Measure = {
  name: 'raster-in',
  async run({ say }) {
    const rooms = await openBenchRooms();
    try {
      const report = await rooms.store(await reportDocument(DRAWN), 'report.docx');
      const pdf = await rooms.store(await rooms.toPdf(report), 'report.pdf');
      const drawn = await rooms.render.makeReady(rooms.sourceOf(pdf), URF, new AbortController().signal);
      if (!drawn.ok || drawn.sides !== DRAWN)
        throw new Error(`not drawn: ${JSON.stringify(drawn).slice(0, 200)}`);
      const file = lengthened(await gather(drawn.octets));
      const urf = await rooms.store(file, 'phone.urf');
      // Warm: what a server that has been up for a while does.
      await rooms.toPdf(urf);
      const workers = (): readonly number[] =>
        rooms.render
          .workers()
          .flatMap(({ role, pid }) => (role === 'convert' && pid !== undefined ? [pid] : []));
      const idle = new Map(
        await Promise.all(workers().map(async (pid) => [pid, await residentMb(pid)] as const)),
      );
      let grown = 0;
      let looking = Promise.resolve();
      const look = setInterval(() => {
        looking = Promise.all(
          workers().map(async (pid) => (await residentMb(pid)) - (idle.get(pid) ?? 0)),
        ).then((all) => {
          grown = Math.max(grown, ...all);
        });
      }, LOOK_MS);
      const seconds: number[] = [];
      let made = 0;
      try {
        for (let round = 0; round < ROUNDS; round += 1) {
          const began = performance.now();
          made = (await rooms.toPdf(urf)).length;
          seconds.push((performance.now() - began) / 1000);
        }
      } finally {
        clearInterval(look);
        await looking;
      }
      const wire = file.length / WIRE_BYTES;
      say(
        `  ${(file.length / 1e6).toFixed(1)} MB of URF, ${wire.toFixed(3)} s on the wire; PDF of ${(made / 1e6).toFixed(1)} MB in ${seconds.map((each) => each.toFixed(3)).join(', ')} s`,
      );
      return [
        makeRow({
          area: 'ipp',
          name: `${PAGES} pages of URF (300 dpi, colour) to PDF, against their time on a wire of 1 Gbit/s`,
          unit: 's',
          ours: median(seconds),
          peer: wire,
          target: { kind: 'ratio-at-most', value: 1 },
        }),
        makeRow({
          area: 'ipp',
          name: 'the same, memory of the worker above its own when idle',
          unit: 'MB',
          ours: grown,
          target: { kind: 'at-most', value: 64 },
        }),
      ];
    } finally {
      await rooms.stop();
    }
  },
};
