// Whole multicast DNS messages, both ways (RFC 1035 section 4, RFC 6762 section 18), as one who answers needs them: questions with their known
// answers, probes with what they claim, answers. dns-message.ts has the few records that browsing wants, in words.
import { type DnsName, encodeName, nameKey, readName } from './dns-name.ts';
import { mdnsLimits } from './limits.ts';

export const TYPE = { A: 1, PTR: 12, TXT: 16, AAAA: 28, SRV: 33, NSEC: 47, ANY: 255 } as const;

export interface WireQuestion {
  readonly name: DnsName;
  readonly type: number;
  /** The top bit of the class: an answer to the asker alone will do (RFC 6762 section 5.4). */
  readonly unicast: boolean;
}

export interface WireRecord {
  readonly name: DnsName;
  readonly type: number;
  /** The top bit of the class: older records of this name and type are to be dropped (RFC 6762 section 10.2). */
  readonly flush: boolean;
  /** Seconds; 0 says good-bye. */
  readonly ttl: number;
  /** Names within are never compressed here, so that equal records have equal octets. */
  readonly data: Buffer;
}

export interface Packet {
  readonly id: number;
  readonly response: boolean;
  /** More known answers follow (RFC 6762 section 7.2). */
  readonly truncated: boolean;
  readonly questions: readonly WireQuestion[];
  readonly answers: readonly WireRecord[];
  readonly authorities: readonly WireRecord[];
  readonly additionals: readonly WireRecord[];
}

const HEADER_BYTES = 12;
const CLASS_IN = 1;
/** "Any class" of a question. */
const CLASS_ANY = 255;
const TOP_BIT = 0x8000;
const RESPONSE = 0x8000;
const AUTHORITATIVE = 0x0400;
const TRUNCATED = 0x0200;
/** OPCODE and RCODE of a message that is to be taken notice of: RFC 6762 sections 18.3 and 18.11. */
const MUST_BE_ZERO = 0x780f;
/** The largest offset that a compressed name can point at (RFC 1035 section 4.1.4). */
const LAST_POINTER = 0x3fff;

/** Undefined for anything but a whole, well-formed message within the limits. Records of other classes are left out. */
export function decodePacket(bytes: Buffer): Packet | undefined {
  if (bytes.length < HEADER_BYTES || bytes.length > mdnsLimits.messageBytes) return undefined;
  const flags = bytes.readUInt16BE(2);
  if ((flags & MUST_BE_ZERO) !== 0) return undefined;
  const [asked, answered, claimed, added] = [4, 6, 8, 10].map((at) => bytes.readUInt16BE(at));
  if (asked === undefined || answered === undefined || claimed === undefined || added === undefined)
    return undefined;
  if (asked + answered + claimed + added > mdnsLimits.records) return undefined;
  const place = { offset: HEADER_BYTES };
  const questions = readQuestions(bytes, place, asked);
  const answers = questions && readRecords(bytes, place, answered);
  const authorities = answers && readRecords(bytes, place, claimed);
  const additionals = authorities && readRecords(bytes, place, added);
  if (!questions || !answers || !authorities || !additionals) return undefined;
  return {
    id: bytes.readUInt16BE(0),
    response: (flags & RESPONSE) !== 0,
    truncated: (flags & TRUNCATED) !== 0,
    questions,
    answers,
    authorities,
    additionals,
  };
}

interface Place {
  offset: number;
}

function readQuestions(bytes: Buffer, place: Place, count: number): WireQuestion[] | undefined {
  const questions: WireQuestion[] = [];
  for (let i = 0; i < count; i += 1) {
    const name = readName(bytes, place.offset);
    if (name === undefined || name.next + 4 > bytes.length) return undefined;
    const classCode = bytes.readUInt16BE(name.next + 2);
    place.offset = name.next + 4;
    const inClass = classCode & ~TOP_BIT;
    if (inClass !== CLASS_IN && inClass !== CLASS_ANY) continue;
    questions.push({
      name: name.name,
      type: bytes.readUInt16BE(name.next),
      unicast: (classCode & TOP_BIT) !== 0,
    });
  }
  return questions;
}

