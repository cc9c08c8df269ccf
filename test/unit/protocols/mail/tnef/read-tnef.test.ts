// winmail.dat: texts, attachments, embedded messages, and streams that lie about themselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TnefOutline, tnefFiles } from '@platen/edge-server/protocols/mail/tnef/content';
import { tnefLimits } from '@platen/edge-server/protocols/mail/tnef/limits';
import { openTnefAttachment } from '@platen/edge-server/protocols/mail/tnef/open-attachment';
import { readTnef } from '@platen/edge-server/protocols/mail/tnef/read-tnef';
import { gather, inChunks } from '../mime/read-mail.ts';
import {
  attachment,
  attribute,
  messageProperties,
  properties,
  propertyList,
  tnef,
  u32,
} from './write-tnef.ts';

const read = (stream: Buffer, bytes = 4_096, limits = tnefLimits): Promise<TnefOutline> =>
  readTnef(inChunks(stream, bytes), limits);

const PDF = Buffer.from('%PDF-1.4 in a winmail.dat');
const full = tnef(
  attribute(1, 0x0001_8004, Buffer.from('Old subject\0')),
  messageProperties(
    properties.integer(0x3fde, 65001),
    properties.time(0x0039),
    properties.named('a name', 7),
    properties.numbered(8),
    properties.integers(0x6001, [1, 2, 3]),
    properties.strings(0x6002, ['one', 'two', 'three']),
    properties.truth(0x0e1b, true),
    properties.unicode(0x0037, 'Grüße ☕'),
    properties.unicode(0x1000, 'Text of it.'),
    properties.binary(0x1013, Buffer.from('<p>schön</p>')),
  ),
  attachment(
    'REPORT~1.PDF',
    PDF,
    properties.unicode(0x3707, 'Jahresbericht größer.pdf'),
    properties.string8(0x370e, Buffer.from('Application/PDF\0')),
  ),
  attachment(
    undefined,
    undefined,
    properties.string8(0x3704, Buffer.from('Br\xfccke.png\0', 'latin1')),
    properties.integer(0x3714, 4),
    properties.unicode(0x3712, '<logo@x>'),
    properties.binary(0x3701, Buffer.from('PNG!!')),
  ),
  attachment(
    undefined,
    undefined,
    properties.unicode(0x3001, 'Forwarded: note'),
    properties.message(
      tnef(
        messageProperties(properties.unicode(0x0037, 'note'), properties.unicode(0x1000, 'inner text')),
        attachment('inner.doc', Buffer.from('DOC')),
      ),
    ),
  ),
  attachment('link only.lnk', undefined),
);

test('texts and attachments are found, with their names in any charset', async () => {
  const content = await read(full);
  assert.deepEqual(content.defects, []);
  assert.equal(content.subject, 'Grüße ☕');
  assert.equal(content.bodyText, 'Text of it.');
  assert.equal(content.bodyHtml, '<p>schön</p>');
  assert.deepEqual(
    content.attachments.map(({ name, mediaType, inline, contentId, message }) => [
      name,
      mediaType,
      inline,
      contentId,
      message?.bodyText,
    ]),
    [
      ['Jahresbericht größer.pdf', 'application/pdf', false, undefined, undefined],
      ['Brücke.png', 'application/octet-stream', true, 'logo@x', undefined],
      ['Forwarded: note', 'application/octet-stream', false, undefined, 'inner text'],
    ],
  );
  const files = tnefFiles(content);
  assert.deepEqual(
    files.map(({ name }) => name),
    ['Jahresbericht größer.pdf', 'Brücke.png', 'inner.doc'],
  );
  const contents = await Promise.all(
    files.map((file) => gather(openTnefAttachment(file, inChunks(full, 10)))),
  );
  assert.deepEqual(contents.map(String), [PDF.toString(), 'PNG!!', 'DOC']);
});

test('wherever the stream is cut into chunks, the result is the same', async () => {
  const whole = await read(full, full.length);
  for (const bytes of [1, 3, 7, 100]) assert.deepEqual(await read(full, bytes), whole);
});

test('wherever the stream ends, what was before is there', async () => {
  for (let length = 0; length < full.length; length += 5) {
    const content = await read(full.subarray(0, length), 512);
    assert.ok(content.attachments.length <= 3);
  }
  const cut = await read(full.subarray(0, full.length - 40));
  assert.ok(cut.attachments.length >= 2);
});

