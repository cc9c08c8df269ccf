// The contract of every converter, looped over the registry with a document of each type it accepts, through the real workers in their
// sandboxes: a good one becomes a print document with true facts, a bad one ends in a refusal that has a name.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Converter, ConvertOutcome } from '@platen/edge-server/flow/convert/converter';
import { CONVERTERS } from '@platen/edge-server/flow/convert/converters';
import { DocumentFacts } from '@platen/shared/document-facts';
import { ERRORS } from '@platen/shared/error-table';
import sharp from 'sharp';
import { type Sample, sampleOfEachType, WITHOUT_SAMPLE } from '../documents/sample-of-each-type.ts';
import { type ConversionStack, startConversionStack } from '../support/conversion-stack.ts';
import { skipUnless } from '../support/skip-unless.ts';

const converters: readonly Converter[] = CONVERTERS;
const skip = skipUnless('bwrap', 'soffice', 'xpstopdf', 'gs');
let stack: ConversionStack;
let samples: readonly Sample[] = [];

before(async () => {
  if (skip !== false) return;
  stack = await startConversionStack();
  samples = await sampleOfEachType();
});
after(async () => {
  if (skip === false) await stack.stop();
});

const ALLOW = { postScript: true };

/** Formats made of parts that are read from their end: what is cut off cannot be guessed. */
const PACKED = /officedocument|opendocument|ms-word|ms-excel|ms-powerpoint|msword|x-cfb|x-office|xps/;

async function hasInk(pdf: Uint8Array): Promise<boolean> {
  const page = await stack.rooms.render.renderPage({ kind: 'bytes', bytes: pdf }, 1, {
    widthPx: 400,
    heightPx: 400,
  });
  assert.ok(page.ok, JSON.stringify(page));
  const { channels } = await sharp(page.jpeg).stats();
  return channels.some(({ min }) => min < 200);
}

/** A refusal that a person is told: a code of the table, with a sentence that says what to do. */
function assertNamed(outcome: ConvertOutcome, what: string): void {
  assert.equal(outcome.kind, 'refused', `${what}: ${JSON.stringify(outcome).slice(0, 300)}`);
  if (outcome.kind !== 'refused') return;
  assert.notEqual(outcome.code, 'internal', what);
  assert.ok(ERRORS[outcome.code].user.length > 10, what);
  assert.ok(outcome.detail.length > 0, what);
}

test('no media type is accepted twice, and each has a sample here', { skip }, () => {
  const types = converters.flatMap(({ accepts }) => accepts);
  assert.equal(new Set(types).size, types.length);
  const sampled = new Set([...samples.map(({ mediaType }) => mediaType), ...WITHOUT_SAMPLE]);
  assert.deepEqual(
    types.filter((type) => !sampled.has(type)),
    [],
  );
});

test('a good document of every type becomes a print document with true facts', {
  skip,
  timeout: 300_000,
}, async (t) => {
  let checked = 0;
  for (const { mediaType, name, bytes } of samples) {
    const what = `${mediaType} ${name}`;
    const copy = Buffer.from(bytes);
    const converted = await stack.convert(bytes, name, ALLOW);
    const { outcome } = converted;
    assert.equal(converted.mediaType, mediaType, what);
    assert.equal(outcome.kind, 'done', `${what}: ${JSON.stringify(outcome).slice(0, 300)}`);
    if (outcome.kind !== 'done') continue;
    assert.ok(!('issues' in (await DocumentFacts['~standard'].validate(outcome.facts))), what);
    const print = outcome.pdf ?? bytes;
    assert.equal(outcome.printMediaType, 'application/pdf', what);
    const seen = await stack.rooms.render.inspect({ kind: 'bytes', bytes: print }, 'application/pdf');
    assert.ok(seen.ok, what);
    assert.equal(seen.pages, outcome.facts.pages, what);
    assert.equal(
      outcome.facts.pageSizes.reduce((sum, run) => sum + run.count, 0),
      outcome.facts.pages,
      what,
    );
    assert.ok(await hasInk(print), `${what} has ink`);
    assert.deepEqual(Buffer.from(bytes), copy, `${what} is left as it was`);
    checked += 1;
  }
  t.diagnostic(`${checked} types by ${converters.length} converters`);
  assert.equal(checked, converters.flatMap(({ accepts }) => accepts).length - WITHOUT_SAMPLE.length);
});

