// Turns the words of the command line into a command, its positionals and its options; mistakes become sentences.
import { parseArgs } from 'node:util';
import { usageError } from './cli-error.ts';
import { COMMON_OPTIONS, type Command, type OptionSpecs, type OptionValues } from './command.ts';
import { nearest } from './nearest.ts';

export type Wanted =
  | { readonly kind: 'overview' }
  | { readonly kind: 'help'; readonly command: Command }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly given: readonly string[];
      readonly options: OptionValues<OptionSpecs>;
      readonly dataDir: string | undefined;
      readonly json: boolean;
    };

/** Throws a CliError of kind usage. Options may stand before or behind the command's words. */
export function readArguments(args: readonly string[], commands: readonly Command[]): Wanted {
  const { before, words } = splitAtCommand(args);
  if (words.length === 0 || words[0] === 'help') {
    const asked = words.slice(1);
    if (asked.length > 0) return { kind: 'help', command: findCommand(asked, commands).command };
    if (words[0] === 'help' || before.includes('--help') || before.includes('-h'))
      return { kind: 'overview' };
    throw usageError('Say what to do.', 'See "platen --help".');
  }
  if (before.some((arg) => arg === '--help' || arg === '-h')) {
    return { kind: 'help', command: findCommand(words, commands).command };
  }
  const { command, rest } = findCommand(words, commands);
  if (asksForHelp(rest)) return { kind: 'help', command };
  const { values, positionals } = parse(command, [...before, ...rest]);
  checkCount(command, positionals);
  const { 'data-dir': dataDir, json, help: _help, ...options } = values;
  return {
    kind: 'run',
    command,
    given: positionals,
    options,
    dataDir: typeof dataDir === 'string' ? dataDir : undefined,
    json: json === true,
  };
}

/** Common options that stand in front of the command are taken apart from its words. */
function splitAtCommand(args: readonly string[]): { before: string[]; words: string[] } {
  let at = 0;
  while (at < args.length && args[at]?.startsWith('-') === true) {
    at += args[at] === '--data-dir' ? 2 : 1;
  }
  return { before: args.slice(0, at), words: args.slice(at) };
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

function findCommand(
  words: readonly string[],
  commands: readonly Command[],
): { command: Command; rest: readonly string[] } {
  const [first = '', second = ''] = words;
  const pair = commands.find((command) => command.name === `${first} ${second}`);
  if (pair !== undefined) return { command: pair, rest: words.slice(2) };
  const single = commands.find((command) => command.name === first);
  if (single !== undefined) return { command: single, rest: words.slice(1) };
  const group = commands.filter((command) => command.name.startsWith(`${first} `));
  if (group.length > 0 && (second === '' || second.startsWith('-'))) {
    throw usageError(
      `Say what to do with "${first}".`,
      `One of: ${group.map((one) => one.name).join(', ')}.`,
    );
  }
  const typed = second === '' || second.startsWith('-') ? first : `${first} ${second}`;
  const names = commands.map((command) => command.name);
  // "platen usr add" is near to "user add", "platen job 7x" to "jobs": look at both readings.
  const near = nearest(typed, names) ?? nearest(first, names);
  const shown = group.length > 0 || near?.includes(' ') === true ? typed : first;
  throw usageError(
    `There is no command "${shown}".`,
    near === undefined ? 'See "platen --help".' : `Did you mean "platen ${near}"?`,
  );
}

function parse(command: Command, args: readonly string[]) {
  const specs: OptionSpecs = { ...command.options, ...COMMON_OPTIONS };
  const known = Object.entries(specs);
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        known.map(([name, spec]) => [
          name,
          spec.value === undefined
            ? { type: 'boolean' as const, default: false }
            : { type: 'string' as const },
        ]),
      ),
    });
  } catch (cause) {
    throw usageError(saySlip(cause, specs), `See "platen ${command.name} --help".`);
  }
}

/** Node's own messages end in advice for programmers; only the first half is for a person. */
function saySlip(cause: unknown, specs: OptionSpecs): string {
  if (!(cause instanceof Error) || !('code' in cause)) throw cause;
  const option = /'(?:-\w, )?(--?[^' =]*)/.exec(cause.message)?.[1] ?? '';
  const name = option.replace(/^-+/, '');
  if (cause.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const near = nearest(name, Object.keys(specs));
    return `There is no option ${option}.${near === undefined ? '' : ` Did you mean --${near}?`}`;
  }
  if (cause.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    const value = specs[name]?.value;
    return value === undefined ? `${option} takes no value.` : `${option} needs a value: ${option} ${value}.`;
  }
  throw cause;
}

function checkCount(command: Command, given: readonly string[]): void {
  const needed = command.positionals.filter((positional) => positional.optional !== true);
  const missing = needed[given.length];
  const usage = `See "platen ${command.name} --help".`;
  if (missing !== undefined) throw usageError(`${missing.name} is missing.`, usage);
  const last = command.positionals[command.positionals.length - 1];
  if (last?.several !== true && given.length > command.positionals.length) {
    throw usageError(`"${given[command.positionals.length] ?? ''}" is too much here.`, usage);
  }
}
