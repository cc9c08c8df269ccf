// The small icon before a document's line: the one of its tone, and a tick where it only waits for its owner.
import type { JobView } from '@platen/shared/api/common';
import { html, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { CIRCLE_CHECK, LOCK } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { jobTone } from '../job-line.ts';

export function stateIcon(job: JobView): TemplateResult {
  const tone = jobTone(job);
  const ready = job.state === 'held' && tone === 'quiet';
  if (job.state === 'locked') return html`<span class="tone-warn">${icon(LOCK)}</span>`;
  return html`<span class="tone-${ready ? 'ok' : tone}">${ready ? icon(CIRCLE_CHECK) : toneIcon(tone)}</span>`;
}
