// Security: administrators, the own account, codes, the certificate and the audit log. One place at a time, by tabs; each role sees its own.
import type { Scope } from '@platen/shared/scopes';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { skeleton } from '../../components/skeleton.ts';
import { may } from '../may.ts';
import { tabList, tabPanel } from '../parts/tabs.ts';
import { say } from '../speech.ts';

type Place = 'administrators' | 'account' | 'codes' | 'certificate' | 'audit';

interface PlaceFacts {
  readonly id: Place;
  /** Who sees it; undefined: everybody. */
  readonly scope?: Scope;
  readonly load: () => Promise<unknown>;
  readonly show: (thing: string | undefined) => TemplateResult;
}

const MY_ACCOUNT: PlaceFacts = {
  id: 'account',
  load: () => import('../parts/my-account.ts'),
  show: () => html`<admin-my-account></admin-my-account>`,
};

const PLACES: readonly PlaceFacts[] = [
  {
    id: 'administrators',
    scope: 'security:read',
    load: () => import('../parts/administrators.ts'),
    show: (thing) => html`<admin-administrators .open=${thing}></admin-administrators>`,
  },
  MY_ACCOUNT,
  {
    id: 'codes',
    scope: 'security:read',
    load: () => import('../parts/codes.ts'),
    show: () => html`<admin-codes></admin-codes>`,
  },
  {
    id: 'certificate',
    scope: 'security:read',
    load: () => import('../parts/certificate.ts'),
    show: () => html`<admin-certificate></admin-certificate>`,
  },
  {
    id: 'audit',
    scope: 'audit:read',
    load: () => import('../parts/audit-log.ts'),
    show: () => html`<admin-audit></admin-audit>`,
  },
];

/** What follows `#security=`: a place, or one administrator: "admin-4711". */
function read(open: string | undefined): { readonly place: string; readonly thing: string | undefined } {
  if (open?.startsWith('admin-') === true) return { place: 'administrators', thing: open.slice(6) };
  const [place = '', ...rest] = (open ?? '').split('-');
  return { place, thing: rest.length === 0 ? undefined : rest.join('-') };
}

@customElement('admin-security')
export class AdminSecurity extends LitElement {
  @property() open: string | undefined;
  /** Places whose code is here. */
  @state() private here: ReadonlySet<Place> = new Set();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private chosen(): {
    readonly facts: PlaceFacts;
    readonly mine: readonly PlaceFacts[];
    readonly thing: string | undefined;
  } {
    const mine = PLACES.filter(({ scope }) => scope === undefined || may(scope));
    const { place, thing } = read(this.open);
    const facts = mine.find(({ id }) => id === place) ?? mine[0] ?? MY_ACCOUNT;
    return { facts, mine, thing };
  }

  protected override updated(): void {
    const { facts } = this.chosen();
    // On a phone the tabs are wider than the window.
    this.querySelector('[role=tab][aria-selected=true]')?.scrollIntoView({
      block: 'nearest',
      inline: 'nearest',
    });
    if (this.here.has(facts.id)) return;
    void facts.load().then(() => {
      this.here = new Set([...this.here, facts.id]);
    });
  }

  protected override render(): TemplateResult {
    const { facts, mine, thing } = this.chosen();
    return html`<div class="screen-head"><h1>${say('security')}</h1></div>
      <div class="screen-tabs">
        ${tabList({
          label: say('security'),
          tabs: mine.map(({ id }) => ({ id, label: say(`security-tab-${id}`) })),
          chosen: facts.id,
          choose: (next) => (location.hash = `#security=${next}`),
        })}
      </div>
      ${tabPanel(facts.id, true, this.here.has(facts.id) ? facts.show(thing) : skeleton(5, say('loading')))}`;
  }
}
