// Tries a directory step by step, as an administrator who sets one up wants to see it: reached, encrypted, signed in, containers, people. Changes
// nothing and stops at the first step without which the next says nothing.
import type { DirectoryStep, DirectoryTested } from '@platen/shared/api/admin-directory';
import type { DirectorySettings } from '@platen/shared/directory';
import type { Deps } from '../deps.ts';
import { LdapError } from '../protocols/ldap/ldap-error.ts';
import { lookAtServer } from './directory-look.ts';
import type { DirectoryPerson } from './directory-person.ts';
import { basesOf, type ReadTold, readPeople } from './directory-read.ts';
import { sentenceOf } from './directory-trouble.ts';
import type { DirectorySession, DirectoryWire } from './directory-wire.ts';

export interface TestParts extends Pick<Deps, 'clock'> {
  readonly wire: DirectoryWire;
  readonly settings: DirectorySettings;
  readonly secret: string | undefined;
}

/** People looked at; enough to see whether the fields are right. */
const SAMPLE = 50;
const SHOWN = 5;
/** RFC 4120 section 7.5.9 and every implementation: more, and tickets are refused. */
const MOST_SKEW_MS = 5 * 60_000;
/** All of it; somebody waits in front of a screen. */
const LIMIT_MS = 45_000;

/** Rejects with the outer signal's reason only. */
export async function testDirectory(parts: TestParts, outer: AbortSignal): Promise<DirectoryTested> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(LIMIT_MS)]);
  const { settings, wire } = parts;
  const { steps, certificate, dse } = await lookAtServer(parts, settings, signal);
  outer.throwIfAborted();
  const samples: DirectoryTested['samples'] = [];
  const ended = (): DirectoryTested => ({
    ok: steps.every(({ ok }) => ok),
    steps,
    samples,
    ...(certificate === undefined ? {} : { certificate }),
  });
  if (!steps.every(({ ok }) => ok)) return ended();
  if (dse?.time !== undefined && settings.bind === 'gssapi')
    steps.push(clockStep(parts.clock.now() - dse.time));

  /** Tells how it went. @returns false when the next step would say nothing. */
  async function step(what: string, work: () => Promise<Omit<DirectoryStep, 'what'>>): Promise<boolean> {
    let found: Omit<DirectoryStep, 'what'>;
    try {
      found = await work();
    } catch (cause) {
      outer.throwIfAborted();
      found = { ok: false, detail: sentenceOf(cause) };
    }
    steps.push({ what, ...found });
    return found.ok;
  }

  let session: DirectorySession | undefined;
  try {
    await step('Sign in', async () => {
      session = await wire.open(settings, parts.secret, signal);
      const detail =
        settings.bind === 'anonymous'
          ? 'Nobody signs in: only what the directory shows to anybody can be imported.'
          : `Signed in as ${settings.bindName ?? ''}.`;
      return { ok: true, detail };
    });
    const open = session;
    if (open === undefined) return ended();
    if (!(await step('Containers', () => containers(open, settings, signal)))) return ended();
    await step('Search', () => people(open, settings, samples, signal));
    if ((settings.adminGroups ?? []).length > 0)
      await step('Administrators', () => groups(open, settings, signal));
    return ended();
  } finally {
    await session?.close();
  }
}

/** @param skewMs this server's clock minus the directory's */
export function clockStep(skewMs: number): DirectoryStep {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const apart = seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
  if (Math.abs(skewMs) <= MOST_SKEW_MS)
    return { what: 'Clock', ok: true, detail: `The clocks agree within ${apart}.` };
  const order = skewMs > 0 ? 'before' : 'behind';
  const detail = `The clock of this server is ${apart} ${order} the directory's: Kerberos allows 5 minutes. Set the time (NTP).`;
  return { what: 'Clock', ok: false, detail };
}

type Told = Promise<Omit<DirectoryStep, 'what'>>;

async function containers(session: DirectorySession, settings: DirectorySettings, signal: AbortSignal): Told {
  const bases = await basesOf(session, settings, signal);
  for (const base of bases) {
    const ask = { base, scope: 'base', filter: '(objectClass=*)', attributes: ['objectClass'] } as const;
    let found = 0;
    try {
      for await (const _ of session.search(ask, signal).entries) found++;
    } catch (cause) {
      throw cause instanceof LdapError && cause.trouble === 'no-such-base'
        ? new LdapError('no-such-base', `${base} does not exist there`, { cause })
        : cause;
    }
    if (found === 0) throw new LdapError('no-such-base', `${base} is not shown to this account`);
  }
  const detail = bases.length === 1 ? `${bases[0]} is there.` : `All ${bases.length} containers are there.`;
  return { ok: true, detail };
}

async function people(
  session: DirectorySession,
  settings: DirectorySettings,
  samples: DirectoryTested['samples'],
  signal: AbortSignal,
): Told {
  const told: ReadTold = { seen: 0, nameless: 0, references: 0, limited: false };
  const found: DirectoryPerson[] = [];
  for await (const some of readPeople(session, settings, { told, signal, most: SAMPLE })) found.push(...some);
  if (told.seen === 0)
    return { ok: false, detail: 'Nobody was found. Check containers, filter and rights of the account.' };
  if (found.length === 0) {
    const { key, username } = settings.fields;
    const detail = `Entries were found, but none has both ${key} and ${username}. Check the fields.`;
    return { ok: false, detail };
  }
  samples.push(...found.slice(0, SHOWN).map(shown));
  const withAddress = found.filter(({ email }) => email !== undefined).length;
  if (withAddress === 0) {
    const detail = `People were found, but none of the first ${found.length} has an address in ${settings.fields.email}. Check the fields.`;
    return { ok: false, detail };
  }
  const referred =
    told.references === 0
      ? ''
      : ' It also refers to other servers, which are not asked: add them as directories of their own.';
  const detail = `People are found; ${withAddress} of the first ${found.length} have an address.${referred}`;
  return { ok: true, detail };
}

const shown = ({
  username,
  email,
  name,
  department,
}: DirectoryPerson): DirectoryTested['samples'][number] => ({
  username,
  name,
  ...(email === undefined ? {} : { email }),
  ...(department === undefined ? {} : { department }),
});

async function groups(session: DirectorySession, settings: DirectorySettings, signal: AbortSignal): Told {
  const missing: string[] = [];
  for (const { dn } of settings.adminGroups ?? []) {
    const ask = { base: dn, scope: 'base', filter: '(objectClass=*)', attributes: ['objectClass'] } as const;
    let found = 0;
    try {
      for await (const _ of session.search(ask, signal).entries) found++;
    } catch (cause) {
      if (!(cause instanceof LdapError) || cause.trouble !== 'no-such-base') throw cause;
    }
    if (found === 0) missing.push(dn);
  }
  return missing.length === 0
    ? { ok: true, detail: 'The groups of administrators are there.' }
    : { ok: false, detail: `Not found: ${missing.join('; ')}.` };
}
