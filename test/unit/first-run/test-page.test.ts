// The test page: one page of the right size that says whose it is, in any script that its font has.
import assert from 'node:assert/strict';
import test from 'node:test';
import { PDFDocument } from '@cantoo/pdf-lib';
import { makeTestPage, type TestPageFacts } from '@platen/edge-server/test-page/make-test-page';
import { pdfText } from '../../support/pdf-text.ts';
import { skipUnless } from '../../support/skip-unless.ts';

const skip = skipUnless('pdftotext');

const facts: TestPageFacts = {
  site: 'Northgate Library',
  printer: 'Reception colour',
  model: 'Xerox AltaLink C8155',
  address: 'ipps://192.0.2.9/ipp/print',
  at: Date.parse('2026-11-22T12:00:00Z'),
  color: true,
  duplex: true,
  finishings: ['staple'],
  paper: 'a4',
};

test('it is one page of the paper asked for', async () => {
  for (const [paper, size] of [
    ['a4', [595, 842]],
    ['letter', [612, 792]],
  ] as const) {
    const document = await PDFDocument.load(await makeTestPage({ ...facts, paper }));
    assert.equal(document.getPageCount(), 1);
    const { width, height } = document.getPage(0).getSize();
    assert.deepEqual([Math.round(width), Math.round(height)], size);
  }
});

test('it says site, printer, model, time and what the printer can do', { skip }, async () => {
  const said = await pdfText(await makeTestPage(facts));
  for (const part of [
    'Northgate Library',
    'Reception colour',
    'Xerox AltaLink C8155',
    '2026-11-22 12:00 UTC',
    'colour, both sides, staple',
  ])
    assert.ok(said.includes(part), `${part} in ${said}`);
});

test('a person’s page says who fetched it; names in other scripts and absurd lengths are drawn, too', {
  skip,
}, async () => {
  assert.match(
    await pdfText(await makeTestPage({ ...facts, owner: 'Anna' })),
    /Anna fetched this page at Reception colour/,
  );
  const wide = await makeTestPage({ ...facts, site: 'Библиотека', printer: 'x'.repeat(300) });
  assert.ok((await PDFDocument.load(wide)).getPageCount() === 1);
});
