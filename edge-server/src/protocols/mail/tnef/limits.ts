// What is read of a TNEF stream at most (threats.md T20, T30).

export interface TnefLimits {
  /** Attributes and properties together, those of embedded messages included. */
  readonly items: number;
  readonly attachments: number;
  /** Messages in messages. */
  readonly depth: number;
  /** Octets of one form of the text, unpacked. */
  readonly bodyBytes: number;
  /** Octets that are read again when every attachment is opened once. */
  readonly reopenedBytes: number;
}

export const tnefLimits: TnefLimits = {
  // An appointment with a picture has some 200; a hundred attachments have 3,000.
  items: 20_000,
  attachments: 500,
  depth: 10,
  // A printed page has some 4,000 characters: a thousand of them, as one document.
  bodyBytes: 4 * 1024 * 1024,
  // As in mime/limits.ts.
  reopenedBytes: 2 * 1024 * 1024 * 1024,
};

/** Names are cut to 255 characters; this is enough for any of them in any charset. */
export const MOST_NAME_BYTES = 4_096;
