// The parts about administrators for tests of single parts: as build-admins.ts puts them together, with a quick password hash.
import { makeAdminSessions } from '@platen/edge-server/people/admin-sessions';
import { makeAdminSignIn } from '@platen/edge-server/people/admin-sign-in';
import { makeAdminTries } from '@platen/edge-server/people/admin-tries';
import { makeAdmins } from '@platen/edge-server/people/admins';
import { type DirectoryAdmin, makeDirectoryAdmins } from '@platen/edge-server/people/directory-admins';
import { makePasskeys } from '@platen/edge-server/people/passkeys';
import { makeSecondFactor } from '@platen/edge-server/people/second-factor';
import { makeSessions } from '@platen/edge-server/people/sessions';
import { generateSync } from 'otplib';
import type { TestDeps } from './deps.ts';

export const PASSWORD = 'correct horse battery';
export const DOOR = {
  address: '10.0.0.1',
  agent: 'Test/1.0',
  place: { rpId: 'print.example.org', origin: 'https://print.example.org:8443' },
} as const;

export function adminParts(deps: TestDeps) {
  let verified = 0;
  // The real hash is slow on purpose; platform/password-hash has its own tests.
  const passwords = {
    hash: async (password: string) => `hash:${password}`,
    verify: async (stored: string | undefined, given: string) => {
      verified++;
      return stored === `hash:${given}`;
    },
  };
  const sessions = makeSessions(deps);
  const tries = makeAdminTries(deps);
  const factors = makeSecondFactor(deps);
  const passkeys = makePasskeys({ ...deps, factors });
  const adminSessions = makeAdminSessions({ ...deps, sessions });
  /** What the directory of a test says: by name and password, separated by a blank. */
  const directory = new Map<string, DirectoryAdmin>();
  const signIn = makeAdminSignIn({
    ...deps,
    passwords,
    sessions,
    tries,
    factors,
    passkeys,
    adminSessions,
    directoryAdmins: makeDirectoryAdmins(deps),
    askDirectory: async (name, password) => directory.get(`${name} ${password}`),
  });
  const admins = makeAdmins({ ...deps, passwords, sessions });

  return {
    admins,
    signIn,
    sessions,
    adminSessions,
    factors,
    passkeys,
    directory,
    verified: () => verified,

    /** Makes the first administrator. @returns its id */
    setUp: async (name = 'anna'): Promise<string> => {
      const token = await admins.offerSetup();
      return (await admins.setup(token ?? '', name, PASSWORD)).id;
    },

    /** Another one, who has chosen a password. */
    add: async (
      name: string,
      role: 'administrator' | 'operator' | 'helpdesk' | 'auditor',
    ): Promise<string> => {
      const { admin, token } = await admins.invite({ name, role }, 'admin:anna');
      await admins.join(token, PASSWORD);
      return admin.id;
    },

    /** Sets an authenticator app up. @returns what the app would show now, and the recovery codes */
    enrol: async (id: string) => {
      const admin = await admins.find(id);
      if (admin === undefined) throw new Error('no such administrator');
      const begun = factors.begin(admin);
      const secret = begun.secret.replaceAll(' ', '');
      const code = (): string => codeOf(secret, deps.clock.now());
      const { recoveryCodes = [] } = await factors.confirm(id, begun.enrolment, code());
      return { code, recoveryCodes, begun };
    },
  };
}

export type AdminParts = ReturnType<typeof adminParts>;

/** What an authenticator app shows for `secret` (base32) at this moment, Unix ms. */
export const codeOf = (secret: string, now: number): string =>
  generateSync({ secret, epoch: Math.floor(now / 1000) });
