// ASCII base 85 as PostScript's ASCII85Encode (PostScript Language Reference, third edition, section 3.13.3): any bytes over any wire.

/** Characters to a line; longer ones meet limits in old spoolers. */
const LINE = 75;
const NEWLINE = 10;
const FIRST = 33;

/** With the end mark and a last line feed. */
export function ascii85(bytes: Uint8Array): Uint8Array {
  const characters = Math.ceil(bytes.length / 4) * 5;
  const to = new Uint8Array(characters + Math.ceil(characters / LINE) + 8);
  const whole = bytes.length - (bytes.length % 4);
  let at = 0;
  let inLine = 0;
  for (let i = 0; i < whole; i += 4) {
    let word =
      (((bytes[i] as number) << 24) |
        ((bytes[i + 1] as number) << 16) |
        ((bytes[i + 2] as number) << 8) |
        (bytes[i + 3] as number)) >>>
      0;
    if (word === 0) {
      to[at++] = 122; // z
      inLine += 1;
    } else {
      for (let digit = 4; digit >= 0; digit--) {
        const rest = word % 85;
        to[at + digit] = FIRST + rest;
        word = (word - rest) / 85;
      }
      at += 5;
      inLine += 5;
    }
    if (inLine >= LINE) {
      to[at++] = NEWLINE;
      inLine = 0;
    }
  }
  at = lastGroup(bytes, whole, to, at);
  // ~> ends the data.
  to.set([126, 62, NEWLINE], at);
  return to.subarray(0, at + 3);
}

/** One to three bytes left give two to four characters. */
function lastGroup(bytes: Uint8Array, from: number, to: Uint8Array, at: number): number {
  const left = bytes.length - from;
  if (left === 0) return at;
  let word = 0;
  for (let i = 0; i < 4; i++) word = word * 256 + (bytes[from + i] ?? 0);
  const digits: number[] = [];
  for (let digit = 0; digit < 5; digit++) {
    digits.unshift(FIRST + (word % 85));
    word = Math.floor(word / 85);
  }
  to.set(digits.slice(0, left + 1), at);
  return at + left + 1;
}
