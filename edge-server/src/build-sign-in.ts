// Puts signing in together: cards, guests, the company code, mailed codes, directory passwords and single sign-on. Wiring only.
import { asc, isNull } from 'drizzle-orm';
import type { Tx } from './db/database.ts';
import { resolveAllowed } from './devices/address-policy.ts';
import { ownAddresses } from './devices/discover/own-links.ts';
import type { Shred } from './flow/hold/shred.ts';
import { listOf } from './flow/intake/mail/sender-rules.ts';
import type { InsertOutbox } from './flow/outbox/insert-outbox.ts';
import { listOwnJobs } from './flow/store/jobs.ts';
import { countMail } from './flow/store/mail-tallies.ts';
import { pagesUsed } from './flow/store/pages-used.ts';
import type { Storage } from './open-storage.ts';
import { makeCards } from './people/cards.ts';
import { makeCompanyCode } from './people/company-code.ts';
import { dropOldGuessDays } from './people/guess-days.ts';
import { makeGuests } from './people/guests.ts';
import { makeJoinUser } from './people/join-user.ts';
import { makeKnownBrowser } from './people/known-browser.ts';
import { dropOldAttempts, makeMailedCode } from './people/mailed-code.ts';
import { makeOpenId } from './people/open-id.ts';
import { listSenderRules } from './people/sender-lists.ts';
import type { Sessions } from './people/sessions.ts';
import { isOff } from './people/user-off.ts';
import { findUserByEmail, type makeUsers } from './people/users.ts';
import { openProvider } from './protocols/open-id/provider.ts';
import { ProviderAway, providerFetch } from './protocols/open-id/provider-fetch.ts';
import { makeOpenIdSecret } from './settings/open-id-secret.ts';
import type { DirectoryPasswords, MayJoin, SignInApp } from './sign-in-app.ts';

export interface SignInParts {
  readonly storage: Storage;
  readonly users: ReturnType<typeof makeUsers>;
  readonly sessions: Sessions;
  readonly shred: Shred;
  readonly insertOutbox: InsertOutbox;
  readonly ownPorts: () => readonly number[];
  /** A provider on this machine, without TLS: in tests only. */
  readonly openIdLoopback: boolean;
  /** people/directory-sign-in.ts; absent: there is no directory. */
  readonly passwords?: DirectoryPasswords;
  /** The person with this address, as a directory knows them (SPEC C7). */
  readonly lookUp?: (
    email: string,
    signal?: AbortSignal,
  ) => Promise<{ readonly email: string; readonly name: string; readonly off?: boolean } | undefined>;
}

const NO_DIRECTORY: DirectoryPasswords = {
  check: async () => ({ kind: 'unavailable', sentence: 'no directory is set up' }),
  any: async () => false,
};

export function buildSignIn(parts: SignInParts) {
  const { storage, users, sessions, shred } = parts;
  const { deps } = storage;
  const { db, settings } = deps;

  const companyCode = makeCompanyCode(deps);
  const openIdSecret = makeOpenIdSecret(deps);
  const guests = makeGuests({
    ...deps,
    users,
    pagesUsed,
    deleteDocuments: async (userId) => {
      const jobs = await db.read((tx) => listOwnJobs(tx, userId, 'portal'));
      if (jobs.some(({ state }) => state === 'releasing')) return false;
      for (const { id } of jobs) await shred.remove(id, 'the end of the guest code');
      return true;
    },
    endSessions: sessions.endOfUsers,
  });
  const openId = makeOpenId({
    ...deps,
    secret: openIdSecret.read,
    connect: (ask) =>
      openProvider({
        ...ask,
        plain: parts.openIdLoopback && ask.issuer.startsWith('http://'),
        fetch: providerFetch({ plain: parts.openIdLoopback, addressesOf }),
      }),
  });

  /** Where a provider may be spoken to (threat T36). */
  async function addressesOf(host: string, port: number): Promise<readonly string[]> {
    const found = await resolveAllowed(host, {
      allowLoopback: parts.openIdLoopback,
      ownAddresses: ownAddresses(),
      ownPorts: parts.ownPorts(),
      port,
    });
    if (!found.ok) throw new ProviderAway(found.sentence);
    return found.addresses;
  }

  async function mayJoin(email: string, signal?: AbortSignal): Promise<MayJoin | string> {
    const [user, rules] = await db.read(async (tx) => [
      await findUserByEmail(tx, email),
      await listSenderRules(tx),
    ]);
    if (user !== undefined) return isOff(user, deps.clock.now()) ? 'the account is switched off' : {};
    const listed = listOf(email, rules);
    if (listed?.list === 'block') return `on the block-list: ${listed.pattern}`;
    const known = await parts.lookUp?.(email, signal);
    if (known?.off === true) return 'switched off in the directory';
    if (known !== undefined) return { name: known.name };
    if (listed !== undefined || settings().mail.whoMaySend === 'anyone') return {};
    return 'on no list and in no directory';
  }

  const app: SignInApp = {
    guests,
    cards: makeCards(deps),
    companyCode,
    mailedCode: makeMailedCode({ ...deps, companyCode, count: countMail }),
    known: makeKnownBrowser(deps),
    passwords: parts.passwords ?? NO_DIRECTORY,
    openId,
    join: makeJoinUser({ ...deps, users }),
    openIdSecret,
    domains: () => db.read(signInDomains),
    mayJoin,
    mailAttempt: async (tx, { email, attempt }) => {
      await parts.insertOutbox(tx, {
        kind: 'sign-in',
        recipient: email,
        about: attempt,
        values: { attempt },
      });
    },
  };

  return {
    app,
    /** For flow/release/claim.ts. */
    limit: guests.limit,
    /** Inside the sweeper's transaction. */
    housekeeping: async (tx: Tx, now: number): Promise<void> => {
      await dropOldAttempts(tx, now);
      await dropOldGuessDays(tx, now);
    },
    /** After it: each document that goes is a transaction of its own. */
    sweep: guests.sweep,
  };
}

/** By the name that people type before theirs. A directory without one cannot be chosen; it is asked in its turn. */
async function signInDomains(tx: Tx): Promise<SignInDomainRow[]> {
  const { directories } = tx.t;
  const rows = await tx.q
    .select()
    .from(directories)
    .where(isNull(directories.removedAt))
    .orderBy(asc(directories.position));
  return rows.flatMap(({ name, enabled, settings }) => {
    const id = settings.shortDomain ?? settings.domain ?? '';
    return enabled && settings.signIn && id !== '' ? [{ id, label: name }] : [];
  });
}
type SignInDomainRow = Awaited<ReturnType<SignInApp['domains']>>[number];
