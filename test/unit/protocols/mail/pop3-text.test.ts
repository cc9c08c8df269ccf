// The text of a POP3 answer, cut at every place and at every two places, against what RFC 1939 section 3 says of the whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pop3Text } from '@platen/edge-server/protocols/mail/pop3-text';
import fc from 'fast-check';

const stuff = (text: string): string => text.replace(/(^|\r\n)\./g, '$1..');
const AFTER = '+OK next\r\n';

/** What comes out of the pieces; undefined when no end was seen. */
const read = (pieces: readonly Buffer[]): { text: string; rest: string } | undefined => {
  const unstuffing = pop3Text();
  let text = '';
  for (const [at, piece] of pieces.entries()) {
    const { text: octets, rest } = unstuffing.push(piece);
    text += octets.toString('latin1');
    if (rest !== undefined)
      return { text, rest: Buffer.concat([rest, ...pieces.slice(at + 1)]).toString('latin1') };
  }
  return undefined;
};

const TEXTS = [
  '',
  '\r\n',
  'a\r\n',
  '.\r\n',
  '..\r\n.\r\n',
  '\r\n.\r\n\r\n',
  'a\r\n.b\r\n..c\r\n...\r\n',
  'a\r\r\n.\r\r\n',
  'a\n.\nb\r\n',
  '.\rx\r\n.\n\r\n',
  '\r\r\n\n\r\n',
];

test('however the octets are cut, the text is the same, and so is what follows it', () => {
  for (const text of TEXTS) {
    const wire = Buffer.from(`${stuff(text)}.\r\n${AFTER}`, 'latin1');
    const wanted = { text, rest: AFTER };
    assert.deepEqual(read([wire]), wanted);
    assert.deepEqual(read([...wire].map((octet) => Buffer.of(octet))), wanted);
    for (let one = 0; one <= wire.length; one += 1)
      for (let two = one; two <= wire.length; two += 1)
        assert.deepEqual(
          read([wire.subarray(0, one), wire.subarray(one, two), wire.subarray(two)]),
          wanted,
          `${JSON.stringify(text)} cut at ${String(one)} and ${String(two)}`,
        );
  }
});

test('any text comes back from any cut', () => {
  const octets = fc.array(fc.constantFrom('.', '\r', '\n', '\r\n', '\r\n.', 'x', '\0', '\xff'), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(octets, fc.array(fc.nat(80), { maxLength: 6 }), (parts, cuts) => {
      const text = parts.length === 0 ? '' : `${parts.join('')}\r\n`;
      const wire = Buffer.from(`${stuff(text)}.\r\n${AFTER}`, 'latin1');
      const places = [0, ...cuts.map((cut) => Math.min(cut, wire.length)).sort((a, b) => a - b), wire.length];
      const pieces = places.slice(1).map((to, at) => wire.subarray(places[at], to));
      assert.deepEqual(read(pieces), { text, rest: AFTER });
    }),
    { numRuns: 2_000 },
  );
});

test('only CRLF, dot, CRLF is an end', () => {
  for (const text of ['a\n.\nb', 'a\r\n.\nb', 'a\r.\r\nb', 'a.\r\nb', 'a\r\n.x\r\n', 'a\r\n..\r\n', '.'])
    assert.equal(read([Buffer.from(text)]), undefined, JSON.stringify(text));
});
