// Signing in with a directory's user name and password (SPEC C5): the directories are asked in their order whether they know the name, and
// whoever knows it is asked about the password. Who is signed in gets an account, or a fresh one, with it.
import type { DirectorySettings } from '@platen/shared/directory';
import type { Tx } from '../db/database.ts';
import { isNoPassword } from '../protocols/ldap/ldap-connection.ts';
import { LdapError } from '../protocols/ldap/ldap-error.ts';
import { canonicalAddress } from '../protocols/mail/addresses.ts';
import { countLiveCodes } from './codes.ts';
import { type DirectoryPerson, readPerson, signInFilter, wantedAttributes } from './directory-person.ts';
import { basesOf } from './directory-read.ts';
import { type DirectoryRow, listDirectories, liveDirectoryIds, noteDirectory } from './directory-rows.ts';
import { planMoves } from './directory-take.ts';
import { isAway, sentenceOf } from './directory-trouble.ts';
import type { DirectorySession, DirectoryWire } from './directory-wire.ts';
import { type WriteDeps, writeMoves } from './directory-write.ts';

export type DirectoryChecked =
  | { readonly kind: 'ok'; readonly userId: string }
  | { readonly kind: 'wrong' }
  /** `sentence` is for the log and for administrators. */
  | { readonly kind: 'unavailable'; readonly sentence: string };

export interface SignInDeps extends WriteDeps {
  readonly wire: Pick<DirectoryWire, 'open'>;
  readonly secretOf: (row: Pick<DirectoryRow, 'secretSealed'>) => string | undefined;
}

/** Somebody stands at a panel: one directory may take so long, and all of them twice that. */
const ONE_MS = 8_000;
const ALL_MS = 16_000;
/** Longer names and passwords exist nowhere; Active Directory ends at 104 and 127 characters. */
const LONGEST_NAME = 256;
const LONGEST_PASSWORD = 1_024;

export function makeDirectorySignIn(deps: SignInDeps) {
  const { db, clock, log } = deps;

  /** `user` is a name, DOMAIN\name, name@domain or an address. Never throws for what a directory does; only when the signal aborts. */
  async function check(
    typed: { readonly user: string; readonly password: string },
    signal: AbortSignal,
  ): Promise<DirectoryChecked> {
    const { password } = typed;
    const user = typed.user.normalize('NFC').trim();
    // Before any socket: a directory takes an empty password for an anonymous sign-in, and says yes (threat T38).
    if (isNoPassword(password) || password.length > LONGEST_PASSWORD) return { kind: 'wrong' };
    if (user === '' || user.length > LONGEST_NAME || /\p{Cc}/u.test(user)) return { kind: 'wrong' };
    const rows = (await db.read(listDirectories)).filter(
      ({ enabled, settings }) => enabled && settings.signIn,
    );
    let away: string | undefined;
    let known = false;
    const all = AbortSignal.any([signal, AbortSignal.timeout(ALL_MS)]);
    for (const row of rows) {
      const name = nameIn(row.settings, user);
      if (name === undefined) continue;
      try {
        const found = await ask(row, name, password, AbortSignal.any([all, AbortSignal.timeout(ONE_MS)]));
        await note(row, undefined);
        if (found === undefined) continue;
        if (found.person !== undefined) return await welcome(row, found.person);
        known = true;
      } catch (cause) {
        signal.throwIfAborted();
        away = `${row.name}: ${sentenceOf(cause)}`;
        log.warn('a directory cannot check a password', { directory: row.id, cause });
        await note(row, cause);
      }
    }
    // Where one directory knows the name and refuses the password, another one that is away changes nothing for this person.
    return away === undefined || known ? { kind: 'wrong' } : { kind: 'unavailable', sentence: away };
  }

  /** Undefined: nobody of this name is known there. Without `person`: the password is wrong, or the account may not sign in. */
  async function ask(
    row: DirectoryRow,
    name: { readonly username: string; readonly typed: string },
    password: string,
    signal: AbortSignal,
  ): Promise<{ readonly person: DirectoryPerson | undefined } | undefined> {
    const session = await deps.wire.open(row.settings, deps.secretOf(row), signal);
    try {
      const person = await findOne(
        session,
        row.settings,
        signInFilter(row.settings, name.username, name.typed),
        signal,
      );
      if (person === undefined) return undefined;
      if (person.off) return { person: undefined };
      try {
        await session.prove(person, password, signal);
      } catch (cause) {
        if (
          cause instanceof LdapError &&
          (cause.trouble === 'refused' || cause.trouble === 'locked' || cause.trouble === 'principal')
        )
          return { person: undefined };
        throw cause;
      }
      return { person };
    } finally {
      await session.close();
    }
  }

  async function welcome(row: DirectoryRow, person: DirectoryPerson): Promise<DirectoryChecked> {
    const userId = await db.write((tx) => takeOne(tx, deps, row, person));
    if (userId !== undefined) return { kind: 'ok', userId };
    const sentence = `${row.name}: ${person.username} has no address in the directory, or another person's, so there is no account to sign in to.`;
    log.warn('a person of a directory cannot have an account', { directory: row.id, user: person.username });
    return { kind: 'unavailable', sentence };
  }

  async function note(row: DirectoryRow, cause: unknown): Promise<void> {
    const isDown = row.state?.down !== undefined;
    if (cause === undefined ? !isDown : isDown || !isAway(cause)) return;
    const problem = cause === undefined ? {} : { problem: sentenceOf(cause) };
    await db.write((tx) => noteDirectory(tx, row.id, { ...problem, now: clock.now() }));
  }

  /** Is there a directory whose people can sign in? */
  const any = async (): Promise<boolean> =>
    (await db.read(listDirectories)).some(({ enabled, settings }) => enabled && settings.signIn);

  return { check, any };
}

