// What is read of a message at most. Messages come from strangers (threats.md T20).
import { MOST_HEADER_BYTES } from '../mailbox.ts';

export interface MailLimits {
  /** Octets of the message's own header. */
  readonly headerBytes: number;
  /** Octets of all headers together, those of the parts included. */
  readonly allHeaderBytes: number;
  /** Fields of one header. */
  readonly headerFields: number;
  readonly parts: number;
  readonly depth: number;
  /** Encoded or signed content inside encoded or signed content: each level is decoded while the message is read. */
  readonly openedDepth: number;
  /** Octets that are decoded again when every part inside signed data or an encoded message is opened once. */
  readonly reopenedBytes: number;
}

export const mailLimits: MailLimits = {
  headerBytes: MOST_HEADER_BYTES,
  // Beside the message's own, an honest part has under a kilobyte: a thousand of them fit twice.
  allHeaderBytes: 3 * MOST_HEADER_BYTES,
  // Long lists of hops and signatures come to some 200; each costs about 200 octets of memory.
  headerFields: 5_000,
  // The longest digests have some hundred.
  parts: 1_000,
  // A message forwarded ten times as an attachment nests some 30 deep.
  depth: 50,
  // Signed mail, forwarded by a program that encodes messages, and signed again.
  openedDepth: 3,
  // Decoding runs at some 300 MB a second: seven seconds for the worst message, once.
  reopenedBytes: 2 * 1024 * 1024 * 1024,
};

/** A line that begins with two hyphens and is longer is no boundary: RFC 2046 allows 70 characters, part-facts.ts takes 500. */
export const MOST_BOUNDARY_LINE = 1_000;
