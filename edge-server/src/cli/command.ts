// What a command of `platen` is: its words, its options, and the function that does it. commands.ts lists them all.
import type { Api } from './api.ts';
import type { CliError, ExitCode } from './cli-error.ts';

export interface OptionSpec {
  /** What to put behind it, for the help: N, WORD. Absent for a switch. */
  readonly value?: string;
  readonly help: string;
}
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** Every command takes these. */
export const COMMON_OPTIONS = {
  'data-dir': {
    value: 'FOLDER',
    help: "The server's data folder; else PLATEN_DATA_DIR, else the usual places.",
  },
  json: { help: 'Answer with one JSON document, for programs.' },
  help: { help: 'Show this.' },
} as const satisfies OptionSpecs;

/** What was typed: a text where the option takes a value, yes or no for a switch. */
export type OptionValues<O extends OptionSpecs> = string extends keyof O
  ? Readonly<Record<string, string | boolean | undefined>>
  : { readonly [K in keyof O]: O[K] extends { readonly value: string } ? string | undefined : boolean };

export interface Positional {
  /** In capitals, as the help shows it. */
  readonly name: string;
  readonly optional?: true;
  /** The last one may be given several times. */
  readonly several?: true;
}

export interface Call<O extends OptionSpecs = OptionSpecs> {
  /** What was given for each positional, in order; their number fits the command's list. */
  readonly given: readonly string[];
  readonly options: OptionValues<O>;
  readonly dataDir: string | undefined;
  readonly api: Api;
  /** The API of a server that an access file names (cli/access-file.ts), instead of the one of the data folder. */
  readonly apiAt: (accessFile: string) => Api;
  /** Unix ms. */
  readonly now: () => number;
  /** Columns of the terminal; undefined when the output goes elsewhere. */
  readonly width: number | undefined;
  /** A line while the command is still at work; silent with --json. */
  readonly say: (line: string) => void;
  /** Replaces the one line that shows how far it is; '' removes it. Silent where nobody looks. */
  readonly showProgress: (line: string) => void;
  /** Resolves after so long, or rejects when aborted. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Becomes the server, a conversion server, or what works without one, with these variables added to the environment. */
  readonly become: (
    mode: 'serve' | 'convert-server' | 'backup' | 'backup-verify' | 'restore' | 'upgrade',
    variables: Readonly<Record<string, string>>,
    /** Words behind the mode; everybody on this machine can read them. */
    args?: readonly string[],
  ) => Promise<void>;
}

export interface Result {
  /** The one document of --json. */
  readonly json: unknown;
  /** The same for a person. */
  readonly lines: readonly string[];
  /** What did not work although the rest did; the highest exit code counts. */
  readonly failures?: readonly CliError[];
  /** Only where no failure says more. */
  readonly exitCode?: ExitCode;
}

export interface Command {
  readonly name: string;
  /** One line in the list of commands. */
  readonly summary: string;
  readonly positionals: readonly Positional[];
  readonly options: OptionSpecs;
  /** More to know, and examples; shown by --help. */
  readonly notes: readonly string[];
  /** Nothing when the command turned into the server. */
  readonly run: (call: Call) => Promise<Result | undefined>;
}

export function defineCommand<const O extends OptionSpecs>(
  command: Omit<Command, 'options' | 'run'> & {
    readonly options: O;
    readonly run: (call: Call<O>) => Promise<Result | undefined>;
  },
): Command {
  // read-arguments.ts fills the values by the command's own list of options, so each command gets what it declared.
  return command as unknown as Command;
}
