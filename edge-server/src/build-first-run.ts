// Puts together what the first-run assistant works with: its progress, test pages, guesses about mail. Wiring only.
import { lookup, resolveMx, resolveSrv } from 'node:dns/promises';
import type { App } from './app.ts';
import { guessMail, type MailNames } from './guess-mail.ts';
import type { Storage } from './open-storage.ts';
import { siteBegan } from './people/site-began.ts';
import { makeTestPages } from './print-test-page.ts';
import { readFact } from './settings/facts.ts';
import { makeFirstRun } from './settings/first-run.ts';

export function buildFirstRun(
  { deps }: Storage,
  app: () => App,
): Pick<App, 'firstRun' | 'testPages' | 'guessMail' | 'lastBackup'> {
  return {
    firstRun: makeFirstRun(deps),
    testPages: makeTestPages({ ...deps, app }),
    guessMail: (address) => guessMail(address, names),
    lastBackup: async () => {
      const at = await readFact(deps.db, 'last-backup');
      return { at: at === undefined ? undefined : Number(at), since: await deps.db.read(siteBegan) };
    },
  };
}

/** What nobody knows is no record; a name service that is away is told apart by nobody here. */
const orNone = <T>(asked: Promise<T[]>): Promise<T[]> => asked.catch(() => []);

const names: MailNames = {
  // By preference: the lowest number first (RFC 2782, RFC 5321 section 5.1).
  srv: async (name) => (await orNone(resolveSrv(name))).sort((a, b) => a.priority - b.priority),
  mx: async (domain) =>
    (await orNone(resolveMx(domain)))
      .sort((a, b) => a.priority - b.priority)
      .map(({ exchange }) => exchange.toLowerCase()),
  exists: async (name) => (await orNone(lookup(name, { all: true }))).length > 0,
};
