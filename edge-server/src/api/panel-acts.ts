// What a person does at a panel before printing: the first screen, signing in and out, the list, a locked document, deleting. The API's routes
// and the plain forms (plain-panel/) both call these; printing is panel-printing.ts.
import type { PanelSession, PanelSignIn, PanelStart } from '@platen/shared/api/panel';
import { AppError } from '@platen/shared/app-error';
import { negotiateLanguage } from '@platen/shared/say/negotiate';
import type { InferOutput } from 'valibot';
import type { App } from '../app.ts';
import { methodsOn } from '../flow/release/identify/choose-method.ts';
import { isGiven } from '../flow/release/identify/identify-method.ts';
import { findDuplicates } from '../flow/store/duplicates.ts';
import { findJob, type JobRow, listOwnJobs } from '../flow/store/jobs.ts';
import { withReleases } from '../flow/store/read-jobs.ts';
import { liveCodeLengths, pinLengths } from '../people/codes.ts';
import { needsEmail } from '../people/guess-budget.ts';
import { findUser } from '../people/users.ts';
import { believeDevice } from './believe-device.ts';
import { accountingOf } from './check-release.ts';
import { type Opened, opens } from './opened-jobs.ts';
import type { CallerOf } from './route.ts';
import { sentTwiceMs } from './sent-twice.ts';
import { mayTakePassword, signInUser } from './sign-in-user.ts';
import { jobView } from './views/job-view.ts';
import { printerView } from './views/printer-view.ts';

/** Browsers drop the panel's session cookie after this even if the server forgot to say so; the server's own limit is shorter. */
export const PANEL_SESSION_SECONDS = 3600;
/** What a panel shows of its printer may be this old when somebody signs in; a fresh look is under way meanwhile. */
const LOOK_AGE_MS = 2_000;

type AtPanel = CallerOf['panel'];
type PanelUser = CallerOf['panel-user'];
type Signed = Pick<PanelUser, 'printer' | 'userId' | 'saying'> & { readonly session: Opened };

/** What the first screen needs. */
export async function panelStart(app: App, caller: AtPanel): Promise<InferOutput<typeof PanelStart>> {
  const { printer } = caller;
  app.warm(printer);
  const { site, panel, presence, print, signIn } = app.settings.now();
  const source = { address: caller.address, printerId: printer.id };
  const budgets = { clock: app.clock, settings: app.settings.now };
  const [codeLengths, stepUp, typed] = await app.db.read(
    async (tx) =>
      [
        await liveCodeLengths(tx),
        await needsEmail(tx, budgets, source),
        print.pins ? await pinLengths(tx, app) : { alone: [], withEmail: [] },
      ] as const,
  );
  const ways = methodsOn(signIn, 'panel').filter(
    // A password crosses no plain HTTP, whatever else may.
    (way) =>
      way === 'directory'
        ? mayTakePassword(app, caller)
        : way !== 'device' || (printer.deviceSignIn && printer.kind === 'printer'),
  );
  return {
    siteName: site.name,
    language: negotiateLanguage(site.language) ?? 'en',
    printer: {
      id: printer.id,
      name: printer.name,
      ...(printer.location === null ? {} : { location: printer.location }),
    },
    codeLengths: [...new Set([...codeLengths, ...typed.alone])].sort((a, b) => a - b),
    ...(typed.withEmail.length === 0 ? {} : { pinLengths: [...typed.withEmail] }),
    hideCode: panel.hideCode,
    needsEmail: stepUp || signIn.panelCode === 'email-and-code',
    ways,
    ...(signIn.cardTyped && ways.includes('card') ? { typedCards: true as const } : {}),
    domains: ways.includes('directory') ? [...(await app.signIn.domains())] : [],
    idleSeconds: panel.idleSeconds,
    warnSeconds: panel.warnSeconds,
    insecure: !caller.secure,
    ...(presence.enabled && printer.kind === 'printer' ? { presence: true as const } : {}),
  };
}

