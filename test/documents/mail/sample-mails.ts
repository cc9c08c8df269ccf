// Messages as mail programs build them, small, with made-up contents: what the tests of the intake pick documents from and print.
import { samplePng } from '../make-documents.ts';

/** A part: its header fields, and its body as it stands on the wire. */
interface Piece {
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
}

const piece = (type: string, body: string, fields: Readonly<Record<string, string>> = {}): Piece => ({
  fields: { 'Content-Type': type, ...fields },
  body,
});

export const plain = (text: string, parameters = ''): Piece =>
  piece(`text/plain; charset=utf-8${parameters}`, text, { 'Content-Transfer-Encoding': '8bit' });
export const html = (text: string): Piece =>
  piece('text/html; charset=utf-8', text, { 'Content-Transfer-Encoding': '8bit' });

/** `octets` of it; what they are does not matter to whoever only picks. */
export function file(
  type: string,
  name: string | undefined,
  octets: number | Uint8Array,
  more: { readonly disposition?: 'attachment' | 'inline' | 'none'; readonly cid?: string } = {},
): Piece {
  const { disposition = 'attachment', cid } = more;
  const body = typeof octets === 'number' ? Buffer.alloc(octets, 0x41) : Buffer.from(octets);
  return piece(
    name === undefined ? type : `${type}; name="${name}"`,
    (body.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n'),
    {
      'Content-Transfer-Encoding': 'base64',
      ...(disposition === 'none'
        ? {}
        : { 'Content-Disposition': name === undefined ? disposition : `${disposition}; filename="${name}"` }),
      ...(cid === undefined ? {} : { 'Content-ID': `<${cid}>` }),
    },
  );
}

let boundaries = 0;
export function multipart(kind: string, ...pieces: readonly Piece[]): Piece {
  boundaries += 1;
  const boundary = `b${boundaries}-x`;
  const inner = pieces.map((one) => `--${boundary}\r\n${write(one)}\r\n`).join('');
  return piece(`multipart/${kind}; boundary="${boundary}"`, `${inner}--${boundary}--`);
}

export const carried = (raw: string, name?: string): Piece =>
  piece(
    'message/rfc822',
    raw,
    name === undefined ? {} : { 'Content-Disposition': `attachment; filename="${name}"` },
  );

const write = ({ fields, body }: Piece): string =>
  [...Object.entries(fields).map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');

const HEAD = {
  From: '"Beispiel, Anna" <anna.beispiel@example.org>',
  To: 'Print <print@print.example>',
  Date: 'Sun, 22 Nov 2026 10:04:00 +0100',
  Subject: 'Minutes of the meeting',
  'Message-ID': '<1@example.org>',
  'MIME-Version': '1.0',
};

export const message = (content: Piece, head: Readonly<Record<string, string>> = {}): string =>
  write({ fields: { ...HEAD, ...head, ...content.fields }, body: content.body });

/** A picture whose octets are one: two coloured fields. */
export const PICTURE: Uint8Array = await samplePng();
