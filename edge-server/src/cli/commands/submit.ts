// platen submit: sends files as documents of a user.
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type JobView } from '@platen/shared/api/common';
import { Accepted } from '@platen/shared/api/portal';
import { CliError, EXIT, usageError } from '../cli-error.ts';
import { type Call, defineCommand } from '../command.ts';
import { noSuchUser } from '../find-user.ts';
import { bytes } from '../when.ts';

/** A progress line that is drawn more often than this only flickers. */
const DRAW_EVERY_MS = 100;

interface File {
  readonly typed: string;
  readonly path: string;
  readonly size: number;
}

export const submit = defineCommand({
  name: 'submit',
  summary: 'Send documents for a user; they wait for the user at any printer.',
  positionals: [{ name: 'FILE', several: true }],
  options: { as: { value: 'EMAIL', help: 'Whose documents they are. Needed.' } },
  notes: [
    'Each file is acknowledged when it is safely stored. One that is refused does not keep the others back.',
    'Example: platen submit report.pdf photo.jpg --as anna@example.org',
  ],
  run: async (call) => {
    const email = call.options.as;
    if (email === undefined)
      throw usageError('--as is missing.', 'Say whose documents they are: --as EMAIL.');
    // All files are looked at before the first is sent: a slip in one name must not leave half of them sent.
    const files: File[] = [];
    for (const typed of call.given) files.push(await look(typed));
    const documents: { file: string; job: JobView }[] = [];
    const failures: CliError[] = [];
    for (const [i, file] of files.entries()) {
      try {
        const { job } = await send(call, email, file, `${i + 1} of ${files.length}`);
        documents.push({ file: file.typed, job });
        call.showProgress('');
        call.say(`${file.typed}: stored as ${job.id}.`);
      } catch (cause) {
        if (!(cause instanceof CliError)) throw cause;
        if (cause.code === 'not-found') throw noSuchUser(email);
        if (cause.exitCode === EXIT.unreachable) {
          // What was stored before is still told.
          failures.push(cause);
          break;
        }
        const { exitCode, code, message, hint, retry } = cause;
        failures.push(
          new CliError(exitCode, { code, message: `${file.typed}: ${message}`, hint, retry, cause }),
        );
      }
    }
    return { json: { documents }, lines: [], failures };
  },
});

async function look(typed: string): Promise<File> {
  const path = resolve(typed);
  try {
    const facts = await stat(path);
    if (facts.isFile()) return { typed, path, size: facts.size };
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw usageError(`${typed}: ${missing ? 'there is no such file' : 'cannot be read'}. Nothing was sent.`);
  }
  throw usageError(`${typed} is not a file. Nothing was sent.`);
}

async function send(call: Call, email: string, file: File, which: string) {
  let drawn = 0;
  return call.api.upload(
    '/api/admin/documents',
    { owner: email, name: basename(file.path) },
    {
      path: file.path,
      size: file.size,
      onSent: (sent) => {
        if (call.now() - drawn < DRAW_EVERY_MS) return;
        drawn = call.now();
        const percent = Math.floor((100 * sent) / file.size);
        call.showProgress(
          `${which}: ${bytes(sent)} of ${bytes(file.size)} (${percent} %) of ${basename(file.path)}`,
        );
      },
    },
    Accepted,
  );
}
