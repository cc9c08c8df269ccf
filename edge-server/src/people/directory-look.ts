// What a server tells anybody who connects: whether it answers, its certificate, what kind of directory it is; and settings to begin with.
import type {
  DirectoryLook,
  DirectoryLooked,
  DirectoryStep,
  ShownCertificate,
} from '@platen/shared/api/admin-directory';
import type { DirectorySettings } from '@platen/shared/directory';
import { parseDn } from '../protocols/ldap/distinguished-name.ts';
import type { LdapConnection } from '../protocols/ldap/ldap-connection.ts';
import { LdapError } from '../protocols/ldap/ldap-error.ts';
import { type RootDse, readRootDse } from '../protocols/ldap/root-dse.ts';
import { sentenceOf } from './directory-trouble.ts';
import type { DirectoryWire, Place } from './directory-wire.ts';

export interface Looked {
  readonly steps: DirectoryStep[];
  readonly certificate: ShownCertificate | undefined;
  readonly dse: RootDse | undefined;
}

/** The safest first. RFC 4513 section 3, RFC 4516: 636 and 389. */
const WAYS = [
  { port: 636, security: 'ldaps' },
  { port: 389, security: 'starttls' },
  { port: 389, security: 'none' },
] as const;
const LIMIT_MS = 20_000;

/** Never rejects for what a server does. */
export async function lookAtServer(
  { wire }: { readonly wire: Pick<DirectoryWire, 'look'> },
  place: Place & { readonly bind?: DirectorySettings['bind'] },
  signal: AbortSignal,
): Promise<Looked> {
  const steps: DirectoryStep[] = [];
  let connection: LdapConnection;
  try {
    connection = await wire.look(place, signal);
  } catch (cause) {
    // What answers but cannot be encrypted was reached.
    const isReached = cause instanceof LdapError && cause.trouble !== 'unreachable';
    if (isReached) steps.push(reached(place));
    steps.push({ what: isReached ? 'Encrypt' : 'Reach', ok: false, detail: sentenceOf(cause) });
    return { steps, certificate: undefined, dse: undefined };
  }
  try {
    steps.push(reached(place));
    const { certificate } = connection;
    steps.push(encrypted(place, certificate));
    // A server may show nothing of itself to strangers.
    const dse = await readRootDse(connection, signal).catch((cause: unknown) => {
      if (cause instanceof LdapError && cause.trouble !== 'protocol') return undefined;
      steps.push({ what: 'Reach', ok: false, detail: sentenceOf(cause) });
      return undefined;
    });
    return { steps, certificate: certificate && shown(certificate), dse };
  } finally {
    connection.close();
  }
}

const reached = ({ host, port }: Place): DirectoryStep => ({
  what: 'Reach',
  ok: true,
  detail: `${host}:${port} answers.`,
});

function encrypted(
  { security, tlsPin, bind }: Place & { readonly bind?: DirectorySettings['bind'] },
  certificate: LdapConnection['certificate'],
): DirectoryStep {
  const what = 'Encrypt';
  if (certificate === undefined) {
    const detail =
      bind === 'gssapi' ? 'Kerberos will encrypt.' : 'Not encrypted: no password is sent this way.';
    return { what, ok: true, detail };
  }
  const how = security === 'ldaps' ? 'LDAPS' : 'StartTLS';
  if (certificate.trusted)
    return { what, ok: true, detail: `Encrypted (${how}), and the certificate is the right one.` };
  const why =
    tlsPin === undefined
      ? 'nobody known vouches for its certificate, or it names another server. Paste the certificate of its authority, or compare the fingerprint and pin it'
      : 'its certificate is not the pinned one';
  return { what, ok: false, detail: `The directory cannot prove who it is: ${why}.` };
}

function shown({
  fingerprint,
  subject,
  issuer,
  notAfter,
  trusted,
}: NonNullable<LdapConnection['certificate']>) {
  return {
    ...{ fingerprint, subject, issuer, trusted },
    ...(notAfter === undefined ? {} : { notAfter }),
  };
}

/** Tries the usual ports where none is given. Rejects with the outer signal's reason only. */
export async function lookAtPlace(
  deps: { readonly wire: Pick<DirectoryWire, 'look'> },
  ask: DirectoryLook,
  outer: AbortSignal,
): Promise<DirectoryLooked> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(LIMIT_MS)]);
  const host = ask.host
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  const ways = WAYS.filter(
    ({ port, security }) =>
      (ask.security === undefined || ask.security === security) &&
      (ask.port === undefined || ask.security !== undefined || ask.port === port),
  );
  // Another port than the usual ones: what is there has to be found out.
  const tried = ways.length > 0 ? ways : WAYS;
  let last: { readonly place: Place; readonly looked: Looked } | undefined;
  for (const { port, security } of tried) {
    const pin = ask.tlsPin === undefined ? {} : { tlsPin: ask.tlsPin };
    const place: Place = { host, port: ask.port ?? port, security, ...pin };
    const looked = await lookAtServer(deps, place, signal);
    outer.throwIfAborted();
    last = { place, looked };
    if (looked.steps.every(({ ok }) => ok) || looked.certificate !== undefined) break;
  }
  const place = last?.place ?? { host, port: 636, security: 'ldaps' };
  const { steps = [], certificate, dse } = last?.looked ?? {};
  return {
    ok: steps.some(({ what, ok }) => what === 'Reach' && ok),
    steps,
    ...(certificate === undefined ? {} : { certificate }),
    proposal: proposalOf(place, dse),
  };
}

function proposalOf(place: Place, dse: RootDse | undefined): DirectorySettings {
  const kind = dse?.kind ?? 'other';
  const [base] = dse?.bases ?? [];
  const labels = parseDn(base ?? '')?.filter(({ type }) => type === 'dc') ?? [];
  const domain = labels.map(({ value }) => value.toLowerCase()).join('.');
  return {
    ...place,
    kind,
    bind: 'simple',
    bases: base === undefined ? [] : [base],
    filter: '',
    ...(domain === '' ? {} : { domain }),
    // The short name is a convention, and nearly always kept.
    ...(kind === 'active-directory' && domain !== ''
      ? { shortDomain: (domain.split('.')[0] ?? '').toUpperCase().slice(0, 15) }
      : {}),
    fields:
      kind === 'active-directory'
        ? {
            username: 'sAMAccountName',
            email: 'mail',
            name: 'displayName',
            department: 'department',
            key: 'objectGUID',
          }
        : {
            ...{ username: 'uid', email: 'mail', name: 'cn', department: 'departmentNumber' },
            ...{ language: 'preferredLanguage', key: 'entryUUID' },
          },
    import: { on: true, everyHours: 4, disableMissing: true, mostDisabled: 0.2 },
    signIn: true,
    onBoard: true,
  };
}
