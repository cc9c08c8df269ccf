// platen submit: sends files as documents of a user.
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type JobView } from '@platen/shared/api/common';
import { Accepted } from '@platen/shared/api/portal';
import { CliError, EXIT, usageError } from '../cli-error.ts';
import { type Call, defineCommand, type OptionSpecs } from '../command.ts';
import { noSuchUser } from '../find-user.ts';
import { bytes } from '../when.ts';

/** A progress line that is drawn more often than this only flickers. */
const DRAW_EVERY_MS = 100;

interface File {
  readonly typed: string;
  readonly path: string;
  /** Absent for standard input. */
  readonly size?: number;
}

const OPTIONS = {
  as: { value: 'EMAIL', help: 'Whose documents they are. This or --user is needed.' },
  user: { value: 'NAME', help: 'Whose they are, by the user name: anna, DOMAIN\\anna, anna@example.org.' },
  domain: { value: 'DOMAIN', help: 'Put behind a bare name of --user: anna becomes anna@DOMAIN.' },
  title: { value: 'TEXT', help: 'What it is called; else the name of the file.' },
  format: { value: 'TYPE', help: 'What it claims to be, such as application/pdf; else its name says it.' },
  access: {
    value: 'FILE',
    help: 'Reaches a server by this file (address, token, certificate), not by a data folder.',
  },
  'from-share': { help: 'It came through a print share (platen samba-config).' },
} as const satisfies OptionSpecs;

export const submit = defineCommand({
  name: 'submit',
  summary: 'Send documents for a user; they wait for the user at any printer.',
  positionals: [{ name: 'FILE', several: true }],
  options: OPTIONS,
  notes: [
    'Each file is acknowledged when it is safely stored. One that is refused does not keep the others back.',
    'A dash for FILE reads standard input: pdftk ... | platen submit - --as anna@example.org --title Minutes',
    'Example: platen submit report.pdf photo.jpg --as anna@example.org',
  ],
  run: async (call) => {
    const { as: email, user } = call.options;
    if (email === undefined && user === undefined)
      throw usageError('--as is missing.', 'Say whose documents they are: --as EMAIL.');
    if (email !== undefined && user !== undefined)
      throw usageError('--as and --user both say whose documents they are.', 'Give one of them.');
    if (call.given.length > 1 && (call.options.title !== undefined || call.given.includes('-')))
      throw usageError('A title, and standard input, are for one document at a time.');
    // All files are looked at before the first is sent: a slip in one name must not leave half of them sent.
    const files: File[] = [];
    for (const typed of call.given) files.push(await look(typed));
    const documents: { file: string; job: JobView }[] = [];
    const failures: CliError[] = [];
    for (const [i, file] of files.entries()) {
      try {
        const { job } = await sendSurely(call, file, `${i + 1} of ${files.length}`);
        documents.push({ file: file.typed, job });
        call.showProgress('');
        call.say(`${file.typed}: stored as ${job.id}.`);
      } catch (cause) {
        if (!(cause instanceof CliError)) throw cause;
        if (cause.code === 'not-found')
          throw email === undefined ? noSuchName(user ?? '') : noSuchUser(email);
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
  if (typed === '-') return { typed: 'standard input', path: '-' };
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

/** What Samba calls a document that came without a title of its own. */
const SHARE_TITLE = /^Remote Downlevel Document\s*/i;

function noSuchName(user: string): CliError {
  return new CliError(EXIT.refused, {
    code: 'not-found',
    message: `Nobody here is called ${user}.`,
    hint: 'A name is that of a directory, or with --domain what stands before the @ of an address.',
  });
}

/** Whoever prints to a share cannot be asked again: a server that restarts is waited for, as long as a computer waits for its share. */
const SHARE_TRIES = 4;
const SHARE_WAIT_MS = 5_000;

async function sendSurely(call: Call<typeof OPTIONS>, file: File, which: string) {
  for (let tries = 1; ; tries++) {
    try {
      return await send(call, file, which);
    } catch (cause) {
      const again = cause instanceof CliError && cause.exitCode === EXIT.unreachable;
      if (!again || !call.options['from-share'] || file.path === '-' || tries === SHARE_TRIES) throw cause;
      await call.wait(SHARE_WAIT_MS);
    }
  }
}

async function send(call: Call<typeof OPTIONS>, file: File, which: string) {
  const { as, user, domain, format, access } = call.options;
  const share = call.options['from-share'];
  const api = access === undefined ? call.api : call.apiAt(access);
  const title = share ? call.options.title?.replace(SHARE_TITLE, '') : call.options.title;
  const name =
    title !== undefined && title.trim() !== ''
      ? title
      : share || file.path === '-'
        ? 'Document'
        : basename(file.path);
  let drawn = 0;
  const { size } = file;
  return api.upload(
    '/api/admin/documents',
    { owner: as, user, domain, name, format, through: share ? 'share' : undefined },
    {
      path: file.path,
      ...(size === undefined ? {} : { size }),
      onSent: (sent) => {
        if (call.now() - drawn < DRAW_EVERY_MS) return;
        drawn = call.now();
        const of = size === undefined ? '' : ` of ${bytes(size)} (${Math.floor((100 * sent) / size)} %)`;
        call.showProgress(`${which}: ${bytes(sent)}${of} of ${name}`);
      },
    },
    Accepted,
  );
}
