// Writes multicast DNS answers byte by byte, good ones and bad ones.
import { encodeQuestions, type Question } from '@platen/edge-server/protocols/mdns/dns-message';
import { type DnsName, encodeName } from '@platen/edge-server/protocols/mdns/dns-name';

export function record(
  name: DnsName,
  type: number,
  data: Buffer,
  { class: cls = 1, ttl = 120 }: { readonly class?: number; readonly ttl?: number } = {},
): Buffer {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(cls, 2);
  head.writeUInt32BE(ttl, 4);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([encodeName(name), head, data]);
}

export const ptr = (type: DnsName, instance: DnsName): Buffer => record(type, 12, encodeName(instance));
export const srv = (instance: DnsName, host: DnsName, port: number): Buffer =>
  record(instance, 33, Buffer.concat([Buffer.from([0, 0, 0, 0, port >> 8, port & 0xff]), encodeName(host)]));
export const txt = (instance: DnsName, ...pairs: readonly string[]): Buffer =>
  record(
    instance,
    16,
    Buffer.concat(
      pairs.map((pair) => Buffer.concat([Buffer.of(Buffer.byteLength(pair)), Buffer.from(pair)])),
    ),
  );
export const a = (host: DnsName, address: string): Buffer =>
  record(host, 1, Buffer.from(address.split('.').map(Number)));

export function answer({
  id,
  flags = 0x8400,
  questions = [],
  extraQuestions = 0,
  records,
}: {
  readonly id: number;
  readonly flags?: number;
  readonly questions?: readonly Question[];
  /** Counted, but not there. */
  readonly extraQuestions?: number;
  readonly records: readonly Buffer[];
}): Buffer {
  const head = encodeQuestions(id, questions);
  head.writeUInt16BE(flags, 2);
  head.writeUInt16BE(questions.length + extraQuestions, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, ...records]);
}

const INSTANCE = ['Room 1.5', '_ipp', '_tcp', 'local'];
const HOST = ['printer', 'local'];

export const SAMPLE = answer({
  id: 7,
  records: [
    ptr(INSTANCE.slice(1), INSTANCE),
    srv(INSTANCE, HOST, 631),
    txt(INSTANCE, 'rp=ipp/print', 'ty=X'),
    a(HOST, '10.1.2.3'),
  ],
});
