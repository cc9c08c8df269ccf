// The frames between server and office driver: in any pieces, and never trusted.
import assert from 'node:assert/strict';
import test from 'node:test';
import { type Reply, readReplies, requestHead } from '@platen/edge-server/office/frames';

function frame(header: object, body = ''): Buffer {
  const json = Buffer.from(JSON.stringify({ bytes: body.length, ...header }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([length, json, Buffer.from(body)]);
}

function readAll(pieces: readonly Buffer[], maxBody = 100): Reply[] {
  const heard: Reply[] = [];
  const read = readReplies(maxBody, (reply) => heard.push(reply));
  for (const piece of pieces) read(piece);
  return heard;
}

const STREAM = Buffer.concat([
  frame({ kind: 'ready', id: 0 }),
  frame({ kind: 'progress', id: 1, done: 2, of: 8 }),
  frame({ kind: 'done', id: 1 }, '%PDF-1.7'),
  frame({ kind: 'refused', id: 2, code: 'document-broken', detail: 'why', worn: true }),
]);
const HEARD: Reply[] = [
  { kind: 'ready' },
  { kind: 'progress', id: 1, done: 2, of: 8 },
  { kind: 'done', id: 1, pdf: Buffer.from('%PDF-1.7') },
  { kind: 'refused', id: 2, code: 'document-broken', detail: 'why', worn: true },
];

test('frames are heard the same in one piece, byte by byte, and cut anywhere', () => {
  assert.deepEqual(readAll([STREAM]), HEARD);
  assert.deepEqual(readAll([...STREAM].map((byte) => Buffer.from([byte]))), HEARD);
  for (let cut = 1; cut < STREAM.length; cut += 1) {
    assert.deepEqual(readAll([STREAM.subarray(0, cut), STREAM.subarray(cut)]), HEARD);
  }
});

test('a result that is too large is told before it is read, and nothing after it is', () => {
  const heard: Reply[] = [];
  const read = readReplies(4, (reply) => heard.push(reply));
  assert.throws(() => read(frame({ kind: 'done', id: 7 }, 'too large')), /9 bytes/);
  assert.deepEqual(heard, [{ kind: 'oversize', id: 7, detail: 'a result of 9 bytes' }]);
});

test('what is no frame is an error, whatever it is', () => {
  const length = (bytes: number): Buffer => {
    const made = Buffer.alloc(4);
    made.writeUInt32BE(bytes);
    return made;
  };
  const nonsense: readonly Buffer[] = [
    length(0xffff_ffff),
    Buffer.concat([length(4), Buffer.from('nope')]),
    Buffer.concat([length(4), Buffer.from('null')]),
    frame({ kind: 'surprise', id: 1 }),
    frame({ kind: 'progress', id: 1, done: -1, of: 8 }),
    frame({ kind: 'done', id: 1, bytes: 'many' }),
    frame({ kind: 'refused', id: 1, code: 'internal', detail: '' }),
  ];
  for (const bytes of nonsense) assert.throws(() => readAll([bytes]), Error, bytes.toString('latin1'));
});

test('a request says how many bytes follow, and keeps the rules for the page', () => {
  const head = requestHead({ id: 3, extension: 'xlsx', page: { fitToWidth: true } }, 12);
  assert.equal(head.readUInt32BE(), head.length - 4);
  assert.deepEqual(JSON.parse(head.subarray(4).toString()), {
    id: 3,
    extension: 'xlsx',
    page: { fitToWidth: true },
    bytes: 12,
  });
});
