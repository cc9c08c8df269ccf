// What a person does at a panel from Print on: release, progress, stop, the word on an uncertain end, accounting data. The API's routes and the
// plain forms (plain-panel/) both call these.
import type { ReleaseView } from '@platen/shared/api/common';
import type { DecisionBody, PanelProgress, PanelRelease, PanelReleased } from '@platen/shared/api/panel';
import type { AccountingAsked, AccountingGiven } from '@platen/shared/api/preflight';
import { AppError } from '@platen/shared/app-error';
import type { InferOutput } from 'valibot';
import type { App } from '../app.ts';
import { printerNames } from '../flow/store/read-jobs.ts';
import { findRelease, releasesOfSession } from '../flow/store/releases.ts';
import { rememberAccounting } from '../people/accounting-answers.ts';
import { accountingOf, requireAccounting } from './check-release.ts';
import { claimChecked } from './claim-checked.ts';
import { type Opened, opens } from './opened-jobs.ts';
import type { CallerOf } from './route.ts';
import { printerView } from './views/printer-view.ts';
import { releaseView } from './views/release-view.ts';

/** While somebody watches the progress, the printer's own condition is asked this often. */
const LOOK_AGE_MS = 1_000;
/** A release that has ended stays in the progress answer this long, so that no screen misses its end. */
const SHOW_ENDED_MS = 60_000;

type PanelUser = CallerOf['panel-user'];

/** Prints documents here. Throws `accounting-needed`; documents that cannot be had come back with the reason. */
export async function releaseAtPanel(
  app: App,
  { printer, session, userId, saying }: PanelUser,
  body: InferOutput<typeof PanelRelease>,
): Promise<PanelReleased> {
  await requireAccounting(app, printer, userId);
  // A document's PIN prints that document: the others are as if they were not there.
  const asks = body.jobs
    .filter((job) => opens(session, job.id))
    .map((job) => ({ jobId: job.id, ticket: { ...body.ticket, ...job.ticket } }));
  if (asks.length === 0 && body.jobs.length > 0) throw new AppError('not-found', { what: 'job' });
  const released = await claimChecked(
    app,
    { printer, asks, ownerId: userId, preflight: body.preflight, walksUp: true, saying },
    { sessionHash: session.tokenHash, how: 'panel' },
  );
  await app.sessions.keepAlive(session);
  return released;
}

/** How far the documents of this session are. Asking keeps the session alive: nobody is signed out while pages feed. */
export async function panelProgress(
  app: App,
  { session, printer, saying }: PanelUser,
): Promise<InferOutput<typeof PanelProgress>> {
  const since = app.clock.now() - SHOW_ENDED_MS;
  const [rows, names] = await app.db.read(async (tx) => {
    const all = await releasesOfSession(tx, session.tokenHash);
    const shown = all.filter((row) => row.endedAt === null || row.endedAt > since);
    const found = await printerNames(
      tx,
      shown.map((row) => row.printerId),
    );
    return [shown, found] as const;
  });
  if (rows.some((row) => row.endedAt === null)) await app.sessions.keepAlive(session);
  return {
    releases: rows.map((row) => releaseView(row, names.get(row.printerId) ?? printer.name, saying)),
    printer: printerView(printer, app.watch.look(printer, LOOK_AGE_MS), saying),
  };
}

/** Throws `not-found` for a release of a document that the session's PIN does not open. */
async function mustOpen(app: App, session: Opened, releaseId: string): Promise<void> {
  if (session.jobIds === null) return;
  const release = await app.db.read((tx) => findRelease(tx, releaseId));
  if (release === undefined || !opens(session, release.jobId))
    throw new AppError('not-found', { what: 'release' });
}

/** Stops a document that is being printed. */
export async function cancelAtPanel(
  app: App,
  { session, userId }: PanelUser,
  releaseId: string,
): Promise<void> {
  await mustOpen(app, session, releaseId);
  await app.cancel(releaseId, userId);
  await app.sessions.keepAlive(session);
}

/** How an uncertain end ended: it came out, print again, print the missing pages, or keep it. */
export async function decideAtPanel(
  app: App,
  { session, userId, printer, saying }: PanelUser,
  releaseId: string,
  body: InferOutput<typeof DecisionBody>,
): Promise<ReleaseView> {
  await mustOpen(app, session, releaseId);
  const decided = await app.decide(releaseId, body, {
    ownerId: userId,
    sessionHash: session.tokenHash,
    how: 'panel',
    who: 'You',
  });
  await app.sessions.keepAlive(session);
  return releaseView(decided, printer.name, saying);
}

/** Accounting data for this printer; remembered for the next time. */
export async function accountAtPanel(
  app: App,
  { session, userId, printer }: PanelUser,
  given: AccountingGiven,
): Promise<AccountingAsked> {
  await app.sessions.keepAlive(session);
  await app.db.write((tx) => rememberAccounting(tx, userId, printer.id, given, app.clock.now()));
  return (await accountingOf(app, printer, userId)) ?? { need: 'none' };
}
