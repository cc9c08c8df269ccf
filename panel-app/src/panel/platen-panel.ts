// The panel app's one stateful element: draws the screen of the moment, takes real keys, and ends the session with the device.
import type { PanelWay } from '@platen/shared/api/panel';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { codeHelp } from '../dialogs/code-help.ts';
import { deleteDocuments } from '../dialogs/delete-documents.ts';
import { idleWarning } from '../dialogs/idle-warning.ts';
import { useLanguage } from '../locales/languages.ts';
import { activeField } from '../state/code-entry.ts';
import { isWarning } from '../state/idle-watch.ts';
import type { PanelSession } from '../state/panel-session.ts';
import { chosenJobs, type PanelState, type ScreenName } from '../state/panel-state.ts';
import { jobTitle } from './job-words.ts';
import { type PanelScreen, type PanelView, type PanelWays, roomFor } from './panel-view.ts';
import { topBar } from './parts/top-bar.ts';
import { PANEL_SCREENS } from './screens.ts';
import { typePassword } from './type-password.ts';

/** The ways that need nothing but the first screen. */
const isCode = (way: PanelWay): boolean => way === 'code' || way === 'email-and-code';

@customElement('platen-panel')
export class PlatenPanel extends LitElement {
  /** Set before the element is put into the page. */
  @property({ attribute: false }) panel: PanelSession | undefined;
  @state() private room = roomFor(window.innerHeight);
  @state() private ways: PanelWays | undefined;
  /** Of the other ways to sign in, where the site has any. */
  loading: Promise<void> | undefined;
  private unsubscribe: (() => void) | undefined;
  private shownScreen: ScreenName | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unsubscribe = this.panel?.store.subscribe(this.onChange);
    document.addEventListener('keydown', this.onKey);
    // In the capture phase: a dialog keeps its keys to itself, but they too are a sign of life.
    document.addEventListener('keydown', this.onTouch, true);
    document.addEventListener('pointerdown', this.onTouch, true);
    // Xerox EIP tells of the app coming to and leaving the front by these two.
    document.addEventListener('suspend', this.onDevice);
    document.addEventListener('resume', this.onDevice);
    window.addEventListener('resize', this.onResize);
    this.panel?.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe?.();
    document.removeEventListener('keydown', this.onKey);
    document.removeEventListener('keydown', this.onTouch, true);
    document.removeEventListener('pointerdown', this.onTouch, true);
    document.removeEventListener('suspend', this.onDevice);
    document.removeEventListener('resume', this.onDevice);
    window.removeEventListener('resize', this.onResize);
    this.panel?.stop();
    this.ways?.stop();
  }

  private onChange = (): void => {
    this.requestUpdate();
    const { panel } = this;
    const start = panel?.store.get().start;
    if (panel === undefined || start === undefined || this.loading !== undefined) return;
    // Most sites have the code alone: what the others need is not in the bundle that everybody waits for.
    if (!start.needsEmail && start.ways.every(isCode)) return;
    this.loading = import('./ways/ways.ts').then(
      ({ openWays }) => {
        this.ways = openWays(panel);
      },
      // The server is away: with the next news it is tried again.
      () => {
        this.loading = undefined;
      },
    );
  };

  private onTouch = (): void => this.panel?.touch();
  private onDevice = (): void => this.panel?.deviceSwitched();
  private onResize = (): void => {
    this.room = roomFor(window.innerHeight);
  };

  private onKey = (event: KeyboardEvent): void => {
    const { panel } = this;
    // AltGr writes characters; some systems report it as Ctrl and Alt together.
    const command = (event.ctrlKey || event.altKey) && !event.getModifierState('AltGraph');
    if (panel === undefined || command || event.metaKey) return;
    const state = panel.store.get();
    const { screen } = state;
    const typed =
      screen === 'password' || screen === 'accounting' || screen === 'pages'
        ? panel[screen]
        : this.ways?.keys(this.ways.at(state));
    if (typed !== undefined) {
      if (typePassword(typed, event)) event.preventDefault();
      return;
    }
    if (screen !== 'code') {
      if (event.key === 'Escape') panel.back();
      return;
    }
    // A button reached with the Tab key is pressed by Enter as everywhere.
    const onButton = event.target instanceof HTMLButtonElement;
    if (/^\d$/.test(event.key)) panel.code.digit(event.key);
    else if (activeField(state) === 'email' && /^[\w.+@-]$/.test(event.key)) panel.code.letter(event.key);
    else if (event.key === 'Backspace') panel.code.backspace();
    else if (event.key === 'Escape') panel.code.clear();
    else if (event.key === 'Enter' && !onButton) panel.code.submit();
    else return;
    event.preventDefault();
  };

  private changeLanguage = (tag: string): void => {
    void useLanguage(tag).then(() => this.requestUpdate());
  };

  private screenOf(now: PanelState): PanelScreen {
    const screen = this.ways?.at(now) ?? now.screen;
    const screens = [...PANEL_SCREENS, ...(this.ways?.screens ?? [])];
    return screens.find(({ name }) => name === screen) ?? PANEL_SCREENS[0];
  }

  private dialog({ state: now, panel, now: at }: PanelView): TemplateResult | typeof nothing {
    if (now.secondsLeft !== undefined && isWarning(now.secondsLeft, now.start?.warnSeconds ?? 20)) {
      return idleWarning({
        secondsLeft: now.secondsLeft,
        moreTime: panel.moreTime,
        signOut: panel.signOut,
      });
    }
    if (now.dialog === 'help') return codeHelp(panel.closeDialog);
    if (now.dialog !== 'delete') return nothing;
    const jobs = chosenJobs(now);
    const [only] = jobs;
    return deleteDocuments({
      count: jobs.length,
      title: only === undefined || jobs.length > 1 ? undefined : jobTitle(only, at),
      yes: () => panel.remove(),
      no: panel.closeDialog,
    });
  }

  protected override updated(_changed: PropertyValues): void {
    const screen = this.panel?.store.get().screen;
    if (screen === this.shownScreen) return;
    // Nothing that can be pressed gets the focus: an Enter typed after the code must not print.
    if (this.shownScreen !== undefined) this.querySelector<HTMLElement>('h1')?.focus();
    this.shownScreen = screen;
  }

  protected override render(): TemplateResult {
    const { panel } = this;
    if (panel === undefined) return html``;
    const now = panel.store.get();
    const view: PanelView = { state: now, panel, now: panel.now(), room: this.room, ways: this.ways };
    const screen = this.screenOf(now);
    return html`<div class="panel at-${screen.place ?? screen.name} ${screen.foot === undefined ? '' : 'has-foot'}">
      ${topBar(view, screen, this.changeLanguage)}
      <main>${screen.body(view)}</main>
      ${screen.foot === undefined ? nothing : html`<footer>${screen.foot(view)}</footer>`}
      ${this.dialog(view)}
    </div>`;
  }
}
