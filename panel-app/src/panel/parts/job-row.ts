// One document in the list, in each of its states. The whole row chooses it; the picture opens it.
import type { JobView } from '@platen/shared/api/common';
import { isLocked, isRepeated, mayChoose, mayPrint } from '@platen/shared/job-choice';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CHECK, CHEVRON_RIGHT, CLOCK, LOCK, PRINTER, TRASH, TRIANGLE_ALERT } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { say } from '../../locales/languages.ts';
import { shownTicket } from '../../state/panel-state.ts';
import { jobFacts, jobTitle } from '../job-words.ts';
import type { PanelView } from '../panel-view.ts';
import { decisionCard } from './decision-card.ts';

/** What to know first: that it is here twice, why it did not come out the last time, else what does not fit here. */
function noteOf({ state }: PanelView, job: JobView): string | undefined {
  const { id, notes, printedBefore, release } = job;
  if (isRepeated(job))
    return say(
      printedBefore ? 'jobs.twice-printed' : state.chosen.includes(id) ? 'jobs.twice-ask' : 'jobs.twice',
    );
  return release?.state === 'returned' ? release.sentence : notes[0];
}

/** One press for a document that is here twice: it prints once, or goes. */
function twiceButton({ state, panel }: PanelView, job: JobView): TemplateResult {
  return state.chosen.includes(job.id)
    ? button({ label: say('jobs.once'), press: () => panel.toggle(job.id) })
    : button({
        label: say('jobs.delete'),
        icon: TRASH,
        disabled: state.busy !== undefined,
        press: () => panel.remove(job.id),
      });
}

/** The second line: a warning if there is one, the state if it cannot be printed, the facts otherwise. */
function secondLine(view: PanelView, job: JobView): TemplateResult {
  const { state } = view;
  const note = noteOf(view, job);
  const facts = jobFacts(job, shownTicket(state, job));
  if (isRepeated(job))
    return html`<span class="tone-quiet">${toneIcon('quiet')}</span><span class="job-note">${note}</span>`;
  if (job.state === 'held') {
    return note === undefined
      ? html`${facts}`
      : html`<span class="tone-warn">${icon(TRIANGLE_ALERT)}</span><span class="job-note">${note}</span> <span>${facts}</span>`;
  }
  if (job.state === 'received' || isLocked(job)) return html`<span class="job-note">${job.sentence}</span>`;
  const tone = job.state === 'printed' ? 'ok' : job.tone;
  return html`<span class="tone-${tone}">${toneIcon(tone)}</span><span class="job-note">${job.sentence}</span>`;
}

function picture({ state, panel }: PanelView, job: JobView, title: string): TemplateResult {
  return html`<button
    type="button"
    class="job-picture"
    aria-label=${say('jobs.preview', { title })}
    @click=${() => panel.openPreview(job.id)}
  >
    <platen-row-picture
      .picture=${panel.picture}
      .job=${job.title === '' ? '' : job.id}
      .kind=${job.mediaType}
      .held=${state.busy !== undefined}
    ></platen-row-picture>
  </button>`;
}

export function jobRow(view: PanelView, job: JobView): TemplateResult {
  const { state, panel, now } = view;
  const title = jobTitle(job, now);
  const { release } = job;
  if (job.state === 'uncertain' && release !== undefined) {
    return html`<li>${decisionCard(view, release, title)}</li>`;
  }
  const chosen = state.chosen.includes(job.id);
  const text = html`<span class="job-text">
    <span class="job-title one-line" dir="auto">${title}</span>
    <span class="job-facts ${job.state === 'held' && noteOf(view, job) === undefined ? 'one-line' : ''}"
      >${job.pages === undefined ? nothing : html`<span class="job-pages-short">${say('pages', { count: job.pages })} · </span>`}${secondLine(view, job)}</span
    >
  </span>`;
  const pages =
    job.pages === undefined
      ? nothing
      : html`<span class="job-pages">${say('pages', { count: job.pages })}</span>`;
  if (job.state === 'releasing' && release !== undefined) {
    return html`<li class="job busy">
      <div class="job-line">
        <span class="job-sign tone-busy">${icon(PRINTER)}</span>
        <span class="job-text">
          <span class="job-title one-line" dir="auto">${title}</span>
          <span class="job-facts" aria-live="polite">${release.sentence}</span>
          ${progressBar({ label: title, value: release.page, max: release.pages ?? 0 })}
        </span>
        ${
          release.mayCancel
            ? button({ label: say('jobs.stop'), press: () => panel.cancel(release.id) })
            : nothing
        }
      </div>
    </li>`;
  }
  if (isLocked(job)) {
    return html`<li class="job locked">
      <button type="button" class="job-line" @click=${() => panel.password.open(job.id)}>
        <span class="job-sign">${icon(LOCK)}</span>${text}<span class="job-go">${icon(CHEVRON_RIGHT)}</span>
      </button>
    </li>`;
  }
  if (!mayChoose(job))
    return html`<li class="job waiting"><div class="job-line"><span class="job-sign">${icon(CLOCK)}</span>${text}${pages}</div></li>`;
  const twice = isRepeated(job);
  return html`<li class="job ${mayPrint(job) ? '' : 'refused'} ${twice ? 'twice' : ''}">
    <button
      type="button"
      class="job-line"
      role="checkbox"
      aria-checked=${chosen ? 'true' : 'false'}
      @click=${() => panel.toggle(job.id)}
    >
      <span class="job-check">${chosen ? icon(CHECK) : nothing}</span>
      ${text}${pages}
    </button>
    ${mayPrint(job) ? picture(view, job, title) : nothing}
    ${twice ? twiceButton(view, job) : nothing}
  </li>`;
}
