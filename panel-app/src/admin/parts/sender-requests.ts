// Senders who wait for a word: allow or block each in one tap, or everybody of the domain.
import type { SenderDecision, SenderRequest } from '@platen/shared/api/admin-mail';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { BAN, CHECK } from '../../components/icons.ts';
import { agoWords } from '../../locales/when.ts';
import { addressShown } from '../mail-words.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';

export interface SenderRequestsOptions {
  readonly requests: readonly SenderRequest[];
  /** The address that is being decided on. */
  readonly deciding: string | undefined;
  readonly decide: (decision: SenderDecision) => void;
}

export function senderRequests({ requests, deciding, decide }: SenderRequestsOptions): TemplateResult {
  return html`<ul>
    ${requests.map(({ address, mails, lastAt }) => {
      const busy = deciding === address;
      const act =
        (decision: SenderDecision['decision'], domain = false) =>
        (): void =>
          decide({ address, decision, domain });
      return html`<li class="mail-request">
        <div class="mail-request-words">
          <b>${addressShown(address)}</b>
          <p class="hint">${say('mail-request-line', { count: mails, when: agoWords(lastAt, Date.now()) })}</p>
        </div>
        ${
          may('senders:change')
            ? html`<div class="mail-request-acts">
                ${button({ label: say('mail-allow'), icon: CHECK, disabled: busy, press: act('allow') })}
                ${button({ label: say('mail-block'), icon: BAN, kind: 'danger', disabled: busy, press: act('block') })}
                ${button({ label: say('mail-allow-domain'), kind: 'quiet', disabled: busy, press: act('allow', true) })}
              </div>`
            : nothing
        }
      </li>`;
    })}
  </ul>`;
}
