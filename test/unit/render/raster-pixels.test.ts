// The raster decoders byte for byte: what comes out of the compressed image data is what went in, for every depth and colour, in every form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { byteSink } from '@platen/edge-server/render/out/byte-sink';
import { pwgRaster } from '@platen/edge-server/render/out/pwg-raster';
import type { RasterJob, RasterSide } from '@platen/edge-server/render/out/raster-job';
import { urf } from '@platen/edge-server/render/out/urf';
import { readForward } from '@platen/edge-server/render/raster-in/forward-read';
import { type PageForm, readPage } from '@platen/edge-server/render/raster-in/page-data';
import type { PageResult } from '@platen/edge-server/render/raster-in/page-layout';
import { readPwgPage } from '@platen/edge-server/render/raster-in/pwg-page';
import { COMPONENTS, type RasterPage } from '@platen/edge-server/render/raster-in/raster-page';
import { readUrfPage } from '@platen/edge-server/render/raster-in/urf-page';
import { noise } from '../../documents/make-documents.ts';
import { encodeRows, pwgPage, type RasterKind, unitOf, urfPage } from '../../documents/make-raster.ts';

/** Takes the PNG predictors off (PNG third edition section 9): the rows of the image. */
function unfilter(data: Uint8Array, page: RasterPage): Buffer {
  const unit = page.bits === 1 ? 1 : COMPONENTS[page.space];
  const rowBytes = page.bits === 1 ? Math.ceil(page.width / 8) : page.width * unit;
  assert.equal(data.length, (rowBytes + 1) * page.height);
  const rows = Buffer.alloc(rowBytes * page.height);
  for (let y = 0; y < page.height; y++) {
    const filter = data[y * (rowBytes + 1)];
    for (let x = 0; x < rowBytes; x++) {
      const left = x < unit ? 0 : (rows[y * rowBytes + x - unit] ?? 0);
      const above = y === 0 ? 0 : (rows[(y - 1) * rowBytes + x] ?? 0);
      rows[y * rowBytes + x] = (data[y * (rowBytes + 1) + 1 + x] ?? 0) + (filter === 1 ? left : above);
    }
  }
  return rows;
}

/** RunLengthDecode (ISO 32000-2 section 7.4.5). */
function unrun(data: Uint8Array): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 0; ; ) {
    const code = data[at++];
    assert.ok(code !== undefined, 'there is no end of data');
    if (code === 128) {
      assert.equal(at, data.length);
      return Buffer.concat(parts);
    }
    const length = code < 128 ? code + 1 : 257 - code;
    parts.push(code < 128 ? data.subarray(at, at + length) : Buffer.alloc(length, data[at]));
    at += code < 128 ? length : 1;
  }
}

/** In the form that is chosen after a page of `before`. */
async function unpackAs(page: RasterPage, data: Uint8Array, before: PageForm | undefined) {
  const read = readForward({
    size: data.length,
    readAt: (offset, length) => data.subarray(offset, offset + length),
  });
  const result: PageResult = { colored: false, rows: 0, whole: true };
  const { form, parts } = await readPage(read, page, result, before);
  const bytes = inflateSync(Buffer.concat(await parts));
  const pixels = form === 'filtered' ? unfilter(bytes, page) : unrun(bytes);
  return { ...result, form, pixels: form === 'grey' ? threefold(pixels) : pixels };
}

/** As runs, and as rows: both must say the same. */
async function unpack(page: RasterPage, data: Uint8Array) {
  const runs = await unpackAs(page, data, undefined);
  const { form, ...rows } = await unpackAs(page, data, 'filtered');
  assert.equal(form, 'filtered');
  assert.ok(runs.pixels.equals(rows.pixels), runs.form);
  assert.deepEqual(
    [runs.colored, runs.rows, runs.whole],
    [rows.colored, rows.rows, rows.whole],
    `${runs.form} of ${data.length} bytes`,
  );
  return runs;
}

const threefold = (grey: Buffer): Buffer =>
  Buffer.from(Array.from(grey, (value) => [value, value, value]).flat());

/** Rows with runs, noise, repeats and gradients: what every page is made of. */
function sampleRows(kind: RasterKind): readonly Uint8Array[] {
  const bytes = kind.bits === 1 ? Math.ceil(kind.width / 8) : kind.width * unitOf(kind);
  const random = noise(bytes);
  return Array.from({ length: kind.height }, (_, y) => {
    const row = new Uint8Array(bytes).fill(y % 11 < 6 ? 255 : 0);
    if (y % 5 === 1 && bytes > 12) row.set(random.subarray(y % 7, Math.floor(bytes / 2)), 3);
    if (y % 5 === 2) for (let x = 0; x < bytes; x++) row[x] = x + y;
    return row;
  });
}

