// Messages and small things that the tests of EWS and Graph share.
import assert from 'node:assert/strict';
import { MailError } from '@platen/edge-server/protocols/mail/mailbox';
import type { OutgoingMail } from '@platen/edge-server/protocols/mail/sending';

export const mailNamed = (name: string, body = 'Hello\r\n'): Buffer =>
  Buffer.from(
    `From: ann@example.test\r\nTo: print@example.test\r\nSubject: ${name}\r\nMessage-ID: <${name}@example.test>\r\n\r\n${body}`,
  );

/** A message of at least `size` octets that is made while it is sent. */
export function largeMail(size: number): { size: number; pieces(): Iterable<Buffer> } {
  // In threes, for the base64 of the pieces.
  const head = Buffer.from('From: ann@example.test\r\nSubject: large\r\n\r\n');
  assert.equal(head.length % 3, 0);
  const piece = Buffer.alloc(48 * 1_024, 'abcdefghijklmno\r\n');
  const count = Math.ceil(size / piece.length);
  return {
    size: head.length + count * piece.length,
    *pieces() {
      yield head;
      for (let at = 0; at < count; at++) yield piece;
    },
  };
}

export async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

export const trouble =
  (expected: string, detail?: RegExp) =>
  (error: unknown): true => {
    assert.ok(error instanceof MailError, String(error));
    assert.equal(error.trouble, expected, error.message);
    if (detail !== undefined) assert.match(error.message, detail);
    assert.doesNotMatch(error.message, /hush-hush|[\r\n]/);
    return true;
  };

export const outgoing = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  envelopeFrom: '',
  from: { address: 'print@example.test', name: 'Printing' },
  to: 'ann@example.test',
  subject: 'Your code',
  text: 'It is 1234.',
  html: '<p>It is 1234.</p>',
  messageId: '<1@example.test>',
  headers: { 'Auto-Submitted': 'auto-replied' },
  date: Date.UTC(2026, 10, 22),
  ...more,
});
