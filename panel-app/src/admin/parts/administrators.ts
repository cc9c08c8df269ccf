// The administrators of this site as a table, inviting another one, and the sheet of whoever is chosen.
import type { AdminView } from '@platen/shared/api/admin-security';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { PLUS } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { readAdmins } from '../../data/admin-security.ts';
import { agoWords, sortableWords } from '../../locales/when.ts';
import { loaded } from '../loaded.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import './admin-invite.ts';
import './administrator.ts';
import { dataTable, plainTable, type ShownColumn, type TableState } from './data-table.ts';
import { whenLoaded } from './loading.ts';

const EVERY_MS = 30_000;
const TONES = { on: 'ok', off: 'bad', invited: 'busy' } as const;

@customElement('admin-administrators')
export class AdminAdministrators extends LitElement {
  /** Id of the one whose sheet is open. */
  @property() open: string | undefined;
  @state() private table: TableState = plainTable;
  @state() private inviting = false;
  private readonly admins = loaded(this, readAdmins, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private columns(): readonly ShownColumn<AdminView>[] {
    return [
      {
        id: 'name',
        head: say('admin-name'),
        value: ({ name }) => name,
        show: ({ name, own }) => html`${own ? say('admin-you', { name }) : name}`,
        breaks: true,
      },
      { id: 'role', head: say('admin-role'), value: ({ role }) => say(`role-${role}`) },
      {
        id: 'state',
        head: say('admin-col-state'),
        value: ({ state }) => say(`admin-state-${state}`),
        show: ({ state }) =>
          html`<span class="cell-tone"><span class="tone-${TONES[state]}">${toneIcon(TONES[state])}</span>${say(`admin-state-${state}`)}</span>`,
        priority: 1,
      },
      {
        id: 'second',
        head: say('admin-col-second'),
        value: ({ secondFactor }) => say(`admin-factor-${secondFactor}`),
        show: ({ secondFactor, state }) =>
          secondFactor === 'none' && state === 'on'
            ? html`<span class="cell-tone"><span class="tone-warn">${toneIcon('warn')}</span>${say('admin-factor-none')}</span>`
            : html`${say(`admin-factor-${secondFactor}`)}`,
        priority: 2,
      },
      {
        id: 'last',
        head: say('admin-col-last'),
        value: ({ lastSeenAt }) => lastSeenAt ?? 0,
        csv: ({ lastSeenAt }) => (lastSeenAt === undefined ? '' : sortableWords(lastSeenAt)),
        show: ({ lastSeenAt }) =>
          html`${lastSeenAt === undefined ? say('admin-never') : agoWords(lastSeenAt, Date.now())}`,
        priority: 3,
      },
    ];
  }

  protected override render(): TemplateResult {
    const refresh = (): void => void this.admins.refresh();
    return html`${whenLoaded(this.admins, ({ admins }) => {
      const open = admins.find(({ id }) => id === this.open);
      return html`<p class="hint">${say('admins-hint')}</p>
        <div>
          ${dataTable({
            label: say('security-tab-administrators'),
            columns: this.columns(),
            rows: admins,
            id: ({ id }) => id,
            href: ({ id }) => `#security=admin-${encodeURIComponent(id)}`,
            open: open?.id,
            state: this.table,
            change: (table) => (this.table = table),
            tools: may('security:change')
              ? html`<span class="table-space"></span>
                  ${button({ label: say('admin-invite'), icon: PLUS, kind: 'accent', press: () => (this.inviting = true) })}`
              : undefined,
            empty: html``,
          })}
        </div>
        ${open === undefined ? nothing : html`<admin-administrator .admin=${open} @changed=${refresh}></admin-administrator>`}`;
    })}
    ${
      this.inviting
        ? html`<admin-invite @added=${refresh} @dismiss=${() => (this.inviting = false)}></admin-invite>`
        : nothing
    }`;
  }
}
