// Finds out which encoding a text file is in and decodes it: by its mark, by being valid UTF-8, by its zeros, then by how its letters are spread.
import chardet from 'chardet';
import iconv from 'iconv-lite';

export interface DecodedText {
  readonly text: string;
  /** As iconv-lite names it. */
  readonly encoding: string;
}

/** Bytes whose statistics decide: more would tell no more and cost time. */
const SAMPLE_BYTES = 64 * 1024;

/** Byte order marks, the longer before those they begin with. */
const MARKS: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe, 0, 0], 'utf-32le'],
  [[0, 0, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0x84, 0x31, 0x95, 0x33], 'gb18030'],
];

/** Without a mark, in this order when equally good. */
const WIDE = ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const;

/** Escape sequences of ISO-2022-JP (RFC 1468): to JIS X 0208 and to JIS X 0201 Roman. Its bytes are all ASCII. */
const ISO_2022_JP = /\x1b(?:\$[@B]|\([J])/;

/** What chardet may answer of the Latin-1 kind: web and Windows practice gives the bytes 80 to 9F letters, as Windows-1252 has them. */
const AS_WINDOWS: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-9': 'windows-1254',
  'iso-8859-8-i': 'iso-8859-8',
  'iso-8859-6-i': 'iso-8859-6',
};

/** `declared`: an encoding the document itself names; it is used where the content does not speak against it. */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [mark, encoding] of MARKS) {
    // FF FE 00 00 could also be UTF-16 beginning with a zero character, which no text does.
    if (mark.every((byte, index) => buffer[index] === byte))
      return { text: iconv.decode(buffer.subarray(mark.length), encoding, { stripBOM: true }), encoding };
  }
  const sample = buffer.subarray(0, SAMPLE_BYTES);
  const wide = findWide(sample);
  if (wide !== undefined) return { text: iconv.decode(buffer, wide), encoding: wide };
  if (ISO_2022_JP.test(sample.toString('latin1'))) {
    // iconv-lite does not know it; Node's own decoder does.
    return { text: new TextDecoder('iso-2022-jp').decode(buffer), encoding: 'iso-2022-jp' };
  }
  const utf8 = decodeUtf8(buffer);
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' };
  const encoding = fromName(declared, sample) ?? guess(sample);
  return { text: iconv.decode(buffer, encoding), encoding };
}

function decodeUtf8(buffer: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(buffer);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** An encoding that a document names, when it exists and its bytes make sense in it. UTF-8 has been tried before. */
function fromName(name: string | undefined, sample: Buffer): string | undefined {
  const encoding = name?.trim().toLowerCase() ?? '';
  if (encoding === '' || /^utf-?(8|16|32)/.test(encoding) || !iconv.encodingExists(encoding))
    return undefined;
  const used = AS_WINDOWS[encoding] ?? encoding;
  return oddness(iconv.decode(sample, used)) < 0.02 ? used : undefined;
}

/** UTF-16 and UTF-32 without a mark give themselves away by bytes that no text in one-byte units holds. */
function findWide(sample: Buffer): string | undefined {
  let control = 0;
  for (const byte of sample)
    if (byte < 0x20 && !(byte >= 0x08 && byte <= 0x0d) && byte !== 0x1b) control += 1;
  if (control === 0) return undefined;
  const judged = WIDE.filter((encoding) => sample.length % (encoding.startsWith('utf-16') ? 2 : 4) === 0).map(
    (encoding) => ({ encoding, odd: wideOddness(iconv.decode(sample, encoding, { stripBOM: false })) }),
  );
  const best = judged.sort((a, b) => a.odd - b.odd)[0];
  return best !== undefined && best.odd < 0.02 ? best.encoding : undefined;
}

/** Blocks that living languages are written in; wide text read in the wrong order falls outside them. */
const USUAL_WIDE =
  /[\t\n\f\r\x20-\u052f\u0590-\u06ff\u0900-\u0eff\u10a0-\u11ff\u1e00-\u23ff\u2500-\u27bf\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]|[\u{1f300}-\u{1faff}]/u;

function wideOddness(text: string): number {
  // Line ends and blanks of the right order are the surest sign; without any, and long, it is hardly text.
  const usual = countOf(text, USUAL_WIDE);
  const spaces = (text.match(/[\n\r \u3000、。，,.]/g) ?? []).length;
  return text.length === 0 ? 1 : 1 - usual + (spaces === 0 ? 0.01 : 0);
}

/** Share of characters that speak against a guess: replacements, C1 controls, private use, unassigned. */
function oddness(text: string): number {
  return countOf(text, /[\ufffd\x80-\x9f\p{Co}\p{Cn}]/u);
}

function countOf(text: string, pattern: RegExp): number {
  let count = 0;
  let all = 0;
  for (const character of text) {
    all += 1;
    if (pattern.test(character)) count += 1;
  }
  return all === 0 ? 0 : count / all;
}

function guess(sample: Buffer): string {
  // A character cut at the end of the sample would speak against its own encoding.
  const whole = sample.subarray(0, sample.lastIndexOf(0x0a) + 1 || sample.length);
  if (isKana(iconv.decode(whole, 'shift_jis'))) return 'shift_jis';
  let best = { encoding: 'windows-1252', score: -1 };
  for (const { name, confidence } of chardet.analyse(whole)) {
    const lower = name.toLowerCase();
    const encoding = AS_WINDOWS[lower] ?? lower;
    if (/^utf|^iso-2022/.test(encoding) || !iconv.encodingExists(encoding)) continue;
    if (MULTI_BYTE.test(encoding) && isSprinkled(whole)) continue;
    const score = confidence - 400 * oddness(iconv.decode(whole, encoding));
    if (score > best.score) best = { encoding, score };
  }
  return isDosRussian(whole, best.encoding) ? 'cp866' : best.encoding;
}

const MULTI_BYTE = /^(?:big5|shift_jis|euc-|gb)/;

/** Few bytes beyond ASCII, alone or in twos between plain letters, as umlauts and accents stand: statistics then guess anything. */
function isSprinkled(sample: Buffer): boolean {
  const runs = sample.toString('latin1').match(/[\x80-\xff]+/g) ?? [];
  return runs.length < 12 && runs.every((run) => run.length <= 2);
}

/** A line of Japanese is too short for statistics, but syllables in their block of Shift_JIS are no accident. */
function isKana(text: string): boolean {
  const beyond = text.replaceAll(/[\0-\x7f]+/g, '');
  return beyond.length >= 3 && oddness(text) === 0 && countOf(beyond, /[\u3040-\u30ff]/) > 0.5;
}

/** Share of letters among the characters beyond ASCII: real Windows-1252 text has hardly anything else there. */
const MOSTLY_LETTERS = 0.7;

/** chardet does not know code page 866; its text read as Windows-1252 is full of signs, and read rightly of Cyrillic letters. */
function isDosRussian(sample: Buffer, encoding: string): boolean {
  if (encoding !== 'windows-1252') return false;
  const beyond = (text: string): string => text.replaceAll(/[\0-\x7f]+/g, '');
  const western = beyond(sample.toString('latin1'));
  const letters = iconv.decode(sample, 'cp866').match(/[\u0410-\u0451]/g)?.length ?? 0;
  return (
    letters >= 10 &&
    countOf(western, /\p{L}/u) < MOSTLY_LETTERS &&
    countOf(beyond(iconv.decode(sample, 'cp866')), /[\u0410-\u0451]/) > MOSTLY_LETTERS
  );
}
