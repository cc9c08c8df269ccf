// Messages for the benchmarks of mail: each with one PDF of ours, each another one, since the same message again is not taken again.
import { samplePdf } from '../../documents/make-documents.ts';
import { makeDocument } from '../documents.ts';

/** People who send; some letters of each, as on a working day, and far below the answers that anybody gets in a day. */
const SENDERS = 40;
/** Base64 makes 4 of 3, line ends and header are the rest: a message of 40 kB. */
const LETTER_PDF_BYTES = 31_000;
/** RFC 2045 section 6.8: lines of at most 76 characters, 57 octets each. */
const LINE_OCTETS = 57;
const BOUNDARY = 'part-of-a-benchmark';

/** The encoded lines, piece by piece: one string of a large document would be longer than a string may be. */
function* base64Lines(bytes: Uint8Array): Generator<Buffer> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Some thousand lines at a time.
  const step = LINE_OCTETS * 4096;
  for (let at = 0; at < all.length; at += step) {
    const piece = all.subarray(at, at + step).toString('base64');
    yield Buffer.from(piece.replace(/.{1,76}/g, '$&\r\n'));
  }
}

const message = (number: number, name: string, document: Uint8Array): Buffer => {
  const head = [
    `From: Sender <sender${number % SENDERS}@example.test>`,
    'To: print@example.test',
    `Subject: ${name}`,
    `Message-ID: <letter-${number}@example.test>`,
    'Date: Mon, 1 Jun 2026 08:00:00 +0000',
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    '',
    `--${BOUNDARY}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Please print the attached document.',
    `--${BOUNDARY}`,
    `Content-Type: application/pdf; name="${name}.pdf"`,
    `Content-Disposition: attachment; filename="${name}.pdf"`,
    'Content-Transfer-Encoding: base64',
    '',
    '',
  ];
  return Buffer.concat([
    Buffer.from(head.join('\r\n')),
    ...base64Lines(document),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
};

let made = 0;

/** So many messages of 40 kB that nobody has seen before. */
export const makeLetters = async (count: number): Promise<readonly Buffer[]> => {
  const letters: Buffer[] = [];
  for (let index = 0; index < count; index += 1) {
    made += 1;
    const name = `Letter ${made}`;
    letters.push(message(made, name, await samplePdf({ title: name, bytes: LETTER_PDF_BYTES })));
  }
  return letters;
};

/** One message with a PDF of exactly `bytes` octets. */
export const makeLargeLetter = (bytes: number): Buffer => {
  made += 1;
  return message(made, `Large ${made}`, makeDocument(bytes));
};
