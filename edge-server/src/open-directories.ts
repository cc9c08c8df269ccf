// Puts directories together: what speaks to them, the imports by the clock, signing in with their passwords, knowing unknown senders. Wiring only.
import type { RunProgram } from './deps.ts';
import { resolveAllowed } from './devices/address-policy.ts';
import { ownAddresses } from './devices/discover/own-links.ts';
import type { Storage } from './open-storage.ts';
import { directorySecret, makeDirectories } from './people/directories.ts';
import { makeDirectoryAdminRole } from './people/directory-admin-role.ts';
import { makeDirectoryLookup } from './people/directory-lookup.ts';
import { makeDirectoryRuns } from './people/directory-runs.ts';
import { makeDirectorySignIn } from './people/directory-sign-in.ts';
import { makeDirectoryWire } from './people/directory-wire.ts';
import type { Sessions } from './people/sessions.ts';
import { runProgram } from './platform/run-program.ts';

export interface DirectoryOptions {
  readonly sessions: Sessions;
  /** A directory on this machine itself may be used: in the try-out, in tests, or where the operator says so. */
  readonly allowLoopback: boolean;
  /** Where this server itself listens: nothing there is a directory. */
  readonly ownPorts: () => readonly number[];
  /** runProgram unless a test says otherwise. */
  readonly run?: RunProgram | undefined;
}

export function openDirectories(
  { deps, holder }: Pick<Storage, 'deps' | 'holder'>,
  options: DirectoryOptions,
) {
  const wire = makeDirectoryWire({
    run: options.run ?? runProgram,
    addressesOf: (host, port) =>
      resolveAllowed(host, {
        allowLoopback: options.allowLoopback,
        ownAddresses: ownAddresses(),
        ownPorts: options.ownPorts(),
        port,
      }),
  });
  const secretOf = directorySecret(deps);
  const { sessions } = options;
  const runs = makeDirectoryRuns({ ...deps, wire, secretOf, sessions, holder });
  return {
    directories: makeDirectories({ ...deps, wire }, runs),
    signIn: makeDirectorySignIn({ ...deps, wire, secretOf }),
    lookup: makeDirectoryLookup({ ...deps, wire, secretOf }),
    adminRole: makeDirectoryAdminRole({ ...deps, wire, secretOf }),
    runs,
  };
}
