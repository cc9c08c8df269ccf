// Which page somebody who is signed in is shown: by what is remembered of the session, and by how things are by now. A page whose document is
// gone gives way to the list.
import type { ReleaseView } from '@platen/shared/api/common';
import { isLeft } from '@platen/shared/job-choice';
import { panelProgress } from '../api/panel-printing.ts';
import type { CallerOf } from '../api/route.ts';
import type { App } from '../app.ts';
import { deletePage, passwordPage, previewPage } from './job-pages.ts';
import { listPage } from './list-page.ts';
import { optionsPage } from './options-page.ts';
import type { PlainScreenPage } from './plain-view.ts';
import { accountingPage, checkPage, DONE_SECONDS, donePage, progressPage } from './print-pages.ts';
import { aboutJobs, type SignedView } from './signed-view.ts';

/** A browser may come back a little before its time. */
const EARLY_MS = 1_000;

const SCREENS = {
  options: optionsPage,
  preview: previewPage,
  delete: deletePage,
  password: passwordPage,
  check: checkPage,
  accounting: accountingPage,
} as const satisfies Readonly<Record<string, (view: SignedView) => PlainScreenPage | undefined>>;

/** `leave`: the documents have come out, nothing is left, and the last page was read. */
export async function drawSession(
  app: App,
  caller: CallerOf['panel-user'],
  view: SignedView,
): Promise<PlainScreenPage | 'leave'> {
  const { state, session } = view;
  const now = app.clock.now();
  if (state.screen === 'progress') {
    const releases = newest(
      state.batch.map(({ id }) => id),
      (await panelProgress(app, caller)).releases,
    );
    const calm = releases.every(({ state: how }) => how === 'done') && state.refused.length === 0;
    if (releases.length === 0 && state.refused.length === 0) state.screen = 'list';
    else if (calm) {
      state.screen = 'done';
      state.doneAt = now;
    } else {
      if (releases.some(({ ended }) => !ended)) state.lastAt = now;
      return progressPage(view, releases);
    }
  }
  if (state.screen === 'done') {
    if (now - state.doneAt < DONE_SECONDS * 1000 - EARLY_MS) return donePage(view);
    if (!session.jobs.some(isLeft)) return 'leave';
    state.screen = 'list';
  }
  if (state.screen !== 'list') {
    const page = SCREENS[state.screen](view);
    if (page !== undefined) return page;
    state.screen = 'list';
    const count = state.about.length - aboutJobs(view).length;
    if (count > 0) state.message ??= { tone: 'warn', text: view.frame.say('message.gone', { count }) };
  }
  return listPage(view);
}

/** For each document the newest attempt. */
function newest(jobIds: readonly string[], releases: readonly ReleaseView[]): readonly ReleaseView[] {
  return jobIds.flatMap((id) => {
    const own = releases.filter(({ jobId }) => jobId === id);
    const [first, ...rest] = own;
    if (first === undefined) return [];
    return [rest.reduce((best, one) => (one.startedAt >= best.startedAt ? one : best), first)];
  });
}
