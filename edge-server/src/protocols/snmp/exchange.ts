// One question and its answer with one device, whatever the version: ids, security, reports, troubles. What is asked, and how
// the answers of many questions make one, is for session.ts.
import { randomInt } from 'node:crypto';
import type { SnmpAccess } from '@platen/shared/device-credentials';
import { type SnmpMessage, VERSION, writeCommunityMessage } from './message.ts';
import type { SnmpTrouble } from './outcome.ts';
import type { Pdu } from './pdu.ts';
import type { Reply, SnmpSocket } from './socket.ts';
import { makeUserSecurity, type Opened, type ReportReason } from './user-security.ts';

export type Question = Pick<Pdu, 'kind' | 'status' | 'index' | 'bindings'>;

export interface Answered {
  readonly pdu: Pdu;
  readonly bytes: number;
}

export interface Waits {
  /** Of one try. */
  readonly timeoutMs: number;
  readonly tries: number;
  /** Monotonic ms: nothing is waited for beyond it. */
  readonly deadline: number;
  readonly signals: readonly AbortSignal[];
}

export type Exchange = (address: string, question: Question, waits: Waits) => Promise<Answered | SnmpTrouble>;

/** Asks a device whose address and patience are settled. `deadline` in monotonic ms. */
export type Ask = (
  question: Question,
  deadline: number,
  signal: AbortSignal | undefined,
) => Promise<Answered | SnmpTrouble>;

/** What the socket is told: all tries together end at the deadline. */
function patience({ timeoutMs, tries, deadline, signals }: Waits) {
  const left = Math.max(1, deadline - performance.now());
  return { timeoutMs: Math.min(timeoutMs, left / tries), tries, signals };
}

/** RFC 3416 section 3: request ids are signed 32-bit numbers; a guesser has one chance in two thousand million. */
const newId = (): number => randomInt(1, 2 ** 31 - 1);

export function makeExchange(socket: SnmpSocket, access: SnmpAccess, port: number): Exchange {
  return access.version === '3'
    ? userExchange(socket, access, port)
    : communityExchange(socket, access, port);
}

function communityExchange(
  socket: SnmpSocket,
  access: Extract<SnmpAccess, { version: '1' | '2c' }>,
  port: number,
): Exchange {
  const version = VERSION[access.version];
  const community = Buffer.from(access.community, 'utf8');
  return async (address, question, waits) => {
    const id = newId();
    const octets = writeCommunityMessage({ version, community, pdu: { ...question, requestId: id } });
    const accept = (message: SnmpMessage): Pdu | undefined =>
      message.version === version && message.community.equals(community) && message.pdu.kind === 'response'
        ? message.pdu
        : undefined;
    const reply = await socket.ask({ address, port, id, octets, accept, ...patience(waits) });
    return reply.kind === 'answer' ? { pdu: reply.answer, bytes: reply.bytes } : troubleOf(reply);
  };
}

const EMPTY_GET: Question = { kind: 'get', status: 0, index: 0, bindings: [] };

/** A report may tell of a restarted device and of a clock; a third in a row helps nobody. */
const MOST_REPORTS = 2;

function userExchange(
  socket: SnmpSocket,
  access: Extract<SnmpAccess, { version: '3' }>,
  port: number,
): Exchange {
  const security = makeUserSecurity(access, () => performance.now());

  async function discover(address: string, waits: Waits): Promise<SnmpTrouble | undefined> {
    const id = newId();
    const octets = security.discovery({ ...EMPTY_GET, requestId: id });
    const accept = (message: SnmpMessage): true | undefined => {
      if (message.version !== 3 || message.engineId.length === 0) return undefined;
      security.learn(message);
      return true;
    };
    const reply = await socket.ask({ address, port, id, octets, accept, ...patience(waits) });
    return reply.kind === 'answer' ? undefined : troubleOf(reply);
  }

  function askOnce(address: string, question: Question, waits: Waits) {
    const id = newId();
    const accept = (message: SnmpMessage, octets: Buffer): Opened | undefined => {
      if (message.version !== 3) return undefined;
      const opened = security.open(message, octets);
      if (opened === undefined) return undefined;
      if (opened.report === undefined)
        return opened.pdu.kind === 'response' && opened.pdu.requestId === id ? opened : undefined;
      // The clock of the device is believed from itself only; an unproven report makes us ask for its engine again.
      if (opened.report === 'time' && opened.authentic) security.learn(message);
      else if (opened.report === 'time' || opened.report === 'engine') security.forget();
      return opened;
    };
    const octets = security.wrap({ ...question, requestId: id });
    return socket.ask({ address, port, id, octets, accept, ...patience(waits) });
  }

  return async (address, question, waits) => {
    let reason: ReportReason = 'other';
    for (let reports = 0; reports <= MOST_REPORTS; reports += 1) {
      if (!security.isReady()) {
        const trouble = await discover(address, waits);
        if (trouble !== undefined) return trouble;
      }
      const reply = await askOnce(address, question, waits);
      if (reply.kind !== 'answer') return troubleOf(reply);
      const { pdu, report } = reply.answer;
      if (report === undefined) return { pdu, bytes: reply.bytes };
      reason = report;
      if (report !== 'time' && report !== 'engine') break;
    }
    return { code: 'snmp-denied', detail: REPORT_WORDS[reason] };
  };
}

const REPORT_WORDS: Readonly<Record<ReportReason, string>> = {
  level: 'the device does not allow this user this level of security',
  time: 'the device and this server do not agree on the time of the device',
  user: 'the device does not know this user',
  engine: 'the device changes its engine id all the time',
  digest: 'the device says that the authentication key is wrong',
  decryption: 'the device says that the privacy key is wrong',
  other: 'the device refuses with a report',
};

function troubleOf(reply: Exclude<Reply<never>, { kind: 'answer' }>): SnmpTrouble {
  switch (reply.kind) {
    case 'no-answer':
      return reply.unreadable > 0
        ? { code: 'snmp-bad-answer', detail: 'what came back is no answer to the question' }
        : { code: 'snmp-no-answer', detail: 'no answer over SNMP' };
    case 'unsendable':
      return { code: 'snmp-address', detail: `no way to the address (${reply.code})` };
    case 'aborted':
      return { code: 'snmp-aborted', detail: 'the question was given up' };
  }
}
