// A small trend: one bar a day, today's in the accent colour. Drawn by hand, because a chart library is larger than the console.
import { html, svg, type TemplateResult } from 'lit';

const BAR = 7;
const GAP = 3;
const HEIGHT = 36;
/** A day with nothing still shows that it is a day. */
const LEAST = 2;

/** @param values oldest first. @param label says in words what the bars show. */
export function dayBars(values: readonly number[], label: string): TemplateResult {
  const most = Math.max(1, ...values);
  const width = values.length * (BAR + GAP) - GAP;
  return html`<svg class="day-bars" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label=${label}>
    ${values.map((value, index) => {
      const height = Math.max(LEAST, (value / most) * HEIGHT);
      return svg`<rect x=${index * (BAR + GAP)} y=${HEIGHT - height} width=${BAR} height=${height} rx="1.5" class=${index === values.length - 1 ? 'today' : ''} />`;
    })}
  </svg>`;
}
