// What is wrong with a message that is not IPP. Handed back as a value by decode.ts and read-header.ts; thrown only
// inside the codec.

export type IppFormatReason =
  /** The octets end before the end-of-attributes tag. */
  | 'truncated'
  /** A length is negative, or does not fit the syntax of its value. */
  | 'bad-length'
  /** A tag where the grammar of RFC 8010 section 3 has none. */
  | 'bad-structure'
  | 'too-deep'
  | 'too-many'
  | 'too-large';

export class IppFormatError extends Error {
  readonly reason: IppFormatReason;
  /** Octet of the message at which it went wrong. */
  readonly offset: number;

  constructor(reason: IppFormatReason, offset: number, detail: string) {
    super(`${detail} (octet ${String(offset)})`);
    this.name = 'IppFormatError';
    this.reason = reason;
    this.offset = offset;
  }
}
