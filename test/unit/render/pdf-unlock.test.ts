// Taking the lock off a PDF with its password, through a real worker.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samplePdf } from '../../documents/make-documents.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';

const host = hostForTests();
const PDF = 'application/pdf';
const locked = (printing = true) =>
  samplePdf({ pages: 3, lock: { user: 'grüße 1', owner: 'owner', printing } });

void test('with its password a locked PDF becomes an open one with the same pages', async () => {
  const opened = await host.unlock(bytesOf(await locked()), 'grüße 1');
  assert.ok(opened.ok, JSON.stringify(opened));
  const found = await host.inspect(bytesOf(opened.pdf), PDF);
  assert.ok(found.ok, JSON.stringify(found));
  assert.deepEqual([found.pages, found.encrypted, found.printable], [3, false, true]);
  const rendered = await host.renderPage(bytesOf(opened.pdf), 3, { widthPx: 300, heightPx: 300 });
  assert.ok(rendered.ok);
});

void test('a wrong, an empty and an endless password are told apart from a broken file', async () => {
  for (const password of ['wrong', '', 'x'.repeat(128), 'ü'.repeat(64)]) {
    const outcome = await host.unlock(bytesOf(await locked()), password);
    assert.equal(outcome.ok ? 'opened' : outcome.code, 'document-password', password.slice(0, 10));
  }
  const broken = await host.unlock(bytesOf(Buffer.from('%PDF-1.7\nrubbish')), 'any');
  assert.equal(broken.ok ? 'opened' : broken.code, 'document-broken');
});

void test("the author's word against printing holds for the reader's password", async () => {
  const outcome = await host.unlock(bytesOf(await locked(false)), 'grüße 1');
  assert.equal(outcome.ok ? 'opened' : outcome.code, 'document-not-printable');
});
