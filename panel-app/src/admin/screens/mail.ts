// Mail: the accounts it comes and goes through, who may send, the messages, and what is sent. One place at a time, by tabs.
import type { AdminMail, AdminMailAccount } from '@platen/shared/api/admin-mail';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { notice } from '../../components/notice.ts';
import { readMail } from '../../data/admin-mail.ts';
import { loaded } from '../loaded.ts';
import { whenLoaded } from '../parts/loading.ts';
import '../parts/mail-account.ts';
import '../parts/mail-account-add.ts';
import { mailCards } from '../parts/mail-cards.ts';
import '../parts/mail-messages.ts';
import '../parts/mail-outbox.ts';
import '../parts/mail-senders.ts';
import { type Tab, tabList, tabPanel } from '../parts/tabs.ts';
import { say } from '../speech.ts';

const PLACES = ['accounts', 'senders', 'messages', 'outbox'] as const;
type Place = (typeof PLACES)[number];
const EVERY_MS = 5000;

/** What follows `#mail=`: a place, or one thing with the place it stands in: "account-4711", "rule-12". */
const PLACE_OF: Readonly<Record<string, Place>> = {
  rule: 'senders',
  import: 'senders',
  message: 'messages',
  sent: 'outbox',
};

function read(open: string | undefined): {
  readonly place: Place;
  readonly thing: string;
  readonly id: string;
} {
  const [thing = '', ...rest] = (open ?? '').split('-');
  const place = PLACES.find((one) => one === thing) ?? PLACE_OF[thing] ?? 'accounts';
  return { place, thing, id: rest.join('-') };
}

@customElement('admin-mail')
export class AdminMailScreen extends LitElement {
  @property() open: string | undefined;
  private readonly mail = loaded(this, readMail, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private changed = ({ detail }: CustomEvent<AdminMailAccount | null | undefined>): void => {
    const { value } = this.mail;
    if (value !== undefined && detail != null) {
      const accounts = value.accounts.map((account) => (account.id === detail.id ? detail : account));
      this.mail.put({ ...value, accounts });
    }
    void this.mail.refresh();
  };

  private added = ({ detail }: CustomEvent<AdminMailAccount>): void => {
    const { value } = this.mail;
    if (value !== undefined) this.mail.put({ ...value, accounts: [...value.accounts, detail] });
    location.hash = `#mail=account-${encodeURIComponent(detail.id)}`;
    void this.mail.refresh();
  };

  private tabs({ counts, accounts, notes }: AdminMail): readonly Tab<Place>[] {
    const troubled = notes.length > 0 || accounts.some(({ tone }) => tone === 'bad');
    const needs: Readonly<Record<Place, boolean>> = {
      accounts: troubled,
      senders: counts.requests > 0,
      messages: counts.quarantined > 0,
      outbox: counts.outboxFailed > 0,
    };
    return PLACES.map((id) => ({
      id,
      label: say(`mail-tab-${id}`),
      mark: needs[id] ? say('needs-attention') : undefined,
    }));
  }

  private accounts(mail: AdminMail, thing: string, id: string): TemplateResult {
    const account = thing === 'account' ? mail.accounts.find((one) => one.id === id) : undefined;
    return html`${mail.notes.map((text) => notice({ tone: 'warn', text }))}
      ${mail.accounts.length === 0 ? notice({ tone: 'quiet', text: say('mail-none') }) : nothing}
      ${mailCards(mail, account?.id)}
      ${
        account === undefined
          ? nothing
          : html`<admin-mail-account .account=${account} @changed=${this.changed}></admin-mail-account>`
      }
      ${
        thing === 'new'
          ? html`<admin-mail-add .use=${id === 'send' ? 'send' : 'receive'} @added=${this.added}></admin-mail-add>`
          : nothing
      }`;
  }

  private body(mail: AdminMail, place: Place, thing: string, id: string): TemplateResult {
    const refresh = (): void => void this.mail.refresh();
    switch (place) {
      case 'accounts':
        return this.accounts(mail, thing, id);
      case 'senders':
        return html`<admin-mail-senders
          .open=${thing === 'rule' ? id : undefined}
          .importing=${thing === 'import'}
          @changed=${refresh}
        ></admin-mail-senders>`;
      case 'messages':
        return html`<admin-mail-messages
          .open=${thing === 'message' ? id : undefined}
          .aside=${mail.counts.quarantined}
          @changed=${refresh}
        ></admin-mail-messages>`;
      case 'outbox':
        return html`<admin-mail-outbox .open=${thing === 'sent' ? id : undefined} @changed=${refresh}></admin-mail-outbox>`;
    }
  }

  protected override render(): TemplateResult {
    const { place, thing, id } = read(this.open);
    return html`<div class="screen-head"><h1>${say('mail')}</h1></div>
      ${whenLoaded(
        this.mail,
        (mail) => html`<div class="screen-tabs">
            ${tabList({
              label: say('mail'),
              tabs: this.tabs(mail),
              chosen: place,
              choose: (next) => (location.hash = next === 'accounts' ? '#mail' : `#mail=${next}`),
            })}
          </div>
          ${tabPanel(place, true, this.body(mail, place, thing, id))}`,
      )}`;
  }
}
