// A password or another secret as a command takes it: from a file or from standard input, never from the command line, where everybody
// on this machine could read it.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError, EXIT, usageError } from './cli-error.ts';

/** The first line of `file`; undefined or - is standard input, where a person is asked with `prompt`. Rejects with a CliError. */
export async function readSecret(file: string | undefined, prompt: string): Promise<string> {
  const text = file === undefined || file === '-' ? await fromStdin(prompt) : await fromFile(file);
  const secret = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  if (secret === '') throw usageError('The password is empty.', 'Nothing was sent.');
  return secret;
}

async function fromFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const message = `${path} cannot be read.`;
    throw new CliError(EXIT.usage, { code: 'file', message, hint: 'Nothing was sent.', cause });
  }
}

async function fromStdin(prompt: string): Promise<string> {
  const { stdin } = process;
  if (!stdin.isTTY) {
    const parts: Buffer[] = [];
    for await (const part of stdin as AsyncIterable<Buffer>) parts.push(part);
    return Buffer.concat(parts).toString('utf8');
  }
  process.stderr.write(prompt);
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
