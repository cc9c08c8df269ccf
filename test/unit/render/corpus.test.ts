// Other people's awkward files: each is looked over and shown, or refused with a reason, within the limits. Not shipped; skipped where absent.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SNIFF_BYTES, sniff } from '@platen/edge-server/flow/convert/sniff';
import { repository } from '../../support/repository.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';

const corpus = join(repository, '..', 'shared', 'corpus');
const skip = existsSync(corpus)
  ? false
  : 'the shared corpus of other people’s documents is not on this machine';
const host = hostForTests();
const BOX = { widthPx: 400, heightPx: 300 };

/** What may be said of a document; anything else would be our own failure. */
const REASONS = ['document-broken', 'document-password', 'document-too-large', 'document-too-slow'];

void test('every PDF of the corpus is looked over and its first page shown, or refused with a reason', {
  skip,
}, async (t) => {
  const folder = join(corpus, 'pdf');
  const names = readdirSync(folder).filter((name) => name.endsWith('.pdf'));
  assert.ok(names.length > 0);
  const counts = { shown: 0, incomplete: 0, refused: 0 };
  for (const name of names) {
    const source = { kind: 'file', path: join(folder, name) } as const;
    const found = await host.inspect(source, 'application/pdf');
    const picture = await host.renderPage(source, 1, BOX);
    if (!found.ok) {
      assert.ok(REASONS.includes(found.code), `${name}: ${found.code} ${found.detail}`);
      assert.equal(picture.ok, false, name);
      counts.refused += 1;
      continue;
    }
    assert.ok(found.pages >= 1 && found.color.length === found.pages, name);
    assert.equal(
      found.pageSizes.reduce((sum, run) => sum + run.count, 0),
      found.pages,
      name,
    );
    assert.ok(picture.ok || REASONS.includes(picture.code), `${name}: ${JSON.stringify(picture)}`);
    counts[picture.ok && picture.complete ? 'shown' : 'incomplete'] += 1;
  }
  t.diagnostic(`${names.length} PDFs: ${JSON.stringify(counts)}`);
  assert.ok(counts.shown >= names.length * 0.9, JSON.stringify(counts));
});

void test('every picture of the corpus becomes pages that can be shown, or is refused with a reason', {
  skip,
}, async (t) => {
  const folder = join(corpus, 'images');
  const names = readdirSync(folder);
  assert.ok(names.length > 0);
  let made = 0;
  for (const name of names) {
    const path = join(folder, name);
    const found = sniff(readFileSync(path).subarray(0, SNIFF_BYTES));
    assert.ok(found?.family === 'image' || found?.family === 'vector', `${name}: ${JSON.stringify(found)}`);
    const pdf = await host.toPdf({ kind: 'file', path }, found.mediaType, { media: 'iso_a4_210x297mm' });
    if (!pdf.ok || pdf.pdf === undefined) {
      assert.ok(!pdf.ok && REASONS.includes(pdf.code), `${name}: ${JSON.stringify(pdf)}`);
      continue;
    }
    const picture = await host.renderPage(bytesOf(pdf.pdf), 1, BOX);
    assert.ok(picture.ok, `${name}: ${JSON.stringify(picture)}`);
    made += 1;
  }
  t.diagnostic(`${made} of ${names.length} images made into pages`);
  assert.equal(made, names.length);
});
