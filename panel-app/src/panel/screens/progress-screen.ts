// What has become of each document since Print was pressed: pages counted, what to do when the printer stops, and how it ended.
import type { ReleaseView } from '@platen/shared/api/common';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { say } from '../../locales/languages.ts';
import { batchReleases, somethingIsLeft } from '../../state/panel-state.ts';
import { jobTitle } from '../job-words.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import { decisionCard } from '../parts/decision-card.ts';
import { messageLine } from './jobs-screen.ts';
import '../parts/scroll-pane.ts';

const BAR_TONE = { quiet: 'busy', busy: 'busy', ok: 'ok', warn: 'warn', bad: 'bad' } as const;

function titleOf({ state, now }: PanelView, jobId: string): string {
  const job = state.batch.find(({ id }) => id === jobId);
  return job === undefined ? say('kind.other') : jobTitle(job, now);
}

function releaseRow(view: PanelView, release: ReleaseView): TemplateResult {
  const title = titleOf(view, release.jobId);
  if (release.state === 'uncertain') return html`<li>${decisionCard(view, release, title)}</li>`;
  const done = release.state === 'done';
  return html`<li class="job busy">
    <div class="job-line">
      <span class="job-text">
        <span class="job-title one-line" dir="auto">${title}</span>
        <span class="job-facts" aria-live="polite"
          >${
            release.ended || release.tone === 'warn' || release.tone === 'bad'
              ? html`<span class="tone-${release.tone}">${toneIcon(release.tone)}</span>`
              : nothing
          }<span class="job-note">${release.sentence}</span></span
        >
        ${
          release.ended && !done
            ? nothing
            : progressBar({
                label: title,
                value: done ? 1 : release.page,
                max: done ? 1 : (release.pages ?? 0),
                tone: BAR_TONE[release.tone],
              })
        }
      </span>
      ${
        release.mayCancel
          ? button({ label: say('jobs.stop'), press: () => view.panel.cancel(release.id) })
          : nothing
      }
    </div>
  </li>`;
}

function refusedRow(view: PanelView, refused: PanelView['state']['refused'][number]): TemplateResult {
  return html`<li class="job refused">
    <div class="job-line">
      <span class="job-text">
        <span class="job-title one-line" dir="auto">${titleOf(view, refused.jobId)}</span>
        <span class="job-facts"
          ><span class="tone-warn">${toneIcon('warn')}</span><span class="job-note">${refused.message}</span></span
        >
      </span>
    </div>
  </li>`;
}

/** The printer's own condition, while it keeps any document waiting. */
function stopped({ state }: PanelView): TemplateResult | typeof nothing {
  const printer = state.session?.printer;
  const running = batchReleases(state).some((release) => !release.ended);
  if (!running || printer === undefined || (printer.tone !== 'warn' && printer.tone !== 'bad'))
    return nothing;
  return notice({ tone: printer.tone, text: printer.sentence, announce: 'alert' });
}

export const progressScreen: PanelScreen = {
  name: 'progress',
  title: ({ state }) => {
    const ended = batchReleases(state).every((release) => release.ended);
    return ended && (state.batch.length > 0 || state.refused.length > 0)
      ? say('progress.ended')
      : say('progress.title');
  },
  body: (view) => {
    const releases = batchReleases(view.state);
    const list = html`<ul class="jobs">
      ${releases.map((release) => releaseRow(view, release))}${view.state.refused.map((one) => refusedRow(view, one))}
    </ul>`;
    return html`${messageLine(view) ?? stopped(view)}
      <platen-scroll-pane label=${say('jobs.list')} .content=${list}></platen-scroll-pane>`;
  },
  foot: (view) => {
    const ended = batchReleases(view.state).every((release) => release.ended);
    // While it prints there is nothing to go back to unless other documents wait.
    if (!ended && !somethingIsLeft(view.state)) return html``;
    return html`<div class="acts acts-progress">
      ${button({ label: say('progress.documents'), kind: ended ? 'accent' : 'plain', press: view.panel.leave })}
    </div>`;
  },
};
