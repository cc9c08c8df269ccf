// What can be said of a certificate that somebody wants to use, or that is in use: each finding with its sentence and its cure.

import type { CertificateFinding } from '@platen/shared/api/admin-certificate';
import { fillSentence } from '@platen/shared/app-error';
import type { UploadTrouble } from './certificate-found.ts';

interface Words {
  readonly level: CertificateFinding['level'];
  readonly sentence: string;
  readonly cure?: string;
}

const FINDINGS = {
  empty: {
    level: 'stop',
    sentence: 'There is no certificate in this.',
    cure: 'Choose the file that the authority sent, or paste its text with the lines BEGIN CERTIFICATE and END CERTIFICATE.',
  },
  'not-understood': {
    level: 'stop',
    sentence: 'Part of this is neither a certificate nor a key.',
    cure: 'Known are PEM, DER (.cer, .crt), PKCS #7 (.p7b) and PKCS #12 (.pfx, .p12). A pasted text needs its lines BEGIN and END.',
  },
  'a-request': {
    level: 'stop',
    sentence: 'This is a request for a certificate, not the certificate.',
    cure: 'Send the request to the authority and bring what it answers with.',
  },
  'passphrase-needed': {
    level: 'stop',
    sentence: 'The key is protected by a passphrase.',
    cure: 'Type the passphrase that was set when the file was made.',
  },
  'passphrase-wrong': {
    level: 'stop',
    sentence: 'The passphrase does not open the key.',
    cure: 'Type it again; capitals matter.',
  },
  'too-many-rounds': {
    level: 'stop',
    sentence: 'The passphrase is hashed so often in this file that opening it would take minutes.',
    cure: 'Export it again with usual settings, for example with openssl pkcs12 -export.',
  },
  'pfx-unreadable': {
    level: 'stop',
    sentence: 'This PKCS #12 file cannot be read.',
    cure: 'Export it again, or bring certificate and key as PEM.',
  },
  'too-many': {
    level: 'stop',
    sentence: 'These are far more certificates than a chain has.',
    cure: 'Bring the certificate of this server and those that issued it, and nothing else.',
  },
  'no-certificate': {
    level: 'stop',
    sentence: 'There is a key here, but no certificate.',
    cure: 'Add the certificate that the authority issued for this key.',
  },
  'no-key': {
    level: 'stop',
    sentence: 'The key of this certificate is missing.',
    cure: 'Add the key file, or bring a PKCS #12 file (.pfx) that holds both. If the certificate was requested here, it has to be the one issued for that request.',
  },
  'key-mismatch': {
    level: 'stop',
    sentence: 'The key does not belong to the certificate.',
    cure: 'Bring the key with which this certificate was requested.',
  },
  expired: {
    level: 'stop',
    sentence: 'This certificate ended on {date}.',
    cure: 'Have it renewed by its authority.',
  },
  'not-yet': {
    level: 'stop',
    sentence: 'This certificate is good from {date} on, which is still to come.',
    cure: 'Use it then, or look whether the clock of this server is right.',
  },
  'weak-key': {
    level: 'stop',
    sentence: 'Its key ({key}) is too short: browsers refuse it.',
    cure: 'Request a certificate with a key of P-256 or RSA 3072.',
  },
  'odd-key': {
    level: 'stop',
    sentence: 'Browsers do not take a key of this kind ({key}) from a server.',
    cure: 'Request a certificate with a key of P-256 or RSA 3072.',
  },
  'weak-signature': {
    level: 'stop',
    sentence: 'It is signed with MD5 or SHA-1, which can be forged: browsers refuse it.',
    cure: 'Have it issued again with SHA-256.',
  },
  'not-for-servers': {
    level: 'stop',
    sentence: 'It was issued for another purpose than a web server.',
    cure: 'Ask the authority for a certificate for TLS servers (“Server Authentication”).',
  },
  'name-mismatch': {
    level: 'warn',
    sentence: 'It does not name {names}: browsers and panels that open this server there will warn.',
    cure: 'Use an address that it names, or have one issued for all names.',
  },
  'no-names': {
    level: 'warn',
    sentence: 'It names no host at all (no “subject alternative name”): browsers will warn everywhere.',
    cure: 'Have it issued with the names under which this server is opened.',
  },
  'chain-incomplete': {
    level: 'warn',
    sentence:
      'The certificate of {issuer}, which issued it, is missing: printers, phones and some browsers will refuse it.',
    cure: 'Add the intermediate certificates of the authority. If {issuer} is an authority of your own that all devices trust, nothing is missing.',
  },
  'self-signed': {
    level: 'note',
    sentence: 'It is self-signed: browsers warn of it until they are told to trust it.',
    cure: 'Get one from an authority, or have this one trusted by the devices of your organisation.',
  },
  'private-root': {
    level: 'note',
    sentence: 'It is from an authority that browsers do not know by themselves ({issuer}).',
    cure: 'Devices have to trust this authority already.',
  },
  'too-long': {
    level: 'warn',
    sentence: 'It is good for {days} days; devices of Apple take no more than 825.',
    cure: 'Have it issued for a shorter time.',
  },
  'ends-soon': {
    level: 'warn',
    sentence: 'It ends in {days}, on {date}.',
    cure: 'Have it renewed by its authority, or let an authority renew it by itself (ACME).',
  },
  reordered: {
    level: 'note',
    sentence: 'The certificates were not in their order. They are used in the right one.',
  },
  'left-out': {
    level: 'note',
    sentence: 'Left out, because they do not belong to its chain: {names}.',
  },
  'replaces-acme': {
    level: 'warn',
    sentence: 'The certificate in use renews itself. With this one, that is switched off.',
    cure: 'Renewal can be set up again at any time.',
  },
  'renewal-failed': {
    level: 'warn',
    sentence: 'It was not renewed. {detail}',
    cure: 'Look under “Renew by itself”. The certificate in use stays meanwhile.',
  },
  'on-disk': {
    level: 'warn',
    sentence:
      'Files were changed in the folder tls of the data directory, but cannot be used: {detail} The certificate from before stays in use.',
    cure: 'Put cert.pem and key.pem there that belong together, or upload them here.',
  },
} as const satisfies Readonly<Record<string, Words>> & Readonly<Record<UploadTrouble, Words>>;

export type FindingCode = keyof typeof FINDINGS;

export function finding(
  code: FindingCode,
  values: Readonly<Record<string, string | number>> = {},
): CertificateFinding {
  const words: Words = FINDINGS[code];
  const { level, sentence, cure } = words;
  return {
    code,
    level,
    sentence: fillSentence(sentence, values),
    ...(cure === undefined ? {} : { cure: fillSentence(cure, values) }),
  };
}
