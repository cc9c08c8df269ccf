// What a message is made of (RFC 5322, RFC 2045 to 2049, RFC 2183): its header and where each of its parts lies. Only the words;
// read-outline.ts fills them, open-part.ts and part-text.ts give a part's content.

export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  /** Unfolded, blanks around it removed, RFC 2047 words as they stand; octets beyond ASCII decoded as UTF-8, else as the message's charset. */
  readonly value: string;
}

/** A header as it stands. Names are given in any case. What is read from it may hold anything but control characters. */
export interface Header {
  /** The topmost field of this name, RFC 2047 words decoded; undefined when there is none. */
  first(name: string): string | undefined;
  /** Every field of this name, topmost first, RFC 2047 words decoded. */
  all(name: string): readonly string[];
  /** The same undecoded: for structured fields, which are parsed first and decoded then (RFC 2047 section 5). */
  raw(name: string): readonly string[];
  /** Every field, topmost (added last) first. */
  readonly fields: readonly HeaderField[];
}

/** How the octets of a body are written. none: 7bit, 8bit, binary, nothing, or a word that is none of RFC 2045's. */
export type TransferEncoding = 'none' | 'base64' | 'quoted-printable' | 'uuencode';

export interface Part {
  /** Numbers from 1 by level, "1.2"; the root's is empty. The message inside a message/rfc822 part "2" is "2.1". */
  readonly path: string;
  readonly parent: Part | undefined;
  readonly children: readonly Part[];
  /** Of the part itself; of the whole message for the root and for the message inside a message/rfc822 part. */
  readonly header: Header;
  /** Lower case; text/plain where nothing is said. */
  readonly mediaType: string;
  /** Of Content-Type, names in lower case, RFC 2231 and RFC 2047 decoded. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly disposition: 'attachment' | 'inline' | undefined;
  /** File name for people: decoded, without folders, control and direction characters, at most 255 characters; may lack an ending. */
  readonly name: string | undefined;
  /** Without angle brackets. */
  readonly contentId: string | undefined;
  readonly encoding: TransferEncoding;
  /** As declared, lower case; what partText makes of it is for charset.ts. */
  readonly charset: string | undefined;
  /**
   * True when the content is the children: a multipart, a message, signed data that was opened. A text part with files in it (uuencode)
   * has children too and is none.
   */
  readonly container: boolean;
  /** The part in whose opened content start and end count (signed data, an encoded message); undefined: in the raw message. */
  readonly within: Part | undefined;
  /** Octets of the encoded body, [start, end), the line end before the boundary not counted. */
  readonly start: number;
  readonly end: number;
  /** Octets after decoding, to about two in a hundred. */
  readonly size: number;
  /** A detached signature (S/MIME, PGP) or what multipart/signed has in its place: never a document. */
  readonly signature: boolean;
  /** Nobody but the addressee's mail program can read it (S/MIME enveloped, PGP). */
  readonly encrypted: boolean;
}

/**
 * mail-encrypted: a part is. mail-too-many-parts: parts beyond the limit are left out. mail-too-deep: what lies deeper is one opaque part.
 * mail-header-too-long: a header was cut. mail-broken: a multipart without a boundary, or signed data that cannot be read.
 * mail-unclosed: a multipart's last boundary is missing, which many programs forget and a cut message has too.
 */
export type MailDefect =
  | 'mail-encrypted'
  | 'mail-too-many-parts'
  | 'mail-too-deep'
  | 'mail-header-too-long'
  | 'mail-broken'
  | 'mail-unclosed';

export interface Outline {
  readonly header: Header;
  readonly root: Part;
  /** All of them, the root first, in the order in which they stand. */
  readonly parts: readonly Part[];
  /** Octets of the raw message. */
  readonly size: number;
  /** Each once. */
  readonly defects: readonly MailDefect[];
}

/** Octets [start, end) of the raw message. */
export type ReadRange = (start: number, end: number) => AsyncIterable<Uint8Array>;
