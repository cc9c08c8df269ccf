// How a device is asked over SNMP, in words for people and logs. What it is asked with is shared/src/device-credentials.ts.
import type { SnmpAccess, SnmpAuthProtocol, SnmpPrivProtocol } from '@platen/shared/device-credentials';

export const SNMP_PORT = 161;

/** For people and logs: "SNMP v3, SHA-256, AES-128". Tells neither community nor user nor key. */
export function describeAccess(access: SnmpAccess): string {
  if (access.version !== '3') return `SNMP v${access.version}`;
  const auth = access.auth === undefined ? 'no authentication' : AUTH_WORDS[access.auth.protocol];
  const priv = access.priv === undefined ? 'no privacy' : PRIV_WORDS[access.priv.protocol];
  return `SNMP v3, ${auth}, ${priv}`;
}

export const AUTH_WORDS: Readonly<Record<SnmpAuthProtocol, string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha224: 'SHA-224',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

export const PRIV_WORDS: Readonly<Record<SnmpPrivProtocol, string>> = {
  des: 'DES',
  aes128: 'AES-128',
  'aes256-blumenthal': 'AES-256 (Blumenthal)',
  'aes256-reeder': 'AES-256 (Reeder)',
};
