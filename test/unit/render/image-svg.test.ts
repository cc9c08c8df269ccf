// SVG as PDF: the size it has, and that nothing but the document itself is ever loaded.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readSvgRoot } from '@platen/edge-server/render/image-svg-root';
import { samplePng } from '../../documents/make-documents.ts';
import { type TempDir, tempDir } from '../../support/temp-dir.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';
import { readPicture } from './pixels.ts';

const host = hostForTests();
const A4 = 'iso_a4_210x297mm';

let folder: TempDir;
before(async () => {
  folder = await tempDir('image-svg');
});
after(() => folder.remove());

async function make(image: Uint8Array, mediaType: string) {
  const made = await host.toPdf(bytesOf(image), mediaType, { media: A4 });
  assert.ok(made.ok, JSON.stringify(made));
  assert.ok(made.pdf !== undefined);
  return { ...made, pdf: Buffer.from(made.pdf) };
}

async function show(pdf: Uint8Array) {
  const shown = await host.renderPage(bytesOf(pdf), 1, { widthPx: 594, heightPx: 594 });
  assert.ok(shown.ok, JSON.stringify(shown));
  return readPicture(shown.jpeg);
}

const svg = (attributes: string, content: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`,
  );
const RED = '<rect width="100%" height="100%" fill="#c01010"/>';

void test('an SVG has the size it says, in pixels of the web or in millimetres, drawn at 300 dpi', async () => {
  const widthOf = async (file: Buffer) => {
    const { pdf, pageSizes } = await make(file, 'image/svg+xml');
    const text = pdf.toString('latin1');
    const w = Number(/q ([\d.]+) 0 0 [\d.]+ [\d.]+ [\d.]+ cm/.exec(text)?.[1]);
    return [pageSizes[0]?.width, Math.round((w / 72) * 25.4), Number(/\/Width (\d+)/.exec(text)?.[1])];
  };
  assert.deepEqual(await widthOf(svg('width="96" height="192"', RED)), [210, 25, 300]);
  assert.deepEqual(await widthOf(svg('width="100mm" height="120mm"', RED)), [210, 100, 1181]);
  assert.deepEqual(await widthOf(svg('viewBox="0 0 48 24"', RED)), [297, 13, 150]);
  assert.deepEqual(await widthOf(svg('width="96000" height="48000"', RED)), [297, 281, 3319]);
  const utf16 = Buffer.from(`\ufeff${svg('width="96" height="192"', RED).toString()}`, 'utf16le');
  assert.deepEqual(await widthOf(utf16), [210, 25, 300]);
  const licensed = Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><!--${'licence '.repeat(400)}-->${svg('width="96" height="192"', RED).toString()}`,
  );
  assert.deepEqual(await widthOf(licensed), [210, 25, 300]);
});

void test('an SVG loads nothing from anywhere: no address is asked, no file is shown', async (t) => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end(svg('width="400" height="400"', RED));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address !== null && typeof address !== 'string');
  const canary = join(folder.path, 'canary.png');
  await writeFile(canary, await samplePng({ width: 400, height: 400 }));
  await writeFile(join(folder.path, 'canary.svg'), svg('width="400" height="400" id="all"', RED));
  await writeFile(join(folder.path, 'canary.css'), 'rect { fill: #c01010 }');
  await writeFile(join(folder.path, 'canary.txt'), 'M0 0H400V400H0Z');
  const places = [
    `http://127.0.0.1:${address.port}`,
    `file://${folder.path}`,
    folder.path,
    `file://localhost${folder.path}`,
  ];
  const rect = '<rect width="400" height="400" fill="none"/>';
  const vectors = (base: string): readonly string[] => [
    `<image href="${base}/canary.png" width="400" height="400"/>`,
    `<image xlink:href="${base}/canary.svg" width="400" height="400"/>`,
    `<use href="${base}/canary.svg#all"/>`,
    `<style>@import url("${base}/canary.css");</style>${rect}`,
    `<style>rect { fill: url("${base}/canary.svg#all") }</style>${rect}`,
    `<filter id="f"><feImage href="${base}/canary.png"/></filter><rect width="400" height="400" filter="url(#f)"/>`.replace(
      '<rect',
      '<rect fill="none"',
    ),
    `<pattern id="p" href="${base}/canary.svg#all" width="1" height="1"/><rect width="400" height="400" fill="url(#p)"/>`,
    `<mask id="m"><image href="${base}/canary.png" width="400" height="400"/></mask><rect width="400" height="400" mask="url(#m)"/>`,
    `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${base}/canary.svg"/>`,
    `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${base}/canary.txt" parse="text"/>`,
    `<foreignObject width="400" height="400"><img xmlns="http://www.w3.org/1999/xhtml" src="${base}/canary.png"/></foreignObject>`,
    `<script href="${base}/canary.css"/>${rect}`,
    `<text font-family="x" style="src:url(${base}/canary.css)"></text>`,
  ];
  const wrapped = (base: string): readonly Buffer[] => [
    ...vectors(base).map((content) => svg('width="400" height="400"', content)),
    Buffer.from(
      `<?xml version="1.0"?><?xml-stylesheet href="${base}/canary.css"?><!DOCTYPE svg [<!ENTITY x SYSTEM "${base}/canary.txt">]>` +
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><path d="&x;" fill="#c01010"/></svg>',
    ),
    Buffer.from(
      `<!DOCTYPE svg SYSTEM "${base}/canary.txt"><svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">${rect}</svg>`,
    ),
  ];
  let drawn = 0;
  // Every way to name a thing from outside by web address and by file; the other two spellings of a file by the first few ways.
  for (const file of places.flatMap((place, index) => wrapped(place).slice(0, index < 2 ? undefined : 4))) {
    const outcome = await host.toPdf(bytesOf(file), 'image/svg+xml', { media: A4 });
    if (!outcome.ok) {
      assert.equal(outcome.code, 'document-broken', outcome.detail);
      continue;
    }
    assert.ok(outcome.pdf !== undefined);
    drawn += 1;
    const shown = await show(outcome.pdf);
    // Nothing red, and nothing of the canary's picture: white, or black where an unresolved paint falls back.
    for (const place of [0.35, 0.5, 0.65]) {
      const [r, g, b] = shown.at(place, place);
      assert.ok(Math.max(r, g, b) - Math.min(r, g, b) < 12, `${file.toString()}: ${r},${g},${b}`);
    }
  }
  assert.ok(drawn > 30, String(drawn));
  assert.equal(asked, 0);
  // The same picture inside a data: address is part of the document.
  const inline = `data:image/png;base64,${(await samplePng({ width: 40, height: 40 })).toString('base64')}`;
  const own = await make(
    svg('width="400" height="400"', `<image href="${inline}" width="400" height="400"/>`),
    'image/svg+xml',
  );
  assert.deepEqual(own.color, ['color']);
});

