// The benchmark's documents and figures: a benchmark that measures the wrong thing is worse than none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentParts, makeDocument, UNIQUE_MARK } from '../../bench/documents.ts';
import { takeAnswer } from '../../bench/load/http-answers.ts';
import { makeRow } from '../../bench/row.ts';
import { median, percentile } from '../../bench/statistics.ts';

for (const bytes of [1_000, 20_000, 1_000_000]) {
  test(`makes a PDF of exactly ${bytes} bytes whose cross-reference table is right`, () => {
    const document = makeDocument(bytes);
    assert.equal(document.length, bytes);
    const text = document.toString('latin1');
    assert.ok(text.includes(UNIQUE_MARK));
    const startxref = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    assert.ok(text.startsWith('xref\n0 6\n', startxref));
    const offsets = [...text.slice(startxref).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) =>
      Number(offset),
    );
    assert.equal(offsets.length, 5);
    offsets.forEach((offset, index) => {
      assert.ok(text.startsWith(`${index + 1} 0 obj`, offset), `object ${index + 1}`);
    });
    for (const [, length, rest] of text.matchAll(/<<\/Length (\d+)>>stream\n([^]*?\nendstream)/g))
      assert.equal(rest?.length, Number(length) + '\nendstream'.length);
  });
}

test('names the parts of a document of a gigabyte without making it', () => {
  const { head, fillerBytes, tail } = documentParts(1_000_000_000);
  assert.equal(head.length + fillerBytes + tail.length, 1_000_000_000);
});

test('takes HTTP answers off a connection whole, however they arrive', () => {
  const plain = Buffer.from('HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200');
  const taken = takeAnswer(plain);
  assert.equal(taken?.answer.status, 201);
  assert.equal(taken?.answer.body.toString(), 'ok');
  assert.equal(taken?.rest.toString(), 'HTTP/1.1 200');
  assert.equal(takeAnswer(plain.subarray(0, 30)), undefined);
  const chunked = Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n');
  assert.equal(takeAnswer(chunked)?.answer.body.toString().slice(0, 4), 'abcd');
  assert.equal(takeAnswer(chunked.subarray(0, -1)), undefined);
});

test('takes the median and percentiles by the nearest rank', () => {
  const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.equal(median(samples), 50);
  assert.equal(percentile(samples, 0.95), 95);
  assert.equal(percentile([7], 0.95), 7);
  assert.throws(() => median([]));
});

test('judges a row by its own kind of target', () => {
  const base = { area: 'a', name: 'n', unit: 'u' };
  const atLeast = { kind: 'ratio-at-least', value: 1.5 } as const;
  assert.equal(makeRow({ ...base, ours: 150, peer: 100, target: atLeast }).ok, true);
  assert.equal(makeRow({ ...base, ours: 149, peer: 100, target: atLeast }).ok, false);
  assert.equal(makeRow({ ...base, ours: 150, target: atLeast }).ok, false, 'no peer, no ratio');
  assert.equal(makeRow({ ...base, ours: 9, peer: 10, target: { kind: 'ratio-at-most', value: 1 } }).ok, true);
  assert.equal(makeRow({ ...base, ours: 41, target: { kind: 'at-most', value: 40 } }).ok, false);
});
