// The dashboard: is anything wrong, what needs a decision, the numbers of the day, and what is new.
import { Overview } from '@platen/shared/api/admin';
import type { App } from '../../app.ts';
import { listPrinters } from '../../devices/printers.ts';
import { countJobs, findJob } from '../../flow/store/jobs.ts';
import { printedSince } from '../../flow/store/printed-since.ts';
import { printerNames, withReleases } from '../../flow/store/read-jobs.ts';
import { printedPerDay, releasesInState } from '../../flow/store/releases.ts';
import { readAttacks } from '../../people/attacks.ts';
import { countLiveCodes, lengthFor } from '../../people/codes.ts';
import { namesOf } from '../../people/users.ts';
import { changesSince, noteVisit } from '../../people/visits.ts';
import { defineRoute, type Route } from '../route.ts';
import { guessSourceNames } from '../views/guess-source-name.ts';
import { jobView } from '../views/job-view.ts';
import { printerView } from '../views/printer-view.ts';
import { releaseView } from '../views/release-view.ts';

const DAY_MS = 24 * 3_600_000;
/** Two weeks show a weekly rhythm. */
const TREND_DAYS = 14;
const MOST_DECISIONS = 50;
/** As doctor/upkeep.ts: a weekly backup that failed once, and the grace of a new site. */
const BACKUP_MS = 8 * DAY_MS;
const NEW_SITE_MS = 3 * DAY_MS;
/** A smaller sum is a day's work; a person who was away an hour wants none told. */
const NEWS_MS = 3_600_000;

export function adminOverviewRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/overview',
      role: 'admin',
      scope: 'overview:read',
      summary: 'What needs a decision, what is failing, the numbers of the day, and what is new.',
      reply: Overview,
      handle: async ({ caller }) => {
        const now = app.clock.now();
        const today = Math.floor(now / DAY_MS) * DAY_MS;
        const since = today - (TREND_DAYS - 1) * DAY_MS;
        const [rows, storage, mail, findings, senders, backup, first, before] = await Promise.all([
          readOverview(app, since, today),
          app.storage(),
          app.mail.doctor(),
          app.certificates.findings(),
          app.mail.requests.list(),
          app.lastBackup(),
          app.firstRun.read(),
          caller.adminId === undefined ? undefined : noteVisit(app, caller.adminId),
        ]);
        const last = rows.days[rows.days.length - 1] ?? { jobs: 0, pages: 0 };
        const certificate = app.certificate();
        const { attacks, worst } = rows;
        const done = first.steps.filter(({ state }) => state === 'done').length;
        const age = now - (backup.at ?? backup.since ?? now);
        return {
          decisions: rows.decisions,
          failing: [
            ...rows.printers
              .map((row) => printerView(row, app.watch.known(row.id)))
              .filter((view) => view.enabled && view.tone === 'bad')
              .map((view) => ({
                what: view.name,
                sentence: view.sentence,
                ...(view.site === undefined ? {} : { site: view.site }),
              })),
            ...mail
              .filter(({ ok }) => !ok)
              .map(({ sentence }) => ({ what: 'Mail', sentence, section: 'mail' })),
            // What is merely worth knowing stays on the certificate's own page.
            ...findings
              .filter(({ level }) => level !== 'note')
              .map(({ level, sentence }) => ({
                what: 'Certificate',
                sentence,
                section: 'security=certificate',
                ...(level === 'stop' ? {} : { warn: true }),
              })),
          ],
          counts: {
            held: rows.held,
            printedToday: last.jobs,
            pagesToday: last.pages,
            users: rows.users,
            printers: rows.printers.length,
          },
          trend: rows.days.map((day) => day.jobs),
          guesses: {
            wrongToday: attacks.wrong,
            budget: attacks.budget,
            codeLength: lengthFor({ settings: app.settings.now }, rows.users),
          },
          certificate: { ...certificate, names: [...certificate.names] },
          storage,
          senders: senders.length,
          backup: {
            ...(backup.at === undefined ? {} : { at: backup.at }),
            due: !app.tryOut && age > (backup.at === undefined ? NEW_SITE_MS : BACKUP_MS),
          },
          ...(worst === undefined ? {} : { attack: worst }),
          ...(first.open ? { firstRun: { done, of: first.steps.length } } : {}),
          ...(before === undefined || now - before < NEWS_MS
            ? {}
            : { news: await readNews(app, before, caller.who) }),
        };
      },
    }),
  ];
}

async function readNews(app: App, since: number, who: string) {
  return app.db.read(async (tx) => {
    const { jobs, pages } = await printedSince(tx, since);
    return { since, printed: jobs, pages, changes: await changesSince(tx, since, who) };
  });
}

async function readOverview(app: App, since: number, today: number) {
  return app.db.read(async (tx) => {
    const uncertain = await releasesInState(tx, 'uncertain', MOST_DECISIONS);
    const names = await printerNames(
      tx,
      uncertain.map((release) => release.printerId),
    );
    const owners = await namesOf(
      tx,
      uncertain.map((release) => release.ownerId),
    );
    const decisions = [];
    for (const release of uncertain) {
      const job = await findJob(tx, release.jobId);
      if (job === undefined) continue;
      const [found] = await withReleases(tx, [job]);
      decisions.push({
        release: releaseView(release, names.get(release.printerId) ?? 'the printer'),
        job: jobView(job, found),
        owner: owners.get(release.ownerId) ?? '',
      });
    }
    const attacks = await readAttacks(tx, { clock: app.clock, settings: app.settings.now });
    return {
      decisions,
      attacks,
      worst: await worstOf(tx, attacks),
      printers: await listPrinters(tx),
      held: await countJobs(tx, ['held']),
      users: await countLiveCodes(tx),
      days: await printedPerDay(tx, since, DAY_MS, Math.round((today - since) / DAY_MS) + 1),
    };
  });
}

/** Where most wrong codes come from, when that is no slip any more or the site's budget is used up. */
async function worstOf(
  tx: Parameters<typeof guessSourceNames>[0],
  { usedUp, attackers, sources, wrong }: Awaited<ReturnType<typeof readAttacks>>,
) {
  if (!usedUp && attackers.length === 0) return undefined;
  const [first] = sources;
  if (first === undefined) return { usedUp, where: '', wrong };
  const names = await guessSourceNames(tx, [first.source]);
  return { usedUp, where: names.get(first.source) ?? first.source, wrong: first.wrong, lastAt: first.lastAt };
}
