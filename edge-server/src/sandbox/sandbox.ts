// What a sandbox on this machine is, and what may be asked of it. Types only; find-sandbox.ts looks for one.
import type { StdioOptions } from 'node:child_process';

export interface Sandbox {
  readonly ok: true;
  readonly kind: 'bwrap';
  /** Full path of bubblewrap. */
  readonly program: string;
  /** Full path of util-linux's prlimit. */
  readonly prlimit: string;
  /** Whether namespaces cannot be nested inside (bubblewrap 0.8 and later): most holes of the kernel are reached through them. */
  readonly noNesting: boolean;
  /** Host folders that hold programs and libraries beside /usr, as on systems where /lib is not a link into it. */
  readonly system: readonly SystemPath[];
  /** For the doctor and the log. */
  readonly detail: string;
}

/** Why there is no sandbox, and what an administrator can do about it; both are whole sentences. */
export interface NoSandbox {
  readonly ok: false;
  readonly why: string;
  readonly cure: string;
}

export type SandboxFound = Sandbox | NoSandbox;

/** A top-level path: a link (with its target), or a folder of its own. */
export interface SystemPath {
  readonly path: string;
  readonly link: string | undefined;
}

export interface SandboxLimits {
  /** Bytes resident of everything inside, watched from outside. Default MEMORY_BYTES. */
  readonly memoryBytes?: number;
  /** Bytes of address space of each process. Default: no limit, which LibreOffice and Node need. */
  readonly addressBytes?: number;
  /** Bytes of any one file. Default FILE_BYTES. */
  readonly fileBytes?: number;
  /** Bytes of the private temporary folder. Default TEMPORARY_BYTES. */
  readonly temporaryBytes?: number;
  /** Seconds of processor time of each process. Default: no limit; whoever runs something has its own clock. */
  readonly cpuSeconds?: number;
  /** Processes and threads inside. Default MAX_TASKS. */
  readonly tasks?: number;
}

export interface SandboxAsk extends SandboxLimits {
  /** Full path, as it is inside. */
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment besides PATH, HOME, LANG and TMPDIR. */
  readonly env?: Readonly<Record<string, string>>;
  /** Host files and folders to be seen inside, under the same path unless another is named; what is missing is left out. */
  readonly readOnly?: readonly (string | { readonly from: string; readonly to: string })[];
  /** A host folder of further fonts. */
  readonly fonts?: string | undefined;
}

export interface SpawnAsk extends SandboxAsk {
  /** As for Node's spawn; with 'ipc' in it the child gets Node's own channel, with structured clone. */
  readonly stdio: Exclude<StdioOptions, string>;
  /** Rank of all that runs inside, as in nice(1). Default NICENESS. */
  readonly niceness?: number;
}
