// The numbers of a report as a table, each row with its bar: what the charts show, for reading, printing and the screen reader.
import type { Report, ReportBy, ReportRow, ReportSums } from '@platen/shared/api/admin-reports';
import { html, nothing, type TemplateResult } from 'lit';
import { numberWords, rowWords } from '../report-words.ts';
import { type Sentence, say } from '../speech.ts';
import { type Split, upperPart } from './report-bars.ts';

const NUMBERS = [
  { id: 'pages', head: 'report-pages', gives: '' },
  { id: 'jobs', head: 'report-jobs', gives: 'gives-1' },
  { id: 'sheets', head: 'report-sheets', gives: 'gives-2' },
  { id: 'colorPages', head: 'report-in-colour', gives: 'gives-2' },
  { id: 'twoSidedPages', head: 'report-two-sided', gives: 'gives-2' },
  { id: 'failed', head: 'report-failed', gives: 'gives-3' },
] as const satisfies readonly { id: keyof ReportSums; head: Sentence; gives: string }[];

/** @param href where a row leads; undefined: nowhere. */
export function reportTable(
  report: Report,
  name: Sentence,
  split: Split,
  href: (by: ReportBy, row: ReportRow) => string | undefined,
): TemplateResult {
  const { by, rest, total } = report;
  // Nobody needs to read that nothing was printed at four in the morning.
  const rows =
    by === 'hour' ? report.rows.filter(({ jobs, pages, failed }) => jobs + pages + failed > 0) : report.rows;
  const most = Math.max(1, ...rows.map(({ pages }) => pages));
  const numbers = (sums: ReportSums): TemplateResult[] =>
    NUMBERS.map(({ id, gives }) => html`<td class="number ${gives}">${numberWords(sums[id])}</td>`);
  const bar = (row: ReportRow): TemplateResult => {
    const upper = (upperPart(row, split) / most) * 100;
    const lower = (row.pages / most) * 100 - upper;
    // Widths are numbers of our own; the policy of the page forbids style attributes, so they go in as attributes of a drawing.
    return html`<svg class="row-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="upper" x="0" y="0" width=${upper} height="8" /><rect class="lower" x=${upper} y="0" width=${lower} height="8" />
    </svg>`;
  };
  return html`<table class="table report-table">
    <caption class="out-of-sight">${say(name)}</caption>
    <thead>
      <tr>
        <th scope="col"><span class="plain-head">${say(name)}</span></th>
        ${NUMBERS.map(({ head, gives }) => html`<th scope="col" class="number ${gives}"><span class="plain-head">${say(head)}</span></th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => {
        const words = rowWords(by, row);
        const to = href(by, row);
        return html`<tr>
          <th scope="row" class="report-name">
            ${to === undefined ? html`<b>${words}</b>` : html`<a class="row-link" href=${to}>${words}</a>`}
            ${row.detail === undefined ? nothing : html`<small class="hint">${row.detail}</small>`} ${bar(row)}
          </th>
          ${numbers(row)}
        </tr>`;
      })}
      ${
        rest === undefined
          ? nothing
          : html`<tr class="report-rest">
              <th scope="row" class="report-name">${say('report-rest', { count: rest.count })}</th>
              ${numbers(rest)}
            </tr>`
      }
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">${say('report-total')}</th>
        ${numbers(total)}
      </tr>
    </tfoot>
  </table>`;
}