test('lengths and counts that lie end the reading with a defect', async () => {
  const lies = [
    Buffer.concat([tnef(), Buffer.from([1]), u32(0x0002_800c), u32(0xffff_ffff), Buffer.from('x')]),
    tnef(attribute(1, 0x0006_9003, Buffer.concat([u32(0xffff_ffff), properties.integer(1, 1)]))),
    tnef(
      attribute(
        1,
        0x0006_9003,
        Buffer.concat([u32(1), Buffer.from('1e003700', 'hex'), u32(1), u32(0xffff_fff0)]),
      ),
    ),
    tnef(
      attribute(1, 0x0006_9003, Buffer.concat([u32(1), Buffer.from('1e103700', 'hex'), u32(0xffff_ffff)])),
    ),
    tnef(attribute(1, 0x0006_9003, Buffer.concat([u32(1), Buffer.from('ff0f3700', 'hex')]))),
    tnef(
      attribute(
        1,
        0x0006_9003,
        Buffer.concat([u32(1), Buffer.from('03000180', 'hex'), Buffer.alloc(16), u32(1), u32(0xffff_fffe)]),
      ),
    ),
    Buffer.from('hello'),
    Buffer.alloc(0),
  ];
  for (const lie of lies) assert.deepEqual((await read(lie)).defects, ['mail-broken'], lie.toString('hex'));
});

test('too many attributes, properties or attachments, and messages in messages, end at the limits', async () => {
  const many = tnef(...Array.from({ length: 30_000 }, () => attribute(1, 0x0007_8008, Buffer.from('x'))));
  assert.deepEqual((await read(many)).defects, ['mail-too-many-parts']);
  const props = tnef(messageProperties(...Array.from({ length: 30_000 }, () => properties.integer(1, 1))));
  assert.deepEqual((await read(props)).defects, ['mail-too-many-parts']);
  const files = await read(tnef(...Array.from({ length: 600 }, () => attachment('a', PDF))));
  assert.equal(files.attachments.length, tnefLimits.attachments);
  assert.deepEqual(files.defects, ['mail-too-many-parts']);
  let nested = tnef(attachment('deep.pdf', PDF));
  for (let level = 0; level < 30; level += 1)
    nested = tnef(attachment(undefined, undefined, properties.message(nested)));
  const deep = await read(nested);
  assert.deepEqual(deep.defects, ['mail-too-deep']);
  let depth = 0;
  for (let inner = deep.attachments[0]?.message; inner !== undefined; inner = inner.attachments[0]?.message)
    depth += 1;
  assert.equal(depth, tnefLimits.depth);
});

test('attachments that would cost too much to open are left out', async () => {
  const stream = tnef(...Array.from({ length: 20 }, () => attachment('a.pdf', PDF)));
  const content = await read(stream, 4_096, { ...tnefLimits, reopenedBytes: stream.length * 5 });
  assert.equal(content.attachments.length, 5);
  assert.deepEqual(content.defects, ['mail-too-many-parts']);
});

test('a text longer than the limit is cut, and a name is cleaned', async () => {
  const content = await read(
    tnef(
      attribute(1, 0x0002_800c, Buffer.alloc(5 * 1024 * 1024, 'x')),
      attachment('C:\\TEMP\\..\\evil\u202e.pdf'.replace('\u202e', ''), PDF),
      attachment(undefined, PDF, properties.unicode(0x3707, '../../etc/pass\u202ewd\n')),
    ),
  );
  assert.equal(content.bodyText?.length, tnefLimits.bodyBytes);
  assert.deepEqual(
    content.attachments.map(({ name }) => name),
    ['evil.pdf', 'passwd'],
  );
});

test('a source that fails is thrown on, and an early end closes the source', async () => {
  let closed = false;
  const endless = async function* (): AsyncIterable<Uint8Array> {
    try {
      yield Buffer.from('not tnef at all');
      for (;;) yield Buffer.alloc(1024);
    } finally {
      closed = true;
    }
  };
  assert.deepEqual((await readTnef(endless())).defects, ['mail-broken']);
  assert.equal(closed, true);
  const failing = async function* (): AsyncIterable<Uint8Array> {
    yield full.subarray(0, 50);
    throw new Error('disk gone');
  };
  await assert.rejects(readTnef(failing()), /disk gone/);
});

test('properties of a text body in an older code page', async () => {
  const cyrillic = Buffer.from('cff0e8e2e5f200', 'hex');
  const content = await read(
    Buffer.concat([
      tnef(),
      attribute(1, 0x0006_9007, Buffer.concat([u32(1251), u32(0)])),
      attribute(1, 0x0006_9003, propertyList(properties.string8(0x1000, cyrillic))),
    ]),
  );
  assert.equal(content.bodyText, 'Привет');
});
