// The numbers of the day on the dashboard, with the trend of two weeks.
import type { Overview } from '@platen/shared/api/admin';
import { html, nothing, type TemplateResult } from 'lit';
import { type Sentence, say } from '../speech.ts';
import { dayBars } from './day-bars.ts';

const number = (value: number): string => new Intl.NumberFormat().format(value);

function tile(label: Sentence, value: number, href: string, more?: TemplateResult): TemplateResult {
  return html`<a class="tile" href=${href}>
    <span class="tile-label">${say(label)}</span>
    <span class="tile-value">${number(value)}</span>
    ${more ?? nothing}
  </a>`;
}

export function dashNumbers({ counts, trend }: Overview): TemplateResult {
  const most = Math.max(0, ...trend);
  const label = say('trend', { days: trend.length, least: Math.min(...trend), most });
  return html`<section class="tiles" aria-label=${say('numbers')}>
    ${tile('tile-printed', counts.printedToday, '#documents', dayBars(trend, label))}
    ${tile('tile-pages', counts.pagesToday, '#reports')} ${tile('tile-held', counts.held, '#documents')}
    ${tile('tile-users', counts.users, '#users')} ${tile('tile-printers', counts.printers, '#printers')}
  </section>`;
}
