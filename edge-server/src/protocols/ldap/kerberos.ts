// A ticket of Kerberos by the system's kinit (MIT, RFC 4120): a configuration and a credential cache of this directory's own, the password on
// kinit's standard input and nowhere else.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunProgram } from '../../deps.ts';
import { cleanText } from '../ipp/clean-text.ts';
import { isNoPassword } from './ldap-connection.ts';
import { LdapError } from './ldap-error.ts';

export interface Realm {
  /** DNS name of the domain; the realm is the same in capitals. */
  readonly domain: string;
  /** Addresses of key distribution centres that were checked; empty: DNS says (SRV records of the realm). */
  readonly kdcs: readonly string[];
}

export interface Tickets {
  /** For ldapsearch: KRB5_CONFIG and KRB5CCNAME, and nothing of the server's own environment. */
  readonly env: Readonly<Record<string, string>>;
  /** A ticket for `principal`, replacing the one before. `armor` proves by another ticket that it is the true KDC that answers (RFC 6113). */
  readonly signIn: (principal: string, password: string, signal: AbortSignal) => Promise<void>;
  /** Another cache in the same folder, whose tickets are asked for under the armor of this one. */
  readonly armored: () => Tickets;
  /** Takes tickets and configuration away. */
  readonly close: () => Promise<void>;
}

/** kinit tries several KDCs and both ways to reach them. */
const KINIT_MS = 20_000;
/** Long enough for an import, short enough that what leaked is worth nothing tomorrow. */
const LIFETIME = '2h';

/** The realm of a principal ("anna@AD.EXAMPLE.ORG"), or the domain's own. */
export const principalOf = (name: string, domain: string): string =>
  name.includes('@')
    ? name.replace(/@(.*)$/, (_, realm: string) => `@${realm.toUpperCase()}`)
    : `${name}@${domain.toUpperCase()}`;

export async function openTickets(realm: Realm, run: RunProgram): Promise<Tickets> {
  // mkdtemp makes it for its owner alone.
  const folder = await mkdtemp(join(tmpdir(), 'platen-krb-'));
  const config = join(folder, 'krb5.conf');
  await writeFile(config, configuration(realm), { mode: 0o600 });
  let caches = 0;

  const cache = (armor: string | undefined): Tickets => {
    const file = join(folder, `cc${++caches}`);
    const env = {
      KRB5_CONFIG: config,
      KRB5CCNAME: `FILE:${file}`,
      // No keytab of the machine's; words in English, since they are read below.
      KRB5_KTNAME: join(folder, 'none'),
      LC_ALL: 'C',
      HOME: folder,
    };
    return {
      env,
      signIn: async (principal, password, signal) => {
        if (isNoPassword(password)) throw new LdapError('refused', 'the password is empty');
        // What begins with a hyphen would be an option, and a line break a second answer.
        if (!/^[^-\s\0][^\s\0]*@[^\s@]+$/.test(principal) || /[\r\n]/.test(password))
          throw new LdapError('principal', 'this is no name of Kerberos');
        const args = [
          '-c',
          `FILE:${file}`,
          '-l',
          LIFETIME,
          ...(armor === undefined ? [] : ['-T', `FILE:${armor}`]),
          principal,
        ];
        const ask = { program: 'kinit', args, env, input: `${password}\n`, timeLimitMs: KINIT_MS, signal };
        const { code, missing, said } = await run(ask).ended;
        signal.throwIfAborted();
        if (missing) throw noProgram('kinit', 'krb5-user');
        if (code !== 0) throw kerberosError(said, realm);
        if (armor !== undefined && !(await wasArmored(file, env, run, signal)))
          throw new LdapError(
            'insecure',
            'the directory did not prove itself (Kerberos armoring is off there): choose StartTLS for passwords of people',
          );
      },
      armored: () => cache(file),
      close: () => rm(folder, { recursive: true, force: true }),
    };
  };
  return cache(undefined);
}

/**
 * kinit goes on without armor where a KDC says that it has none, and anybody can say so. How the ticket was got is noted in its cache:
 * 138 is the encrypted challenge (RFC 6113 section 5.4.6), which exists under armor only.
 */
