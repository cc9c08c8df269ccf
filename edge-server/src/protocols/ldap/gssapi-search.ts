// Searches signed in with a ticket of Kerberos (SASL GSSAPI, RFC 4752), by the system's ldapsearch: it signs and seals what it says, without
// which Active Directory answers nothing. ldapts speaks no GSSAPI.
import type { RunProgram } from '../../deps.ts';
import { cleanText } from '../ipp/clean-text.ts';
import { parseFilter } from './filter-text.ts';
import { kerberosError, noProgram } from './kerberos.ts';
import type { SearchAsk, SearchTold } from './ldap-connection.ts';
import type { LdapEntry } from './ldap-entry.ts';
import { LdapError } from './ldap-error.ts';
import { readLdif } from './ldif.ts';
import { RESULT, resultError } from './result-codes.ts';

export interface GssapiPlace {
  /** The name the service is registered under in Kerberos. */
  readonly host: string;
  readonly port: number;
  readonly domain: string;
  readonly env: Readonly<Record<string, string>>;
}

/** For the whole of an import: 50,000 entries take some seconds. */
const SEARCH_MS = 10 * 60_000;
const CONNECT_SECONDS = 5;
/** Strength of the seal in bits: AES has 128 or 256; 56 was DES, and less is a signature without secrecy. */
const LEAST_SEAL = 56;

export function searchGssapi(
  place: GssapiPlace,
  ask: SearchAsk,
  run: RunProgram,
  signal: AbortSignal,
): { readonly entries: AsyncGenerator<LdapEntry, void>; readonly told: SearchTold } {
  const told: SearchTold = { references: 0, limited: false };
  return { entries: read(place, ask, { run, told, signal }), told };
}

async function* read(
  place: GssapiPlace,
  ask: SearchAsk,
  {
    run,
    told,
    signal,
  }: { readonly run: RunProgram; readonly told: SearchTold; readonly signal: AbortSignal },
): AsyncGenerator<LdapEntry, void> {
  // Everything that goes into the arguments is what it says: a filter, names of attributes, a host.
  parseFilter(ask.filter);
  if (!ask.filter.startsWith('(') || ask.base.includes('\0') || ask.filter.includes('\0'))
    throw new LdapError('protocol', 'the filter has to begin with a bracket');
  if (!/^[A-Za-z0-9.-]+$/.test(place.host)) throw new LdapError('realm', 'Kerberos needs a host name');
  const ending = new AbortController();
  const stop = (): void => ending.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const program = run({
    program: 'ldapsearch',
    args: argumentsOf(place, ask),
    // Neither the machine's ldap.conf nor somebody's ldaprc says where to.
    env: { ...place.env, LDAPNOINIT: '1' },
    timeLimitMs: SEARCH_MS,
    signal: ending.signal,
  });
  try {
    const ldif = { references: 0 };
    for await (const entry of readLdif(program.output, ldif)) yield entry;
    told.references += ldif.references;
    const { code, missing, said } = await program.ended;
    signal.throwIfAborted();
    if (missing) throw noProgram('ldapsearch', 'ldap-utils');
    if (code === RESULT.success) return;
    if (code === RESULT.referral) told.references++;
    else if (code === RESULT.sizeLimit || code === RESULT.timeLimit || code === RESULT.adminLimit)
      told.limited = true;
    else throw failure(code, said, place);
  } finally {
    signal.removeEventListener('abort', stop);
    // Nobody reads on: the program has to end, too.
    ending.abort(new Error('the search is over'));
  }
}

function argumentsOf({ host, port }: GssapiPlace, ask: SearchAsk): readonly string[] {
  const scope = { base: 'base', one: 'one', sub: 'sub' }[ask.scope];
  return [
    ...['-Y', 'GSSAPI', '-Q', '-N', '-O', `minssf=${LEAST_SEAL}`],
    ...['-H', `ldap://${host}:${port}`, '-o', 'ldif-wrap=no', '-o', `nettimeout=${CONNECT_SECONDS}`],
    // With one -L comments stay, which is where ldapsearch writes references.
    ...['-L', '-b', ask.base, '-s', scope],
    ...(ask.sizeLimit === undefined ? [] : ['-z', String(ask.sizeLimit)]),
    ...(ask.pageSize === undefined ? [] : ['-E', `pr=${ask.pageSize}/noprompt`]),
    ask.filter,
    ...ask.attributes,
  ];
}

/** ldapsearch ends with the result's code; below zero (from 240 on, as the system shows it) are its own. */
function failure(code: number | undefined, said: string, place: GssapiPlace): LdapError {
  if (/gssapi|kerberos|sasl/i.test(said) && !/data 5/i.test(said)) {
    const error = kerberosError(said, place);
    if (error.trouble !== 'unreachable') return error;
  }
  if (/can't contact ldap server/i.test(said))
    return new LdapError('unreachable', `${place.host}:${place.port} cannot be reached`);
  if (code !== undefined && code > 0 && code < 128) return resultError(code, said);
  return new LdapError(
    'unreachable',
    `ldapsearch failed: ${cleanText(said.split('\n').find((line) => line !== '') ?? '', 200)}`,
  );
}
