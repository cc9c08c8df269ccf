// Where computers and phones find the queue of one printer, to be copied; shown while it is on.
import type { AdminPrinter } from '@platen/shared/api/admin';
import { html, nothing, type TemplateResult } from 'lit';
import { notice } from '../../components/notice.ts';
import { say } from '../speech.ts';
import './copy-button.ts';

/** @param page its own address: a computer that reaches it reaches the queue. */
export function directAddress(
  { directPath, enabled }: Pick<AdminPrinter, 'directPath' | 'enabled'>,
  page: Pick<Location, 'host' | 'protocol'>,
): TemplateResult | typeof nothing {
  if (directPath === undefined) return nothing;
  const scheme = page.protocol === 'http:' ? 'ipp' : 'ipps';
  const address = `${scheme}://${page.host}${directPath}`;
  return html`<div class="direct-address">
    ${enabled ? nothing : notice({ tone: 'warn', text: say('direct-off') })}
    <p class="address" aria-label=${say('direct-address')}>${address}</p>
    <admin-copy .text=${address} .label=${say('copy-address')}></admin-copy>
  </div>`;
}
