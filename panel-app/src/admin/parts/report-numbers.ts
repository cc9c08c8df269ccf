// The sums of a period as large numbers, each beside what it was in the period before.
import type { Report } from '@platen/shared/api/admin-reports';
import { html, nothing, type TemplateResult } from 'lit';
import { numberWords, periodWords, shareWords } from '../report-words.ts';
import { type Sentence, say } from '../speech.ts';

/** More or less than before, in words; undefined where there was nothing to compare with. */
export function changeWords(now: number, before: number): string | undefined {
  if (before === 0) return undefined;
  const change = (now - before) / before;
  if (Math.abs(change) < 0.005) return say('report-same');
  return say(change > 0 ? 'report-more' : 'report-less', {
    share: shareWords(Math.abs(now - before), before),
  });
}

export function reportNumbers({ total, before }: Report): TemplateResult {
  const tile = (
    label: Sentence,
    value: string,
    hint: string | undefined,
  ): TemplateResult => html`<div class="tile">
    <span class="tile-label">${say(label)}</span>
    <span class="tile-value">${value}</span>
    ${hint === undefined ? nothing : html`<span class="tile-hint">${hint}</span>`}
  </div>`;
  const was = before.total;
  const share = (label: Sentence, part: number, wasPart: number): TemplateResult =>
    tile(
      label,
      shareWords(part, total.pages),
      was.pages === 0 ? undefined : say('report-was', { value: shareWords(wasPart, was.pages) }),
    );
  return html`<section class="tiles report-tiles" aria-label=${say('numbers')}>
      ${tile('report-pages', numberWords(total.pages), changeWords(total.pages, was.pages))}
      ${tile('report-jobs', numberWords(total.jobs), changeWords(total.jobs, was.jobs))}
      ${tile('report-sheets', numberWords(total.sheets), changeWords(total.sheets, was.sheets))}
      ${share('report-in-colour', total.colorPages, was.colorPages)} ${share('report-two-sided', total.twoSidedPages, was.twoSidedPages)}
      ${tile('report-failed', numberWords(total.failed), changeWords(total.failed, was.failed))}
    </section>
    <p class="hint report-before">${say('report-compared', { period: periodWords(before.from, before.to) })}</p>`;
}