test('half a document, its first bytes alone and bytes turned over end with a name, or as what was still there', {
  skip,
  timeout: 300_000,
}, async (t) => {
  let [refused, kept] = [0, 0];
  for (const { mediaType, name, bytes } of samples) {
    const half = await stack.convert(bytes.subarray(0, bytes.length >> 1), name, ALLOW);
    if (PACKED.test(mediaType)) assertNamed(half.outcome, `half of ${mediaType}`);
    const turned = Buffer.from(bytes);
    for (let at = 64; at < turned.length; at += 97) turned[at] = (turned[at] ?? 0) ^ 0x5a;
    const damaged = await stack.convert(turned, name, ALLOW);
    for (const { outcome } of [half, damaged]) {
      if (outcome.kind === 'done') kept += 1;
      else {
        assertNamed(outcome, `damaged ${mediaType}`);
        refused += 1;
      }
    }
  }
  t.diagnostic(`${refused} refused, ${kept} printed as far as they went`);
});

test('an empty file, a wrong name and a second face are refused by name', {
  skip,
  timeout: 300_000,
}, async () => {
  for (const { mediaType, name, bytes } of samples) {
    assertNamed((await stack.convert(new Uint8Array(), name)).outcome, `empty ${mediaType}`);
    const isPages = /^(application\/pdf|image\/(?!svg))/.test(mediaType);
    if (!isPages) assertNamed((await stack.convert(bytes, 'photo.jpg')).outcome, `${mediaType} called .jpg`);
    if (mediaType !== 'application/postscript' && name !== '') {
      const program = Buffer.concat([Buffer.from('%!PS-Adobe-3.0\n(x) run\n'), bytes]);
      assertNamed((await stack.convert(program, name, ALLOW)).outcome, `PostScript before ${mediaType}`);
      const commands = Buffer.concat([Buffer.from('\x1b%-12345X@PJL EXECUTE SHUTDOWN\r\n', 'latin1'), bytes]);
      assertNamed((await stack.convert(commands, name, ALLOW)).outcome, `PJL before ${mediaType}`);
    }
  }
});

test('an abort ends a conversion as one to be tried again, not as the document’s fault', {
  skip,
}, async () => {
  for (const type of ['application/pdf', 'application/rtf', 'text/plain']) {
    const sample = samples.find(({ mediaType }) => mediaType === type);
    assert.ok(sample !== undefined);
    const { outcome } = await stack.convert(sample.bytes, sample.name, { signal: AbortSignal.abort() });
    assert.equal(outcome.kind, 'retry', type);
  }
});

test('where there is no office, Office files are refused by name and everything else goes on', {
  skip,
}, async () => {
  for (const { mediaType, name, bytes } of samples.slice(0, 30)) {
    const nothing = { office: undefined, fonts: undefined } as unknown as Record<string, never>;
    const { outcome } = await stack.convert(bytes, name, { ...ALLOW, ...nothing });
    const isOffice = converters.find(({ accepts }) => accepts.includes(mediaType))?.id === 'office';
    if (isOffice) assert.equal(outcome.kind === 'refused' && outcome.code, 'office-missing', mediaType);
    else assert.equal(outcome.kind, 'done', mediaType);
  }
});

test('more pages than allowed are refused, the most that is allowed is printed', { skip }, async () => {
  for (const type of [
    'application/pdf',
    'application/rtf',
    'application/vnd.oasis.opendocument.presentation',
  ]) {
    const sample = samples.find(({ mediaType }) => mediaType === type);
    assert.ok(sample !== undefined);
    const over = await stack.convert(sample.bytes, sample.name, { maxPages: 1 });
    assert.equal(over.outcome.kind === 'refused' && over.outcome.code, 'document-too-many-pages', type);
    assert.equal(
      (await stack.convert(sample.bytes, sample.name, { maxPages: 2 })).outcome.kind,
      'done',
      type,
    );
  }
});
