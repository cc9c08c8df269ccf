// The site as a whole: is anything wrong, the settings, the doctor.
import { Doctor, Overview, SettingChange, SettingsView } from '@platen/shared/api/admin';
import type { Setting } from '@platen/shared/define-settings';
import { SETTINGS_GROUPS } from '@platen/shared/settings';
import type { App } from '../../app.ts';
import { listPrinters } from '../../devices/printers.ts';
import { countJobs, findJob } from '../../flow/store/jobs.ts';
import { printerNames, withReleases } from '../../flow/store/read-jobs.ts';
import { printedPerDay, releasesInState } from '../../flow/store/releases.ts';
import { countLiveCodes, lengthFor } from '../../people/codes.ts';
import { wrongToday } from '../../people/guess-budget.ts';
import { namesOf } from '../../people/users.ts';
import { defineRoute, type Route } from '../route.ts';
import { jobView } from '../views/job-view.ts';
import { printerView } from '../views/printer-view.ts';
import { releaseView } from '../views/release-view.ts';

const DAY_MS = 24 * 3_600_000;
/** Two weeks show a weekly rhythm. */
const TREND_DAYS = 14;
const MOST_DECISIONS = 50;

export function adminSiteRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/overview',
      role: 'admin',
      summary: 'What needs a decision, what is failing, and the numbers of the day.',
      reply: Overview,
      handle: async () => {
        const today = Math.floor(app.clock.now() / DAY_MS) * DAY_MS;
        const since = today - (TREND_DAYS - 1) * DAY_MS;
        const [rows, storage, mail] = await Promise.all([
          readOverview(app, since, today),
          app.storage(),
          app.mail.doctor(),
        ]);
        const last = rows.days[rows.days.length - 1] ?? { jobs: 0, pages: 0 };
        const { wrongPerDay } = app.settings.now().codes;
        const certificate = app.certificate();
        return {
          decisions: rows.decisions,
          failing: [
            ...rows.printers
              .map((row) => printerView(row, app.watch.known(row.id)))
              .filter((view) => view.enabled && view.tone === 'bad')
              .map((view) => ({ what: view.name, sentence: view.sentence })),
            ...mail
              .filter(({ ok }) => !ok)
              .map(({ sentence }) => ({ what: 'Mail', sentence, section: 'mail' })),
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
            wrongToday: rows.wrong,
            budget: wrongPerDay,
            codeLength: lengthFor({ settings: app.settings.now }, rows.users),
          },
          certificate: { ...certificate, names: [...certificate.names] },
          storage,
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/settings',
      role: 'admin',
      summary: 'All settings with their definitions and values.',
      reply: SettingsView,
      handle: async () => settingsView(app),
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/admin/settings/:key',
      role: 'admin',
      summary: 'Change one setting; null goes back to its default.',
      body: SettingChange,
      reply: SettingsView,
      handle: async ({ caller, body, params }) => {
        await app.settings.change(params['key'] ?? '', body.value ?? undefined, caller.who);
        return settingsView(app);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/doctor',
      role: 'admin',
      summary: 'Check what usually goes wrong, and how to mend it.',
      reply: Doctor,
      handle: async ({ signal }) => ({ checks: await app.doctor(signal) }),
    }),
  ];
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
    return {
      decisions,
      printers: await listPrinters(tx),
      held: await countJobs(tx, ['held']),
      users: await countLiveCodes(tx),
      days: await printedPerDay(tx, since, DAY_MS, Math.round((today - since) / DAY_MS) + 1),
      wrong: await wrongToday(tx, app),
    };
  });
}

function settingsView(app: App) {
  const values = app.settings.now() as unknown as Readonly<
    Record<string, Readonly<Record<string, number | boolean | string>>>
  >;
  return {
    groups: SETTINGS_GROUPS.map((group) => ({
      id: group.id,
      title: group.title,
      settings: Object.entries(group.settings as Readonly<Record<string, Setting>>).map(
        ([name, setting]) => ({
          key: `${group.id}.${name}`,
          type: setting.type,
          label: setting.label,
          help: setting.help,
          value: values[group.id]?.[name] ?? setting.default,
          default: setting.default,
          ...(setting.type === 'number'
            ? {
                min: setting.min,
                max: setting.max,
                ...(setting.unit === undefined ? {} : { unit: setting.unit }),
              }
            : {}),
          ...(setting.type === 'choice' ? { choices: { ...setting.choices } } : {}),
        }),
      ),
    })),
  };
}
