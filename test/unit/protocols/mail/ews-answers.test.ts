// Answers of Exchange Web Services in any pieces and with any octets changed: read the same, or refused as what they are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allDone, readEwsAnswer } from '@platen/edge-server/protocols/mail/ews/ews-answer';
import { readMimeContent } from '@platen/edge-server/protocols/mail/ews/mime-content';
import { MailError } from '@platen/edge-server/protocols/mail/mailbox';
import { takeHeader } from '@platen/edge-server/protocols/mail/message-header';
import { mailNamed } from './exchange-mails.ts';

const MAIL = mailNamed('one', 'Hello, hello, hello\r\n');
const ANSWER = Buffer.from(
  `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><m:GetItemResponse xmlns:m="m" xmlns:t="t"><m:ResponseMessages><m:GetItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Items><t:Message><t:MimeContent CharacterSet="UTF-8">${MAIL.toString('base64').replace(/.{76}/g, '$&\r\n')}</t:MimeContent><t:ItemId Id="a" ChangeKey="b"/></t:Message></m:Items></m:GetItemResponseMessage></m:ResponseMessages></m:GetItemResponse></s:Body></s:Envelope>`,
);

async function* inPieces(octets: Buffer, sizes: (at: number) => number): AsyncGenerator<Buffer> {
  for (let at = 0; at < octets.length; ) {
    const size = Math.max(1, sizes(at));
    yield octets.subarray(at, at + size);
    at += size;
  }
}

async function read(answer: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const content = readMimeContent(answer);
  for (;;) {
    const next = await content.next();
    if (next.done !== true) {
      parts.push(next.value);
      continue;
    }
    const said = readEwsAnswer(next.value, 'server');
    if (said === undefined || said.length === 0) throw new MailError('protocol', 'no answer');
    allDone(said, 'server');
    return Buffer.concat(parts);
  }
}

test('the content is the same in whatever pieces the answer comes', async () => {
  for (let split = 1; split < ANSWER.length; split++)
    assert.deepEqual(
      await read(inPieces(ANSWER, (at) => (at === 0 ? split : ANSWER.length))),
      MAIL,
      String(split),
    );
  for (const size of [1, 2, 3, 5, 7, 64]) assert.deepEqual(await read(inPieces(ANSWER, () => size)), MAIL);
});

test('changed, cut and doubled octets give a message or a protocol error, never anything else', async () => {
  // A small generator with a fixed start (numerical recipes' constants): the same mistakes each time.
  let seed = 20_261_122;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed % below;
  };
  let refused = 0;
  for (let round = 0; round < 2_000; round++) {
    let octets = Buffer.from(ANSWER);
    for (let count = random(4); count >= 0; count--) {
      const at = random(octets.length);
      const way = random(3);
      if (way === 0) octets[at] = random(256);
      else if (way === 1) octets = Buffer.concat([octets.subarray(0, at), octets.subarray(at + random(40))]);
      else octets = Buffer.concat([octets.subarray(0, at), octets.subarray(at - random(at + 1))]);
    }
    try {
      await read(inPieces(octets, () => 1 + random(300)));
    } catch (error) {
      assert.ok(error instanceof MailError, `round ${round}: ${String(error)}`);
      refused += 1;
    }
  }
  assert.ok(refused > 1_000, `${refused} refused`);
});

test('a header is found in any pieces and with any line ends, and cut where it has no end', async () => {
  const take = async (text: string, size: number): Promise<string> =>
    Buffer.from(await takeHeader(inPieces(Buffer.from(text, 'latin1'), () => size))).toString('latin1');
  for (const size of [1, 2, 3, 10, 1_000]) {
    assert.equal(await take('A: b\r\nC: d\r\n\r\nbody\r\n\r\n', size), 'A: b\r\nC: d\r\n\r\n');
    assert.equal(await take('A: b\nC: d\n\nbody', size), 'A: b\nC: d\n\n');
    assert.equal(await take('\r\nbody', size), '\r\n');
    assert.equal(await take('A: b\r\n folded\r\n', size), 'A: b\r\n folded\r\n');
    assert.equal(await take('', size), '');
  }
  const endless = `${'x'.repeat(999)}\n`.repeat(2_000);
  assert.equal((await take(endless, 4_096)).length, 1_048_576);
});

test('a large message is left as soon as its header is there', async () => {
  let given = 0;
  async function* large(): AsyncGenerator<Buffer> {
    yield Buffer.from('A: b\r\n\r\n');
    for (; given < 1_000; given++) yield Buffer.alloc(65_536);
  }
  await takeHeader(large());
  assert.ok(given < 10, `${given} pieces were read in vain`);
});
