// From a photographed sheet to a page: its corners found, straightened, cleaned, and a PDF that qpdf finds nothing wrong with.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { findPaper, toGrey } from '../../../../panel-app/src/portal/camera/find-paper.ts';
import {
  cleanUp,
  type Pixels,
  pageSize,
  straighten,
  toBits,
} from '../../../../panel-app/src/portal/camera/flatten.ts';
import {
  type Corners,
  homography,
  isConvex,
  mapPoint,
} from '../../../../panel-app/src/portal/camera/homography.ts';
import { writePdf } from '../../../../panel-app/src/portal/camera/write-pdf.ts';
import { skipUnless } from '../../../support/skip-unless.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const SHEET: Corners = [
  { x: 60, y: 40 },
  { x: 250, y: 55 },
  { x: 270, y: 210 },
  { x: 35, y: 195 },
];
const never = new AbortController().signal;
const now = (): Promise<void> => Promise.resolve();

/** A grey sheet with lines of writing on a dark table; darker to the right, as under a lamp. */
async function photo(background = '#4a3626'): Promise<Pixels> {
  const lines = [80, 100, 120, 140, 160]
    .map((y) => `<path d="M80 ${y} L235 ${y + 8}" stroke="#333" stroke-width="3"/>`)
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><defs><linearGradient id="l"><stop stop-color="#e8e4dc"/><stop offset="1" stop-color="#b0aca4"/></linearGradient></defs>
    <rect width="320" height="240" fill="${background}"/><polygon points="${SHEET.map(({ x, y }) => `${x},${y}`).join(' ')}" fill="url(#l)"/>${lines}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

test('the map of four corners meets each of them, and three on a line have none', () => {
  const map = homography(100, 200, SHEET);
  assert.ok(map !== undefined);
  const at = [mapPoint(map, 0, 0), mapPoint(map, 100, 0), mapPoint(map, 100, 200), mapPoint(map, 0, 200)];
  at.forEach((point, index) => {
    assert.ok(Math.hypot(point.x - (SHEET[index]?.x ?? 0), point.y - (SHEET[index]?.y ?? 0)) < 1e-6);
  });
  const [a, b, , d] = SHEET;
  assert.equal(homography(100, 200, [a, b, { x: (b.x + a.x) / 2, y: (b.y + a.y) / 2 }, a]), undefined);
  assert.equal(isConvex(SHEET), true);
  assert.equal(isConvex([a, d, SHEET[2], b]), false);
});

test('the sheet is found to within three pixels', async () => {
  const found = findPaper(toGrey(await photo()));
  assert.ok(found !== undefined);
  found.forEach(({ x, y }, index) => {
    const [dx, dy] = [x - (SHEET[index]?.x ?? 0), y - (SHEET[index]?.y ?? 0)];
    assert.ok(Math.hypot(dx, dy) <= 3, `corner ${index} is off by ${dx}, ${dy}`);
  });
});

test('where nothing looks like a sheet, nothing is said to be one', async () => {
  assert.equal(findPaper({ width: 40, height: 40, data: new Uint8Array(1600).fill(200) }), undefined);
  const noise = Uint8Array.from({ length: 10_000 }, (_, index) => ((index * 7919) % 251) | 0);
  assert.equal(findPaper({ width: 100, height: 100, data: noise }), undefined);
});

test('a page stands or lies as its sheet did, in the proportion of the paper', () => {
  const size = pageSize(SHEET, 'a4');
  assert.ok(size.width > size.height);
  assert.ok(Math.abs(size.width / size.height - 297 / 210) < 0.01);
  const large: Corners = [
    { x: 0, y: 0 },
    { x: 3000, y: 0 },
    { x: 3000, y: 4000 },
    { x: 0, y: 4000 },
  ];
  assert.equal(pageSize(large, 'letter').height, 2339);
});

test('the straightened page has white paper under a lamp, and dark ink', async () => {
  for (const look of ['colour', 'grey', 'black'] as const) {
    const picture = await photo();
    const page = await straighten(picture, SHEET, { width: 297, height: 210 }, never, now);
    assert.ok(page !== undefined);
    assert.equal(await cleanUp(page, look, never, now), true);
    let white = 0;
    let dark = 0;
    for (let i = 0; i < page.data.length; i += 4) {
      if ((page.data[i] ?? 0) > 235) white++;
      if ((page.data[i] ?? 0) < 90) dark++;
    }
    const all = page.width * page.height;
    assert.ok(white / all > 0.85, `${look}: ${white / all} is white`);
    assert.ok(dark / all > 0.01, `${look}: ${dark / all} is dark`);
  }
});

test('work that nobody waits for any more ends', async () => {
  const stop = AbortSignal.abort();
  const picture = await photo();
  assert.equal(await straighten(picture, SHEET, { width: 297, height: 210 }, stop, now), undefined);
  assert.equal(await cleanUp(picture, 'grey', stop, now), false);
});

test('the PDF has its pages, sizes and title, and qpdf finds nothing wrong', {
  skip: skipUnless('qpdf', 'pdfinfo'),
}, async (t) => {
  const page = await photo();
  const jpeg = await sharp(page.data, { raw: { width: 320, height: 240, channels: 4 } })
    .jpeg()
    .toBuffer();
  const paper = { width: 297, height: 210 };
  const pieces = writePdf(
    [
      { width: 320, height: 240, paper, picture: { kind: 'jpeg', bytes: jpeg, grey: false } },
      {
        width: 320,
        height: 240,
        paper: { width: 210, height: 297 },
        picture: { kind: 'bits', bytes: deflateSync(toBits(page)) },
      },
    ],
    'Übersicht (März)',
    new Date(Date.UTC(2026, 10, 22, 9, 5, 7)),
  );
  const dir = await tempDir('camera');
  t.after(dir.remove);
  const path = join(dir.path, 'scan.pdf');
  await writeFile(path, Buffer.concat(pieces));
  await promisify(execFile)('qpdf', ['--check', path]);
  const { stdout } = await promisify(execFile)('pdfinfo', ['-l', '2', path]);
  assert.match(stdout, /Title:\s+Übersicht \(März\)/);
  assert.match(stdout, /Pages:\s+2/);
  assert.match(stdout, /Page\s+1 size:\s+841\.89 x 595\.28/);
  assert.match(stdout, /Page\s+2 size:\s+595\.28 x 841\.89/);
});
