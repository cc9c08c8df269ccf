// The agent's half of the User-based Security Model (RFC 3414): engine, users, reports. For the stand-in agent only.

import {
  FLAG,
  readMessage,
  readScopedPdu,
  type UserMessage,
  writeScopedPdu,
  writeUserMessage,
} from '@platen/edge-server/protocols/snmp/message';
import type { Pdu } from '@platen/edge-server/protocols/snmp/pdu';
import { decrypt, digestOf, encrypt, isGenuine } from '@platen/edge-server/protocols/snmp/user-ciphers';
import { AUTH, localKey, passwordKey, privacyKey } from '@platen/edge-server/protocols/snmp/user-keys';
import type { SnmpUserAccess } from '@platen/shared/device-credentials';

/** As an agent may claim it; tests change it while it runs to play a restart. */
export type AgentEngine = { id: Buffer; boots: number; time: number };

const REPORTS = '1.3.6.1.6.3.15.1.1';
const WINDOW_S = 150;

type Keys = { readonly access: SnmpUserAccess; readonly auth?: Buffer; readonly priv?: Buffer };

/** Answers a v3 message: the octets to send back, undefined for silence. `answer` is the agent's own work. */
export const answerUser = (
  message: UserMessage,
  octets: Buffer,
  engine: AgentEngine,
  users: readonly SnmpUserAccess[],
  answer: (pdu: Pdu) => Pdu,
): Buffer | undefined => {
  const report = (counter: number, requestId = 0, keys?: Keys): Buffer => {
    const binding = { oid: `${REPORTS}.${counter}.0`, value: { type: 'counter', value: 1 } } as const;
    const pdu: Pdu = { kind: 'report', requestId, status: 0, index: 0, bindings: [binding] };
    return protect(message, engine, keys, keys === undefined ? 0 : FLAG.auth, pdu);
  };
  if (!message.engineId.equals(engine.id)) return report(4);
  const access = users.find(({ user }) => user === message.user.toString('utf8'));
  if (access === undefined) return report(3);
  const level = (access.auth === undefined ? 0 : FLAG.auth) | (access.priv === undefined ? 0 : FLAG.priv);
  if ((message.flags & (FLAG.auth | FLAG.priv)) !== level) return report(1);
  const keys = keysOf(access, engine.id);
  if (access.auth !== undefined && keys.auth !== undefined) {
    if (!isGenuine(access.auth.protocol, keys.auth, octets, message.authenticationAt)) return report(5);
    if (message.boots !== engine.boots || Math.abs(message.time - engine.time) > WINDOW_S)
      return report(2, 0, keys);
  }
  let plain = message.data;
  if (access.priv !== undefined && keys.priv !== undefined) {
    const { boots, time, privacy: salt } = message;
    const opened = decrypt({ protocol: access.priv.protocol, key: keys.priv, boots, time, salt }, plain);
    // A wrong key gives octets that are no sequence.
    if (opened === undefined || opened[0] !== 0x30) return report(6);
    plain = opened;
  }
  return protect(message, engine, keys, level, answer(readScopedPdu(plain)));
};

const kept = new Map<string, Keys>();

const keysOf = (access: SnmpUserAccess, engineId: Buffer): Keys => {
  const name = JSON.stringify([access, engineId.toString('hex')]);
  const found = kept.get(name);
  if (found !== undefined) return found;
  const { auth, priv } = access;
  const keys: Keys = {
    access,
    ...(auth && { auth: localKey(auth.protocol, passwordKey(auth.protocol, auth.key), engineId) }),
    ...(auth &&
      priv && {
        priv: privacyKey(auth.protocol, priv.protocol, passwordKey(auth.protocol, priv.key), engineId),
      }),
  };
  kept.set(name, keys);
  return keys;
};

let salts = 0n;

const protect = (
  { messageId, user }: UserMessage,
  engine: AgentEngine,
  keys: Keys | undefined,
  level: number,
  pdu: Pdu,
): Buffer => {
  const { id: engineId, boots, time } = engine;
  const { auth: authAccess, priv: privAccess } = keys?.access ?? {};
  let data = writeScopedPdu(engineId, '', pdu);
  let privacy: Buffer = Buffer.alloc(0);
  if ((level & FLAG.priv) !== 0 && privAccess !== undefined && keys?.priv !== undefined) {
    salts += 1n;
    privacy = Buffer.alloc(8);
    privacy.writeBigUInt64BE(salts);
    if (privAccess.protocol === 'des') privacy.writeUInt32BE(boots, 0);
    data = encrypt({ protocol: privAccess.protocol, key: keys.priv, boots, time, salt: privacy }, data);
  }
  const digested = (level & FLAG.auth) !== 0 && authAccess !== undefined && keys?.auth !== undefined;
  const authentication = Buffer.alloc(digested ? AUTH[authAccess.protocol].macBytes : 0);
  const octets = writeUserMessage(
    { messageId, flags: level, engineId, boots, time, user, authentication, privacy },
    data,
  );
  if (digested) {
    const written = readMessage(octets);
    if (written.version === 3)
      digestOf(authAccess.protocol, keys.auth, octets).copy(octets, written.authenticationAt);
  }
  return octets;
};
