// Answers to Get-Printer-Attributes that were given a moment ago, by the octets that asked for them: phones and schedulers ask for the same all
// day long and many at once, and finding an answer costs a fraction of working it out. Nothing told there changes from one tenth of a second to
// the next but settings, and those are compared.
import type { IncomingMessage } from 'node:http';
import { operations } from './protocols/ipp/codes.ts';

/** printer-current-time has tenths (RFC 2579 DateAndTime), printer-up-time seconds. */
const AGE_MS = 100;
/** Of one tenth of a second: as many kinds of client under as many addresses as anybody meets, at some 10 kB each. */
const MOST = 100;
/** What a client asks with is a few hundred octets. */
const LONGEST = 4096;
/** RFC 8010 section 3.1.1: version, operation, request-id, which alone differs when a client asks again. */
const [CODE_AT, ID_AT, REST_AT] = [2, 4, 8];

export interface QuickAnswers {
  /** The answer with this request's id; undefined: work it out. */
  readonly find: (key: string, asked: Buffer) => Buffer | undefined;
  readonly keep: (key: string, answer: Buffer) => void;
}

/**
 * @param asked the request's octets so far.
 * @returns what the answer depends on, or undefined where it depends on more than the octets, the address and the settings: on who asks, on
 * a printer of its own, or on octets that have yet to come.
 */
export function quickKey(request: IncomingMessage, asked: Buffer): string | undefined {
  const { headers, socket, url = '' } = request;
  if (asked.length < REST_AT || asked.length > LONGEST) return undefined;
  if (asked.readUInt16BE(CODE_AT) !== operations['Get-Printer-Attributes']) return undefined;
  if (Number(headers['content-length']) !== asked.length || headers.authorization !== undefined)
    return undefined;
  const from = `${String('encrypted' in socket)} ${String(socket.localPort)} ${socket.remoteAddress ?? ''}`;
  return `${from} ${headers.host ?? ''} ${url} ${asked.toString('latin1', 0, CODE_AT)}${asked.toString('latin1', REST_AT)}`;
}

/**
 * @param now Unix ms.
 * @param settings another object after each change.
 */
export function makeQuickAnswers(now: () => number, settings: () => object): QuickAnswers {
  const known = new Map<string, Buffer>();
  let tenth = Number.NaN;
  let by: object | undefined;
  const forgetOld = (): void => {
    const at = Math.floor(now() / AGE_MS);
    const current = settings();
    if (at === tenth && current === by) return;
    tenth = at;
    by = current;
    known.clear();
  };
  return {
    find: (key, asked) => {
      forgetOld();
      const found = known.get(key);
      if (found === undefined) return undefined;
      const answer = Buffer.from(found);
      asked.copy(answer, ID_AT, ID_AT, REST_AT);
      return answer;
    },
    keep: (key, answer) => {
      forgetOld();
      if (known.size < MOST) known.set(key, answer);
    },
  };
}
