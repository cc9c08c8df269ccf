// The name and password of a device's administrator as a command takes them: the password from a file or from standard input, never
// from the command line, where everybody on this machine could read it.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError, EXIT, usageError } from './cli-error.ts';

export const LOGIN_OPTIONS = {
  user: {
    value: 'NAME',
    help: "Name of the device's administrator, for this one use; else the stored one.",
  },
  'password-file': {
    value: 'FILE',
    help: 'Where the password stands, in the first line; - is standard input. Without it you are asked.',
  },
} as const;

interface Given {
  readonly user: string | undefined;
  readonly 'password-file': string | undefined;
}

/** Nothing when none was given. Rejects with a CliError for half of one, or a file that cannot be read. */
export async function readDeviceLogin(
  given: Given,
): Promise<{ readonly name: string; readonly password: string } | undefined> {
  const { user: name, 'password-file': file } = given;
  if (name === undefined && file === undefined) return undefined;
  if (name === undefined) throw usageError('--user is missing.', 'Say whose password it is: --user NAME.');
  const text = file === undefined || file === '-' ? await fromStdin() : await fromFile(file);
  const password = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  if (password === '') throw usageError('The password is empty.', 'Nothing was sent.');
  return { name, password };
}

async function fromFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const message = `${path} cannot be read.`;
    throw new CliError(EXIT.usage, { code: 'file', message, hint: 'Nothing was sent.', cause });
  }
}

async function fromStdin(): Promise<string> {
  const { stdin } = process;
  if (!stdin.isTTY) {
    const parts: Buffer[] = [];
    for await (const part of stdin as AsyncIterable<Buffer>) parts.push(part);
    return Buffer.concat(parts).toString('utf8');
  }
  process.stderr.write("Password of the device's administrator: ");
  // What is typed is not shown.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output: nowhere, terminal: true });
  // Ctrl-C belongs to the whole command here as everywhere.
  reader.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await reader.question('');
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
