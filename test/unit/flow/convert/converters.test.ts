// PDF and pictures through the real engine, and their answers to trouble. The contract of every converter is test/contract/converters.test.ts.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ConvertContext, Converter, DocumentEngine } from '@platen/edge-server/flow/convert/converter';
import { CONVERTERS, converterFor } from '@platen/edge-server/flow/convert/converters';
import { overallColor, pagesOf } from '@platen/edge-server/flow/convert/document-facts';
import { makeRenderHost } from '@platen/edge-server/render/render-host';
import { engineOf } from '@platen/edge-server/render-for-flow';
import { DocumentFacts } from '@platen/shared/document-facts';
import { noise, sampleJpeg, samplePdf, samplePng } from '../../../documents/make-documents.ts';

const host = makeRenderHost();
after(() => host.stop());

const converters: readonly Converter[] = CONVERTERS.filter(({ id }) => ['pdf', 'image'].includes(id));
const good: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'application/pdf': () => samplePdf({ pages: 3, colour: [2] }),
  'image/jpeg': () => sampleJpeg(),
  'image/png': () => samplePng(),
};

function contextFor(engine: DocumentEngine, more: Partial<ConvertContext> = {}): ConvertContext {
  return {
    engine,
    document: { size: 0, read: () => Promise.resolve(new Uint8Array(0)) },
    media: 'iso_a4_210x297mm',
    maxPages: 500,
    maxOutputBytes: 256 * 1024 * 1024,
    postScript: false,
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...more,
  };
}

function convert(bytes: Uint8Array, mediaType: string, more: Partial<ConvertContext> = {}) {
  const converter = converterFor(mediaType);
  assert.ok(converter !== undefined);
  const engine = engineOf(host, { kind: 'bytes', bytes });
  return converter.convert({ mediaType }, contextFor(engine, more));
}

void test('no type is accepted twice', () => {
  const types = CONVERTERS.flatMap(({ accepts }) => accepts);
  assert.equal(new Set(types).size, types.length);
  assert.equal(converters.length, 2);
});

void test('every accepted type gives a print document with facts the shared schema takes', async () => {
  for (const [mediaType, make] of Object.entries(good)) {
    const outcome = await convert(await make(), mediaType);
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    if (outcome.kind !== 'done') continue;
    const { facts } = outcome;
    assert.ok(!('issues' in (await DocumentFacts['~standard'].validate(facts))), mediaType);
    assert.equal(
      facts.pageSizes.reduce((sum, run) => sum + run.count, 0),
      facts.pages,
    );
    assert.equal(outcome.printMediaType, 'application/pdf');
    if (outcome.pdf === undefined) assert.equal(mediaType, 'application/pdf');
    else assert.ok(outcome.pdf instanceof Uint8Array);
  }
});

void test('every accepted type refuses nothing, noise and a cut document with the document’s own fault', async () => {
  for (const [mediaType, make] of Object.entries(good)) {
    const whole = await make();
    for (const bytes of [new Uint8Array(0), noise(2000), whole.subarray(0, 60)]) {
      const outcome = await convert(bytes, mediaType);
      assert.equal(
        outcome.kind,
        'refused',
        `${mediaType}, ${bytes.length} bytes: ${JSON.stringify(outcome)}`,
      );
      if (outcome.kind === 'refused') assert.match(outcome.code, /^document-(empty|broken)$/);
    }
  }
});

void test('an aborted conversion is one for later, not a refusal', async () => {
  for (const [mediaType, make] of Object.entries(good)) {
    const outcome = await convert(await make(), mediaType, { signal: AbortSignal.abort() });
    assert.equal(outcome.kind, 'retry');
  }
});

void test('a PDF passes as it is, with its colour pages', async () => {
  const outcome = await convert(await samplePdf({ pages: 4, colour: [2, 3] }), 'application/pdf');
  assert.deepEqual(outcome, {
    kind: 'done',
    printMediaType: 'application/pdf',
    facts: {
      pages: 4,
      pageSizes: [{ count: 4, width: 210, height: 297 }],
      colour: 'color',
      notes: [],
      colorPages: [{ from: 2, to: 3 }],
      unknownColorPages: [],
      encrypted: false,
      originalPrintable: true,
    },
  });
});

void test('a locked PDF waits for its password, one that must not print is refused; one that allows printing passes and is known to be encrypted', async () => {
  const refusal = async (lock: { user?: string; owner: string; printing: boolean }) => {
    const outcome = await convert(await samplePdf({ lock }), 'application/pdf');
    return outcome.kind === 'refused' ? outcome.code : outcome;
  };
  assert.deepEqual(await refusal({ user: 'u', owner: 'o', printing: true }), { kind: 'locked' });
  assert.equal(await refusal({ owner: 'o', printing: false }), 'document-not-printable');
  const passed = await refusal({ owner: 'o', printing: true });
  assert.ok(typeof passed === 'object' && passed.kind === 'done' && passed.facts.encrypted);
});

void test('too many pages are refused with the limit of the context', async () => {
  const outcome = await convert(await samplePdf({ pages: 4 }), 'application/pdf', { maxPages: 3 });
  assert.ok(outcome.kind === 'refused' && outcome.code === 'document-too-many-pages');
});

void test('a damaged picture says so in its notes, a whole one says nothing', async () => {
  const jpeg = await sampleJpeg({ width: 1600, height: 1200 });
  const whole = await convert(jpeg, 'image/jpeg');
  assert.ok(whole.kind === 'done');
  assert.deepEqual(whole.facts.notes, []);
  assert.equal(whole.facts.originalPrintable, true);
  const cut = await convert(jpeg.subarray(0, jpeg.length / 2), 'image/jpeg');
  assert.ok(cut.kind === 'done');
  assert.equal(cut.facts.notes.length, 1);
  assert.equal(cut.facts.originalPrintable, false);
});

void test('trouble of the machine means later, trouble of the document means refused', async () => {
  const answering = (
    code: 'not-ready' | 'storage-failed' | 'document-too-slow' | 'document-too-large',
  ): DocumentEngine => {
    const refusal = { ok: false, code, detail: 'for the operator' } as const;
    const answer = () => Promise.resolve(refusal);
    return { inspect: answer, toPdf: answer, inspectPdf: answer };
  };
  for (const converter of converters) {
    for (const [code, kind] of [
      ['not-ready', 'retry'],
      ['storage-failed', 'retry'],
      ['document-too-slow', 'refused'],
      ['document-too-large', 'refused'],
    ] as const) {
      const outcome = await converter.convert(
        { mediaType: converter.accepts[0] ?? '' },
        contextFor(answering(code)),
      );
      assert.equal(outcome.kind, kind, `${converter.id}: ${code}`);
    }
  }
});

void test('pages of one colour are told in ranges, and the whole in one word', () => {
  const pages = ['color', 'color', 'monochrome', 'unknown', 'color'] as const;
  assert.deepEqual(pagesOf(pages, 'color'), [
    { from: 1, to: 2 },
    { from: 5, to: 5 },
  ]);
  assert.equal(overallColor(pages), 'color');
  assert.equal(overallColor(['monochrome', 'unknown']), 'unknown');
  assert.equal(overallColor(['monochrome']), 'monochrome');
});
