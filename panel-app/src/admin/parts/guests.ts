// Guests: giving out a code with its limits, and everybody who has one, with what they used; ending one.
import type { Guest, GuestCode, Guests } from '@platen/shared/api/admin-people';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { BAN, PLUS } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { endGuest, readGuests } from '../../data/admin-people.ts';
import { whenWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from './data-table.ts';
import './guest-add.ts';
import { guestSlip } from './guest-slip.ts';
import { whenLoaded } from './loading.ts';
import './side-sheet.ts';

const EVERY_MS = 20_000;

@customElement('admin-guests')
export class AdminGuests extends LitElement {
  /** A guest's id. */
  @property() open: string | undefined;

  @state() private table: TableState = plainTable;
  @state() private adding = false;
  @state() private ending = false;
  /** The code that has just been made. */
  @state() private fresh: GuestCode | undefined;
  private readonly attempt = attempt(this);
  private readonly guests = loaded(this, readGuests, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('open')) return;
    this.ending = false;
    this.attempt.show(undefined);
    if (this.fresh?.guest.id !== this.open) this.fresh = undefined;
  }

  private added = ({ detail }: CustomEvent<GuestCode>): void => {
    this.adding = false;
    this.fresh = detail;
    location.hash = `#users=guests-${encodeURIComponent(detail.guest.id)}`;
    void this.guests.refresh();
  };

  private async end(guest: Guest): Promise<void> {
    const answer = await this.attempt.make(endGuest(guest.id));
    if (!answer.ok) return;
    this.ending = false;
    location.hash = '#users=guests';
    void this.guests.refresh();
  }

  private columns(now: number): readonly ShownColumn<Guest>[] {
    return [
      { id: 'name', head: say('guest-name'), value: (guest) => guest.name },
      {
        id: 'portal',
        head: say('guest-portal-name'),
        value: (guest) => guest.email,
        priority: 3,
        breaks: true,
      },
      {
        id: 'until',
        head: say('guest-until'),
        value: (guest) => guest.until,
        csv: (guest) => new Date(guest.until).toISOString(),
        show: (guest) => (guest.ended ? say('guest-ended') : whenWords(guest.until, now)),
      },
      {
        id: 'used',
        head: say('guest-used'),
        value: (guest) => guest.pagesUsed,
        show: (guest) =>
          say('guest-used-of', { used: guest.pagesUsed, most: guest.pagesUsed + guest.pagesLeft }),
        priority: 1,
      },
      { id: 'held', head: say('waiting'), value: (guest) => guest.held, number: true, priority: 2 },
    ];
  }

  private sheet(guest: Guest, now: number): TemplateResult {
    const { fresh } = this;
    const { name, held: count } = guest;
    const waiting = count === 0 ? '' : ` ${say('guest-end-waiting', { count })}`;
    const body = html`${fresh === undefined ? nothing : guestSlip(fresh, now)}
      <dl class="facts">
        <dt>${say('guest-portal-name')}</dt>
        <dd>${guest.email}</dd>
        <dt>${say('guest-until')}</dt>
        <dd>${guest.ended ? say('guest-ended') : whenWords(guest.until, now)}</dd>
        <dt>${say('guest-used')}</dt>
        <dd>${say('guest-used-of', { used: guest.pagesUsed, most: guest.pagesUsed + guest.pagesLeft })}</dd>
        <dt>${say('waiting')}</dt>
        <dd>${say('user-documents-count', { count })}</dd>
      </dl>
      <div class="sheet-acts">
        ${guest.ended || !may('users:change') ? nothing : button({ label: say('guest-end'), icon: BAN, kind: 'danger', press: () => (this.ending = true) })}
      </div>
      ${
        this.ending
          ? confirm({
              heading: say('guest-end-title', { name }),
              cost: say('guest-end-cost') + waiting,
              act: say('guest-end-do'),
              danger: true,
              busy: this.attempt.busy,
              problem: this.attempt.problem,
              yes: () => void this.end(guest),
              no: () => {
                this.ending = false;
                this.attempt.show(undefined);
              },
            })
          : nothing
      }`;
    return html`<admin-sheet
      .heading=${name}
      .lead=${say('people-source-guest')}
      .key=${guest.id}
      .body=${body}
      @dismiss=${() => (location.hash = '#users=guests')}
    ></admin-sheet>`;
  }

  private list({ guests, on, hours, pages }: Guests): TemplateResult {
    const now = Date.now();
    const guest =
      guests.find(({ id }) => id === this.open) ??
      (this.fresh?.guest.id === this.open ? this.fresh?.guest : undefined);
    return html`${
      on
        ? nothing
        : notice({
            tone: 'warn',
            text: say('guests-off'),
            actions: html`<a class="button" href="#settings=signIn.guests"><span class="words">${say('guests-settings')}</span></a>`,
          })
    }
    ${dataTable({
      label: say('guests'),
      columns: this.columns(now),
      rows: guests,
      id: (row) => row.id,
      href: (row) => `#users=guests-${encodeURIComponent(row.id)}`,
      open: this.open,
      state: this.table,
      change: (table) => (this.table = table),
      tools: html`<span class="table-space"></span>
        ${may('users:change') ? button({ label: say('guest-add'), icon: PLUS, kind: 'accent', disabled: !on, press: () => (this.adding = true) }) : nothing}`,
      empty: html`<div class="nothing-here"><p>${say('guests-none')}</p></div>`,
    })}
    ${guest === undefined ? nothing : this.sheet(guest, now)}
    ${
      this.adding
        ? html`<admin-guest-add
            .hours=${hours}
            .pages=${pages}
            @dismiss=${() => (this.adding = false)}
            @added=${this.added}
          ></admin-guest-add>`
        : nothing
    }`;
  }

  protected override render(): TemplateResult {
    return whenLoaded(this.guests, (guests) => this.list(guests));
  }
}
