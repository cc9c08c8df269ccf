// Other people's awkward Office files: each ends converted or refused with a reason, none takes the office with it, and a document that
// takes long does not delay the next. Not shipped; skipped where absent.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Examined, examine } from '../corpus/examine.ts';
import { reportLine, summarize } from '../corpus/report.ts';
import { openDocument } from '../documents/office/open-document.ts';
import { wordDocument } from '../documents/office/word-document.ts';
import { type ConversionStack, startConversionStack } from '../support/conversion-stack.ts';
import { repository } from '../support/repository.ts';
import { skipUnless } from '../support/skip-unless.ts';

const folder = join(repository, '..', 'shared', 'corpus', 'office');
const missing = skipUnless('bwrap', 'soffice', 'pdftoppm', 'gs');
let stack: ConversionStack;

before(async () => {
  if (missing === false) stack = await startConversionStack();
});
after(async () => {
  if (missing === false) await stack.stop();
});

test('every Office file of the corpus is converted or refused with a reason', {
  skip:
    missing !== false
      ? missing
      : existsSync(folder)
        ? false
        : 'the shared corpus of other people’s documents is not on this machine',
  timeout: 600_000,
}, async (t) => {
  const all: Examined[] = [];
  for (const name of readdirSync(folder).sort()) all.push(await examine(stack, join(folder, name)));
  t.diagnostic(summarize(all).replace(/\n/g, '; '));
  assert.deepEqual(all.filter(({ result }) => result === 'failed').map(reportLine), []);
  assert.ok(all.length > 0);
  assert.ok(all.filter(({ result }) => result === 'converted').length >= all.length * 0.8);
  // Whatever they were, an ordinary letter still goes through.
  const { outcome } = await stack.convert(wordDocument(), 'letter.docx');
  assert.equal(outcome.kind, 'done');
});

test('a document that takes its whole time does not delay the next one', {
  skip: missing,
  timeout: 200_000,
}, async () => {
  const row =
    '<table:table-row><table:table-cell table:formula="of:=SUMPRODUCT([.$B$1:.$B$9000]*[.$B$1:.$B$9000])+ROW()"/><table:table-cell office:value-type="float" office:value="2"/></table:table-row>';
  const slow = openDocument({
    kind: 'spreadsheet',
    body: `<table:table table:name="S">${row.repeat(9000)}</table:table>`,
  });
  const stop = new AbortController();
  const order: string[] = [];
  const first = stack.convert(slow, 'slow.ods', { signal: stop.signal }).then(({ outcome }) => {
    order.push('slow');
    return outcome;
  });
  const { outcome } = await stack.convert(wordDocument(), 'letter.docx');
  order.push('letter');
  assert.equal(outcome.kind, 'done');
  assert.equal(order[0], 'letter');
  stop.abort();
  const ended = await first;
  assert.ok(ended.kind === 'retry' || ended.kind === 'done' || ended.kind === 'refused');
});
