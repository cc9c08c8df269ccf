// What ends a command of `platen` without its result: who said no, and so which exit code the shell sees.

/** Exit codes scripts may rely on. */
export const EXIT = {
  ok: 0,
  /** The server (or the printer, with --wait) said no. */
  refused: 1,
  /** The command was typed wrongly, or a file it names is not there. Nothing was sent. */
  usage: 2,
  /** No server answers. */
  unreachable: 3,
  /** Ctrl-C, as shells count it: 128 + SIGINT. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface CliErrorFacts {
  /** A code of shared/error-table.ts for `refused`; else a word of our own such as `usage`. */
  readonly code: string;
  /** The sentence a person reads. */
  readonly message: string;
  /** The line or two after it: where to look, what to type. */
  readonly hint?: string | undefined;
  /** Trying the same again later can help. */
  readonly retry?: boolean | undefined;
  readonly cause?: unknown;
}

export class CliError extends Error {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly hint: string | undefined;
  readonly retry: boolean;

  constructor(exitCode: ExitCode, facts: CliErrorFacts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'CliError';
    this.exitCode = exitCode;
    this.code = facts.code;
    this.hint = facts.hint;
    this.retry = facts.retry ?? false;
  }
}

export function usageError(message: string, hint?: string): CliError {
  return new CliError(EXIT.usage, { code: 'usage', message, hint });
}

export function unreachable(message: string, hint?: string, cause?: unknown): CliError {
  return new CliError(EXIT.unreachable, {
    code: 'server-unreachable',
    message,
    hint,
    retry: true,
    cause,
  });
}

/** Says a refusal of the server in words that fit the command, by its code; others pass as they are. */
export async function explain<T>(
  answer: Promise<T>,
  sentences: Readonly<Record<string, string>>,
): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    const message =
      cause instanceof CliError && Object.hasOwn(sentences, cause.code) ? sentences[cause.code] : undefined;
    if (!(cause instanceof CliError) || message === undefined) throw cause;
    throw new CliError(cause.exitCode, { code: cause.code, message, retry: cause.retry, cause });
  }
}
