// The mail accounts as cards, by what they are for: where mail comes in, where it goes out.
import type { AdminMail, AdminMailAccount } from '@platen/shared/api/admin-mail';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { INBOX, PLUS, SEND } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import type { MailUse } from '../mail-presets.ts';
import { whenWords } from '../mail-words.ts';
import { say } from '../speech.ts';

const ICON: Readonly<Record<MailUse, string>> = { receive: INBOX, send: SEND };

function card(account: AdminMailAccount, open: string | undefined, now: number): TemplateResult {
  const { id, name, address, server, tone, sentence, waiting, quarantined } = account;
  const when = whenWords(account, now);
  return html`<li class="mail-card ${id === open ? 'open' : ''}">
    <a class="row-link" href="#mail=account-${id}" aria-current=${id === open ? 'true' : nothing}>${name}</a>
    ${name === address ? nothing : html`<p class="mail-card-address">${address}</p>`}
    <p class="hint">${server}</p>
    <p class="cell-tone"><span class="tone-${tone}">${toneIcon(tone)}</span><span>${sentence}${when === undefined ? nothing : html` <span class="hint">${when}</span>`}</span></p>
    ${
      waiting + quarantined === 0
        ? nothing
        : html`<p class="tags">
            ${waiting === 0 ? nothing : html`<span class="tag">${say('mail-card-waiting', { count: waiting })}</span>`}
            ${quarantined === 0 ? nothing : html`<span class="tag tag-bad">${say('mail-card-aside', { count: quarantined })}</span>`}
          </p>`
    }
  </li>`;
}

function side(use: MailUse, accounts: readonly AdminMailAccount[], open: string | undefined): TemplateResult {
  const now = Date.now();
  return html`<section class="mail-side">
    <h2>${icon(ICON[use])}${say(`mail-${use}-head`)}</h2>
    <p class="hint">${say(`mail-${use}-lead`)}</p>
    <ul class="mail-cards">
      ${accounts.map((account) => card(account, open, now))}
      <li>
        <a class="mail-card-add" href="#mail=new-${use}">${icon(PLUS)}<span>${say(`mail-${use}-add`)}</span></a>
      </li>
    </ul>
  </section>`;
}

/** @param open id of the account whose sheet is open. */
export function mailCards({ accounts }: AdminMail, open: string | undefined): TemplateResult {
  return html`<div class="mail-sides">
    ${side(
      'receive',
      accounts.filter(({ receives }) => receives),
      open,
    )}
    ${side(
      'send',
      accounts.filter(({ sends }) => sends),
      open,
    )}
  </div>`;
}
