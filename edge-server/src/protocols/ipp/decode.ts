// Octets to an IPP message (RFC 8010 section 3). Reads the attributes and says where the document begins.
// It keeps to the grammar and to limits.ts; what a value means is not checked here.
import { decodeValue } from './decode-value.ts';
import { IppFormatError } from './format-error.ts';
import { preambleBytes, readFrame } from './frame.ts';
import { type IppLimits, ippLimits } from './limits.ts';
import type { IppAttribute, IppGroup, IppMessage, IppValue } from './message.ts';
import { collectionTags, endOfAttributes, groupByTag } from './tags.ts';

export type DecodeResult =
  /** `bodyOffset` is the octet after the end-of-attributes tag. */
  | { readonly ok: true; readonly message: IppMessage; readonly bodyOffset: number }
  | { readonly ok: false; readonly error: IppFormatError };

export function decodeMessage(octets: Buffer, limits: IppLimits = ippLimits): DecodeResult {
  try {
    return { ok: true, ...readMessage(octets, limits) };
  } catch (error) {
    if (error instanceof IppFormatError) return { ok: false, error };
    throw error;
  }
}

type OpenAttribute = IppAttribute & { readonly values: IppValue[] };
type OpenGroup = IppGroup & { readonly attributes: OpenAttribute[] };
type Field = {
  readonly tag: number;
  readonly at: number;
  readonly name: string;
  readonly octets: Buffer;
};

function readMessage(octets: Buffer, limits: IppLimits): { message: IppMessage; bodyOffset: number } {
  const end = Math.min(octets.length, limits.headerBytes);
  const fields = fieldReader(octets, end, octets.length > end, limits);
  if (end < preambleBytes) throw new IppFormatError('truncated', end, 'the message has no complete preamble');

  const groups: OpenGroup[] = [];
  // Groups with a reserved delimiter are read for their structure and left out: they come from a later standard.
  let current: OpenAttribute[] | undefined;
  for (;;) {
    const next = fields.next();
    if (next.kind === 'delimiter') {
      if (next.tag === endOfAttributes) break;
      current = [];
      const group = groupByTag.get(next.tag);
      if (group !== undefined) groups.push({ group, attributes: current });
      if (groups.length > limits.groups) throw new IppFormatError('too-many', next.at, 'too many groups');
    } else {
      if (current === undefined)
        throw new IppFormatError('bad-structure', next.at, 'a value before any group');
      addValue(current, next, fields, limits);
    }
  }

  const message = {
    version: { major: octets.readUInt8(0), minor: octets.readUInt8(1) },
    code: octets.readUInt16BE(2),
    requestId: octets.readInt32BE(4),
    groups,
  };
  return { message, bodyOffset: fields.offset() };
}

function addValue(attributes: OpenAttribute[], field: Field, fields: FieldReader, limits: IppLimits): void {
  if (field.name !== '') attributes.push({ name: field.name, values: [] });
  const attribute = attributes.at(-1);
  if (attribute === undefined) {
    throw new IppFormatError('bad-structure', field.at, 'a further value without a first');
  }
  attribute.values.push(readValue(field, fields, limits, 1));
}

function readValue(field: Field, fields: FieldReader, limits: IppLimits, depth: number): IppValue {
  if (field.tag === collectionTags.begin) {
    requireEmpty(field, 'begCollection');
    return { syntax: 'collection', value: readMembers(field, fields, limits, depth) };
  }
  if (field.tag === collectionTags.end || field.tag === collectionTags.memberName) {
    throw new IppFormatError('bad-structure', field.at, 'a collection mark where a value belongs');
  }
  return decodeValue(field.tag, field.octets, field.at);
}

/** From behind begCollection to behind its endCollection (RFC 8010 section 3.1.6). */
function readMembers(begin: Field, fields: FieldReader, limits: IppLimits, depth: number): OpenAttribute[] {
  if (depth > limits.depth) {
    throw new IppFormatError('too-deep', begin.at, `collections nest deeper than ${String(limits.depth)}`);
  }
  const members: OpenAttribute[] = [];
  for (;;) {
    const field = fields.next();
    if (field.kind === 'delimiter' || field.name !== '') {
      throw new IppFormatError('bad-structure', field.at, 'a collection is not ended');
    }
    const member = members.at(-1);
    const mayClose = member === undefined || member.values.length > 0;
    if (field.tag === collectionTags.end && mayClose) {
      requireEmpty(field, 'endCollection');
      return members;
    }
    if (field.tag === collectionTags.memberName && mayClose) {
      if (field.octets.length === 0) {
        throw new IppFormatError('bad-structure', field.at, 'a member without a name');
      }
      members.push({ name: field.octets.toString('utf8'), values: [] });
    } else {
      if (member === undefined)
        throw new IppFormatError('bad-structure', field.at, 'a value without a member name');
      member.values.push(readValue(field, fields, limits, depth + 1));
    }
  }
}

function requireEmpty(field: Field, mark: string): void {
  if (field.octets.length > 0) throw new IppFormatError('bad-length', field.at, `${mark} has a value`);
}

type FieldReader = {
  next(): { kind: 'delimiter'; tag: number; at: number } | ({ kind: 'field' } & Field);
  offset(): number;
};

/** Walks the frames and counts them, so that every way through the decoder is bounded. */
function fieldReader(octets: Buffer, end: number, cut: boolean, limits: IppLimits): FieldReader {
  let at = preambleBytes;
  let count = 0;
  return {
    offset: () => at,
    next() {
      const start = at;
      const frame = readFrame(octets, start, end);
      if (frame === undefined) {
        throw cut
          ? new IppFormatError('too-large', start, `the attributes exceed ${String(end)} octets`)
          : new IppFormatError('truncated', start, 'the attributes are not ended');
      }
      at = frame.next;
      if (frame.kind === 'delimiter') return { kind: 'delimiter', tag: frame.tag, at: start };
      count += 1;
      if (count > limits.values) throw new IppFormatError('too-many', start, 'too many values');
      return {
        kind: 'field',
        tag: frame.tag,
        at: start,
        name: octets.toString('utf8', frame.nameStart, frame.nameEnd),
        octets: octets.subarray(frame.valueStart, frame.next),
      };
    },
  };
}
