// The console: who is signed in, which section is open, the navigation around it and the search over everything.
import type { AdminMe } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../components/button.ts';
import { icon } from '../components/icon.ts';
import { ELLIPSIS, LOG_OUT, MOON, PRINTER, SEARCH, SUN } from '../components/icons.ts';
import { notice } from '../components/notice.ts';
import { skeleton } from '../components/skeleton.ts';
import { readMe, signOut } from '../data/admin.ts';
import { onProofAsked } from '../data/api-call.ts';
import { chooseLook, isDark } from '../theme/look.ts';
import { may, rememberScopes } from './may.ts';
import './parts/prove-dialog.ts';
import './parts/site-search.ts';
import { SECTIONS, type Section } from './screens.ts';
import './screens/sign-in.ts';
import { say } from './speech.ts';

type Session = 'starting' | 'away' | 'out' | 'over' | 'in';

/** How soon a server that did not answer at the start is asked again. */
const START_AGAIN_MS = 4000;
/** Entries of the phone's bar besides "More": five targets fit a thumb at 360 px. */
const ON_BAR = 4;
const GROUPS = ['daily', 'site'] as const;

@customElement('admin-app')
export class AdminApp extends LitElement {
  @state() private session: Session = 'starting';
  @state() private hash = location.hash;
  @state() private me: AdminMe | undefined;
  @state() private searching = false;
  @state() private more = false;
  /** Sections whose code is here. */
  @state() private here: ReadonlySet<string> = new Set();
  /** Somebody is asked to prove who they are; called with the outcome. */
  @state() private asked: ((proved: boolean) => void) | undefined;
  /** A section's code could not be fetched. */
  @state() private missing = false;

