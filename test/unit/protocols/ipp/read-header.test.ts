import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import { ippLimits } from '@platen/edge-server/protocols/ipp/limits';
import {
  discard,
  type HeaderResult,
  readHeader,
  readHeaderOf,
} from '@platen/edge-server/protocols/ipp/read-header';
import { printJobRequest } from './sample-messages.ts';

const header = encodeMessage(printJobRequest);
const document = Buffer.from('%PDF-1.7 document');
const never = new AbortController().signal;

async function* inChunks(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  // As from a socket: each chunk in a turn of its own.
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

async function bodyOf(result: HeaderResult): Promise<Buffer> {
  assert.equal(result.kind, 'message');
  const chunks: Uint8Array[] = [];
  for await (const chunk of result.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('the document is read on demand, not ahead', async () => {
  const source = { given: 0 };
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(header);
    for (;;) {
      source.given += 1;
      yield Buffer.alloc(1000);
    }
  }
  const result = await readHeader(endless(), { signal: never });
  assert.equal(result.kind, 'message');
  assert.ok(source.given < 1);
  for await (const _chunk of result.body) if (source.given === 3) break;
  assert.equal(source.given, 3);
});

type Read = typeof readHeader;
const WAYS: readonly (readonly [way: string, read: Read])[] = [
  ['as it comes', readHeader],
  [
    'as a stream of node’s',
    (source, { signal, ...options }) =>
      readHeaderOf(Readable.from(source, { objectMode: false }), { ...options, waiting: { signal } }),
  ],
];

for (const [way, read] of WAYS) {
  test(`${way}: a message split at any octet is read alike, with its document behind it`, async () => {
    const octets = Buffer.concat([header, document]);
    for (let at = 0; at <= octets.length; at += 1) {
      const source = inChunks(octets.subarray(0, at), octets.subarray(at));
      const result = await read(source, { signal: never });
      assert.equal(result.kind, 'message', `split at ${String(at)}`);
      assert.deepEqual(result.message, printJobRequest);
      assert.deepEqual(await bodyOf(result), document, `split at ${String(at)}`);
    }
  });

  test(`${way}: a message that arrives octet by octet is read alike`, async () => {
    const octets = Buffer.concat([header, document]);
    const source = inChunks(...Array.from(octets, (octet) => Buffer.of(octet)));
    const result = await read(source, { signal: never });
    assert.equal(result.kind, 'message');
    assert.deepEqual(result.message, printJobRequest);
    assert.deepEqual(await bodyOf(result), document);
  });

  test(`${way}: attributes that end early are truncated, whatever was there`, async () => {
    for (const length of [0, 5, 8, 9, header.length - 1]) {
      const result = await read(inChunks(header.subarray(0, length)), { signal: never });
      assert.equal(result.kind, 'malformed');
      assert.equal(result.error.reason, 'truncated');
    }
  });

  test(`${way}: a negative length is refused without waiting for its octets`, async () => {
    async function* stalled(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('0200000b00000001' + '01' + '44000161fffb', 'hex');
      await new Promise(() => undefined);
    }
    const result = await read(stalled(), { signal: never });
    assert.equal(result.kind, 'malformed');
    assert.equal(result.error.reason, 'bad-length');
  });

  test(`${way}: attributes without end are refused at the limit`, async () => {
    const value = Buffer.concat([Buffer.from('4100017a4000', 'hex'), Buffer.alloc(0x4000, 0x20)]);
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('0200000b0000000101', 'hex'));
      for (;;) {
        given += value.length;
        yield value;
      }
    }
    const result = await read(endless(), {
      signal: never,
      limits: { ...ippLimits, headerBytes: 100_000 },
    });
    assert.equal(result.kind, 'malformed');
    assert.equal(result.error.reason, 'too-large');
    assert.ok(given < 100_000 + 2 * value.length);
  });

  test(`${way}: an abort ends a wait for attributes and a wait for the document`, async () => {
    async function* stalledAfter(octets: Uint8Array): AsyncGenerator<Uint8Array> {
      yield octets;
      await new Promise(() => undefined);
    }
    const inAttributes = new AbortController();
    const reading = read(stalledAfter(header.subarray(0, 9)), { signal: inAttributes.signal });
    inAttributes.abort(new Error('stopped'));
    await assert.rejects(reading, /stopped/);

    const inDocument = new AbortController();
    const result = await read(stalledAfter(header), { signal: inDocument.signal });
    const body = bodyOf(result);
    inDocument.abort(new Error('stopped'));
    await assert.rejects(body, /stopped/);
  });

  test(`${way}: a source that breaks rejects with its own error`, async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(header.subarray(0, 20));
      throw new Error('socket gone');
    }
    await assert.rejects(read(broken(), { signal: never }), /socket gone/);
  });
}

test('leaving the document leaves the connection open to answer on', async () => {
  const waiting = { signal: never };
  for (const read of [
    (source: Readable) => readHeader(source, waiting),
    (source: Readable) => readHeaderOf(source, { waiting }),
  ]) {
    const source = Readable.from([header, document, document], { objectMode: false });
    const result = await read(source);
    assert.equal(result.kind, 'message');
    for await (const _chunk of result.body) break;
    assert.equal(source.destroyed, false);
    assert.deepEqual(await bodyOf(result), document);
  }
  assert.equal(await discard(inChunks(document), 5), false);
  assert.equal(await discard(inChunks(document), 5000), true);
});
