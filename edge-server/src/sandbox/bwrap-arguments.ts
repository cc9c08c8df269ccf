// The command line of bubblewrap, as a pure function: what is visible inside, and that nothing else is.
import { FILE_BYTES, MAX_TASKS, OPEN_FILES, SHARED_MEMORY_BYTES, TEMPORARY_BYTES } from './limits.ts';
import type { Sandbox, SandboxAsk } from './sandbox.ts';

/** Nobody's number: files made inside belong to no account, whoever the server is. */
export const NOBODY = '65534';

/** What programs read beside /usr: fonts and their cache, LibreOffice's settings, the list of libraries. No other part of /etc and /var. */
const SYSTEM_FILES = [
  '/etc/fonts',
  '/etc/ld.so.cache',
  '/etc/libreoffice',
  '/var/cache/fontconfig',
  '/var/lib/libreoffice',
] as const;

/** Fontconfig looks for a user's fonts below this; it stands where no program of the system has anything. */
const FONTS_HOME = '/platen-fonts';

/**
 * Everything after the program's own name. `gate` is the number of a socket on which the inside says that it stands and waits to
 * be let in. Throws when a path to be shown is not absolute.
 */
export function bwrapArguments(
  sandbox: Pick<Sandbox, 'noNesting' | 'prlimit' | 'system'>,
  ask: SandboxAsk,
  gate?: number,
): string[] {
  return [
    ...separation(sandbox.noNesting),
    ...environment(ask),
    ...systemView(sandbox.system),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...['--size', String(SHARED_MEMORY_BYTES), '--tmpfs', '/dev/shm'],
    ...['--size', String(ask.temporaryBytes ?? TEMPORARY_BYTES), '--tmpfs', '/tmp'],
    ...(ask.readOnly ?? []).flatMap((shown) => {
      const { from, to } = typeof shown === 'string' ? { from: shown, to: shown } : shown;
      return ['--ro-bind-try', absolute(from), absolute(to)];
    }),
    ...(ask.fonts === undefined ? [] : ['--ro-bind-try', absolute(ask.fonts), `${FONTS_HOME}/fonts`]),
    // Last, since every line above may still have to make a folder. /dev and / are memory without a limit otherwise.
    ...['--remount-ro', '/dev', '--remount-ro', '/'],
    ...['--chdir', '/tmp', '--', ...(gate === undefined ? [] : waitAt(gate))],
    ...[sandbox.prlimit, ...processLimits(ask), '--'],
    ...[ask.command, ...ask.args],
  ];
}

/**
 * While bubblewrap sets up, there are some milliseconds in which its death, or the server's, does not yet end what is inside.
 * So nothing begins until the server has answered: if it is gone, so is this.
 */
const waitAt = (gate: number): string[] => [
  ...['/bin/sh', '-c', `echo >&${gate} && read -r go <&${gate} && exec ${gate}<&- && exec "$@"`],
  'sh',
];

/** No network, no other processes, no capabilities, no terminal to push letters into (TIOCSTI); dies with the server. */
const separation = (noNesting: boolean): string[] => [
  ...(noNesting ? ['--unshare-user', '--disable-userns'] : []),
  ...['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
  ...(noNesting ? ['--uid', NOBODY, '--gid', NOBODY] : []),
];

const environment = (ask: SandboxAsk): string[] => {
  const values = {
    PATH: '/usr/bin:/bin',
    HOME: '/tmp',
    TMPDIR: '/tmp',
    LANG: 'C.UTF-8',
    ...(ask.fonts === undefined ? {} : { XDG_DATA_HOME: FONTS_HOME }),
    ...ask.env,
  };
  return ['--clearenv', ...Object.entries(values).flatMap(([name, value]) => ['--setenv', name, value])];
};

const systemView = (system: Sandbox['system']): string[] => [
  ...['--ro-bind', '/usr', '/usr'],
  ...system.flatMap(({ path, link }) =>
    link === undefined ? ['--ro-bind', path, path] : ['--symlink', link, path],
  ),
  ...SYSTEM_FILES.flatMap((path) => ['--ro-bind-try', path, path]),
];

/** Arguments of prlimit: hard and soft alike. No core dump: it would be the document on a disk. */
const processLimits = (ask: SandboxAsk): string[] => [
  '--core=0',
  `--nofile=${OPEN_FILES}`,
  `--fsize=${ask.fileBytes ?? FILE_BYTES}`,
  `--nproc=${ask.tasks ?? MAX_TASKS}`,
  ...(ask.addressBytes === undefined ? [] : [`--as=${ask.addressBytes}`]),
  ...(ask.cpuSeconds === undefined ? [] : [`--cpu=${ask.cpuSeconds}`]),
];

function absolute(path: string): string {
  if (!path.startsWith('/')) throw new Error(`Not a full path for the sandbox: ${path}`);
  return path;
}
