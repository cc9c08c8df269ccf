// Puts the parts about people together: users, administrators, their sessions, and the programs that may call. Wiring only.
import { buildAdmins } from './build-admins.ts';
import type { Tx } from './db/database.ts';
import type { Storage } from './open-storage.ts';
import { makeApiTokens } from './people/api-tokens.ts';
import { makeConverters } from './people/converters.ts';
import { dropQuietScopes } from './people/guess-budget.ts';
import { dropOldPresences, makePresence } from './people/presence.ts';
import { makePrintQueues } from './people/print-queues.ts';
import { dropExpiredSessions, makeSessions } from './people/sessions.ts';
import { makeSwitchUser } from './people/switch-user.ts';
import { makeUsers } from './people/users.ts';
import { makeUsersCsv } from './people/users-csv.ts';

export function buildPeople(storage: Storage) {
  const { deps } = storage;
  const sessions = makeSessions(deps);
  const users = makeUsers(deps);
  const admins = buildAdmins(deps, sessions);
  /** What works by itself, by the clock. */
  const running: readonly { readonly start: () => void; readonly stop: () => void }[] = [
    admins.parts.auditSeals,
  ];

  return {
    /** The fields of the App that are about people. */
    parts: {
      sessions,
      users,
      switchUser: makeSwitchUser({ ...deps, sessions }),
      usersCsv: makeUsersCsv({ ...deps, users }),
      ...admins.parts,
      converters: makeConverters({ ...deps, sessions }),
      apiTokens: makeApiTokens(deps),
      printQueues: makePrintQueues(deps),
      presence: makePresence(deps),
    },
    /** By whom administrators of directories are known. */
    useDirectory: admins.useDirectory,
    /** Takes away what has expired, inside the sweeper's transaction. */
    housekeeping: async (tx: Tx, now: number): Promise<void> => {
      await dropExpiredSessions(tx, now);
      await dropQuietScopes(tx, now);
      await dropOldPresences(tx, now);
    },
    start: (): void => {
      for (const part of running) part.start();
    },
    stop: (): void => {
      for (const part of running) part.stop();
    },
  };
}

export type People = ReturnType<typeof buildPeople>;
