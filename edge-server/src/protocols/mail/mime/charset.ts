// Text out of octets in a charset that a message names (RFC 2978), also where the name is missing, unknown or a lie. Never throws.
import iconv from 'iconv-lite';

/** What the name stands for in practice where that is more than what its register entry says, or where iconv-lite has another name. */
const IN_PRACTICE: ReadonlyMap<string, string> = new Map([
  // The octets 80 to 9F are letters and dashes for every program that writes these names (the WHATWG's encoding standard, section 4.2).
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['us-ascii', 'windows-1252'],
  ['ascii', 'windows-1252'],
  ['ansi_x3.4-1968', 'windows-1252'],
  ['iso-8859-9', 'windows-1254'],
  ['iso-8859-11', 'windows-874'],
  ['tis-620', 'windows-874'],
  ['iso-8859-8-i', 'iso-8859-8'],
  ['iso-8859-8-e', 'iso-8859-8'],
  ['iso-8859-6-i', 'iso-8859-6'],
  ['iso-8859-6-e', 'iso-8859-6'],
  // Each of these is a part of the other.
  ['gb2312', 'gb18030'],
  ['gb_2312-80', 'gb18030'],
  ['gbk', 'gb18030'],
  ['x-gbk', 'gb18030'],
  ['big5', 'big5-hkscs'],
  ['x-x-big5', 'big5-hkscs'],
  ['euc-kr', 'cp949'],
  ['ks_c_5601', 'cp949'],
  ['ks_c_5601-1987', 'cp949'],
  ['ks_c_5601-1989', 'cp949'],
  ['x-windows-949', 'cp949'],
  ['windows-949', 'cp949'],
  ['x-sjis', 'shift_jis'],
  ['ms_kanji', 'shift_jis'],
  ['windows-31j', 'shift_jis'],
  ['cp932', 'shift_jis'],
  ['x-euc-jp', 'euc-jp'],
  ['unicode-1-1-utf-7', 'utf-7'],
  ['unicode-1-1-utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['cp-850', 'cp850'],
  ['koi8', 'koi8-r'],
  ['x-mac-roman', 'macintosh'],
  ['x-mac-cyrillic', 'maccyrillic'],
]);

/** Names of iconv-lite that are no charsets but ways to write octets. */
const NO_CHARSETS = /^(?:base64|hex|binary|internal|ucs2|ucs-2|ascii8bit)$/;

/**
 * @param name as the message says it, in any case; undefined where it says nothing.
 * @param otherwise a charset to try where `name` does not fit and the octets are not UTF-8, such as the one of the whole message.
 */
export function decodeCharset(octets: Uint8Array, name: string | undefined, otherwise?: string): string {
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  const charset = known(name);
  // Many programs send UTF-8 under another name or none, and hardly any other text is valid UTF-8 by accident.
  if (charset === undefined || charset === 'utf-8' || charset === 'windows-1252') {
    const utf8 = decodeUtf8(bytes);
    if (utf8 !== undefined) return utf8;
  }
  if (charset === 'utf-8') {
    // A few octets that got lost on the way are no reason to misread all others.
    const lossy = new TextDecoder('utf-8').decode(bytes);
    const lost = lossy.match(/\ufffd/g)?.length ?? 0;
    const beyond = lossy.match(/[^\0-\x7f]/g)?.length ?? 0;
    if (beyond > 2 * lost) return lossy;
  }
  const other = known(otherwise);
  const used = charset === undefined || charset === 'utf-8' ? (other ?? 'windows-1252') : charset;
  return decodeAs(bytes, used === 'utf-8' ? 'windows-1252' : used);
}

/** @returns the name under which it is decoded here; undefined when nothing or nothing known is named. */
function known(name: string | undefined): string | undefined {
  const asked = name?.trim().toLowerCase() ?? '';
  // A longer name is none, and would be looked up for nothing.
  if (asked === '' || asked.length > 40) return undefined;
  const practised = IN_PRACTICE.get(asked) ?? asked;
  if (SHIFTED.has(practised)) return practised;
  if (NO_CHARSETS.test(practised) || !iconv.encodingExists(practised)) return undefined;
  return practised;
}

/** Charsets of seven bits that switch between alphabets, which iconv-lite does not know. */
const SHIFTED: ReadonlyMap<string, (bytes: Buffer) => string> = new Map([
  ['iso-2022-jp', decodeIso2022Jp],
  ['iso-2022-jp-1', decodeIso2022Jp],
  ['iso-2022-jp-2', decodeIso2022Jp],
  ['iso-2022-jp-ms', decodeIso2022Jp],
  ['cp50220', decodeIso2022Jp],
  ['cp50221', decodeIso2022Jp],
  ['iso-2022-kr', decodeIso2022Kr],
  ['hz-gb-2312', decodeHz],
]);

function decodeAs(bytes: Buffer, charset: string): string {
  const shifted = SHIFTED.get(charset);
  return shifted === undefined ? iconv.decode(bytes, charset) : shifted(bytes);
}

function decodeIso2022Jp(bytes: Buffer): string {
  // Half-width kana by ESC ( I and octets beyond ASCII are what Node's decoder does not take; the latter are Shift_JIS then.
  if (bytes.some((byte) => byte >= 0x80)) return iconv.decode(bytes, 'shift_jis');
  return new TextDecoder('iso-2022-jp').decode(bytes);
}

/** RFC 1557: SO and SI switch between ASCII and KS C 5601, of which EUC-KR has the same octets with the highest bit set. */
function decodeIso2022Kr(bytes: Buffer): string {
  return iconv.decode(raised(bytes.toString('latin1').replaceAll('\x1b$)C', ''), '\x0e', '\x0f'), 'cp949');
}

/** RFC 1843: ~{ and ~} switch between ASCII and GB 2312, ~~ is a tilde. */
function decodeHz(bytes: Buffer): string {
  const text = bytes.toString('latin1').replaceAll('~\r\n', '').replaceAll('~\n', '').replaceAll('~~', '~\0');
  return iconv.decode(raised(text, '~{', '~}'), 'gb18030').replaceAll('~\0', '~');
}

/** Octets of the text, those between `on` and `off` with the highest bit set, the marks removed. */
function raised(text: string, on: string, off: string): Buffer {
  const pieces: Buffer[] = [];
  for (const [index, run] of text.split(on).entries()) {
    const end = index === 0 ? -1 : run.indexOf(off);
    const shifted = index === 0 ? '' : end === -1 ? run : run.slice(0, end);
    const up = Buffer.from(shifted, 'latin1');
    for (let at = 0; at < up.length; at += 1) {
      const byte = up[at] ?? 0;
      if (byte > 0x20) up[at] = byte | 0x80;
    }
    const plain = index === 0 ? run : end === -1 ? '' : run.slice(end + off.length);
    pieces.push(up, Buffer.from(plain.replaceAll(off, ''), 'latin1'));
  }
  return Buffer.concat(pieces);
}

/** Undefined when they are not; a character that the end cuts is left out, not held against them. */
function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(whole(bytes));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Without the beginning of a UTF-8 sequence that the end cuts off. Whoever reads only so much of a text cuts anywhere. */
function whole(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      // Alone it is Latin text that ends with a letter beyond ASCII, not UTF-8.
      const alone =
        bytes.length - back === 0 || !bytes.subarray(0, bytes.length - back).some((b) => b >= 0x80);
      return length > back && !alone ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}
