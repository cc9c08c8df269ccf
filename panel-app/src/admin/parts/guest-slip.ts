// A guest's fresh code as a slip to print: large, with how to use it and how long. On paper there is the slip and nothing else.
import type { GuestCode } from '@platen/shared/api/admin-people';
import { groupCode } from '@platen/shared/code-length';
import { html, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { PRINTER } from '../../components/icons.ts';
import { whenWords } from '../../locales/when.ts';
import { say } from '../speech.ts';
import './copy-button.ts';

/** Keeps the rest of the page off the paper while the browser prints, also where it prints by itself later. */
function printSlip(): void {
  const { classList } = document.documentElement;
  classList.add('print-slip');
  addEventListener('afterprint', () => classList.remove('print-slip'), { once: true });
  print();
}

export function guestSlip({ guest, code }: GuestCode, now: number): TemplateResult {
  const portal = `${location.origin}/`;
  const until = whenWords(guest.until, now);
  return html`<div class="user-code" role="status">
    <div class="slip">
      <h3>${say('guest-slip-title')}</h3>
      <p class="slip-name">${guest.name}</p>
      <p>${say('guest-slip-lead')}</p>
      <p class="user-code-digits">
        <span aria-hidden="true">${groupCode(code)}</span><span class="out-of-sight">${[...code].join(' ')}</span>
      </p>
      <p>${say('guest-slip-limits', { until, count: guest.pagesLeft })}</p>
      <p>${say('guest-slip-portal', { address: portal, name: guest.email })}</p>
      <p class="slip-care">${say('guest-slip-care')}</p>
    </div>
    <div class="sheet-acts">
      ${button({ label: say('guest-slip'), icon: PRINTER, kind: 'accent', press: printSlip })}
      <admin-copy .text=${code} .label=${say('copy-code')}></admin-copy>
    </div>
    <p class="hint">${say('guest-code-once')}</p>
  </div>`;
}