export type DirectorySignIn = ReturnType<typeof makeDirectorySignIn>;

/** What to look for in this directory; undefined when the name says that it belongs to another one. */
export function nameIn(
  { domain, shortDomain }: Pick<DirectorySettings, 'domain' | 'shortDomain'>,
  user: string,
): { readonly username: string; readonly typed: string } | undefined {
  const slash = user.indexOf('\\');
  if (slash >= 0) {
    const said = user.slice(0, slash).toLowerCase();
    const ours = [domain, shortDomain].some((one) => one !== undefined && one.toLowerCase() === said);
    const username = user.slice(slash + 1);
    return ours && username !== '' ? { username, typed: username } : undefined;
  }
  const at = user.lastIndexOf('@');
  // Addresses are compared as mail compares them; a principal name may end in the domain.
  const typed = canonicalAddress(user) ?? user;
  if (at > 0 && domain !== undefined && user.slice(at + 1).toLowerCase() === domain.toLowerCase())
    return { username: user.slice(0, at), typed };
  return { username: user, typed };
}

/** The one entry that the filter finds; two are nobody, since nobody knows which. */
export async function findOne(
  session: Pick<DirectorySession, 'search'>,
  settings: DirectorySettings,
  filter: string,
  signal: AbortSignal,
): Promise<DirectoryPerson | undefined> {
  const found = new Map<string, DirectoryPerson>();
  for (const base of await basesOf(session, settings, signal)) {
    const ask = { base, scope: 'sub', filter, attributes: wantedAttributes(settings), sizeLimit: 2 } as const;
    for await (const entry of session.search(ask, signal).entries) {
      const person = readPerson(settings, entry);
      if (person !== undefined) found.set(person.key, person);
    }
  }
  return found.size === 1 ? [...found.values()][0] : undefined;
}

/** Makes or refreshes the account of one person. @returns its id; undefined when there can be none. */
export async function takeOne(
  tx: Tx,
  deps: WriteDeps,
  row: Pick<DirectoryRow, 'id' | 'name' | 'settings'>,
  person: DirectoryPerson,
): Promise<string | undefined> {
  const taking = {
    directoryId: row.id,
    directories: await liveDirectoryIds(tx),
    // Whether the owner of an address has left is for an import to find out.
    seen: () => true,
    withDepartment: row.settings.fields.department !== undefined,
  };
  const moves = await planMoves(tx, taking, [person]);
  const liveCodes = moves.some(({ kind }) => kind === 'add') ? await countLiveCodes(tx) : 0;
  const writing = { directoryId: row.id, who: `directory:${row.name}`, seenAt: deps.clock.now(), liveCodes };
  return (await writeMoves(tx, deps, writing, moves)).get(person.key)?.id;
}
