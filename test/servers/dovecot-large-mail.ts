// A large message with an attachment, made piece by piece so that a test's memory shows only what the program under test takes.
import { createHash } from 'node:crypto';

export type LargeMail = {
  readonly length: number;
  /** Of the whole, lower-case hex. */
  readonly sha256: string;
  pieces(): AsyncGenerator<Buffer, void, undefined>;
};

const LINE = `${'QUJD'.repeat(19)}\r\n`;
const BLOCK = Buffer.from(LINE.repeat(800));

/** At least `length` octets, in whole blocks of lines. */
export const largeMail = (length: number): LargeMail => {
  const head = Buffer.from(
    'From: a@example.test\r\nTo: b@example.test\r\nSubject: large\r\nMIME-Version: 1.0\r\n' +
      'Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n',
  );
  const blocks = Math.ceil(length / BLOCK.length);
  const hash = createHash('sha256').update(head);
  for (let count = 0; count < blocks; count += 1) hash.update(BLOCK);
  return {
    length: head.length + blocks * BLOCK.length,
    sha256: hash.digest('hex'),
    async *pieces() {
      yield head;
      for (let count = 0; count < blocks; count += 1) yield BLOCK;
      await Promise.resolve();
    },
  };
};