const KINDS: readonly (readonly [string, number, number, RasterKind['components'], RasterKind['bits']])[] = [
  // Name, PWG colour space, URF colour space (-1 none), colours, bits.
  ['black 1', 3, -1, 1, 1],
  ['sgray 1', 18, -1, 1, 1],
  ['sgray 8', 18, 0, 1, 8],
  ['device grey 8', 0, 4, 1, 8],
  ['black 8', 3, -1, 1, 8],
  ['sgray 16', 18, 0, 1, 16],
  ['srgb 24', 19, 1, 3, 8],
  ['adobe rgb 24', 20, 3, 3, 8],
  ['device rgb 24', 1, 5, 3, 8],
  ['srgb 48', 19, 1, 3, 16],
  ['cmyk 32', 6, 6, 4, 8],
  ['cmyk 64', 6, 6, 4, 16],
];

void test('every colour space and depth gives back its own pixels, 16 bits their high byte', async () => {
  for (const [name, pwgSpace, urfSpace, components, bits] of KINDS) {
    for (const [width, height] of [
      [1, 1],
      [13, 40],
      [700, 90],
    ] as const) {
      const kind = { width, height, components, bits, space: pwgSpace };
      const rows = sampleRows(kind);
      const wanted = Buffer.concat(
        rows.map((row) => (bits === 16 ? row.filter((_, at) => at % 2 === 0) : row)),
      );
      const pwg = pwgPage(kind, rows);
      const page = readPwgPage(pwg.subarray(0, 1796));
      assert.ok(typeof page !== 'string', `${name}: ${String(page)}`);
      const found = await unpack(page, pwg.subarray(1796));
      assert.ok(found.pixels.equals(wanted), `PWG ${name} ${width} x ${height}`);
      assert.deepEqual([found.whole, found.rows], [true, height]);
      if (urfSpace < 0) continue;
      const file = urfPage({ ...kind, space: urfSpace }, rows);
      const second = readUrfPage(file.subarray(0, 32), 1);
      assert.ok(typeof second !== 'string', `${name}: ${String(second)}`);
      assert.ok(
        (await unpack(second, file.subarray(32))).pixels.equals(wanted),
        `URF ${name} ${width} x ${height}`,
      );
    }
  }
});

void test('what the product’s own encoders write is read back without a difference', async () => {
  const [width, height] = [321, 200];
  const pixels = Buffer.alloc(width * height * 4, 255);
  const random = noise(width * height * 4);
  for (let y = 20; y < 60; y++)
    pixels.set(random.subarray(y * width * 4, (y + 1) * width * 4 - 400), y * width * 4);
  for (let y = 100; y < 180; y++)
    pixels.fill(y % 3 === 0 ? 0x40 : 0xa0, y * width * 4 + 200, y * width * 4 + 900);
  for (const [encoder, headerBytes] of [
    [pwgRaster, 1796],
    [urf, 32],
  ] as const) {
    const job: RasterJob = {
      color: 'srgb_8',
      dpi: { x: 300, y: 300 },
      sides: 'one-sided',
      sheetBack: 'normal',
      total: 1,
      copies: 1,
    };
    const side: RasterSide = {
      index: 0,
      width,
      height,
      paper: { width: 77, height: 48 },
      back: false,
      newPaper: true,
    };
    const out = byteSink();
    encoder.startSide(job, side, out);
    await encoder.band(job, side, { top: 0, rows: height, pixels }, out);
    encoder.endSide(job, side, out);
    const file = Buffer.concat(out.take());
    const page =
      headerBytes === 32 ? readUrfPage(file.subarray(0, 32), 1) : readPwgPage(file.subarray(0, 1796));
    assert.ok(typeof page !== 'string', String(page));
    assert.deepEqual([page.width, page.height, page.dpi.x, page.space], [width, height, 300, 'rgb']);
    const found = await unpack(page, file.subarray(headerBytes));
    assert.ok(found.pixels.equals(Buffer.from(pixels.filter((_, at) => at % 4 !== 3))));
    assert.equal(found.colored, true);
  }
});

void test('the rest of a line may be called white, in the white of its colour space', async () => {
  const page = (space: RasterPage['space']): RasterPage => ({
    width: 5,
    height: 2,
    dpi: { x: 100, y: 100 },
    space,
    bits: 8,
    mirrored: { x: false, y: false },
    totalPages: 0,
  });
  assert.deepEqual(
    [...(await unpack(page('grey'), Buffer.from([1, 1, 7, 128]))).pixels],
    [7, 7, 255, 255, 255, 7, 7, 255, 255, 255],
  );
  assert.deepEqual(
    [...(await unpack(page('black'), Buffer.from([1, 1, 7, 128]))).pixels],
    [7, 7, 0, 0, 0, 7, 7, 0, 0, 0],
  );
});

