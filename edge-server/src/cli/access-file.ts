// A file by which a command reaches a server without its data folder: another machine's, or one whose data folder this account may not read. It holds a token of a
// program (console, Connections), so it belongs to one account alone.
import { readFile, stat } from 'node:fs/promises';
import * as v from 'valibot';
import { CliError, EXIT } from './cli-error.ts';
import { ServerFile } from './server-file.ts';

/** {"url": "https://print.example.org:8443", "token": "...", "certificateSha256": "..."} */
const AccessFile = v.omit(ServerFile, ['pid']);

const HINT =
  'It is one JSON object: {"url": "https://print.example.org:8443", "token": "a token with documents:change", "certificateSha256": "as platen certificate show says"}';

/** Rejects with a CliError that says what is wrong with the file. */
export async function readAccessFile(path: string): Promise<ServerFile> {
  let text: string;
  try {
    // Whoever may read it may print as anybody.
    if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0)
      throw broken(`${path} may be read by others.`, `Take that away: chmod 600 ${path}`);
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw broken(`${path} cannot be read.`, HINT, cause);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw broken(`${path} is no JSON.`, HINT, cause);
  }
  const parsed = v.safeParse(AccessFile, json);
  if (!parsed.success) {
    const where = v.getDotPath(parsed.issues[0]) ?? 'it';
    throw broken(`${path}: ${where} is missing or wrong.`, HINT);
  }
  return { ...parsed.output, pid: process.pid };
}

const broken = (message: string, hint: string, cause?: unknown): CliError =>
  new CliError(EXIT.usage, { code: 'access-file', message, hint, cause });
