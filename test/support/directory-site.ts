// Directories over the parts of a test: the real stores, the real wire, loopback allowed. With `wire` a made-up one.
import type { RunProgram } from '@platen/edge-server/deps';
import { directorySecret, makeDirectories } from '@platen/edge-server/people/directories';
import { makeDirectoryAdminRole } from '@platen/edge-server/people/directory-admin-role';
import { makeDirectoryLookup } from '@platen/edge-server/people/directory-lookup';
import { makeDirectoryRuns } from '@platen/edge-server/people/directory-runs';
import { makeDirectorySignIn } from '@platen/edge-server/people/directory-sign-in';
import { type DirectoryWire, makeDirectoryWire } from '@platen/edge-server/people/directory-wire';
import { makeSessions } from '@platen/edge-server/people/sessions';
import { makeUsers } from '@platen/edge-server/people/users';
import { runProgram } from '@platen/edge-server/platform/run-program';
import type { DirectorySettings } from '@platen/shared/directory';
import { type TestDeps, testDeps } from './deps.ts';

export interface DirectorySiteOptions {
  readonly wire?: DirectoryWire;
  readonly run?: RunProgram;
  /** Names to addresses; what is not named is an address. */
  readonly hosts?: Readonly<Record<string, string>>;
  readonly timeouts?: { readonly connectMs?: number; readonly answerMs?: number };
}

export async function directorySite(options: DirectorySiteOptions = {}) {
  const deps: TestDeps = await testDeps();
  const wire =
    options.wire ??
    makeDirectoryWire({
      run: options.run ?? runProgram,
      addressesOf: async (host) => ({ ok: true, addresses: [options.hosts?.[host] ?? host] }),
      ...(options.timeouts === undefined ? {} : { timeouts: options.timeouts }),
    });
  const sessions = makeSessions(deps);
  const secretOf = directorySecret(deps);
  const runs = makeDirectoryRuns({ ...deps, wire, secretOf, sessions, holder: 'this-server' });
  return {
    deps,
    sessions,
    users: makeUsers(deps),
    directories: makeDirectories({ ...deps, wire }, runs),
    runs,
    signIn: makeDirectorySignIn({ ...deps, wire, secretOf }),
    lookup: makeDirectoryLookup({ ...deps, wire, secretOf }),
    adminRole: makeDirectoryAdminRole({ ...deps, wire, secretOf }),
    /** Everybody who is not deleted, by user name. */
    people: async () => {
      const rows = await deps.db.read((tx) => tx.q.select().from(tx.t.users));
      return new Map(rows.map((row) => [row.username ?? row.email, row]));
    },
    close: async () => {
      await runs.stop();
      await deps.close();
    },
  };
}

export type DirectorySite = Awaited<ReturnType<typeof directorySite>>;

/** Of an OpenLDAP with inetOrgPerson, unless told otherwise. */
export const directorySettings = (more: Partial<DirectorySettings> = {}): DirectorySettings => ({
  host: '127.0.0.1',
  port: 636,
  security: 'ldaps',
  bind: 'simple',
  bindName: 'cn=root,dc=example,dc=test',
  bases: [],
  filter: '',
  kind: 'openldap',
  fields: { username: 'uid', email: 'mail', name: 'cn', department: 'departmentNumber', key: 'entryUUID' },
  import: { on: true, everyHours: 4, disableMissing: true, mostDisabled: 0.5 },
  signIn: true,
  onBoard: true,
  ...more,
});