void test('colour is what differs between the three, not what is grey in three bytes', async () => {
  const kind: RasterKind = { width: 40, height: 4, space: 19, components: 3, bits: 8 };
  const grey = Array.from({ length: 4 }, (_, y) => new Uint8Array(120).fill(y * 60));
  const look = async (rows: readonly Uint8Array[]): Promise<boolean> => {
    const file = pwgPage(kind, rows);
    const page = readPwgPage(file.subarray(0, 1796));
    assert.ok(typeof page !== 'string');
    return (await unpack(page, file.subarray(1796))).colored;
  };
  assert.equal(await look(grey), false);
  grey[3]?.set([200, 10, 10], 60);
  assert.equal(await look(grey), true);
});

void test('a page that breaks off is white from there on, and says so', async () => {
  const kind: RasterKind = { width: 60, height: 50, space: 1, components: 3, bits: 8 };
  const rows = sampleRows(kind);
  const data = encodeRows(rows, 3);
  const page = readUrfPage(urfPage(kind, rows).subarray(0, 32), 1);
  assert.ok(typeof page !== 'string');
  for (let length = 0; length < data.length; length += 37) {
    const { pixels, whole, rows: seen } = await unpack(page, data.subarray(0, length));
    assert.equal(whole, false);
    assert.equal(pixels.length, 60 * 50 * 3);
    if (seen < 50)
      assert.ok(
        pixels.subarray(seen * 180).every((value) => value === 255),
        String(length),
      );
    // The line that is cut, and what repeats it, may be white; what is before is as it was.
    const cut = rows.findIndex((row, y) => !pixels.subarray(y * 180, (y + 1) * 180).equals(row));
    assert.ok(
      pixels.subarray((cut + 10) * 180).every((value) => value === 255),
      `${length}: ${cut}`,
    );
  }
});

void test('lines that claim more than their width, or more of them than the page, stay inside the page', async () => {
  const page: RasterPage = {
    width: 4,
    height: 3,
    dpi: { x: 100, y: 100 },
    space: 'grey',
    bits: 8,
    mirrored: { x: false, y: false },
    totalPages: 0,
  };
  const { pixels } = await unpack(page, Buffer.from([255, 127, 9, 0, 200, ...noise(57)]));
  assert.deepEqual(
    [...pixels],
    Array.from({ length: 12 }, () => 9),
  );
});

void test('a page in which every pixel is grey is kept in grey, a photograph as differences, everything else as runs', async () => {
  const kind: RasterKind = { width: 700, height: 800, space: 1, components: 3, bits: 8 };
  const white = Array.from({ length: 800 }, () => new Uint8Array(2100).fill(255));
  const formOf = async (rows: readonly Uint8Array[], before?: PageForm): Promise<PageForm> => {
    const page = readUrfPage(urfPage(kind, rows).subarray(0, 32), 1);
    assert.ok(typeof page !== 'string');
    return (await unpackAs(page, encodeRows(rows, 3), before)).form;
  };
  assert.equal(await formOf(white), 'grey');
  const touched = white.map((row, y) => (y === 799 ? row.with(2099, 254) : row));
  assert.equal(await formOf(touched), 'packed');
  const random = noise(4000);
  const photograph = white.map((_, y) => random.subarray(y % 7, (y % 7) + 2100));
  assert.equal(await formOf(photograph), 'filtered');
  // The page before says only how to begin.
  assert.equal(await formOf(white, 'packed'), 'grey');
});

void test('whatever the page before was, a page has its own pixels', async () => {
  const kind: RasterKind = { width: 700, height: 200, space: 1, components: 3, bits: 8 };
  const white = Array.from({ length: 200 }, () => new Uint8Array(2100).fill(255));
  // Not grey to the byte, and no colour to anybody's eye.
  const tinted = white.map((row) => row.map((value, at) => (at % 3 === 2 ? 254 : value)));
  const coloured = white.map((row, y) =>
    y % 9 === 0 ? row.map((value, at) => (at % 3 === 0 ? 40 : value)) : row,
  );
  for (const rows of [white, tinted, coloured, sampleRows(kind)]) {
    const page = readUrfPage(urfPage(kind, rows).subarray(0, 32), 1);
    assert.ok(typeof page !== 'string');
    const data = encodeRows(rows, 3);
    const forms = ['grey', 'packed', 'filtered', undefined] as const;
    const found = await Promise.all(forms.map((before) => unpackAs(page, data, before)));
    for (const [at, { pixels, whole, rows: seen }] of found.entries()) {
      assert.ok(pixels.equals(Buffer.concat(rows)), `after ${forms[at] ?? 'none'}`);
      assert.deepEqual([whole, seen], [true, 200]);
    }
    assert.equal(new Set(found.map(({ colored }) => colored)).size, 1);
  }
});
