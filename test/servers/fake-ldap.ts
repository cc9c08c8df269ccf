// A directory that misbehaves on request, byte by byte (RFC 4511), and writes down all it was told.

import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type SecureContextOptions, TLSSocket } from 'node:tls';

export type FakeLdapOptions = {
  /** TLS from the first byte, after StartTLS, or never. */
  readonly tls?: SecureContextOptions & { readonly from: 'start' | 'starttls' };
  /** What is answered to StartTLS: by default yes, if there is `tls`. `inject` goes out behind the yes, in the clear. */
  readonly startTls?: { readonly code: number; readonly inject?: Buffer };
  /** Frames in answer to a request; undefined: silence. */
  readonly answer?: (request: FakeRequest) => Iterable<Buffer> | undefined;
};

export type FakeRequest = {
  readonly id: number;
  /** 0x60 bind, 0x63 search, 0x42 unbind. */
  readonly tag: number;
  readonly frame: Buffer;
};

export type FakeLdap = {
  readonly port: number;
  /** Every octet that came, whether encrypted or not, as it was meant. */
  readonly told: () => Buffer;
  readonly connections: () => number;
  /** Octets of answers that nobody has read yet, besides what the system holds. */
  readonly unread: () => number;
  stop(): Promise<void>;
};

export const tlv = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.of(tag, body.length), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([Buffer.of(tag, 0x84), length, body]);
};
export const octets = (text: string | Buffer): Buffer => tlv(0x04, Buffer.from(text));
const integer = (value: number): Buffer => {
  const body = Buffer.alloc(4);
  body.writeInt32BE(value);
  return tlv(0x02, body);
};

export const message = (id: number, ...parts: readonly Buffer[]): Buffer => tlv(0x30, integer(id), ...parts);

/** A response with a result code: 0x61 bind, 0x65 search, 0x78 extended. */
export const result = (id: number, tag: number, code: number, words = '', controls?: Buffer): Buffer =>
  message(
    id,
    tlv(tag, tlv(0x0a, Buffer.of(code)), octets(''), octets(words)),
    ...(controls === undefined ? [] : [tlv(0xa0, controls)]),
  );

export const entry = (
  id: number,
  dn: string,
  attributes: Readonly<Record<string, readonly string[]>>,
): Buffer =>
  message(
    id,
    tlv(
      0x64,
      octets(dn),
      tlv(
        0x30,
        ...Object.entries(attributes).map(([name, values]) =>
          tlv(0x30, octets(name), tlv(0x31, ...values.map((value) => octets(value)))),
        ),
      ),
    ),
  );

export const reference = (id: number, url: string): Buffer => message(id, tlv(0x73, octets(url)));

/** The paged results control with a cookie (RFC 2696). */
export const cookie = (value: string): Buffer =>
  tlv(0x30, octets('1.2.840.113556.1.4.319'), octets(tlv(0x30, integer(0), octets(value))));

/** Says yes to every sign-in, and shows nobody. */
export const politely = ({ id, tag }: FakeRequest): Buffer[] | undefined =>
  tag === 0x60 ? [result(id, 0x61, 0)] : tag === 0x63 ? [result(id, 0x65, 0)] : undefined;

export const startFakeLdap = async ({
  tls,
  startTls,
  answer = politely,
}: FakeLdapOptions = {}): Promise<FakeLdap> => {
  const told: Buffer[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const secure = (socket: Socket): void => {
    if (tls === undefined) return;
    const { from: _, ...context } = tls;
    const wrapped = new TLSSocket(socket, { isServer: true, ...context });
    keep(wrapped);
    serve(wrapped);
  };
  const serve = (socket: Socket): void => {
    let held = Buffer.alloc(0);
    const take = (chunk: Buffer): void => {
      told.push(chunk);
      held = Buffer.concat([held, chunk]);
      for (let size = frameSize(held); size !== undefined && held.length >= size; size = frameSize(held)) {
        const frame = held.subarray(0, size);
        held = held.subarray(size);
        const request = readRequest(frame);
        if (request.tag === 0x77) {
          socket.off('data', take);
          const code = startTls?.code ?? (tls === undefined ? 2 : 0);
          socket.write(Buffer.concat([result(request.id, 0x78, code), startTls?.inject ?? Buffer.alloc(0)]));
          if (code === 0) secure(socket);
          else socket.on('data', take);
          return;
        }
        for (const part of answer(request) ?? []) if (!socket.destroyed) socket.write(part);
      }
    };
    socket.on('data', take);
  };
  const server = createServer((socket) => {
    connections++;
    keep(socket);
    if (tls?.from === 'start') secure(socket);
    else serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    told: () => Buffer.concat(told),
    connections: () => connections,
    unread: () => [...sockets].reduce((sum, { writableLength }) => sum + writableLength, 0),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

const frameSize = (held: Buffer): number | undefined => {
  const first = held[1];
  if (first === undefined) return undefined;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  return held.length < 2 + count ? undefined : 2 + count + held.readUIntBE(2, count);
};

const readRequest = (frame: Buffer): FakeRequest => {
  const header = (frame[1] ?? 0) < 0x80 ? 2 : 2 + ((frame[1] ?? 0) & 0x7f);
  const size = frame[header + 1] ?? 0;
  const id = frame.readIntBE(header + 2, size);
  return { id, tag: frame[header + 2 + size] ?? 0, frame };
};
