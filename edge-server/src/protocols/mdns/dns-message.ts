// Multicast DNS messages (RFC 1035 section 4, RFC 6762 section 18): the questions we send and the answers we take. Only
// what browsing over IPv4 needs: PTR, SRV, TXT and A; all other records are passed over.
import { type DnsName, encodeName, readName } from './dns-name.ts';
import { mdnsLimits } from './limits.ts';

const TYPES = { A: 1, PTR: 12, TXT: 16, SRV: 33 } as const;
export type QuestionType = keyof typeof TYPES;
export type Question = { readonly name: DnsName; readonly type: QuestionType };

export type DnsRecord = { readonly name: DnsName } & (
  | { readonly type: 'A'; readonly address: string }
  | { readonly type: 'PTR'; readonly target: DnsName }
  | { readonly type: 'TXT'; readonly strings: readonly Buffer[] }
  | { readonly type: 'SRV'; readonly port: number; readonly target: DnsName }
);

const HEADER_BYTES = 12;
const CLASS_IN = 1;
/** RFC 6762 section 18.13: the top bit of an answer's class says that older records are to be dropped. */
const CLASS_MASK = 0x7fff;
const RESPONSE = 0x8000;
/** OPCODE and RCODE of a message that is to be taken notice of: RFC 6762 sections 18.3 and 18.11. */
const MUST_BE_ZERO = 0x780f;

export function encodeQuestions(id: number, questions: readonly Question[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(questions.length, 4);
  const parts = questions.map(({ name, type }) => {
    const tail = Buffer.alloc(4);
    tail.writeUInt16BE(TYPES[type], 0);
    tail.writeUInt16BE(CLASS_IN, 2);
    return Buffer.concat([encodeName(name), tail]);
  });
  return Buffer.concat([header, ...parts]);
}

/** Undefined for anything but a whole, well-formed answer within the limits. Records of a service that says good-bye are left out. */
export function decodeAnswer(bytes: Buffer): { id: number; records: readonly DnsRecord[] } | undefined {
  if (bytes.length < HEADER_BYTES || bytes.length > mdnsLimits.messageBytes) return undefined;
  const flags = bytes.readUInt16BE(2);
  if ((flags & RESPONSE) === 0 || (flags & MUST_BE_ZERO) !== 0) return undefined;
  const questions = bytes.readUInt16BE(4);
  const count = bytes.readUInt16BE(6) + bytes.readUInt16BE(8) + bytes.readUInt16BE(10);
  if (questions + count > mdnsLimits.records) return undefined;

  let offset = HEADER_BYTES;
  for (let i = 0; i < questions; i += 1) {
    const question = readName(bytes, offset);
    if (question === undefined) return undefined;
    offset = question.next + 4;
  }
  const records: DnsRecord[] = [];
  for (let i = 0; i < count; i += 1) {
    const name = readName(bytes, offset);
    if (name === undefined || name.next + 10 > bytes.length) return undefined;
    const type = bytes.readUInt16BE(name.next);
    const inClass = (bytes.readUInt16BE(name.next + 2) & CLASS_MASK) === CLASS_IN;
    const timeToLive = bytes.readUInt32BE(name.next + 4);
    const start = name.next + 10;
    const end = start + bytes.readUInt16BE(name.next + 8);
    if (end > bytes.length) return undefined;
    offset = end;
    if (!inClass || timeToLive === 0) continue;
    const data = readData(bytes, type, start, end);
    if (data === 'broken') return undefined;
    if (data !== undefined) records.push({ name: name.name, ...data });
  }
  return { id: bytes.readUInt16BE(0), records };
}

type RecordData =
  | { readonly type: 'A'; readonly address: string }
  | { readonly type: 'PTR'; readonly target: DnsName }
  | { readonly type: 'TXT'; readonly strings: readonly Buffer[] }
  | { readonly type: 'SRV'; readonly port: number; readonly target: DnsName };

function readData(
  bytes: Buffer,
  type: number,
  start: number,
  end: number,
): RecordData | 'broken' | undefined {
  switch (type) {
    case TYPES.A:
      return end - start === 4 ? { type: 'A', address: bytes.subarray(start, end).join('.') } : 'broken';
    case TYPES.PTR: {
      const target = readName(bytes, start);
      return target?.next === end ? { type: 'PTR', target: target.name } : 'broken';
    }
    case TYPES.SRV: {
      // RFC 2782: priority and weight stand before the port; a printer has one SRV record.
      const target = end - start < 7 ? undefined : readName(bytes, start + 6);
      if (target?.next !== end) return 'broken';
      return { type: 'SRV', port: bytes.readUInt16BE(start + 4), target: target.name };
    }
    case TYPES.TXT: {
      const strings = readStrings(bytes.subarray(start, end));
      return strings === undefined ? 'broken' : { type: 'TXT', strings };
    }
    default:
      return undefined;
  }
}

/** RFC 1035 section 3.3.14: strings with a length octet each, one behind the other. */
function readStrings(data: Buffer): readonly Buffer[] | undefined {
  const strings: Buffer[] = [];
  let offset = 0;
  while (offset < data.length) {
    const end = offset + 1 + data.readUInt8(offset);
    if (end > data.length) return undefined;
    if (strings.length < mdnsLimits.txtStrings) strings.push(data.subarray(offset + 1, end));
    offset = end;
  }
  return strings;
}
