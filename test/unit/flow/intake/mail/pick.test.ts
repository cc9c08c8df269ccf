// What of a message is a document, what is decoration, and what is refused (SPEC A5).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  messagesOf,
  type OpenedFacts,
  pickDocuments,
  tnefPartsOf,
} from '@platen/edge-server/flow/intake/mail/pick-documents';
import { lookAtText } from '@platen/edge-server/flow/intake/mail/pick-documents-text';
import { partText } from '@platen/edge-server/protocols/mail/mime/part-text';
import { readOutline } from '@platen/edge-server/protocols/mail/mime/read-outline';
import { MINUTES, PICKING_CASES, pdf } from '../../../../documents/mail/picking-cases.ts';
import { file, message, multipart, plain } from '../../../../documents/mail/sample-mails.ts';

type Body = 'alone' | 'always' | 'never';

async function pick(
  raw: string,
  body: Body = 'alone',
  tnef: OpenedFacts['tnef'] extends ReadonlyMap<unknown, infer F> ? F : never = [],
) {
  const bytes = Buffer.from(raw);
  async function* read(start: number, end: number) {
    await Promise.resolve();
    yield bytes.subarray(start, end);
  }
  const outline = await readOutline(read(0, bytes.length));
  const texts = new Map();
  for (const one of messagesOf(outline)) {
    const parts = [];
    for (const part of one.texts)
      parts.push({ mediaType: part.mediaType, text: (await partText(part, read, 1_000_000)).text });
    texts.set(one.at, lookAtText(parts));
  }
  const opened = new Map(tnefPartsOf(outline).map((part) => [part, tnef] as const));
  return pickDocuments(outline, { texts, tnef: opened }, { body });
}

/** Documents by title, a text as "text:title"; then what was left, then what was refused. */
async function say(raw: string, body: Body = 'alone'): Promise<readonly string[]> {
  const { documents, left, refused } = await pick(raw, body);
  return [
    ...documents.map((one) => (one.kind === 'text' ? `text:${one.title}` : one.title)),
    ...left.map(({ name, reason }) => `left:${name}:${reason}`),
    ...refused.map(({ title, errorCode }) => `refused:${title}:${errorCode}`),
  ];
}

for (const { name, raw, ...wanted } of PICKING_CASES) {
  for (const body of ['alone', 'always', 'never'] as const) {
    const expected = wanted[body];
    if (expected === undefined) continue;
    void test(`${name} (text: ${body})`, async () => {
      assert.deepEqual([...(await say(raw, body))].toSorted(), [...expected].toSorted());
    });
  }
}

void test('documents keep the order of the message, the text first', async () => {
  const raw = message(multipart('mixed', plain('Hello'), pdf('b.pdf'), pdf('a.pdf')));
  assert.deepEqual(await say(raw, 'always'), [MINUTES, 'b.pdf', 'a.pdf']);
});

void test('a subject that ends like a file is no file name of the text', async () => {
  const raw = message(plain('Hello'), { Subject: 'Fwd: plan.pdf' });
  assert.deepEqual(await say(raw), ['text:Fwd: plan']);
});

void test('files of winmail.dat are documents, its pictures are judged like others', async () => {
  const raw = message(multipart('mixed', plain('Hello'), file('application/ms-tnef', 'winmail.dat', 9_000)));
  const picked = await pick(raw, 'alone', [
    {
      name: 'plan.docx',
      mediaType: 'application/octet-stream',
      size: 20_000,
      contentId: undefined,
      inline: false,
    },
    { name: 'image001.png', mediaType: 'image/png', size: 3_000, contentId: 'image001.png@1', inline: true },
  ]);
  assert.deepEqual(
    picked.documents.map((one) => (one.kind === 'tnef' ? [one.index, one.title] : one.kind)),
    [[0, 'plan.docx']],
  );
  assert.deepEqual(picked.left, [{ name: 'image001.png', reason: 'signature-picture' }]);
});

void test('a winmail.dat that cannot be opened is refused, the text is printed', async () => {
  const raw = message(multipart('mixed', plain('Hello'), file('application/ms-tnef', 'winmail.dat', 9_000)));
  const { documents, refused } = await pick(raw, 'alone', 'broken');
  assert.deepEqual([documents.length, refused[0]?.errorCode], [1, 'mail-broken']);
});

void test('more documents than one message may have are refused, the first ones are taken', async () => {
  const { documents, refused } = await pick(
    message(multipart('mixed', ...Array.from({ length: 120 }, (_, at) => pdf(`${at}.pdf`)))),
  );
  assert.equal(documents.length, 100);
  assert.equal(refused[0]?.errorCode, 'mail-too-many-parts');
});

void test('a page tells which pictures stand in it, however they are written', () => {
  const { pictures, counters, empty } = lookAtText([
    {
      mediaType: 'text/html',
      text: '<IMG SRC=" CID:a%40b "><img src=cid:&lt;c@d&gt;><img src="logo.png" width=1><title>x</title>',
    },
  ]);
  assert.deepEqual([...pictures], ['a@b', 'c@d', 'logo.png']);
  assert.deepEqual([...counters], ['logo.png']);
  assert.equal(empty, true);
});
