// An IPP message to octets (RFC 8010 section 3), without the document that may follow.
// A value that the encoding cannot hold is a mistake of the program, so it throws RangeError.
import { maxFieldBytes } from './limits.ts';
import type { IppAttributes, IppMessage, IppValue } from './message.ts';
import {
  collectionTags,
  endOfAttributes,
  groupTags,
  outOfBandTags,
  type StringSyntax,
  stringTags,
  structuredTags,
} from './tags.ts';

const noOctets = Buffer.alloc(0);

export function encodeMessage(message: IppMessage): Buffer {
  const start = Buffer.alloc(8);
  start.writeUInt8(message.version.major, 0);
  start.writeUInt8(message.version.minor, 1);
  start.writeUInt16BE(message.code, 2);
  start.writeInt32BE(message.requestId, 4);

  const parts: Uint8Array[] = [start];
  for (const { group, attributes, octets } of message.groups) {
    parts.push(Buffer.of(groupTags[group]));
    if (octets !== undefined) parts.push(...octets);
    else for (const { name, values } of attributes) pushValues(parts, name, values);
  }
  parts.push(Buffer.of(endOfAttributes));
  return Buffer.concat(parts);
}

/** Attributes as they stand in a group, for answers that are given often (`IppGroup.octets`). */
export function encodeAttributes(attributes: IppAttributes): Buffer {
  const parts: Uint8Array[] = [];
  for (const { name, values } of attributes) pushValues(parts, name, values);
  return Buffer.concat(parts);
}

/** The first value carries the name, further ones an empty name (RFC 8010 sections 3.1.4 and 3.1.5). */
function pushValues(parts: Uint8Array[], name: string, values: readonly IppValue[]): void {
  if (name === '') throw new RangeError('an IPP attribute needs a name');
  if (values.length === 0) throw new RangeError(`IPP attribute ${name} has no value`);
  values.forEach((value, index) => {
    pushValue(parts, index === 0 ? name : '', value);
  });
}

function pushValue(parts: Uint8Array[], name: string, value: IppValue): void {
  if (value.syntax === 'collection') {
    pushField(parts, collectionTags.begin, name, noOctets);
    pushMembers(parts, value.value);
    pushField(parts, collectionTags.end, '', noOctets);
  } else {
    const { tag, data } = encodeValue(value);
    pushField(parts, tag, name, data);
  }
}

/** A member's name is itself a value; its values then have no name at all (RFC 8010 section 3.1.7). */
function pushMembers(parts: Uint8Array[], members: IppAttributes): void {
  for (const { name, values } of members) {
    if (name === '') throw new RangeError('an IPP member attribute needs a name');
    if (values.length === 0) throw new RangeError(`IPP member attribute ${name} has no value`);
    pushField(parts, collectionTags.memberName, '', Buffer.from(name));
    for (const value of values) pushValue(parts, '', value);
  }
}

function pushField(parts: Uint8Array[], tag: number, name: string, data: Buffer): void {
  parts.push(Buffer.of(tag), lengthPrefixed(Buffer.from(name)), lengthPrefixed(data));
}

function lengthPrefixed(data: Buffer): Buffer {
  if (data.length > maxFieldBytes) {
    throw new RangeError(`an IPP field holds ${String(maxFieldBytes)} octets, not ${String(data.length)}`);
  }
  const field = Buffer.alloc(2 + data.length);
  field.writeUInt16BE(data.length, 0);
  data.copy(field, 2);
  return field;
}

type EncodedValue = { readonly tag: number; readonly data: Buffer };

function encodeValue(value: Exclude<IppValue, { syntax: 'collection' }>): EncodedValue {
  switch (value.syntax) {
    case 'integer':
    case 'enum':
      return { tag: structuredTags[value.syntax], data: int32s(value.value) };
    case 'boolean':
      return { tag: structuredTags.boolean, data: Buffer.of(value.value ? 1 : 0) };
    case 'octetString':
      return { tag: structuredTags.octetString, data: value.value };
    case 'dateTime':
      return { tag: structuredTags.dateTime, data: dateAndTime(value.value) };
    case 'resolution': {
      const { crossFeed, feed, units } = value.value;
      const data = Buffer.concat([int32s(crossFeed, feed), Buffer.alloc(1)]);
      data.writeUInt8(units, 8);
      return { tag: structuredTags.resolution, data };
    }
    case 'rangeOfInteger':
      return { tag: structuredTags.rangeOfInteger, data: int32s(value.value.lower, value.value.upper) };
    case 'textWithLanguage':
    case 'nameWithLanguage': {
      const parts = [lengthPrefixed(Buffer.from(value.language)), lengthPrefixed(Buffer.from(value.value))];
      return { tag: structuredTags[value.syntax], data: Buffer.concat(parts) };
    }
    case 'other':
      return { tag: value.tag, data: value.data };
    default:
      return 'value' in value ? encodeString(value) : { tag: outOfBandTags[value.syntax], data: noOctets };
  }
}

function encodeString({ syntax, value }: { syntax: StringSyntax; value: string }): EncodedValue {
  return { tag: stringTags[syntax], data: Buffer.from(value) };
}

function int32s(...values: readonly number[]): Buffer {
  const data = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    if (!Number.isInteger(value)) throw new RangeError(`${String(value)} is no IPP integer`);
    data.writeInt32BE(value, index * 4);
  });
  return data;
}

/** DateAndTime of RFC 2579, always in UTC. */
function dateAndTime(date: Date): Buffer {
  if (Number.isNaN(date.getTime())) throw new RangeError('an invalid date has no IPP dateTime');
  const data = Buffer.alloc(11);
  data.writeUInt16BE(date.getUTCFullYear(), 0);
  data.writeUInt8(date.getUTCMonth() + 1, 2);
  data.writeUInt8(date.getUTCDate(), 3);
  data.writeUInt8(date.getUTCHours(), 4);
  data.writeUInt8(date.getUTCMinutes(), 5);
  data.writeUInt8(date.getUTCSeconds(), 6);
  data.writeUInt8(Math.floor(date.getUTCMilliseconds() / 100), 7);
  data.write('+', 8, 'latin1');
  return data;
}
