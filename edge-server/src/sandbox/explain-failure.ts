// Why bubblewrap could not make a sandbox here, and what an administrator can do: a pure function of what was found.
import type { NoSandbox } from './sandbox.ts';

/** Contents of files below /proc/sys, undefined where the kernel has none. */
export interface KernelSwitches {
  /** kernel/apparmor_restrict_unprivileged_userns (Ubuntu 23.10 and later). */
  readonly apparmorRestricts: string | undefined;
  /** kernel/unprivileged_userns_clone (older Debian, Arch). */
  readonly usernsClone: string | undefined;
  /** user/max_user_namespaces. */
  readonly maxNamespaces: string | undefined;
}

const PACKAGES = 'apt install bubblewrap (Debian, Ubuntu), dnf install bubblewrap (Fedora, RHEL)';

export const NOT_LINUX: NoSandbox = {
  ok: false,
  why: 'There is no sandbox for converters on this operating system.',
  cure: 'Run the server on Linux, or let a conversion server on Linux do this work.',
};

export const NOT_INSTALLED: NoSandbox = {
  ok: false,
  why: 'The sandbox program bubblewrap (bwrap) is not installed.',
  cure: `As root: ${PACKAGES}. Then restart the server.`,
};

export const NO_PRLIMIT: NoSandbox = {
  ok: false,
  why: 'The program prlimit, which limits what a converter may use, is not installed.',
  cure: 'As root: apt install util-linux (Debian, Ubuntu), dnf install util-linux (Fedora, RHEL). Then restart the server.',
};

/** `said` is bubblewrap's error output of a trial that failed. */
export function explainFailure(said: string, switches: KernelSwitches): NoSandbox {
  const words = said.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
  const because = (why: string, cure: string): NoSandbox => ({ ok: false, why: `${why} (${words})`, cure });
  if (switches.apparmorRestricts?.trim() === '1') {
    return because(
      'AppArmor keeps bubblewrap from making a sandbox.',
      'Ubuntu 24.04, as root: apt install apparmor-profiles && ln -s /usr/share/apparmor/extra-profiles/bwrap-userns-restrict ' +
        '/etc/apparmor.d/ && systemctl reload apparmor. Then restart the server.',
    );
  }
  if (switches.usernsClone?.trim() === '0') {
    return because(
      'This kernel is set to refuse user namespaces.',
      'As root: sysctl -w kernel.unprivileged_userns_clone=1, and the same line in /etc/sysctl.d/ to keep it. Then restart the server.',
    );
  }
  if (switches.maxNamespaces?.trim() === '0') {
    return because(
      'This kernel is set to allow no user namespaces.',
      'As root: sysctl -w user.max_user_namespaces=15000, and the same line in /etc/sysctl.d/ to keep it. Then restart the server.',
    );
  }
  if (/mount.*proc/i.test(said)) {
    return because(
      'The server runs where parts of /proc are hidden, so a sandbox cannot have its own.',
      'In a container, allow it with --security-opt systempaths=unconfined (Docker) or --security-opt unmask=/proc/* (Podman); under systemd, take ' +
        'ProtectKernelTunables and ProtectKernelLogs out of the unit.',
    );
  }
  if (/not permitted|permission|denied/i.test(said)) {
    return because(
      'The server may not make namespaces here.',
      'In a container, allow it with --security-opt seccomp=unconfined; under systemd, take RestrictNamespaces out of the unit ' +
        'and add @mount to its SystemCallFilter.',
    );
  }
  return because(
    'bubblewrap is installed but could not make a sandbox.',
    "Run as the server's user: bwrap --unshare-all --ro-bind / / true, and mend what it says. Then restart the server.",
  );
}