function readRecords(bytes: Buffer, place: Place, count: number): WireRecord[] | undefined {
  const records: WireRecord[] = [];
  for (let i = 0; i < count; i += 1) {
    const name = readName(bytes, place.offset);
    if (name === undefined || name.next + 10 > bytes.length) return undefined;
    const type = bytes.readUInt16BE(name.next);
    const classCode = bytes.readUInt16BE(name.next + 2);
    const start = name.next + 10;
    const end = start + bytes.readUInt16BE(name.next + 8);
    if (end > bytes.length) return undefined;
    place.offset = end;
    if ((classCode & ~TOP_BIT) !== CLASS_IN) continue;
    const data = plainData(bytes, type, start, end);
    if (data === undefined) return undefined;
    const ttl = bytes.readUInt32BE(name.next + 4);
    records.push({ name: name.name, type, flush: (classCode & TOP_BIT) !== 0, ttl, data });
  }
  return records;
}

/** The data of a record with its name written out; undefined where it is broken. */
function plainData(bytes: Buffer, type: number, start: number, end: number): Buffer | undefined {
  if (type !== TYPE.PTR && type !== TYPE.SRV) return Buffer.from(bytes.subarray(start, end));
  const fixed = type === TYPE.SRV ? 6 : 0;
  const target = end - start <= fixed ? undefined : readName(bytes, start + fixed);
  if (target?.next !== end) return undefined;
  return Buffer.concat([bytes.subarray(start, start + fixed), encodeName(target.name)]);
}

export function encodePacket(packet: Packet): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(packet.id, 0);
  header.writeUInt16BE(
    (packet.response ? RESPONSE | AUTHORITATIVE : 0) | (packet.truncated ? TRUNCATED : 0),
    2,
  );
  const sections = [packet.answers, packet.authorities, packet.additionals];
  [packet.questions.length, ...sections.map(({ length }) => length)].forEach((count, index) => {
    header.writeUInt16BE(count, 4 + 2 * index);
  });
  const known = new Map<string, number>();
  let at = HEADER_BYTES;
  const parts: Buffer[] = [header];
  const put = (part: Buffer): void => {
    parts.push(part);
    at += part.length;
  };
  for (const { name, type, unicast } of packet.questions) {
    put(shortName(name, at, known));
    put(numbers(type, CLASS_IN | (unicast ? TOP_BIT : 0)));
  }
  for (const { name, type, flush, ttl, data } of sections.flat()) {
    put(shortName(name, at, known));
    const fixed = Buffer.alloc(10);
    fixed.writeUInt16BE(type, 0);
    fixed.writeUInt16BE(CLASS_IN | (flush ? TOP_BIT : 0), 2);
    fixed.writeUInt32BE(ttl, 4);
    const target = type === TYPE.PTR ? readName(data, 0)?.name : undefined;
    // A service record's target stays as it is: those who ask from another port may know plain DNS only (RFC 2782).
    const body = target === undefined ? data : shortName(target, at + fixed.length, known);
    fixed.writeUInt16BE(body.length, 8);
    put(fixed);
    put(body);
  }
  return Buffer.concat(parts);
}

/** The name, its end replaced by a pointer to where that was written before. */
function shortName(name: DnsName, at: number, known: Map<string, number>): Buffer {
  const parts: Buffer[] = [];
  let offset = at;
  for (let from = 0; from < name.length; from += 1) {
    const rest = name.slice(from);
    // Exact, not folded: a name is told as it is written.
    const key = JSON.stringify(rest);
    const before = known.get(key);
    if (before !== undefined) return Buffer.concat([...parts, numbers(0xc000 | before)]);
    if (offset <= LAST_POINTER) known.set(key, offset);
    const label = encodeName(rest.slice(0, 1)).subarray(0, -1);
    parts.push(label);
    offset += label.length;
  }
  return Buffer.concat([...parts, Buffer.of(0)]);
}

function numbers(...values: readonly number[]): Buffer {
  const octets = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => {
    octets.writeUInt16BE(value, 2 * index);
  });
  return octets;
}

/** Equal for records that say the same, whatever their time to live. */
export const recordKey = ({ name, type, data }: WireRecord): string =>
  `${nameKey(name)} ${type} ${data.toString('base64')}`;