async function wasArmored(
  file: string,
  env: Readonly<Record<string, string>>,
  run: RunProgram,
  signal: AbortSignal,
): Promise<boolean> {
  const listing = run({
    program: 'klist',
    args: ['-C', '-c', `FILE:${file}`],
    env,
    timeLimitMs: KINIT_MS,
    signal,
  });
  let text = '';
  for await (const chunk of listing.output) text += Buffer.from(chunk).toString('latin1');
  return (await listing.ended).code === 0 && /config: pa_type\(krbtgt\/[^)]*\) = 138\b/.test(text);
}

export const noProgram = (program: string, packages: string): LdapError =>
  new LdapError('program', `the program ${program} is not installed (Debian, Ubuntu: ${packages})`);

/** A one-line block is not understood by MIT's reader, hence the braces over several lines. */
function configuration({ domain, kdcs }: Realm): string {
  const realm = domain.toUpperCase();
  const lines = [
    '[libdefaults]',
    ` default_realm = ${realm}`,
    ` dns_lookup_kdc = ${kdcs.length === 0}`,
    ' dns_lookup_realm = false',
    // The name in the settings is the one the ticket is for, whatever DNS makes of it.
    ' dns_canonicalize_hostname = false',
    ' rdns = false',
    // Tickets of Active Directory are longer than a datagram more often than not.
    ' udp_preference_limit = 1',
    ' forwardable = false',
    '[realms]',
    ` ${realm} = {`,
    ...kdcs.map((address) => `  kdc = ${address.includes(':') ? `[${address}]` : address}:88`),
    ' }',
    '[domain_realm]',
    ` .${domain.toLowerCase()} = ${realm}`,
    ` ${domain.toLowerCase()} = ${realm}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** From the words of kinit or of the GSSAPI library. */
export function kerberosError(said: string, { domain }: Pick<Realm, 'domain'>): LdapError {
  const realm = domain.toUpperCase();
  const known: readonly (readonly [RegExp, LdapError])[] = [
    [
      /clock skew/i,
      new LdapError(
        'clock',
        'the clocks of this server and of the directory are more than five minutes apart',
      ),
    ],
    [
      /(client|principal).{0,300}not found in kerberos database/is,
      new LdapError('principal', 'the directory does not know this account'),
    ],
    [
      /server.{0,300}not found in kerberos database/is,
      new LdapError(
        'realm',
        'the directory has no service of this name in Kerberos: give its full host name, as it is registered there',
      ),
    ],
    [
      /preauthentication failed|password incorrect|decrypt integrity check/i,
      new LdapError('refused', 'name or password is wrong'),
    ],
    [
      /credentials have been revoked|client.{0,40}locked/i,
      new LdapError('locked', 'the account is switched off or locked'),
    ],
    [
      /password has expired|password.{0,20}expired/i,
      new LdapError('locked', 'the password of the account has expired'),
    ],
    [
      /kdc reply did not match|realm not local|wrong realm/i,
      new LdapError(
        'realm',
        `the directory is not of the realm ${realm}: the domain in the settings is another one`,
      ),
    ],
    [
      /cannot find kdc|cannot resolve|cannot contact any kdc|unable to reach any kdc/i,
      new LdapError(
        'realm',
        `no key distribution centre of the realm ${realm} answers: is the domain in the settings right, and port 88 open?`,
      ),
    ],
    [
      /no worthy mechs|unknown authentication method|no mechanism available/i,
      noProgram('GSSAPI for ldapsearch', 'libsasl2-modules-gssapi-mit'),
    ],
    [
      /fast|armor/i,
      new LdapError(
        'insecure',
        'the directory cannot prove itself for passwords of people (Kerberos armoring): use StartTLS',
      ),
    ],
  ];
  const found = known.find(([words]) => words.test(said))?.[1];
  return (
    found ?? new LdapError('unreachable', `Kerberos failed: ${cleanText(said.split('\n').at(-1) ?? '', 200)}`)
  );
}
