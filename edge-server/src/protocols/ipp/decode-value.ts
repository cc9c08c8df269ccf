// The octets of one value to a typed value (RFC 8010 section 3.9). Collections are put together in decode.ts.
import { IppFormatError } from './format-error.ts';
import type { IppValue } from './message.ts';
import { outOfBandByTag, stringSyntaxByTag, structuredTags } from './tags.ts';

/** `at` is the octet of the message the value's frame begins at, for the error. Throws IppFormatError. */
export function decodeValue(tag: number, octets: Buffer, at: number): IppValue {
  const stringSyntax = stringSyntaxByTag.get(tag);
  // The charset is UTF-8 (RFC 8011 section 4.1.4.1); octets that are not become U+FFFD rather than an error.
  if (stringSyntax !== undefined) return { syntax: stringSyntax, value: octets.toString('utf8') };
  const outOfBand = outOfBandByTag.get(tag);
  // RFC 8010 section 3.8: the value of an out-of-band tag is empty; a device's filler means nothing.
  if (outOfBand !== undefined) return { syntax: outOfBand };

  switch (tag) {
    case structuredTags.integer:
      requireLength(octets, 4, at);
      return { syntax: 'integer', value: octets.readInt32BE(0) };
    case structuredTags.enum:
      requireLength(octets, 4, at);
      return { syntax: 'enum', value: octets.readInt32BE(0) };
    case structuredTags.boolean:
      requireLength(octets, 1, at);
      return { syntax: 'boolean', value: octets.readUInt8(0) !== 0 };
    case structuredTags.octetString:
      return { syntax: 'octetString', value: copy(octets) };
    case structuredTags.dateTime: {
      requireLength(octets, 11, at);
      const date = readDateAndTime(octets);
      // Devices without a clock send eleven zeros: not worth losing the whole answer for.
      return date === undefined
        ? { syntax: 'other', tag, data: copy(octets) }
        : { syntax: 'dateTime', value: date };
    }
    case structuredTags.resolution:
      requireLength(octets, 9, at);
      return {
        syntax: 'resolution',
        value: { crossFeed: octets.readInt32BE(0), feed: octets.readInt32BE(4), units: octets.readUInt8(8) },
      };
    case structuredTags.rangeOfInteger:
      requireLength(octets, 8, at);
      return {
        syntax: 'rangeOfInteger',
        value: { lower: octets.readInt32BE(0), upper: octets.readInt32BE(4) },
      };
    case structuredTags.textWithLanguage:
      return { syntax: 'textWithLanguage', ...readWithLanguage(octets, at) };
    case structuredTags.nameWithLanguage:
      return { syntax: 'nameWithLanguage', ...readWithLanguage(octets, at) };
    default:
      return { syntax: 'other', tag, data: copy(octets) };
  }
}

/** So that a kept value does not keep the whole message in memory. */
const copy = (octets: Buffer): Buffer => Buffer.from(octets);

function requireLength(octets: Buffer, length: number, at: number): void {
  if (octets.length !== length) {
    const detail = `a value of ${String(length)} octets has ${String(octets.length)}`;
    throw new IppFormatError('bad-length', at, detail);
  }
}

/** Two counted strings that must fill the value exactly (RFC 8010 section 3.9). */
function readWithLanguage(octets: Buffer, at: number): { language: string; value: string } {
  const languageEnd = octets.length < 4 ? Infinity : 2 + octets.readUInt16BE(0);
  const fits =
    languageEnd + 2 <= octets.length && languageEnd + 2 + octets.readUInt16BE(languageEnd) === octets.length;
  if (!fits) throw new IppFormatError('bad-length', at, 'the lengths inside a value do not add up');
  return {
    language: octets.toString('utf8', 2, languageEnd),
    value: octets.toString('utf8', languageEnd + 2),
  };
}

/** DateAndTime of RFC 2579; undefined when the octets are no date. */
function readDateAndTime(octets: Buffer): Date | undefined {
  const year = octets.readUInt16BE(0);
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0, deciSecond = 0] = octets.subarray(2, 8);
  const direction = octets.toString('latin1', 8, 9);
  const [zoneHours = 0, zoneMinutes = 0] = octets.subarray(9, 11);
  const isDate =
    year >= 1 &&
    year <= 9999 && // what every other notation can say
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60 && // a leap second
    deciSecond <= 9 &&
    (direction === '+' || direction === '-') &&
    zoneHours <= 14 && // UTC+14 is the farthest in use; RFC 2579 says 13, older than Kiribati's change
    zoneMinutes <= 59;
  if (!isDate) return undefined;

  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, deciSecond * 100);
  const zoneMs = (zoneHours * 60 + zoneMinutes) * 60_000;
  return new Date(date.getTime() + (direction === '+' ? -zoneMs : zoneMs));
}
