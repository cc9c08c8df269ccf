// All that is to be known of documents before they are printed: what conversion changed, what does not fit here. The list shows the first.
import type { JobView } from '@platen/shared/api/common';
import { isolate } from '@platen/shared/say/isolate';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { TRIANGLE_ALERT } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import { jobTitle } from '../job-words.ts';
import type { PanelView } from '../panel-view.ts';

/**
 * With several documents each note says whose it is.
 * @param most has room; the options screen has room for all.
 */
export function jobNotes(
  { now }: PanelView,
  jobs: readonly JobView[],
  most = Number.POSITIVE_INFINITY,
): TemplateResult | typeof nothing {
  const lines = jobs.flatMap((job) =>
    job.notes.map((note) => (jobs.length === 1 ? note : `${isolate(jobTitle(job, now), true)}: ${note}`)),
  );
  if (lines.length === 0) return nothing;
  const left = lines.length - most;
  return html`<ul class="job-notes" aria-label=${say('jobs.notes')}>
    ${lines.slice(0, most).map((line) => html`<li><span class="tone-warn">${icon(TRIANGLE_ALERT)}</span>${line}</li>`)}
    ${left > 0 ? html`<li>${say('jobs.notes-more', { count: left })}</li>` : nothing}
  </ul>`;
}
