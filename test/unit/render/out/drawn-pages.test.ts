// Whole documents drawn by real workers: the same ink as a reference renderer's, back sides turned, streams that nobody hurries.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { MakeReadyOptions, RasterOutput } from '@platen/edge-server/render/make-ready';
import { makeRenderHost } from '@platen/edge-server/render/render-host';
import { samplePdf } from '../../../documents/make-documents.ts';
import { skipUnless } from '../../../support/skip-unless.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { bytesOf, hostForTests } from '../host-for-tests.ts';
import { decodePwg } from './decode-raster.ts';

const host = hostForTests();
const never = new AbortController().signal;
const DPI = 100;

async function draw(
  pdf: Uint8Array,
  output: Partial<RasterOutput> = {},
  more: Partial<MakeReadyOptions> = {},
): Promise<Buffer> {
  const made = await host.makeReady(
    bytesOf(pdf),
    {
      ticket: {},
      copies: 1,
      sides: 'one-sided',
      output: {
        kind: 'raster',
        format: 'image/pwg-raster',
        color: 'sgray_8',
        dpi: { x: DPI, y: DPI },
        sheetBack: 'normal',
        ...output,
      },
      ...more,
    },
    never,
  );
  assert.ok(made.ok, made.ok ? '' : made.detail);
  const pieces: Uint8Array[] = [];
  for await (const piece of made.octets) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Mean difference of two grey pictures after each has been averaged over squares: anti-aliasing differs, ink does not. */
function difference(one: Uint8Array, other: Uint8Array, width: number, height: number): number {
  const SQUARE = 5;
  let sum = 0;
  let squares = 0;
  for (let top = 0; top + SQUARE <= height; top += SQUARE) {
    for (let left = 0; left + SQUARE <= width; left += SQUARE) {
      let [a, b] = [0, 0];
      for (let y = top; y < top + SQUARE; y++) {
        for (let x = left; x < left + SQUARE; x++) {
          a += one[y * width + x] ?? 0;
          b += other[y * width + x] ?? 0;
        }
      }
      sum += Math.abs(a - b) / (SQUARE * SQUARE);
      squares += 1;
    }
  }
  return sum / squares;
}

interface Grey {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

function readPgm(file: Buffer): Grey {
  const head = /^P5\s+(?:#[^\n]*\s+)?(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 120).toString('latin1'));
  assert.ok(head);
  return { width: Number(head[1]), height: Number(head[2]), pixels: file.subarray(head[0].length) };
}

function reference(pdf: string, page: number): Grey {
  return readPgm(
    execFileSync('pdftoppm', ['-gray', '-r', String(DPI), '-f', String(page), '-l', String(page), pdf], {
      maxBuffer: 2 ** 28,
    }),
  );
}

test('a PWG raster page has the ink that Poppler sees on it', { skip: skipUnless('pdftoppm') }, async (t) => {
  const folder = await tempDir('drawn');
  t.after(() => folder.remove());
  const pdf = await samplePdf({ pages: 2, title: 'Ink' });
  const path = join(folder.path, 'ink.pdf');
  await writeFile(path, pdf);
  const sides = decodePwg(await draw(pdf));
  assert.equal(sides.length, 2);
  for (const [index, side] of sides.entries()) {
    const wanted = reference(path, index + 1);
    assert.ok(Math.abs(side.width - wanted.width) <= 1 && Math.abs(side.height - wanted.height) <= 1);
    const rows = Math.min(side.height, wanted.height);
    const columns = Math.min(side.width, wanted.width);
    const cut = (grey: Grey): Buffer =>
      Buffer.concat(
        Array.from({ length: rows }, (_, y) =>
          grey.pixels.subarray(y * grey.width, y * grey.width + columns),
        ),
      );
    const ours = cut(side);
    assert.ok(
      ours.some((value) => value < 64),
      'there is ink at all',
    );
    const apart = difference(ours, cut(wanted), columns, rows);
    assert.ok(apart < 2, `${apart} of 255 apart on page ${index + 1}`);
  }
});

test('a PostScript page is what Ghostscript makes of it', { skip: skipUnless('gs') }, async (t) => {
  const folder = await tempDir('drawn');
  t.after(() => folder.remove());
  const pdf = await samplePdf({ pages: 2, title: 'Ink' });
  const path = join(folder.path, 'ink.ps');
  await writeFile(
    path,
    await draw(pdf, { format: 'application/postscript' }, { sides: 'two-sided-long-edge' }),
  );
  execFileSync('gs', [
    ...['-q', '-dSAFER', '-dNOPAUSE', '-dBATCH', '-sDEVICE=pgmraw', `-r${DPI}`],
    ...['-o', join(folder.path, 'page%d.pgm'), path],
  ]);
  const sides = decodePwg(await draw(pdf));
  for (const [index, side] of sides.entries()) {
    const seen = readPgm(await readFile(join(folder.path, `page${index + 1}.pgm`)));
    assert.deepEqual([seen.width, seen.height], [side.width, side.height]);
    const apart = difference(side.pixels, seen.pixels, side.width, side.height);
    assert.ok(apart < 1, `${apart} of 255 apart`);
  }
});

test('back sides are turned as the printer wants them, pixel by pixel', async () => {
  const pdf = await samplePdf({ pages: 2, title: 'Back' });
  const straight = decodePwg(await draw(pdf, { sheetBack: 'normal' }, { sides: 'two-sided-long-edge' }));
  const [front, back] = straight;
  assert.ok(front && back);
  const rows = (pixels: Buffer, width: number): Buffer[] =>
    Array.from({ length: pixels.length / width }, (_, y) => pixels.subarray(y * width, (y + 1) * width));
  const turned = async (sheetBack: RasterOutput['sheetBack'], sides: MakeReadyOptions['sides']) => {
    const [one, two] = decodePwg(await draw(pdf, { sheetBack }, { sides }));
    assert.ok(one?.pixels.equals(front.pixels), 'the front stays');
    return two?.pixels ?? Buffer.alloc(0);
  };
  const lines = rows(back.pixels, back.width);
  const upsideDown = Buffer.concat([...lines].reverse());
  const mirrored = Buffer.concat(lines.map((line) => Buffer.from(line).reverse()));
  assert.ok((await turned('rotated', 'two-sided-long-edge')).equals(Buffer.from(back.pixels).reverse()));
  assert.ok((await turned('flipped', 'two-sided-long-edge')).equals(upsideDown));
  assert.ok((await turned('flipped', 'two-sided-short-edge')).equals(mirrored));
  assert.ok((await turned('rotated', 'two-sided-short-edge')).equals(back.pixels));
});

test('two pages on a side, a range and a watermark are drawn as one plan', async () => {
  const pdf = await samplePdf({ pages: 5, title: 'Plan' });
  const ticket: MakeReadyOptions['ticket'] = {
    numberUp: 2,
    pageRanges: [{ from: 2, to: 4 }],
    watermark: 'DRAFT',
  };
  const sides = decodePwg(await draw(pdf, {}, { ticket, media: { width: 595.28, height: 841.89 } }));
  assert.equal(sides.length, 2);
  for (const { width, height } of sides) assert.deepEqual([width, height], [827, 1169], 'as it is fed');
});

test('a printer that takes nothing holds no worker: conversions and previews go on beside it', async () => {
  const pdf = bytesOf(await samplePdf({ pages: 12, title: 'Slow' }));
  const output: RasterOutput = {
    kind: 'raster',
    format: 'image/urf',
    color: 'srgb_8',
    dpi: { x: DPI, y: DPI },
    sheetBack: 'normal',
  };
  const options: MakeReadyOptions = { ticket: {}, copies: 1, sides: 'one-sided', output };
  const unread = await Promise.all([1, 2, 3].map(() => host.makeReady(pdf, options, never)));
  assert.ok((await host.inspect(pdf, 'application/pdf')).ok);
  assert.ok((await host.renderPage(pdf, 1, { widthPx: 100, heightPx: 100 })).ok);
  for (const made of unread) {
    assert.ok(made.ok);
    let bytes = 0;
    for await (const piece of made.octets) bytes += piece.length;
    assert.ok(bytes > 1_000, 'and the stream still comes whole');
  }
});

test('an abort ends the stream, and the workers serve the next', async () => {
  const pdf = bytesOf(await samplePdf({ pages: 12, title: 'Abort' }));
  const stop = new AbortController();
  const output = {
    kind: 'raster',
    format: 'image/urf',
    color: 'srgb_8',
    dpi: { x: 300, y: 300 },
    sheetBack: 'normal',
  } as const;
  const made = await host.makeReady(pdf, { ticket: {}, copies: 1, sides: 'one-sided', output }, stop.signal);
  assert.ok(made.ok);
  await assert.rejects(async () => {
    for await (const _piece of made.octets) stop.abort();
  }, /aborted/);
  assert.ok(decodePwg(await draw(pdf.bytes)).length === 12);
});

test('a worker that is killed in the middle is replaced, and not a byte is missing or doubled', async () => {
  const own = makeRenderHost();
  try {
    const pdf = bytesOf(await samplePdf({ pages: 6, title: 'Killed' }));
    const output = {
      kind: 'raster',
      format: 'image/pwg-raster',
      color: 'sgray_8',
      dpi: { x: DPI, y: DPI },
      sheetBack: 'normal',
    } as const;
    const options = { ticket: {}, copies: 1, sides: 'one-sided', output } as const;
    const whole = await draw(pdf.bytes);
    const made = await own.makeReady(pdf, options, never);
    assert.ok(made.ok);
    const pieces: Uint8Array[] = [];
    for await (const piece of made.octets) {
      if (pieces.length === 1)
        for (const { pid } of own.workers()) if (pid !== undefined) process.kill(pid, 'SIGKILL');
      pieces.push(piece);
    }
    assert.ok(Buffer.concat(pieces).equals(whole));
  } finally {
    await own.stop();
  }
});

test('what is no PDF, or has no such page, is refused before anything is sent', async () => {
  const options = (ticket: MakeReadyOptions['ticket']): MakeReadyOptions => ({
    ticket,
    copies: 1,
    sides: 'one-sided',
    output: { kind: 'pdf' },
  });
  const broken = await host.makeReady(bytesOf(Buffer.from('no pdf')), options({}), never);
  assert.ok(!broken.ok && broken.code === 'document-broken');
  const pdf = bytesOf(await samplePdf({ pages: 1 }));
  const none = await host.makeReady(pdf, options({ pageRanges: [{ from: 7, to: 9 }] }), never);
  assert.ok(!none.ok && none.code === 'document-broken');
});
