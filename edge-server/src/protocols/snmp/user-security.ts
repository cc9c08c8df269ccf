// The User-based Security Model (RFC 3414) of one session with one device: finds out the device's engine, makes requests, and
// takes only answers that are genuine, fresh and as well protected as was asked. Keeps no socket.
import { randomBytes } from 'node:crypto';
import type { SnmpUserAccess } from '@platen/shared/device-credentials';
import { SnmpFormatError } from './format-error.ts';
import {
  FLAG,
  readMessage,
  readScopedPdu,
  type UserMessage,
  writeScopedPdu,
  writeUserMessage,
} from './message.ts';
import type { Pdu } from './pdu.ts';
import { decrypt, digestOf, encrypt, isGenuine } from './user-ciphers.ts';
import { AUTH, localKey, passwordKey, privacyKey } from './user-keys.ts';

/** RFC 3414 section 2.2.3: a message older than this many seconds is not taken. */
const WINDOW_S = 150;

/** usmStats (RFC 3414 section 5): why an agent reports instead of answering. */
const REPORTS = '1.3.6.1.6.3.15.1.1';

export type ReportReason =
  | 'level'
  | 'time'
  | 'user'
  | 'engine'
  | 'digest'
  | 'decryption'
  /** Not of this model. */
  | 'other';

const REASONS: readonly ReportReason[] = ['level', 'time', 'user', 'engine', 'digest', 'decryption'];

export interface Opened {
  readonly pdu: Pdu;
  /** Only of a report. */
  readonly report?: ReportReason;
  readonly authentic: boolean;
}

interface Engine {
  readonly id: Buffer;
  readonly authKey: Buffer | undefined;
  readonly privKey: Buffer | undefined;
  boots: number;
  /** Seconds, at `heardAt` (monotonic ms). */
  time: number;
  heardAt: number;
}

/** The costly half of the keys, kept as long as the access it belongs to. */
const passwordKeys = new WeakMap<
  SnmpUserAccess,
  { readonly auth: Buffer; readonly priv: Buffer | undefined }
>();

function keysOf(access: SnmpUserAccess): { auth: Buffer; priv: Buffer | undefined } | undefined {
  const { auth, priv } = access;
  if (auth === undefined) return undefined;
  const keys = passwordKeys.get(access) ?? {
    auth: passwordKey(auth.protocol, auth.key),
    priv: priv && passwordKey(auth.protocol, priv.key),
  };
  passwordKeys.set(access, keys);
  return keys;
}

export interface UserSecurity {
  /** Whether the engine is known; without it only `discovery` can be sent. */
  readonly isReady: () => boolean;
  /** RFC 3414 section 4: an empty question that makes the agent tell its engine. */
  readonly discovery: (pdu: Pdu) => Buffer;
  readonly wrap: (pdu: Pdu) => Buffer;
  /** undefined: not genuine, not fresh or not for us, so as if it had not come. May throw SnmpFormatError. */
  readonly open: (message: UserMessage, octets: Buffer) => Opened | undefined;
  /** After an answer to `discovery`, or a report that tells of a new time or another engine. */
  readonly learn: (message: UserMessage) => void;
  readonly forget: () => void;
}

