// XPS and PostScript: when a converter may run at all, what it checks before and after, and the real programs in the real sandbox.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openRooms } from '@platen/edge-server/convert-rooms';
import type { ConvertContext, SandboxTools } from '@platen/edge-server/flow/convert/converter';
import { postScriptConverter } from '@platen/edge-server/flow/convert/postscript';
import { recognise } from '@platen/edge-server/flow/convert/recognise';
import { xpsConverter } from '@platen/edge-server/flow/convert/xps';
import type { StoredBlob } from '@platen/edge-server/platform/blobs';
import { makeRenderHost } from '@platen/edge-server/render/render-host';
import { findSandbox } from '@platen/edge-server/sandbox/find-sandbox';
import { POSTSCRIPT_TO_PDF, runTool, type Tool, XPS_TO_PDF } from '@platen/edge-server/sandbox/tools';
import { samplePdf } from '../../../documents/make-documents.ts';
import { dosEps, sampleEps, samplePostScript, sampleXps } from '../../../documents/page-descriptions.ts';
import { quietLog } from '../../../support/conversion-stack.ts';
import { skipUnless } from '../../../support/skip-unless.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const host = makeRenderHost();
after(() => host.stop());
const PS = 'application/postscript';
const XPS = 'application/vnd.ms-xpsdocument';
const signal = new AbortController().signal;

function contextFor(bytes: Uint8Array, tools: SandboxTools | undefined, postScript: boolean): ConvertContext {
  const source = { kind: 'bytes', bytes } as const;
  return {
    engine: {
      inspect: (type, options) => host.inspect(source, type, options),
      inspectPdf: (pdf, options) => host.inspect({ kind: 'bytes', bytes: pdf }, 'application/pdf', options),
      toPdf: async () => ({ ok: false, code: 'document-type', detail: 'not asked' }),
    },
    ...(tools === undefined ? {} : { tools }),
    document: { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) },
    media: 'iso_a4_210x297mm',
    maxPages: 500,
    maxOutputBytes: 256 * 1024 * 1024,
    postScript,
    onProgress: () => undefined,
    signal,
  };
}

const answering = (answer: Awaited<ReturnType<SandboxTools['xpsToPdf']>>): SandboxTools => ({
  xpsToPdf: async () => answer,
  postScriptToPdf: async () => answer,
});
const never: SandboxTools = {
  xpsToPdf: () => Promise.reject(new Error('the program was started')),
  postScriptToPdf: () => Promise.reject(new Error('the program was started')),
};

const codeOf = (outcome: Awaited<ReturnType<typeof xpsConverter.convert>>): string =>
  outcome.kind === 'refused' ? outcome.code : outcome.kind;

void test('PostScript is refused unless the administrator allows it, and nothing is started for it', async () => {
  const outcome = await postScriptConverter.convert(
    { mediaType: PS },
    contextFor(samplePostScript(), never, false),
  );
  assert.equal(codeOf(outcome), 'postscript-off');
});

void test('without a sandbox or its program the sentence says so', async () => {
  assert.equal(
    codeOf(
      await postScriptConverter.convert({ mediaType: PS }, contextFor(samplePostScript(), undefined, true)),
    ),
    'converter-missing',
  );
  assert.equal(
    codeOf(await xpsConverter.convert({ mediaType: XPS }, contextFor(sampleXps(), undefined, true))),
    'converter-missing',
  );
  const missing = answering({ ok: false, code: 'converter-missing', detail: 'not installed' });
  assert.equal(
    codeOf(await xpsConverter.convert({ mediaType: XPS }, contextFor(sampleXps(), missing, true))),
    'converter-missing',
  );
});

void test('what a program made is believed only when another parser finds pages in it', async () => {
  const pdf = await samplePdf({ pages: 2 });
  for (const [made, expected] of [
    [pdf, 'done'],
    [Buffer.from('%PDF-1.7 nothing'), 'document-broken'],
    [Buffer.alloc(0), 'document-empty'],
  ] as const) {
    const tools = answering({ ok: true, pdf: made });
    assert.equal(
      codeOf(
        await postScriptConverter.convert({ mediaType: PS }, contextFor(samplePostScript(), tools, true)),
      ),
      expected,
    );
    assert.equal(
      codeOf(await xpsConverter.convert({ mediaType: XPS }, contextFor(sampleXps(), tools, true))),
      expected,
    );
  }
});

void test('a package that is no XPS, or a broken one, never reaches the program', async () => {
  for (const bytes of [
    sampleXps({ sequence: 'word/document.xml' }),
    sampleXps().subarray(0, 400),
    Buffer.from('PK'),
  ]) {
    assert.equal(
      codeOf(await xpsConverter.convert({ mediaType: XPS }, contextFor(bytes, never, true))),
      'document-broken',
    );
  }
});