  private startTimer: ReturnType<typeof setTimeout> | undefined;
  private setupToken: string | undefined;
  private joinToken: string | undefined;
  private proving: Promise<boolean> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.takeToken();
    window.addEventListener('hashchange', this.onHash);
    window.addEventListener('keydown', this.onKey);
    this.addEventListener('signed-out', this.onSignedOut);
    onProofAsked(this.askProof);
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.onHash);
    window.removeEventListener('keydown', this.onKey);
    this.removeEventListener('signed-out', this.onSignedOut);
    onProofAsked(undefined);
    this.asked?.(false);
    clearTimeout(this.startTimer);
  }

  /** A one-time token leaves the address at once, so that no bookmark and no screenshot keeps it. */
  private takeToken(): void {
    const [, kind, token] = /^#(setup|join)=(.+)$/.exec(location.hash) ?? [];
    if (token === undefined) return;
    if (kind === 'setup') this.setupToken = decodeURIComponent(token);
    else this.joinToken = decodeURIComponent(token);
    history.replaceState(null, '', location.pathname + location.search);
    this.hash = '';
  }

  private onHash = (): void => {
    if (/^#(setup|join)=/.test(location.hash)) {
      this.takeToken();
      this.session = 'out';
      return;
    }
    const section = this.section();
    this.hash = location.hash;
    this.more = false;
    this.missing = false;
    if (this.section() !== section) window.scrollTo(0, 0);
  };

  private onKey = (event: KeyboardEvent): void => {
    if (this.session !== 'in') return;
    const typing =
      event.target instanceof HTMLElement && event.target.closest('input,select,textarea') !== null;
    const asks = (event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !typing);
    if (!asks) return;
    event.preventDefault();
    this.searching = true;
  };

  /** Several calls that are refused at once are one question. */
  private askProof = (): Promise<boolean> => {
    if (this.session !== 'in') return Promise.resolve(false);
    this.proving ??= new Promise<boolean>((resolve) => {
      this.asked = resolve;
    }).finally(() => {
      this.asked = undefined;
      this.proving = undefined;
    });
    return this.proving;
  };

  private onSignedOut = (): void => {
    if (this.session === 'in') this.session = 'over';
  };

  private async start(): Promise<void> {
    const answer = await readMe();
    if (!this.isConnected) return;
    // A link is for whoever opens it, and not for whoever was signed in here before.
    if (answer.ok && this.joinToken === undefined) this.enter(answer.value);
    else if (answer.ok) this.session = 'out';
    else if (answer.why === 'refused') this.session = 'out';
    else {
      this.session = 'away';
      this.startTimer = setTimeout(() => void this.start(), START_AGAIN_MS);
    }
  }

  private enter(me: AdminMe): void {
    rememberScopes(me.scopes);
    this.me = me;
    this.setupToken = undefined;
    this.joinToken = undefined;
    this.session = 'in';
  }

  /** A second factor was set up, or a name changed: what may be done is asked anew. */
  private async lookAgain(): Promise<void> {
    const answer = await readMe();
    if (answer.ok) this.enter(answer.value);
  }

  /** What this role may see. */
  private sections(): readonly Section[] {
    return SECTIONS.filter(({ scopes }) => scopes.length === 0 || scopes.some(may));
  }

  private async leave(): Promise<void> {
    this.session = 'out';
    this.me = undefined;
    location.hash = '';
    await signOut();
  }

  private section(): Section {
    const name = this.hash.slice(1).split('=')[0];
    const mine = this.sections();
    return mine.find((section) => section.id === name) ?? mine[0] ?? SECTIONS[0];
  }

  protected override updated(): void {
    if (this.me?.secondFactorNeeded === true) return;
    if (this.me !== undefined) document.title = `${say(this.section().label)} · ${this.me.siteName}`;
    const section = this.section();
    if (this.session !== 'in' || this.here.has(section.id) || this.missing) return;
    section.load().then(
      () => {
        this.here = new Set([...this.here, section.id]);
      },
      () => {
        this.missing = true;
      },
    );
  }

  private link(section: Section, chosen: Section): TemplateResult {
    return html`<a href="#${section.id}" aria-current=${section === chosen ? 'page' : nothing}
      >${icon(section.icon)}<span>${say(section.label)}</span></a
    >`;
  }

  private lookButton(): TemplateResult {
    const dark = isDark();
    return button({
      label: say(dark ? 'look-light' : 'look-dark'),
      icon: dark ? SUN : MOON,
      kind: 'quiet',
      press: () => {
        chooseLook(dark ? 'light' : 'dark');
        this.requestUpdate();
      },
    });
  }

  private account(me: AdminMe): TemplateResult {
    return html`<div class="account">
      <p class="hint one-line">${say('signed-in-as', { name: me.name })}</p>
      ${this.lookButton()}
      ${button({ label: say('sign-out'), icon: LOG_OUT, kind: 'quiet', press: () => void this.leave() })}
    </div>`;
  }

  private nav(me: AdminMe, chosen: Section): TemplateResult {
    const mine = this.sections();
    const rest = mine.slice(ON_BAR);
    const search = (): void => {
      this.searching = true;
    };
    return html`<header class="nav">
      <div class="nav-site">
        ${icon(PRINTER)}<span>${me.siteName}</span>
        ${button({ label: say('search'), icon: SEARCH, iconOnly: true, kind: 'quiet', press: search, place: 'nav-search-small' })}
      </div>
      ${me.tryOut ? html`<p class="try-out">${say('try-out')}</p>` : nothing}
      <button type="button" class="nav-search" aria-label=${say('search')} aria-keyshortcuts="/" @click=${search}>${icon(SEARCH)}<span>${say('search')}</span><kbd>/</kbd></button>
      <nav class="nav-all" aria-label=${say('sections')}>${GROUPS.map(
        (group) => html`<div class="nav-group">
          ${mine.filter((section) => section.group === group).map((section) => this.link(section, chosen))}
        </div>`,
      )}</nav>
      ${this.account(me)}
      <nav class="nav-bar" aria-label=${say('sections')}>
        ${mine.slice(0, ON_BAR).map((section) => this.link(section, chosen))}
        <button
          type="button"
          aria-expanded=${this.more ? 'true' : 'false'}
          class=${rest.some((section) => section === chosen) ? 'chosen' : ''}
          @click=${() => (this.more = !this.more)}
        >
          ${icon(ELLIPSIS)}<span>${say('more')}</span>
        </button>
      </nav>
      ${
        this.more
          ? html`<div class="nav-more">
              <nav aria-label=${say('more')}>${rest.map((section) => this.link(section, chosen))}</nav>
              ${this.account(me)}
            </div>`
          : nothing
      }
    </header>`;
  }

  private shell(me: AdminMe): TemplateResult {
    const chosen = this.section();
    const after = this.hash.split('=')[1];
    const open = after === undefined ? undefined : decodeURIComponent(after);
    return html`${this.nav(me, chosen)}
      <main class="screen">
        ${
          this.here.has(chosen.id)
            ? chosen.show(open)
            : this.missing
              ? notice({
                  tone: 'bad',
                  announce: 'alert',
                  text: say('section-missing'),
                  actions: button({ label: say('try-again'), press: () => location.reload() }),
                })
              : skeleton(6, say('loading'))
        }
      </main>
      ${this.searching ? html`<admin-search @dismiss=${() => (this.searching = false)}></admin-search>` : nothing}`;
  }

  /** The site asks for a second factor and this administrator has none: nothing else is of use before. */
  private gate(me: AdminMe): TemplateResult {
    void import('./parts/factor-gate.ts');
    return html`<main class="screen start">
      <admin-factor-gate @ready=${() => void this.lookAgain()}></admin-factor-gate>
      ${this.account(me)}
    </main>`;
  }

  private inside(me: AdminMe): TemplateResult {
    const { asked } = this;
    return html`${me.secondFactorNeeded ? this.gate(me) : this.shell(me)}
      ${
        asked === undefined
          ? nothing
          : html`<admin-prove @done=${({ detail }: CustomEvent<boolean>) => asked(detail)}></admin-prove>`
      }`;
  }

  protected override render(): TemplateResult {
    if (this.session === 'in' && this.me !== undefined) return this.inside(this.me);
    if (this.session === 'starting')
      return html`<main class="screen start">${skeleton(3, say('loading'))}</main>`;
    if (this.session === 'away') {
      return html`<main class="screen start">
        <h1>${say('cannot-start')}</h1>
        ${notice({ tone: 'warn', text: say('cannot-start-cure'), announce: 'status' })}
      </main>`;
    }
    return html`<admin-sign-in
      .setupToken=${this.setupToken}
      .joinToken=${this.joinToken}
      .again=${this.session === 'over'}
      @signed-in=${(event: CustomEvent<AdminMe>) => this.enter(event.detail)}
    ></admin-sign-in>`;
  }
}
