// The chart of a report: one bar for each step of time, in two parts. Drawn by hand; the table below it has the same numbers in words.
import type { ReportBy, ReportRow } from '@platen/shared/api/admin-reports';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { numberWords, rowWords, shortNumber, stepWords, sumsWords } from '../report-words.ts';
import { say } from '../speech.ts';

/** What the upper part of a bar is. */
export type Split = 'colour' | 'sides';

const HEIGHT = 200;
const FOOT = 26;
const TOP = 8;
/** Room for "12.5K" at the left. */
const LEFT = 46;
/** Of the place that a step has. */
const BAR_SHARE = 0.68;
const WIDEST_BAR = 44;
/** Of the words below the bars: what does not fit is left out, evenly. */
const WORD_WIDTH = 58;

/** Of a power of ten; each can be halved without a fraction. */
const ROUND = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];

/** A round number at or above `most`, at least 2; half of it is a whole number. */
export function roundTop(most: number): number {
  if (most <= 10) return Math.max(2, Math.ceil(most / 2) * 2);
  const step = 10 ** Math.floor(Math.log10(most));
  return Math.round((ROUND.find((times) => times * step >= most) ?? 10) * step);
}

export const upperPart = (row: ReportRow, split: Split): number =>
  split === 'colour' ? row.colorPages : row.twoSidedPages;

export interface BarsOptions {
  readonly by: ReportBy;
  readonly rows: readonly ReportRow[];
  readonly split: Split;
  /** Drawn so wide, in px; the chart keeps its letters at one size. */
  readonly width: number;
  /** The bar that is pointed at. */
  readonly at: number | undefined;
  readonly point: (index: number | undefined) => void;
  /** Opens the step; absent where there is nothing to open. */
  readonly open: ((row: ReportRow) => void) | undefined;
}

export function reportBars({ by, rows, split, width, at, point, open }: BarsOptions): TemplateResult {
  const most = Math.max(0, ...rows.map(({ pages }) => pages));
  const top = roundTop(most);
  const room = HEIGHT - FOOT - TOP;
  const place = (width - LEFT) / Math.max(1, rows.length);
  const bar = Math.min(WIDEST_BAR, place * BAR_SHARE);
  const scale = (value: number): number => (value / top) * room;
  const every = Math.max(1, Math.ceil(WORD_WIDTH / place));
  const shown = at === undefined ? undefined : rows[at];
  const total = rows.reduce((sum, row) => sum + row.pages, 0);
  const where = (event: PointerEvent): number => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return Math.floor((event.clientX - box.left - LEFT) / place);
  };
  return html`<figure class="chart ${open === undefined ? '' : 'opens'}">
    <svg
      class="bars"
      width=${width}
      height=${HEIGHT}
      viewBox="0 0 ${width} ${HEIGHT}"
      role="img"
      aria-label=${say('report-chart', { total: numberWords(total), most: numberWords(most) })}
      @pointermove=${(event: PointerEvent) => point(where(event))}
      @pointerleave=${() => point(undefined)}
      @click=${(event: PointerEvent) => {
        const row = rows[where(event)];
        if (row !== undefined) open?.(row);
      }}
    >
      ${[top, top / 2, 0].map((value) => {
        const y = TOP + room - scale(value);
        return svg`<line class="grid" x1=${LEFT} x2=${width} y1=${y} y2=${y} /><text class="axis" x=${LEFT - 8} y=${y + 4} text-anchor="end">${shortNumber(value)}</text>`;
      })}
      ${rows.map((row, index) => {
        const x = LEFT + index * place;
        const upper = scale(upperPart(row, split));
        const lower = scale(row.pages) - upper;
        const ground = TOP + room;
        return svg`<g class=${index === at ? 'at' : ''}>
          <rect class="hit" x=${x} y=${TOP} width=${place} height=${room} />
          <rect class="lower" x=${x + (place - bar) / 2} y=${ground - lower} width=${bar} height=${Math.max(0, lower)} />
          <rect class="upper" x=${x + (place - bar) / 2} y=${ground - lower - upper} width=${bar} height=${Math.max(0, upper)} />
          ${index % every === 0 ? svg`<text class="axis" x=${x + place / 2} y=${HEIGHT - 6} text-anchor="middle">${stepWords(by, row.key)}</text>` : nothing}
        </g>`;
      })}
    </svg>
    <figcaption>
      <span class="key upper"></span>${say(split === 'colour' ? 'report-in-colour' : 'report-two-sided')}
      <span class="key lower"></span>${say(split === 'colour' ? 'report-grey' : 'report-one-sided')}
      <span class="pointed">${shown === undefined ? nothing : sumsWords(rowWords(by, shown), shown)}</span>
    </figcaption>
  </figure>`;
}