void test('PostScript, EPS with its DOS header and XPS are known by content; jobs for a printer stay refused', () => {
  const typeOf = (bytes: Uint8Array, name: string) => {
    const found = recognise(bytes.subarray(0, 4096), { name, mediaType: '' });
    return found.ok ? found.mediaType : found.error.code;
  };
  assert.equal(typeOf(samplePostScript(), 'a.ps'), PS);
  assert.equal(typeOf(sampleEps(), 'a.eps'), PS);
  assert.equal(typeOf(dosEps(), 'a.eps'), PS);
  assert.equal(typeOf(Buffer.concat([Buffer.from('\x04'), samplePostScript()]), 'a.ps'), PS);
  assert.equal(typeOf(sampleXps(), 'a.xps'), XPS);
  assert.equal(
    typeOf(Buffer.concat([Buffer.from('\x1b%-12345X@PJL\r\n'), samplePostScript()]), 'a.ps'),
    'document-type',
  );
  assert.equal(typeOf(Buffer.from('\x1bE\x1b&l0Otext'), 'a.pcl'), 'document-type');
  assert.equal(typeOf(samplePostScript(), 'a.pdf'), 'document-mismatch');
});

async function run(tool: Tool, input: Uint8Array, timeLimitMs = 30_000) {
  const sandbox = await findSandbox();
  assert.ok(sandbox.ok, 'why' in sandbox ? sandbox.why : '');
  return runTool(sandbox, tool, true, { input, signal, timeLimitMs });
}

async function pagesOf(made: Awaited<ReturnType<SandboxTools['postScriptToPdf']>>) {
  assert.ok(made.ok, JSON.stringify(made));
  const seen = await host.inspect({ kind: 'bytes', bytes: made.pdf }, 'application/pdf');
  assert.ok(seen.ok, JSON.stringify(seen));
  return seen;
}

void test('Ghostscript in the sandbox makes pages of PostScript and EPS', {
  skip: skipUnless('bwrap', 'gs'),
}, async () => {
  assert.equal((await pagesOf(await run(POSTSCRIPT_TO_PDF, samplePostScript()))).pages, 2);
  for (const bytes of [sampleEps(), dosEps()]) {
    // The bounding box is 200 by 100 points.
    assert.deepEqual((await pagesOf(await run(POSTSCRIPT_TO_PDF, bytes))).pageSizes, [
      { count: 1, width: 70.6, height: 35.3 },
    ]);
  }
});

void test('PostScript that names no paper comes on the one that the administrator chose', {
  skip: skipUnless('bwrap', 'gs'),
}, async (t) => {
  const folder = await tempDir('paper');
  t.after(() => folder.remove());
  const named = '%!PS\n<< /PageSize [300 400] >> setpagedevice 9 9 50 50 rectfill showpage\n';
  for (const [paper, width, height] of [
    ['a4', 209.9, 297],
    ['letter', 215.9, 279.4],
  ] as const) {
    const rooms = await openRooms({ dataDir: folder.path, log: quietLog, settings: () => ({ paper }) });
    t.after(() => rooms.close());
    const make = async (bytes: Uint8Array) => {
      const read = async function* () {
        yield bytes;
      };
      const { tools } = rooms.roomsFor({ read }, { size: bytes.length } as StoredBlob);
      assert.ok(tools !== undefined);
      return (await pagesOf(await tools.postScriptToPdf(signal))).pageSizes;
    };
    assert.deepEqual(await make(samplePostScript()), [{ count: 2, width, height }]);
    assert.deepEqual(await make(Buffer.from(named)), [{ count: 1, width: 105.8, height: 141.1 }]);
  }
});

void test('PostScript that reads files, runs programs or never ends is refused', {
  skip: skipUnless('bwrap', 'gs'),
}, async () => {
  const programs = [
    '(/etc/passwd) (r) file closefile showpage',
    '(/proc/self/environ) (r) file closefile showpage',
    '(%pipe%id) (w) file closefile showpage',
    '(/etc/passwd) run showpage',
    '(/etc/passwd) deletefile showpage',
  ];
  for (const program of programs) {
    const made = await run(POSTSCRIPT_TO_PDF, Buffer.from(`%!PS\n${program}\n`));
    assert.ok(
      !made.ok && made.code === 'document-broken',
      `${program}: ${JSON.stringify(made.ok ? 'done' : made)}`,
    );
  }
  const endless = await run(POSTSCRIPT_TO_PDF, Buffer.from('%!PS\n{ } loop\n'), 1_500);
  assert.ok(!endless.ok && endless.code === 'document-too-slow', JSON.stringify(endless));
});

void test('libgxps in the sandbox makes pages of XPS, and a broken one is refused', {
  skip: skipUnless('bwrap', 'xpstopdf'),
}, async () => {
  const seen = await pagesOf(await run(XPS_TO_PDF, sampleXps()));
  assert.deepEqual(seen.pageSizes, [{ count: 1, width: 210, height: 297 }]);
  assert.deepEqual(seen.color, ['color']);
  const broken = await run(XPS_TO_PDF, sampleXps().subarray(0, 500));
  assert.ok(!broken.ok && broken.code === 'document-broken', JSON.stringify(broken));
});
