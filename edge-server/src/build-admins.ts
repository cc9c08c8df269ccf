// Puts the parts about administrators together: accounts, signing in, second factors, sessions, the audit log's seals. Wiring only.
import type { Deps } from './deps.ts';
import { makeAdminSessions } from './people/admin-sessions.ts';
import { makeAdminSignIn } from './people/admin-sign-in.ts';
import { makeAdminTries } from './people/admin-tries.ts';
import { makeAdmins } from './people/admins.ts';
import { makeAuditSeals } from './people/audit-seals.ts';
import { type AskDirectory, makeDirectoryAdmins } from './people/directory-admins.ts';
import { makePasskeys } from './people/passkeys.ts';
import { makeSecondFactor } from './people/second-factor.ts';
import type { Sessions } from './people/sessions.ts';
import { hashPassword, verifyPassword } from './platform/password-hash.ts';

export function buildAdmins(deps: Deps, sessions: Sessions) {
  const passwords = {
    hash: hashPassword,
    verify: (stored: string | undefined, given: string) => verifyPassword(given, stored),
  };
  /** Directories are opened later than people. */
  let askDirectory: AskDirectory = async () => undefined;
  const tries = makeAdminTries(deps);
  const factors = makeSecondFactor(deps);
  const passkeys = makePasskeys({ ...deps, factors });
  const adminSessions = makeAdminSessions({ ...deps, sessions });
  const signIn = makeAdminSignIn({
    ...deps,
    passwords,
    sessions,
    tries,
    factors,
    passkeys,
    adminSessions,
    directoryAdmins: makeDirectoryAdmins(deps),
    askDirectory: (name, password) => askDirectory(name, password),
  });
  const parts = {
    /** The accounts. */
    admins: makeAdmins({ ...deps, passwords, sessions }),
    /** The console's door and what belongs to it. */
    door: { signIn, factors, passkeys, sessions: adminSessions },
    auditSeals: makeAuditSeals(deps),
  };
  return {
    parts,
    useDirectory: (ask: AskDirectory): void => {
      askDirectory = ask;
    },
  };
}
