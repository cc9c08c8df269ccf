// Unpacks compressed RTF ([MS-OXRTFCP] section 3.1.3): "LZFu", or "MELA" which is not compressed at all.

/** [MS-OXRTFCP] section 2.1.2.1: what the dictionary holds at the beginning. */
const DICTIONARY = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
);
const DICTIONARY_BYTES = 4_096;
const HEADER_BYTES = 16;
const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;

/** Undefined when it is no such thing or would be longer than `most` octets. A cut end gives what is there. */
export function unpackRtf(packed: Buffer, most: number): Buffer | undefined {
  if (packed.length < HEADER_BYTES) return undefined;
  const length = packed.readUInt32LE(4);
  const kind = packed.readUInt32LE(8);
  if (length > most) return undefined;
  if (kind === PLAIN) return packed.subarray(HEADER_BYTES, HEADER_BYTES + length);
  if (kind !== COMPRESSED) return undefined;
  const dictionary = Buffer.alloc(DICTIONARY_BYTES);
  DICTIONARY.copy(dictionary);
  let write = DICTIONARY.length;
  const out = Buffer.alloc(length);
  let made = 0;
  const put = (byte: number): void => {
    if (made < length) out[made] = byte;
    made += 1;
    dictionary[write] = byte;
    write = (write + 1) % DICTIONARY_BYTES;
  };
  for (let at = HEADER_BYTES; at < packed.length && made < length; ) {
    const control = packed[at] ?? 0;
    at += 1;
    for (let bit = 0; bit < 8 && at < packed.length && made < length; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(packed[at] ?? 0);
        at += 1;
        continue;
      }
      const reference = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0);
      at += 2;
      const from = reference >> 4;
      // A reference to where the next octet will be written marks the end.
      if (from === write) return out.subarray(0, made);
      for (let index = 0; index < (reference & 0x0f) + 2; index += 1)
        put(dictionary[(from + index) % DICTIONARY_BYTES] ?? 0);
    }
  }
  return out.subarray(0, Math.min(made, length));
}
