// One UDP socket for any number of devices. It hands an answer to the question it belongs to: same address, same port, same
// id, and only while the question is open; everything else is dropped undecoded (threat T40).
//
// Why not the package net-snmp: it opens one socket per device, takes an answer from any address that guesses the id (and
// its ids are Math.random() below 100 million), gives a question up at the first datagram that does not fit, and tells an
// unreadable datagram by an 'error' event. Polling 1,000 devices wants one socket and none of that.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { SnmpFormatError } from './format-error.ts';
import { idOf, readMessage, type SnmpMessage } from './message.ts';

export interface Question<T> {
  /** An IP address, not a name. */
  readonly address: string;
  readonly port: number;
  /** Message id (v3) or request id, as in `octets`. */
  readonly id: number;
  readonly octets: Buffer;
  /** For each try, in milliseconds. */
  readonly timeoutMs: number;
  readonly tries: number;
  /** What the message says; undefined when it is not genuine, so that the wait goes on. May throw SnmpFormatError. */
  readonly accept: (message: SnmpMessage, octets: Buffer) => T | undefined;
  /** Any of them ends it. */
  readonly signals: readonly AbortSignal[];
}

export type Reply<T> =
  | { readonly kind: 'answer'; readonly answer: T; readonly bytes: number }
  /** `unreadable` counts what came from there and was no answer. */
  | { readonly kind: 'no-answer'; readonly unreadable: number }
  /** The system's code: ENETUNREACH, EHOSTUNREACH, EACCES. */
  | { readonly kind: 'unsendable'; readonly code: string }
  | { readonly kind: 'aborted' };

export interface SnmpSocket {
  /** Never rejects. */
  readonly ask: <T>(question: Question<T>) => Promise<Reply<T>>;
  /** Ends every open question as aborted. */
  readonly close: () => void;
}

interface Open {
  readonly id: number;
  readonly family: 4 | 6;
  readonly take: (message: SnmpMessage, octets: Buffer) => void;
  readonly spoil: () => void;
  readonly fail: (reply: Reply<never>) => void;
}

/** A round over a whole fleet brings its answers in bursts; the kernel's own default holds some hundred. */
const RECEIVE_BUFFER_BYTES = 1024 * 1024;

export function openSnmpSocket(): SnmpSocket {
  /** Open questions by the address and port they were sent to. */
  const open = new Map<string, Set<Open>>();
  const sockets = new Map<4 | 6, Socket>();
  let closed = false;

  function socketFor(family: 4 | 6): Socket {
    const existing = sockets.get(family);
    if (existing !== undefined) return existing;
    const socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      // We send to addresses only; no resolver is to be asked about them.
      lookup: (address, _options, done) => done(null, address, family),
    });
    sockets.set(family, socket);
    socket.on('listening', () => enlarge(socket));
    socket.on('message', receive);
    socket.on('error', (error) => {
      sockets.delete(family);
      socket.close();
      failAll({ kind: 'unsendable', code: codeOf(error) }, family);
    });
    return socket;
  }

  function receive(octets: Buffer, from: RemoteInfo): void {
    const waiting = open.get(placeOf(from.address, from.port));
    if (waiting === undefined) return;
    let message: SnmpMessage | undefined;
    try {
      message = readMessage(octets);
    } catch (error) {
      if (!(error instanceof SnmpFormatError)) throw error;
    }
    for (const question of waiting) {
      if (message === undefined) question.spoil();
      else if (question.id === idOf(message)) question.take(message, octets);
    }
  }

  function failAll(reply: Reply<never>, family?: 4 | 6): void {
    for (const waiting of [...open.values()])
      for (const question of [...waiting])
        if (family === undefined || question.family === family) question.fail(reply);
  }

  function ask<T>(question: Question<T>): Promise<Reply<T>> {
    const { address, port, id, octets, timeoutMs, tries, accept, signals } = question;
    if (closed || signals.some(({ aborted }) => aborted)) return Promise.resolve({ kind: 'aborted' });
    const family = isIPv6(address) ? 6 : 4;
    const place = placeOf(address, port);
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      let sent = 0;
      let unreadable = 0;
      const settle = (reply: Reply<T>): void => {
        clearTimeout(timer);
        for (const signal of signals) signal.removeEventListener('abort', abort);
        const waiting = open.get(place);
        waiting?.delete(entry);
        if (waiting?.size === 0) open.delete(place);
        resolve(reply);
      };
      const abort = (): void => settle({ kind: 'aborted' });
      const entry: Open = {
        id,
        family,
        spoil: () => {
          unreadable += 1;
        },
        fail: settle,
        take(message, received) {
          try {
            const answer = accept(message, received);
            if (answer === undefined) unreadable += 1;
            else settle({ kind: 'answer', answer, bytes: received.length });
          } catch (error) {
            if (!(error instanceof SnmpFormatError)) throw error;
            unreadable += 1;
          }
        },
      };
      const send = (): void => {
        if (sent === tries) {
          settle({ kind: 'no-answer', unreadable });
          return;
        }
        sent += 1;
        timer = setTimeout(send, timeoutMs);
        socketFor(family).send(octets, port, address, (error) => {
          if (error !== null) settle({ kind: 'unsendable', code: codeOf(error) });
        });
      };
      const waiting = open.get(place) ?? new Set();
      open.set(place, waiting.add(entry));
      for (const signal of signals) signal.addEventListener('abort', abort, { once: true });
      send();
    });
  }

  return {
    ask,
    close() {
      closed = true;
      failAll({ kind: 'aborted' });
      for (const socket of sockets.values()) socket.close();
      sockets.clear();
    },
  };
}

function enlarge(socket: Socket): void {
  try {
    socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
  } catch (error) {
    // The default works as well, only a burst may then lose an answer, which is asked for again.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SOCKET_BUFFER_SIZE')) throw error;
  }
}

/** The same address always as the same text: "fe80::1%eth0" and "FE80:0::1" are one. */
function placeOf(address: string, port: number): string {
  if (!address.includes(':')) return `${address}|${port}`;
  const plain = address.split('%')[0] ?? address;
  const { hostname } = new URL(`http://[${plain}]/`);
  return `${hostname}|${port}`;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
