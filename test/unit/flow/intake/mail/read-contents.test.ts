// A stored message opened: what its documents hold, what its subject asks for, and the text that is only inside winmail.dat.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeReadContents } from '@platen/edge-server/flow/intake/mail/read-contents';
import type { MessageContext, RawMessage } from '@platen/edge-server/flow/intake/mail/take-message';
import { file, html, message, multipart, PICTURE, plain } from '../../../../documents/mail/sample-mails.ts';
import { testDeps } from '../../../../support/deps.ts';
import { attachment, messageProperties, properties, tnef } from '../../../protocols/mail/tnef/write-tnef.ts';

const deps = await testDeps();
after(() => deps.close());

const CONTEXT = { submitter: { address: 'anna@example.org', verified: true } } as MessageContext;

const rawOf = (text: string): RawMessage => {
  const octets = Buffer.from(text);
  return {
    size: octets.length,
    read: async function* ({ start = 0, end = octets.length } = { start: 0 }) {
      // Small pieces, each its receiver's alone.
      for (let at = start; at < end; at += 100)
        yield Buffer.from(octets.subarray(at, Math.min(end, at + 100)));
    },
  };
};

const open = (text: string) =>
  makeReadContents({
    settings: deps.settings,
    printers: async () => [{ names: ['Lobby', '10.0.0.7'] }],
    printerForMail: async (typed) => ({ kind: 'prints', id: 'p1', name: typed }),
    languageOf: async () => 'en',
  })(rawOf(text), CONTEXT);

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('an attachment comes out as it was put in, with its name and type', async () => {
  const { documents, refused } = await open(
    message(multipart('mixed', plain('Please print.'), file('image/png', 'plan.png', PICTURE))),
  );
  assert.deepEqual(refused, []);
  const [only, ...others] = documents;
  assert.deepEqual(others, []);
  assert.equal(only?.title, 'plan.png');
  assert.equal(only.mediaType, 'image/png');
  assert.deepEqual(await bytesOf(only.open()), Buffer.from(PICTURE));
});

test('a message without attachments is one document, its pictures inside it, also those sent as octets', async () => {
  const shown = html('<p>The new sign:</p><img src="cid:sign"><img src="cid:second">');
  const { documents } = await open(
    message(
      multipart(
        'related',
        shown,
        file('image/png', 'sign.png', PICTURE, { disposition: 'inline', cid: 'sign' }),
        file('application/octet-stream', 'second.png', PICTURE, { disposition: 'inline', cid: 'second' }),
      ),
    ),
  );
  const [text] = documents;
  assert.equal(text?.mediaType, 'text/html');
  assert.equal(text.title, 'Minutes of the meeting');
  const page = (await bytesOf(text.open())).toString();
  assert.match(page, /The new sign:/);
  assert.equal(page.split('data:image/png;base64,').length - 1, 2, page);
});

test('a key in the subject is all there is to such a message', async () => {
  const found = await open(
    message(multipart('mixed', plain('x'), file('application/pdf', 'a.pdf', 10)), {
      Subject: 'Re: [#ABCD-EFGH-JKMN-PQRS] Lobby, 2 copies',
    }),
  );
  assert.deepEqual(found.documents, []);
  assert.deepEqual(found.release, {
    key: 'ABCD-EFGH-JKMN-PQRS',
    printerWords: 'Lobby',
    ticket: { copies: 2 },
    unknown: [],
  });
});

test('a printer and options in the subject go with every document', async () => {
  const found = await open(
    message(multipart('mixed', plain('x'), file('application/pdf', 'a.pdf', 10)), {
      Subject: 'Lobby: 2 copies, duplex',
    }),
  );
  assert.equal(found.releaseTo, 'p1');
  assert.deepEqual(found.ticket, { copies: 2, sides: 'two-sided-long-edge' });
  assert.deepEqual(found.report.printer, { name: 'Lobby' });
});

test('a text that is only inside winmail.dat is the text of the message, and its files are documents', async () => {
  const PR_BODY = 0x1000;
  const stream = (...parts: Buffer[]) =>
    tnef(messageProperties(properties.unicode(PR_BODY, 'Hello from Outlook')), ...parts);
  const alone = await open(
    message(multipart('mixed', plain(''), file('application/ms-tnef', 'winmail.dat', stream()))),
  );
  const [text] = alone.documents;
  assert.ok(text !== undefined, JSON.stringify(alone));
  assert.match((await bytesOf(text.open())).toString(), /Hello from Outlook/);

  const withFile = stream(attachment('plan.png', PICTURE));
  const both = await open(
    message(multipart('mixed', plain(''), file('application/ms-tnef', 'winmail.dat', withFile))),
  );
  const [plan] = both.documents;
  assert.equal(plan?.title, 'plan.png');
  assert.deepEqual(await bytesOf(plan.open()), Buffer.from(PICTURE));
});
