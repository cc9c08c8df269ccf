// How the body of a part is decoded as it comes.

export interface Decoder {
  /** @returns what can be told so far; may be empty, may be the chunk itself. */
  write(chunk: Uint8Array): Uint8Array;
  /** @returns what was held back. */
  end(): Uint8Array;
}
