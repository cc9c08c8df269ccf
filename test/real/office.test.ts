// The office engine with the machine's own LibreOffice: what comes out, what is refused, and that one document's trouble is not the next one's.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { makeOfficeHost, type OfficeHost } from '@platen/edge-server/office/office-host';
import type { OfficeDocument } from '@platen/edge-server/office/office-instance';
import type { OfficeOutcome } from '@platen/edge-server/office/office-outcome';
import { makeRenderHost, type RenderHost } from '@platen/edge-server/render/render-host';
import { findSandbox } from '@platen/edge-server/sandbox/find-sandbox';
import type { SandboxFound } from '@platen/edge-server/sandbox/sandbox';
import { sheetDocument } from '../documents/office/sheet-document.ts';
import { slideDocument } from '../documents/office/slide-document.ts';
import { wordDocument } from '../documents/office/word-document.ts';
import { isBelow, markedProcesses } from '../support/marked-processes.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

const NEVER = new AbortController().signal;
const DOCX: OfficeDocument = { bytes: wordDocument(), extension: 'docx' };
/** As flow/convert/office.ts asks. */
const FIT = { kind: 'spreadsheet', fitToWidth: true, minScale: 50, maxPages: 10 };

const rows = (columns: number, count: number): string[][] =>
  Array.from({ length: count }, (_, y) => Array.from({ length: columns }, (_, x) => `${x}/${y} text`));

/** A flat OpenDocument spreadsheet of tables given as XML. */
const flatSheet = (tables: string): Uint8Array =>
  Buffer.from(
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ' +
      'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ' +
      'office:mimetype="application/vnd.oasis.opendocument.spreadsheet" office:version="1.2">' +
      `<office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document>`,
  );
const flatTable = (name: string, columns: number): string => {
  const cell = '<table:table-cell office:value-type="string"><text:p>a cell</text:p></table:table-cell>';
  return `<table:table table:name="${name}"><table:table-row>${cell.repeat(columns)}</table:table-row></table:table>`;
};

