// The panel app's one stateful element: draws the screen of the moment, takes real keys, and ends the session with the device.
import type { PanelWay } from '@platen/shared/api/panel';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { codeHelp } from '../dialogs/code-help.ts';
import { deleteDocuments } from '../dialogs/delete-documents.ts';
import { idleWarning } from '../dialogs/idle-warning.ts';
import { speak } from '../locales/spoken.ts';
import { onFront } from '../platform/front.ts';
import { isDevice } from '../platform/is-device.ts';
import { owedClicks } from '../platform/owed-clicks.ts';
import type { InTurn, PanelPlatform } from '../platform/panel-platform.ts';
import { activeField } from '../state/code-entry.ts';
import { isWarning } from '../state/idle-watch.ts';
import type { PanelSession } from '../state/panel-session.ts';
import { chosenJobs, type PanelState, type ScreenName } from '../state/panel-state.ts';
import { jobTitle } from './job-words.ts';
import { HARDWARE_KEY, type Later, loadLater } from './later.ts';
import { type PanelDevice, type PanelScreen, type PanelView, type PanelWays, roomFor } from './panel-view.ts';
import { topBar } from './parts/top-bar.ts';
import { PANEL_SCREENS } from './screens.ts';
import { typePassword } from './type-password.ts';

/** The ways that need nothing but the first screen. */
const isCode = (way: PanelWay): boolean => way === 'code' || way === 'email-and-code' || way === 'device';

/** A finger that trembles comes down again sooner and nearer than one that has read a new screen. */
const BOUNCE_MS = 400;
const BOUNCE_PX = 32;

