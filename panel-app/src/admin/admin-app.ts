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
import { chooseLook, isDark } from '../theme/look.ts';
import './parts/site-search.ts';
import { SECTIONS, type Section } from './screens.ts';
import './screens/sign-in.ts';
import { say } from './speech.ts';

type Session = 'starting' | 'away' | 'out' | 'over' | 'in';

/** How soon a server that did not answer at the start is asked again. */
const START_AGAIN_MS = 4000;
/** Entries of the phone's bar besides "More": five targets fit a thumb at 360 px. */
const ON_BAR = 4;

@customElement('admin-app')
export class AdminApp extends LitElement {
  @state() private session: Session = 'starting';
  @state() private hash = location.hash;
  @state() private me: AdminMe | undefined;
  @state() private searching = false;
  @state() private more = false;
  /** Sections whose code is here. */
  @state() private here: ReadonlySet<string> = new Set();
  /** A section's code could not be fetched. */
  @state() private missing = false;

  private startTimer: ReturnType<typeof setTimeout> | undefined;
  private setupToken: string | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.takeSetupToken();
    window.addEventListener('hashchange', this.onHash);
    window.addEventListener('keydown', this.onKey);
    this.addEventListener('signed-out', this.onSignedOut);
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.onHash);
    window.removeEventListener('keydown', this.onKey);
    this.removeEventListener('signed-out', this.onSignedOut);
    clearTimeout(this.startTimer);
  }

  /** The one-time token leaves the address at once, so that no bookmark and no screenshot keeps it. */
  private takeSetupToken(): void {
    const token = /^#setup=(.+)$/.exec(location.hash)?.[1];
    if (token === undefined) return;
    this.setupToken = decodeURIComponent(token);
    history.replaceState(null, '', location.pathname + location.search);
    this.hash = '';
  }

  private onHash = (): void => {
    if (location.hash.startsWith('#setup=')) {
      this.takeSetupToken();
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

  private onSignedOut = (): void => {
    if (this.session === 'in') this.session = 'over';
  };

  private async start(): Promise<void> {
    const answer = await readMe();
    if (!this.isConnected) return;
    if (answer.ok) this.enter(answer.value);
    else if (answer.why === 'refused') this.session = 'out';
    else {
      this.session = 'away';
      this.startTimer = setTimeout(() => void this.start(), START_AGAIN_MS);
    }
  }

  private enter(me: AdminMe): void {
    this.me = me;
    this.setupToken = undefined;
    this.session = 'in';
  }

  private async leave(): Promise<void> {
    this.session = 'out';
    this.me = undefined;
    location.hash = '';
    await signOut();
  }

  private section(): Section {
    const name = this.hash.slice(1).split('=')[0];
    return SECTIONS.find((section) => section.id === name) ?? SECTIONS[0];
  }

  protected override updated(): void {
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
    const rest = SECTIONS.slice(ON_BAR);
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
      <nav class="nav-all" aria-label=${say('sections')}>${SECTIONS.map((section) => this.link(section, chosen))}</nav>
      ${this.account(me)}
      <nav class="nav-bar" aria-label=${say('sections')}>
        ${SECTIONS.slice(0, ON_BAR).map((section) => this.link(section, chosen))}
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

  protected override render(): TemplateResult {
    if (this.session === 'in' && this.me !== undefined) return this.shell(this.me);
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
      .again=${this.session === 'over'}
      @signed-in=${(event: CustomEvent<AdminMe>) => this.enter(event.detail)}
    ></admin-sign-in>`;
  }
}
