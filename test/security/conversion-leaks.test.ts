// Documents that reach for the web, for files, for the environment or for macros get nothing: 0 requests at the canary, none of its
// text or colour in any print, no file made by a macro (threats T24, T25). The vectors are in leaks/, one list per format.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { convertWithPlainOffice } from '../documents/office/binary-documents.ts';
import { openDocument } from '../documents/office/open-document.ts';
import { type ConversionStack, startConversionStack } from '../support/conversion-stack.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { CANARY, CANARY_COLOUR, type Canary, startCanary, type Vector } from './leaks/canary.ts';
import { macroVectors } from './leaks/macro-vectors.ts';
import { openVectors } from './leaks/open-vectors.ts';
import { rtfVectors } from './leaks/rtf-vectors.ts';
import { sheetVectors, slideVectors } from './leaks/sheet-vectors.ts';
import { wordVectors } from './leaks/word-vectors.ts';

const skip = skipUnless('bwrap', 'soffice', 'pdftotext');
let stack: ConversionStack;
let canary: Canary;

before(async () => {
  if (skip !== false) return;
  canary = await startCanary();
  stack = await startConversionStack();
  assert.equal(stack.officeMissing, undefined);
});
after(async () => {
  if (skip !== false) return;
  await stack.stop();
  await canary.close();
});

/** What of the canary shows in a print. */
async function traces(pdf: Uint8Array): Promise<readonly string[]> {
  const found: string[] = [];
  const text = spawnSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).stdout;
  if (text.includes(CANARY)) found.push('text');
  if (Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).includes(CANARY)) found.push('bytes');
  const page = await stack.rooms.render.renderPage({ kind: 'bytes', bytes: pdf }, 1, {
    widthPx: 300,
    heightPx: 400,
  });
  assert.ok(page.ok, JSON.stringify(page));
  const { data } = await sharp(page.jpeg).raw().removeAlpha().toBuffer({ resolveWithObject: true });
  let coloured = 0;
  for (let at = 0; at + 2 < data.length; at += 3) {
    const near = CANARY_COLOUR.every((wanted, index) => Math.abs((data[at + index] ?? 0) - wanted) < 70);
    if (near) coloured += 1;
  }
  if (coloured > 20) found.push('picture');
  return found;
}

interface Tally {
  converted: number;
  refused: number;
}

/** Documents on their way at a time: more than there are offices, so that they wait for each other. */
const LANES = 6;

async function attempt({ name, extension, bytes }: Vector, tally: Tally): Promise<void> {
  const { outcome } = await stack.convert(bytes, `letter.${extension}`);
  assert.ok(outcome.kind === 'done' || outcome.kind === 'refused', `${name}: ${JSON.stringify(outcome)}`);
  if (outcome.kind === 'refused') {
    assert.notEqual(outcome.code, 'document-too-slow', name);
    tally.refused += 1;
    return;
  }
  tally.converted += 1;
  assert.ok(outcome.pdf !== undefined);
  assert.deepEqual(await traces(outcome.pdf), [], name);
}

async function run(vectors: readonly Vector[]): Promise<Tally> {
  const tally: Tally = { converted: 0, refused: 0 };
  assert.equal(
    new Set(vectors.map(({ name }) => name)).size,
    vectors.length,
    'every vector has its own name',
  );
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let vector = vectors[next++]; vector !== undefined; vector = vectors[next++])
      await attempt(vector, tally);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  assert.deepEqual(canary.visits(), [], 'somebody called');
  assert.equal(existsSync(canary.touch), false, 'a macro ran');
  return tally;
}

test('links, includes and references of every format lead nowhere', { skip, timeout: 300_000 }, async (t) => {
  const vectors = [
    ...wordVectors(canary),
    ...rtfVectors(canary),
    ...sheetVectors(canary),
    ...slideVectors(canary),
    ...openVectors(canary),
  ];
  const { converted, refused } = await run(vectors);
  t.diagnostic(`${vectors.length} vectors: ${converted} converted, ${refused} refused`);
  assert.ok(vectors.length >= 100);
  assert.ok(converted > vectors.length * 0.8, 'a vector that is refused proves nothing about links');
});

test('macros of every kind stay text', { skip, timeout: 300_000 }, async (t) => {
  const vectors = macroVectors(canary);
  const { converted, refused } = await run(vectors);
  t.diagnostic(`${vectors.length} documents with macros: ${converted} converted, ${refused} refused`);
  assert.ok(new Set(vectors.map(({ extension }) => extension)).size >= 8);
  assert.ok(converted > vectors.length * 0.8);
});

test('the binary formats that carry the same links lead nowhere either', {
  skip,
  timeout: 300_000,
}, async (t) => {
  const wanted = /picture|section|object|sheet|range|formula|field|template/;
  const made: Vector[] = [];
  for (const [from, to] of [
    ['odt', 'doc'],
    ['ods', 'xls'],
    ['odp', 'ppt'],
  ] as const) {
    const originals = openVectors(canary).filter(
      ({ name, extension }) => extension === from && wanted.test(name),
    );
    const files = await convertWithPlainOffice(originals, to);
    files.forEach((bytes, index) => {
      if (bytes !== undefined)
        made.push({ name: `${to} of ${originals[index]?.name}`, extension: to, bytes });
    });
  }
  canary.forget();
  // What the unprotected LibreOffice has already put in while it wrote them is no leak of ours.
  const clean = made.filter(
    ({ bytes }) =>
      !Buffer.from(bytes).includes(Buffer.from(CANARY, 'utf16le')) && !Buffer.from(bytes).includes(CANARY),
  );
  const linked = clean.filter(({ bytes }) => !Buffer.from(bytes).includes('IDAT'));
  const { converted, refused } = await run(linked);
  t.diagnostic(
    `${linked.length} binary documents of ${made.length}: ${converted} converted, ${refused} refused`,
  );
  assert.ok(linked.length >= 8);
});

test('one document cannot read the one before it in the same office', { skip }, async () => {
  const secret = `${CANARY} of another person`;
  await stack.convert(openDocument({ lines: [secret] }), 'first.odt');
  const places = [
    '/tmp/documents/1/document.odt',
    '/tmp/documents',
    '/proc/self/environ',
    '/proc/1/environ',
    '/tmp',
  ];
  const spy = openDocument({
    body: places
      .map(
        (place) =>
          `<text:section text:name="${place}"><text:section-source xlink:href="file://${place}" xlink:type="simple" xlink:show="embed"/><text:p>x</text:p></text:section>`,
      )
      .join(''),
  });
  const { outcome } = await stack.convert(spy, 'second.odt');
  if (outcome.kind === 'done') assert.deepEqual(await traces(outcome.pdf ?? new Uint8Array()), []);
  else assert.equal(outcome.kind, 'refused');
});

test('the canary does catch an office without protection', { skip, timeout: 120_000 }, async () => {
  const all = [...wordVectors(canary), ...rtfVectors(canary), ...openVectors(canary)];
  const some = [
    'docx: picture linked over http',
    'odt: picture over http',
    'docx: picture linked to a file',
  ].map((name) => {
    const vector = all.find((one) => one.name === name);
    assert.ok(vector !== undefined, name);
    return vector;
  });
  canary.forget();
  const made = await convertWithPlainOffice(some, 'pdf');
  assert.ok(canary.visits().length > 0, 'an unprotected LibreOffice calls the canary');
  const seen = await Promise.all(made.map(async (pdf) => (pdf === undefined ? [] : traces(pdf))));
  assert.ok(seen.flat().includes('picture'), 'and puts its picture into the print');
  canary.forget();
});