@customElement('platen-panel')
export class PlatenPanel extends LitElement {
  /** Set before the element is put into the page. */
  @property({ attribute: false }) panel: PanelSession | undefined;
  @state() private room = roomFor(window.innerHeight);
  @state() private ways: PanelWays | undefined;
  /** Of the other ways to sign in, where the site has any. */
  loading: Promise<void> | undefined;
  /** Of what a device's own browser needs. */
  loadingDevice: Promise<void> | undefined;
  later: Later | undefined;
  /** The queue of the app's calls, which those to the device stand in, too. */
  inTurn: InTurn = (task) => task();
  /** Of keys that acted when they were touched. */
  clicks = owedClicks();
  @state() private device: PanelDevice | undefined;
  private unsubscribe: (() => void) | undefined;
  private endFront: (() => void) | undefined;
  private shownScreen: ScreenName | undefined;
  /** Drawn on until the one that is wanted has come. */
  private lastScreen: PanelScreen = PANEL_SCREENS[0];
  private isComing = false;
  /** The last one. */
  private tap: { x: number; y: number; at: number; screen: ScreenName | undefined } = {
    x: 0,
    y: 0,
    at: 0,
    screen: undefined,
  };

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
    document.addEventListener('pointerdown', this.onPointer);
    this.endFront = onFront(this.onSwitch);
    window.addEventListener('resize', this.onResize);
    document.addEventListener('paste', this.onPaste);
    document.addEventListener('click', this.onClick, true);
    if (this.panel !== undefined) this.later = loadLater(this, this.panel);
    this.panel?.begin();
    if (isDevice()) this.openDevice();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe?.();
    document.removeEventListener('keydown', this.onKey);
    document.removeEventListener('keydown', this.onTouch, true);
    document.removeEventListener('pointerdown', this.onTouch, true);
    document.removeEventListener('pointerdown', this.onPointer);
    this.endFront?.();
    window.removeEventListener('resize', this.onResize);
    document.removeEventListener('paste', this.onPaste);
    document.removeEventListener('click', this.onClick, true);
    this.later?.stop();
    this.panel?.stop();
    this.ways?.stop();
    this.device?.stop();
  }

  /** @param platform the device's own unless a test has one. */
  openDevice(platform?: PanelPlatform): void {
    const { panel } = this;
    if (panel === undefined) return;
    this.loadingDevice = import('./device/open-device.ts').then(
      (found) => {
        this.device = found.openDevice(panel, this.inTurn, platform);
      },
      // The server is away: this once without.
      () => undefined,
    );
  }

  private onChange = (): void => {
    this.requestUpdate();
    const { panel } = this;
    if (panel === undefined) return;
    const { start, session, language } = panel.store.get();
    const spoken = language ?? session?.user.language ?? start?.language;
    // What the server said is asked for anew.
    if (spoken !== undefined) void speak(spoken).then((changed) => changed && panel.begin());
    if (start === undefined || this.loading !== undefined) return;
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
  private onSwitch = (front: boolean): void => {
    this.panel?.deviceSwitched();
    this.device?.front(front);
  };
  private onResize = (): void => {
    this.room = roomFor(window.innerHeight);
  };

  /** A code that was copied comes with spaces, hyphens, or a whole line around it. */
  private onPaste = (event: ClipboardEvent): void => {
    const { panel } = this;
    const state = panel?.store.get();
    if (state?.screen !== 'code' || activeField(state) !== 'code') return;
    for (const digit of event.clipboardData?.getData('text').replace(/\D/g, '') ?? '')
      panel?.code.digit(digit);
  };

  /** A tap that bounced: it was meant for the key that was here a moment ago, and not for what the new screen has at its place. */
  private onClick = (event: MouseEvent): void => {
    if (this.clicks.isRest(event)) {
      event.stopPropagation();
      return;
    }
    const near = Math.hypot(event.clientX - this.tap.x, event.clientY - this.tap.y) < BOUNCE_PX;
    if (
      event.detail > 0 &&
      near &&
      event.timeStamp - this.tap.at < BOUNCE_MS &&
      this.tap.screen !== this.shownScreen
    )
      event.stopPropagation();
    else this.tapped(event);
  };

  private onPointer = (event: PointerEvent): void => {
    if (this.clicks.touched(event)) this.tapped(event);
  };

  private tapped({ clientX, clientY, timeStamp }: MouseEvent): void {
    this.tap = { x: clientX, y: clientY, at: timeStamp, screen: this.shownScreen };
  }

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
    // Written where letters are typed; everywhere else they are keys of a keypad.
    const writes = typed !== undefined || activeField(state) === 'email';
    if (
      this.later?.access === undefined &&
      HARDWARE_KEY.test(event.key) &&
      (!writes || event.key.length > 1)
    ) {
      void this.later?.open('access', event);
      return;
    }
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

  private open: PanelView['open'] = (what) => void this.later?.open(what);

  private screenOf(now: PanelState): PanelScreen {
    const screen = this.ways?.at(now) ?? now.screen;
    const screens = [...PANEL_SCREENS, ...(this.ways?.screens ?? []), ...(this.later?.screens ?? [])];
    this.isComing = this.later?.wants(screen) ?? false;
    if (!this.isComing) this.lastScreen = screens.find(({ name }) => name === screen) ?? PANEL_SCREENS[0];
    return this.lastScreen;
  }

  private dialog({ state: now, panel, now: at }: PanelView): TemplateResult | typeof nothing {
    if (now.secondsLeft !== undefined && isWarning(now.secondsLeft, now.start?.warnSeconds ?? 20)) {
      return idleWarning({
        secondsLeft: now.secondsLeft,
        moreTime: panel.moreTime,
        signOut: panel.signOut,
      });
    }
    if (now.dialog === 'help')
      return codeHelp(panel.closeDialog, () => void this.later?.open('access'), now.start?.presence);
    if (now.dialog === 'access') return this.later?.access?.dialog() ?? nothing;
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
    const { screen, start } = this.panel?.store.get() ?? {};
    if (screen === 'jobs') this.later?.pictures();
    else if (start?.presence) this.later?.presence();
    if (this.isComing || screen === this.shownScreen) return;
    // Nothing that can be pressed gets the focus: an Enter typed after the code must not print.
    if (this.shownScreen !== undefined) this.querySelector<HTMLElement>('h1')?.focus();
    this.shownScreen = screen;
  }

  protected override render(): TemplateResult {
    const { panel } = this;
    if (panel === undefined) return html``;
    const now = panel.store.get();
    const view: PanelView = {
      state: now,
      panel,
      // Times of documents are the server's; the device's clock counts seconds and is not asked for the day.
      now: now.session?.now ?? panel.now(),
      room: this.room,
      ways: this.ways,
      device: this.device,
      open: this.open,
    };
    const screen = this.screenOf(now);
    return html`<div class="panel at-${screen.place ?? screen.name} ${screen.foot === undefined ? '' : 'has-foot'}">
      ${topBar(view, screen)}
      <main>${screen.body(view)}</main>
      ${screen.foot === undefined ? nothing : html`<footer>${screen.foot(view)}</footer>`}
      ${this.dialog(view)}
    </div>`;
  }
}
