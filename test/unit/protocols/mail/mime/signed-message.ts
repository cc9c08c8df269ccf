// Writes opaque signed data (RFC 5652) around a content, without signers: what makeSignedReader takes apart.

/** One element; `length` undefined writes the indefinite form. */
function element(tag: number, content: Buffer, indefinite = false): Buffer {
  if (indefinite) return Buffer.concat([Buffer.from([tag, 0x80]), content, Buffer.from([0, 0])]);
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x10000
        ? [tag, 0x82, length >> 8, length & 0xff]
        : [tag, 0x84, (length >>> 24) & 0xff, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

const oid = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'));
const SIGNED_DATA = '2a864886f70d010702';
export const ENVELOPED_DATA = '2a864886f70d010703';

export interface SignedOptions {
  /** Octets of each piece; then the octet string is constructed and lengths are indefinite, as streaming programs write it. */
  readonly pieces?: number;
  readonly type?: string;
  /** Signed elsewhere: the content is not inside. */
  readonly detached?: boolean;
}

export function signedMessage(
  content: string | Uint8Array,
  { pieces, type = SIGNED_DATA, detached = false }: SignedOptions = {},
): Buffer {
  const octets = Buffer.from(content);
  const streamed = pieces !== undefined;
  const parts: Buffer[] = [];
  for (let at = 0; streamed && at < octets.length; at += pieces)
    parts.push(element(0x04, octets.subarray(at, at + pieces)));
  const string = streamed ? element(0x24, Buffer.concat(parts), true) : element(0x04, octets);
  const data = oid('2a864886f70d010701');
  const inner = element(
    0x30,
    detached ? data : Buffer.concat([data, element(0xa0, string, streamed)]),
    streamed,
  );
  const signedData = Buffer.concat([
    element(0x02, Buffer.from([1])),
    element(0x31, element(0x30, oid('608648016503040201'))),
    inner,
    element(0xa0, element(0x30, Buffer.from('a certificate that is none'))),
    element(0x31, Buffer.alloc(0)),
  ]);
  return element(
    0x30,
    Buffer.concat([oid(type), element(0xa0, element(0x30, signedData, streamed), streamed)]),
    streamed,
  );
}
