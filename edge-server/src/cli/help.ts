// The texts of --help, from the commands' own descriptions.
import { COMMON_OPTIONS, type Command, type OptionSpecs } from './command.ts';

export function overview(commands: readonly Command[]): string[] {
  const names = commands.map((command) => usageOf(command));
  const width = Math.max(...names.map((name) => name.length));
  return [
    'platen: send documents, print them, and look after the server from the command line.',
    '',
    ...commands.map((command, i) => `  ${(names[i] ?? '').padEnd(width)}  ${command.summary}`),
    '',
    'With every command:',
    ...optionLines(COMMON_OPTIONS),
    '',
    'Exit codes: 0 done, 1 the server said no, 2 wrong usage, 3 no server answers.',
  ];
}

export function helpFor(command: Command): string[] {
  return [
    `platen ${usageOf(command)}`,
    '',
    command.summary,
    ...(command.notes.length === 0 ? [] : ['', ...command.notes]),
    '',
    'Options:',
    ...optionLines({ ...command.options, ...COMMON_OPTIONS }),
  ];
}

function usageOf(command: Command): string {
  const words = command.positionals.map(({ name, optional, several }) => {
    const shown = several === true ? `${name}...` : name;
    return optional === true ? `[${shown}]` : shown;
  });
  return [command.name, ...words].join(' ');
}

function optionLines(specs: OptionSpecs): string[] {
  const shown = Object.entries(specs).map(([name, { value, help }]) => ({
    left: `--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  }));
  const width = Math.max(...shown.map(({ left }) => left.length));
  return shown.map(({ left, help }) => `  ${left.padEnd(width)}  ${help}`);
}
