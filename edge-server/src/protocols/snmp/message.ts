// SNMP messages around their PDU: with a community (RFC 1157, RFC 1901) or with a user (RFC 3412 section 6, RFC 3414 section
// 2.4). Octets only: whether a message is genuine is for user-security.ts and session.ts.
import { integerOf, readElement, readTagged, TAG, writeElement, writeInteger, writeOctets } from './ber.ts';
import { SnmpFormatError } from './format-error.ts';
import { snmpLimits } from './limits.ts';
import { type Pdu, readPdu, writePdu } from './pdu.ts';

/** The numbers on the wire. */
export const VERSION = { '1': 0, '2c': 1, '3': 3 } as const;

export interface CommunityMessage {
  readonly version: 0 | 1;
  readonly community: Buffer;
  readonly pdu: Pdu;
}

/** msgFlags (RFC 3412 section 6.4). */
export const FLAG = { auth: 1, priv: 2, reportable: 4 } as const;

/** Everything but the PDU, which may be encrypted. */
export interface UserHeader {
  readonly messageId: number;
  readonly flags: number;
  readonly engineId: Buffer;
  readonly boots: number;
  readonly time: number;
  readonly user: Buffer;
  readonly authentication: Buffer;
  readonly privacy: Buffer;
}

export interface UserMessage extends UserHeader {
  readonly version: 3;
  /** A whole ScopedPDU element, or the content of the octet string that holds it encrypted. */
  readonly data: Buffer;
  /** Offset of msgAuthenticationParameters in the message, for computing the digest. */
  readonly authenticationAt: number;
}

export type SnmpMessage = CommunityMessage | UserMessage;

/** msgSecurityModel of the User-based Security Model. */
const USER_SECURITY = 3;

/** Throws SnmpFormatError for anything that is no SNMP message. */
export function readMessage(octets: Buffer): SnmpMessage {
  const { start, end } = readTagged(octets, 0, octets.length, TAG.sequence);
  const versionElement = readTagged(octets, start, end, TAG.integer);
  const version = integerOf(octets, versionElement);
  if (version === VERSION['3']) return readUserMessage(octets, versionElement.end, end);
  if (version !== VERSION['1'] && version !== VERSION['2c']) throw new SnmpFormatError('an unknown version');
  const community = readTagged(octets, versionElement.end, end, TAG.octets);
  return {
    version,
    community: octets.subarray(community.start, community.end),
    pdu: readPdu(octets, community.end, end),
  };
}

function readUserMessage(octets: Buffer, offset: number, end: number): UserMessage {
  const header = readTagged(octets, offset, end, TAG.sequence);
  const messageId = readTagged(octets, header.start, header.end, TAG.integer);
  const maxSize = readTagged(octets, messageId.end, header.end, TAG.integer);
  const flags = readTagged(octets, maxSize.end, header.end, TAG.octets);
  const model = readTagged(octets, flags.end, header.end, TAG.integer);
  if (integerOf(octets, model) !== USER_SECURITY) throw new SnmpFormatError('an unknown security model');
  if (flags.end - flags.start !== 1) throw new SnmpFormatError('bad flags');

  const wrapper = readTagged(octets, header.end, end, TAG.octets);
  const security = readTagged(octets, wrapper.start, wrapper.end, TAG.sequence);
  const engineId = readTagged(octets, security.start, security.end, TAG.octets);
  const boots = readTagged(octets, engineId.end, security.end, TAG.integer);
  const time = readTagged(octets, boots.end, security.end, TAG.integer);
  const user = readTagged(octets, time.end, security.end, TAG.octets);
  const authentication = readTagged(octets, user.end, security.end, TAG.octets);
  const privacy = readTagged(octets, authentication.end, security.end, TAG.octets);
  if (engineId.end - engineId.start > snmpLimits.engineIdBytes) throw new SnmpFormatError('a long engine id');

  const flagBits = octets[flags.start] ?? 0;
  const encrypted = (flagBits & FLAG.priv) !== 0;
  const data = readTagged(octets, wrapper.end, end, encrypted ? TAG.octets : TAG.sequence);
  return {
    version: 3,
    messageId: integerOf(octets, messageId),
    flags: flagBits,
    engineId: octets.subarray(engineId.start, engineId.end),
    boots: integerOf(octets, boots),
    time: integerOf(octets, time),
    user: octets.subarray(user.start, user.end),
    authentication: octets.subarray(authentication.start, authentication.end),
    authenticationAt: authentication.start,
    privacy: octets.subarray(privacy.start, privacy.end),
    data: encrypted ? octets.subarray(data.start, data.end) : octets.subarray(wrapper.end, data.end),
  };
}

/** By what an answer is matched with its question before anything else is looked at. */
export function idOf(message: SnmpMessage): number {
  return message.version === 3 ? message.messageId : message.pdu.requestId;
}

export function writeCommunityMessage({ version, community, pdu }: CommunityMessage): Buffer {
  return writeElement(TAG.sequence, writeInteger(version), writeOctets(community), writePdu(pdu));
}

/** `data` as in UserMessage. */
export function writeUserMessage(header: UserHeader, data: Buffer): Buffer {
  const security = writeElement(
    TAG.sequence,
    writeOctets(header.engineId),
    writeInteger(header.boots),
    writeInteger(header.time),
    writeOctets(header.user),
    writeOctets(header.authentication),
    writeOctets(header.privacy),
  );
  return writeElement(
    TAG.sequence,
    writeInteger(VERSION['3']),
    writeElement(
      TAG.sequence,
      writeInteger(header.messageId),
      writeInteger(snmpLimits.messageBytes),
      writeOctets(Buffer.from([header.flags])),
      writeInteger(USER_SECURITY),
    ),
    writeOctets(security),
    (header.flags & FLAG.priv) === 0 ? data : writeOctets(data),
  );
}

/** RFC 3412 section 6: contextEngineID, contextName, PDU. */
export function writeScopedPdu(engineId: Buffer, context: string, pdu: Pdu): Buffer {
  return writeElement(
    TAG.sequence,
    writeOctets(engineId),
    writeOctets(Buffer.from(context, 'utf8')),
    writePdu(pdu),
  );
}

/** Octets behind the element are padding of a block cipher. Throws SnmpFormatError. */
export function readScopedPdu(octets: Buffer): Pdu {
  const { start, end } = readTagged(octets, 0, octets.length, TAG.sequence);
  const engineId = readTagged(octets, start, end, TAG.octets);
  const context = readElement(octets, engineId.end, end);
  return readPdu(octets, context.end, end);
}
