// platen release: prints a held document, and with --wait stays until it is out.
import { AdminReleased } from '@platen/shared/api/admin';
import { ReleaseView } from '@platen/shared/api/common';
import { CliError, EXIT, usageError } from '../cli-error.ts';
import { type Call, defineCommand } from '../command.ts';
import { findPrinter } from '../find-printer.ts';
import { PRINT_OPTIONS, readTicket } from '../print-options.ts';

/** How often --wait looks: pages take seconds, and a look costs the server a millisecond or two. */
const LOOK_EVERY_MS = 500;
/** A document that is still being made ready is waited for this long; longer than conversion may take. */
const READY_MS = 5 * 60_000;

export const release = defineCommand({
  name: 'release',
  summary: 'Print a held document at a printer.',
  positionals: [{ name: 'JOB' }],
  options: {
    at: { value: 'PRINTER', help: 'Id, name or alias of the printer. Needed.' },
    ...PRINT_OPTIONS,
    wait: { help: 'Stay until it is printed, and end with code 1 if it is not.' },
  },
  notes: [
    "What is not said here is as the document's sender or the printer has it.",
    'With --wait a document that is still being made ready is waited for, too.',
    'Example: platen release 7xq… --at "Copy room" --copies 2 --sides two-sided-long-edge --wait',
  ],
  run: async (call) => {
    const [jobId = ''] = call.given;
    const { at, wait } = call.options;
    if (at === undefined) throw usageError('--at is missing.', 'Say which printer: --at PRINTER.');
    const ticket = readTicket(call.options);
    const printer = await findPrinter(call.api, at);
    const body = { jobId, printerId: printer.id, ticket };
    const begun = await begin(call, body, wait);
    if (!wait) {
      return {
        json: { release: begun },
        lines: [`Sent to ${begun.printerName}. "platen job ${jobId}" tells how it goes.`],
      };
    }
    const ended = await watch(call, begun);
    // The last sentence has been said, or is the failure's.
    return {
      json: { release: ended },
      lines: [],
      failures: ended.state === 'done' ? [] : [notPrinted(ended)],
    };
  },
});

async function begin(call: Call, body: object, wait: boolean): Promise<ReleaseView> {
  const until = call.now() + READY_MS;
  for (let told = false; ; told = true) {
    try {
      return (await call.api.post('/api/admin/release', body, AdminReleased)).release;
    } catch (cause) {
      const early = cause instanceof CliError && cause.code === 'job-not-ready';
      if (!wait || !early || call.now() > until) throw cause;
      if (!told) call.say(cause.message);
      await call.wait(LOOK_EVERY_MS);
    }
  }
}

async function watch(call: Call, begun: ReleaseView): Promise<ReleaseView> {
  let now = begun;
  let said = '';
  for (;;) {
    const failed = now.ended && now.state !== 'done';
    if (now.sentence !== said && !failed) call.say(now.sentence);
    said = now.sentence;
    if (now.ended) return now;
    await call.wait(LOOK_EVERY_MS);
    now = await call.api.get(`/api/admin/releases/${encodeURIComponent(now.id)}`, ReleaseView);
  }
}

function notPrinted(release: ReleaseView): CliError {
  return new CliError(EXIT.refused, {
    code: release.reason ?? release.state,
    message: release.sentence,
    hint:
      release.state === 'uncertain'
        ? 'Look at the printer, then decide it in the console, the portal or at the panel.'
        : undefined,
  });
}