/** Throws what signInUser throws. @returns the token for the session's cookie, and who came in. */
export async function signInAtPanel(
  app: App,
  caller: AtPanel,
  body: PanelSignIn,
  { agent, signal }: { readonly agent: string | undefined; readonly signal: AbortSignal },
): Promise<{ readonly token: string; readonly signed: Signed }> {
  const { printer } = caller;
  const { enrol, ...typed } = body;
  const believesDevice = isGiven(typed.deviceUser);
  if (believesDevice) await believeDevice(app, caller);
  const { userId, token, jobIds } = await signInUser(app, {
    surface: 'panel',
    typed,
    source: { address: caller.address, printerId: printer.id },
    agent,
    mayTakePassword: mayTakePassword(app, caller),
    believesDevice,
    enrol,
    signal,
  });
  return { token, signed: { printer, userId, saying: caller.saying, session: { jobIds: jobIds ?? null } } };
}

async function listFor(app: App, { userId, printer, session, saying }: Signed) {
  const looked = app.watch.look(printer, LOOK_AGE_MS);
  const [found, twice] = await app.db.read(async (tx) => {
    const own = await listOwnJobs(tx, userId, 'panel');
    const jobs = own.filter((job) => opens(session, job.id));
    return [await withReleases(tx, jobs), await findDuplicates(tx, jobs, sentTwiceMs(app))] as const;
  });
  const capabilities = looked.capabilities ?? printer.capabilities ?? undefined;
  const { maskTitles } = app.settings.now().panel;
  return {
    printer: printerView(printer, looked, saying),
    jobs: found.map(({ job, release, printerName }) =>
      jobView(job, {
        saying,
        maskTitles,
        release,
        printerName,
        at: capabilities,
        progress: app.progressOf(job.id),
        duplicate: twice.get(job.id),
      }),
    ),
  };
}

/** The whole next screen. Throws `not-signed-in` for a person who is gone. */
export async function panelSession(app: App, signed: Signed): Promise<InferOutput<typeof PanelSession>> {
  const { userId, printer } = signed;
  const user = await app.db.read((tx) => findUser(tx, userId));
  if (user === undefined) throw new AppError('not-signed-in', { role: 'panel-user' });
  const accounting = await accountingOf(app, printer, userId);
  const language = negotiateLanguage(user.language ?? undefined);
  return {
    user: { name: user.name, ...(language === undefined ? {} : { language }) },
    ...(await listFor(app, signed)),
    now: app.clock.now(),
    ...(accounting === undefined ? {} : { accounting }),
  };
}

/** Signs out; pictures of pages are forgotten at once. */
export async function leavePanel(app: App, { session }: Pick<PanelUser, 'session'>): Promise<void> {
  app.previews.forget(session.tokenHash);
  await app.sessions.end(session.tokenHash);
}

/** A document of this session. Throws `not-found` for one of somebody else's, and for one that the PIN does not open. */
export async function ownJob(app: App, { userId, session }: Signed, jobId: string): Promise<JobRow> {
  const job = await app.db.read((tx) => findJob(tx, jobId));
  if (job?.ownerId !== userId || !opens(session, job.id)) throw new AppError('not-found', { what: 'job' });
  return job;
}

/** The password of a locked document; it is used once and kept nowhere. */
export async function unlockAtPanel(
  app: App,
  caller: PanelUser,
  ask: { readonly jobId: string; readonly password: string; readonly signal: AbortSignal },
): Promise<void> {
  await app.sessions.keepAlive(caller.session);
  await app.unlock(await ownJob(app, caller, ask.jobId), ask.password, ask.signal);
}

/** Deletes own documents; one that is being printed stays. @returns those that are gone, and the list without them. */
export async function deleteAtPanel(app: App, caller: PanelUser, jobIds: readonly string[]) {
  await app.sessions.keepAlive(caller.session);
  const deleted: string[] = [];
  for (const id of jobIds) {
    const job = await app.db.read((tx) => findJob(tx, id));
    if (job?.ownerId !== caller.userId || !opens(caller.session, id)) continue;
    if (await app.shred.remove(id, 'you')) deleted.push(id);
  }
  return { deleted, jobs: (await listFor(app, caller)).jobs };
}
