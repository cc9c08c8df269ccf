// The hours of the day as a row of squares, the busier the darker. Its numbers stand in the table below it.
import type { ReportRow } from '@platen/shared/api/admin-reports';
import { html, type TemplateResult } from 'lit';
import { numberWords, rowWords } from '../report-words.ts';
import { say } from '../speech.ts';

/** Shades: more could not be told apart. */
const SHADES = 5;

export function reportHours(rows: readonly ReportRow[]): TemplateResult {
  const most = Math.max(1, ...rows.map(({ pages }) => pages));
  const busiest = rows.find(({ pages }) => pages === most);
  const label =
    busiest === undefined
      ? say('report-hours')
      : say('report-busiest', { hour: rowWords('hour', busiest), pages: numberWords(most) });
  return html`<figure class="hours">
    <div class="hours-row" role="img" aria-label=${label}>
      ${rows.map((row) => {
        const shade = row.pages === 0 ? 0 : Math.ceil((row.pages / most) * SHADES);
        return html`<span class="hour shade-${shade}" title="${rowWords('hour', row)}: ${numberWords(row.pages)}"
          ><i>${row.key}</i></span
        >`;
      })}
    </div>
    <figcaption class="hint" aria-hidden="true">${label}</figcaption>
  </figure>`;
}