/** `now` is monotonic ms. */
export function makeUserSecurity(access: SnmpUserAccess, now: () => number): UserSecurity {
  const user = Buffer.from(access.user, 'utf8');
  const { auth, priv } = access;
  const level = (auth === undefined ? 0 : FLAG.auth) | (priv === undefined ? 0 : FLAG.priv);
  const noOctets = Buffer.alloc(0);
  // A random start and then counting: never the same salt twice with one key (RFC 3826 section 3.1.2.1).
  let salts = randomBytes(8).readBigUInt64BE();
  let engine: Engine | undefined;

  function engineTime(known: Engine): number {
    return known.time + Math.floor((now() - known.heardAt) / 1000);
  }

  function learn({ engineId, boots, time }: UserMessage): void {
    if (engine?.id.equals(engineId) === true) {
      Object.assign(engine, { boots, time, heardAt: now() });
      return;
    }
    const id = Buffer.from(engineId);
    const keys = keysOf(access);
    engine = {
      id,
      boots,
      time,
      heardAt: now(),
      authKey: auth && keys && localKey(auth.protocol, keys.auth, id),
      privKey: auth && priv && keys?.priv && privacyKey(auth.protocol, priv.protocol, keys.priv, id),
    };
  }

  function wrap(pdu: Pdu): Buffer {
    if (engine === undefined) throw new SnmpFormatError('the engine is not known');
    const { id, boots, authKey, privKey } = engine;
    const time = engineTime(engine);
    const scoped = writeScopedPdu(id, access.context ?? '', pdu);
    let data = scoped;
    let salt: Buffer = noOctets;
    if (priv !== undefined && privKey !== undefined) {
      salts = BigInt.asUintN(64, salts + 1n);
      salt = saltOf(priv.protocol, boots, salts);
      data = encrypt({ protocol: priv.protocol, key: privKey, boots, time, salt }, scoped);
    }
    const authentication = auth === undefined ? noOctets : Buffer.alloc(AUTH[auth.protocol].macBytes);
    const flags = level | FLAG.reportable;
    const header = { messageId: pdu.requestId, flags, engineId: id, boots, time, user, authentication };
    const octets = writeUserMessage({ ...header, privacy: salt }, data);
    if (auth !== undefined && authKey !== undefined) {
      const written = readMessage(octets);
      if (written.version === 3)
        digestOf(auth.protocol, authKey, octets).copy(octets, written.authenticationAt);
    }
    return octets;
  }

  /** The PDU of a message, after checking and deciphering what its flags say it has. */
  function unseal(message: UserMessage, octets: Buffer): { pdu: Pdu; authentic: boolean } | undefined {
    const authentic = (message.flags & FLAG.auth) !== 0;
    if (authentic) {
      if (auth === undefined || engine?.authKey === undefined) return undefined;
      if (message.authentication.length !== AUTH[auth.protocol].macBytes) return undefined;
      if (!isGenuine(auth.protocol, engine.authKey, octets, message.authenticationAt)) return undefined;
    }
    if ((message.flags & FLAG.priv) === 0) return { pdu: readScopedPdu(message.data), authentic };
    if (!authentic || priv === undefined || engine?.privKey === undefined) return undefined;
    const { boots, time, privacy: salt } = message;
    const plain = decrypt({ protocol: priv.protocol, key: engine.privKey, boots, time, salt }, message.data);
    return plain && { pdu: readScopedPdu(plain), authentic };
  }

  return {
    isReady: () => engine !== undefined,
    discovery: (pdu) =>
      writeUserMessage(
        {
          messageId: pdu.requestId,
          flags: FLAG.reportable,
          engineId: noOctets,
          boots: 0,
          time: 0,
          user: noOctets,
          authentication: noOctets,
          privacy: noOctets,
        },
        writeScopedPdu(noOctets, '', pdu),
      ),
    wrap,
    open(message, octets) {
      const unsealed = unseal(message, octets);
      if (unsealed === undefined) return undefined;
      const { pdu, authentic } = unsealed;
      // A report may be less protected than the question (RFC 3414 section 3.2); an answer may not.
      if (pdu.kind === 'report') return { pdu, authentic, report: reasonOf(pdu) };
      if ((message.flags & (FLAG.auth | FLAG.priv)) !== level) return undefined;
      if (engine === undefined || !message.engineId.equals(engine.id) || !message.user.equals(user))
        return undefined;
      if (authentic) {
        // RFC 3414 section 3.2 step 7 b.
        if (message.boots < engine.boots) return undefined;
        const ahead = message.time - engineTime(engine);
        if (message.boots === engine.boots && ahead < -WINDOW_S) return undefined;
        if (message.boots > engine.boots || ahead > 0) learn(message);
      }
      return { pdu, authentic };
    },
    learn,
    forget() {
      engine = undefined;
    },
  };
}

function saltOf(protocol: string, boots: number, count: bigint): Buffer {
  const salt = Buffer.alloc(8);
  salt.writeBigUInt64BE(count);
  // RFC 3414 section 8.1.1.1: for DES the first half is the engine's boots.
  if (protocol === 'des') salt.writeUInt32BE(boots >>> 0, 0);
  return salt;
}

function reasonOf({ bindings }: Pdu): ReportReason {
  const oid = bindings[0]?.oid ?? '';
  if (!oid.startsWith(`${REPORTS}.`)) return 'other';
  return REASONS[Number(oid.slice(REPORTS.length + 1).split('.')[0]) - 1] ?? 'other';
}