void test('the root element is found behind everything that may stand before it', () => {
  const before =
    '\ufeff<?xml version="1.0"?>\n<!-- <svg width="1"> -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ' +
    '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [ <!ENTITY ns "http://ns.adobe.com/>"> ]>\n<?x y?>';
  const root = readSvgRoot(`${before}<s:svg note="a > b" width='10' height="2in" xmlns:s="x"/>`);
  assert.deepEqual(root?.size, { width: 10, height: 192 });
  assert.match(
    root.resize(30, 40),
    /<s:svg width="30" height="40" viewBox="0 0 10 192" note="a > b" {0,2}xmlns:s="x"\/>$/,
  );
  assert.deepEqual(readSvgRoot('<svg width="100%" viewBox="0,0 30 60">')?.size, { width: 30, height: 60 });
  assert.deepEqual(readSvgRoot('<svg width="60" viewBox="-5 -5 30 60">')?.size, { width: 60, height: 120 });
  assert.equal(readSvgRoot('<svg>')?.size, undefined);
  for (const none of ['', '<html>', '<svgs>', '<?xml', '<!doctype svg [', '<svg width="']) {
    assert.equal(readSvgRoot(none), undefined, none);
  }
});

void test('lengths inside the drawing keep their size, too', async () => {
  // An inch of red in two inches of paper.
  const { pdf } = await make(
    svg('width="2in" height="2in"', '<rect width="1in" height="2in" fill="#c01010"/>'),
    'image/svg+xml',
  );
  const shown = await show(pdf);
  const half = 25.4 / 210;
  assert.ok(shown.at(0.5 - half / 2, 0.5)[1] < 60);
  assert.ok(shown.at(0.5 + half / 2, 0.5)[1] > 200);
});

void test('drawings that would grow without end are refused within the limits', async () => {
  const uses = (depth: number): string =>
    Array.from(
      { length: depth },
      (_, level) => `<g id="g${level + 1}">${`<use href="#g${level}"/>`.repeat(10)}</g>`,
    ).join('');
  const entities = Array.from(
    { length: 12 },
    (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
  ).join('');
  const flood = await samplePng({ width: 64, height: 64 });
  flood.writeUInt32BE(60_000, 16);
  flood.writeUInt32BE(60_000, 20);
  const files = [
    svg(
      'width="400" height="400"',
      `<defs><rect id="g0" width="9" height="9"/>${uses(9)}</defs><use href="#g9"/>`,
    ),
    Buffer.from(
      `<!DOCTYPE svg [<!ENTITY e0 "x">${entities}]><svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text>&e12;</text></svg>`,
    ),
    svg('width="400" height="400"', '<g>'.repeat(20_000)),
    svg('width="400" height="400" id="a"', '<use href="#a"/>'),
    svg('width="1e9" height="1e9"', RED),
    svg('width="1e-9" height="1e9"', RED),
    svg('viewBox="0 0 1e30 1"', RED),
    svg('', `<image href="data:image/png;base64,${flood.toString('base64')}" width="400" height="400"/>`),
    svg(
      'width="400" height="400"',
      '<pattern id="p" width="1e-7" height="1e-7"><path d="M0 0h1"/></pattern><rect width="400" height="400" fill="url(#p)"/>',
    ),
    Buffer.alloc(17 * 1024 * 1024, '<!-- -->'),
  ];
  for (const [index, file] of files.entries()) {
    const outcome = await host.toPdf(bytesOf(file), 'image/svg+xml', { media: A4, timeLimitMs: 4_000 });
    if (!outcome.ok)
      assert.match(outcome.code, /^document-(broken|too-large|too-slow)$/, `${index}: ${outcome.detail}`);
  }
});