describe('the office engine', { skip: skipUnless('bwrap', 'soffice') }, () => {
  let sandbox: SandboxFound;
  let office: OfficeHost;
  let render: RenderHost;
  before(async () => {
    sandbox = await findSandbox();
    render = makeRenderHost();
    office = makeOfficeHost({ sandbox, size: 1 });
  });
  after(async () => {
    await Promise.all([office.stop(), render.stop()]);
  });

  const convert = (document: OfficeDocument, host = office): Promise<OfficeOutcome> =>
    host.toPdf(document, { signal: NEVER });
  /** Width and height in millimetres of each page, by another parser than the one that made them. */
  const pagesOf = async (outcome: OfficeOutcome): Promise<string[]> => {
    assert.ok(outcome.ok, outcome.ok ? '' : `${outcome.code}: ${outcome.detail}`);
    const found = await render.inspect({ kind: 'bytes', bytes: outcome.pdf }, 'application/pdf');
    assert.ok(found.ok, found.ok ? '' : found.detail);
    return found.pageSizes.flatMap(({ count, width, height }) =>
      Array.from({ length: count }, () => `${Math.round(width)}x${Math.round(height)}`),
    );
  };
  const codeOf = (outcome: OfficeOutcome): string => (outcome.ok ? 'converted' : outcome.code);

  test('it says which LibreOffice it is, with every part', async () => {
    const found = await office.available();
    assert.ok(found.ok, found.ok ? '' : `${found.why} ${found.cure}`);
    assert.match(found.version, /^LibreOffice \d+\.\d+/);
    assert.deepEqual(found.missing, []);
  });

  test('a warmed office waits for the first document, is not started twice, and ends when none comes', async () => {
    const host = makeOfficeHost({ sandbox, size: 2, idleStopMs: 2_000 });
    try {
      assert.deepEqual(host.instances(), []);
      host.warm();
      host.warm();
      await waitUntil(() => host.instances().some(({ state }) => state === 'idle'), { what: 'the office' });
      host.warm();
      assert.equal(host.instances().length, 1);
      await waitUntil(() => host.instances().length === 0, { what: 'the idle office to end' });
    } finally {
      await host.stop();
    }
  });

  test('a letter, a sheet and slides become pages of their own sizes', async () => {
    assert.equal((await pagesOf(await convert(DOCX))).length, 1);
    const sheet = { bytes: sheetDocument(), extension: 'xlsx', page: FIT };
    assert.deepEqual(await pagesOf(await convert(sheet)), ['210x297']);
    const slides = { bytes: slideDocument(), extension: 'pptx', page: { kind: 'slides' } };
    assert.equal((await pagesOf(await convert(slides))).length, 1);
  });

  test('a sheet without a paper of its own gets the one of the administrator', async () => {
    const letter = makeOfficeHost({ sandbox, size: 1, settings: () => ({ paper: 'letter' }) });
    try {
      const sheet = { bytes: sheetDocument(), extension: 'xlsx', page: FIT };
      assert.deepEqual(await pagesOf(await convert(sheet, letter)), ['216x279']);
    } finally {
      await letter.stop();
    }
  });

  test('a sheet that is a little too wide is made to fit, a wider one lies on its side, a very wide one stays as it is', async () => {
    const sheet = (columns: number): OfficeDocument => ({
      bytes: sheetDocument({ rows: rows(columns, 20) }),
      extension: 'xlsx',
      page: FIT,
    });
    // The ninth column fits, its text does not.
    assert.deepEqual(await pagesOf(await convert(sheet(9))), ['210x297']);
    assert.deepEqual(await pagesOf(await convert(sheet(12))), ['210x297']);
    assert.deepEqual(await pagesOf(await convert(sheet(17))), ['297x210']);
    assert.ok((await pagesOf(await convert(sheet(40)))).length > 2);
    const { page: _, ...plain } = sheet(12);
    assert.equal((await pagesOf(await convert(plain))).length, 2);
  });

  test('sheets that share a page style are fitted each for itself, and empty ones print nothing', async () => {
    const tables = [flatTable('Narrow', 4), flatTable('Wide', 14), '<table:table table:name="Empty"/>'];
    const bytes = flatSheet(tables.join(''));
    const made = await convert({ bytes, extension: 'fods', page: FIT });
    assert.deepEqual(await pagesOf(made), ['210x297', '297x210']);
  });

  test('a workbook with nothing in it is called empty', async () => {
    const bytes = flatSheet('<table:table table:name="Empty"/>');
    assert.equal(codeOf(await convert({ bytes, extension: 'fods', page: FIT })), 'document-empty');
  });

  test('a sheet of thousands of pages is refused before they are made', async () => {
    const bytes = sheetDocument({ rows: rows(4, 3_000) });
    const refused = await convert({ bytes, extension: 'xlsx', page: FIT });
    assert.equal(codeOf(refused), 'document-too-many-pages');
  });

  test('progress counts pages', async () => {
    const heard: [number, number][] = [];
    const paragraphs = Array.from({ length: 4_000 }, (_, index) => `Line ${index}`);
    const document = { bytes: wordDocument({ paragraphs }), extension: 'docx' };
    const made = await office.toPdf(document, {
      signal: NEVER,
      onProgress: (done, of) => heard.push([done, of]),
    });
    const pages = (await pagesOf(made)).length;
    assert.ok(heard.length > 0);
    for (const [done, of] of heard) assert.ok(of === pages && done <= of, `${done} of ${of}`);
  });

  test('what is broken, empty, of no known kind or something else than its name says is refused', async () => {
    const whole = wordDocument();
    const cases: readonly (readonly [string, OfficeDocument, string])[] = [
      ['cut off', { bytes: whole.subarray(0, whole.length / 2), extension: 'docx' }, 'document-broken'],
      ['no package', { bytes: Buffer.from('just words'), extension: 'docx' }, 'document-broken'],
      [
        'a web page',
        { bytes: Buffer.from('<html><body>hello</body></html>'), extension: 'docx' },
        'document-broken',
      ],
      [
        'a web page',
        { bytes: Buffer.from('<html><body>hello</body></html>'), extension: 'xls' },
        'document-broken',
      ],
      ['nothing', { bytes: new Uint8Array(), extension: 'docx' }, 'document-broken'],
      ['a database', { bytes: whole, extension: 'odb' }, 'document-type'],
      ['a web page', { bytes: whole, extension: 'html' }, 'document-type'],
    ];
    for (const [what, document, code] of cases) {
      assert.equal(codeOf(await convert(document)), code, `${what} as ${document.extension}`);
    }
    assert.equal(codeOf(await convert(DOCX)), 'converted');
  });

  test('a document over its time is refused, its LibreOffice ended, and the next one converted', async () => {
    const [before] = office.instances();
    const slow = { bytes: sheetDocument({ rows: rows(20, 20_000) }), extension: 'xlsx' };
    const outcomes = await Promise.all([
      office.toPdf(slow, { signal: NEVER, timeLimitMs: 300 }),
      convert(DOCX),
    ]);
    assert.deepEqual(outcomes.map(codeOf), ['document-too-slow', 'converted']);
    assert.notEqual(office.instances()[0]?.pid, before?.pid);
  });

  test('while one document takes long, another LibreOffice takes those behind it', async () => {
    const given = new AbortController();
    const slow = { bytes: sheetDocument({ rows: rows(20, 60_000) }), extension: 'xlsx' };
    const first = office.toPdf(slow, { signal: given.signal });
    assert.equal(codeOf(await convert(DOCX)), 'converted');
    given.abort();
    await first;
    assert.equal(codeOf(await convert(DOCX)), 'converted');
    await waitUntil(() => office.instances().length <= 2, { what: 'the pool to become small again' });
  });

  test('an aborted document is aborted at once, waiting or not', async () => {
    const given = new AbortController();
    const both = [1, 2].map(() => office.toPdf(DOCX, { signal: given.signal }));
    given.abort();
    assert.deepEqual((await Promise.all(both)).map(codeOf), ['aborted', 'aborted']);
    assert.equal(codeOf(await convert(DOCX)), 'converted');
  });

  test('one that needs more memory than it may have is refused', async () => {
    const small = makeOfficeHost({ sandbox, size: 1, settings: () => ({ memoryBytes: 330 * 1024 * 1024 }) });
    try {
      const large = { bytes: sheetDocument({ rows: rows(40, 40_000) }), extension: 'xlsx' };
      assert.equal(codeOf(await convert(large, small)), 'document-too-large');
    } finally {
      await small.stop();
    }
  });

  test('nothing of a document stays behind, and nothing of LibreOffice after the end', async () => {
    assert.equal(codeOf(await convert(DOCX)), 'converted');
    const driver = 'office-driver.py';
    const own = office.instances().flatMap(({ pid }) => pid ?? []);
    const inside = markedProcesses(driver).find(
      (pid) => own.some((one) => isBelow(pid, one)) && !own.includes(pid),
    );
    assert.ok(inside !== undefined);
    assert.deepEqual(readdirSync(`/proc/${inside}/root/tmp/documents`), []);
    const mine = markedProcesses(driver).filter((pid) => own.some((one) => isBelow(pid, one)));
    await office.stop();
    assert.deepEqual(office.instances(), []);
    assert.deepEqual(
      markedProcesses(driver).filter((pid) => mine.includes(pid)),
      [],
    );
    assert.equal(codeOf(await convert(DOCX)), 'not-ready');
  });

  test('without a sandbox Office files are refused with the reason for the operator', async () => {
    const none = makeOfficeHost({ sandbox: { ok: false, why: 'No sandbox.', cure: 'Get one.' } });
    const refused = await convert(DOCX, none);
    assert.deepEqual(refused, { ok: false, code: 'office-missing', detail: 'No sandbox. Get one.' });
    assert.deepEqual(none.instances(), []);
  });
});
