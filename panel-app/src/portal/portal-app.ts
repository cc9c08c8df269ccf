// The portal: who is signed in, which screen is shown, and the two things that live as long as the session: the list and the uploads.
import type { JobView } from '@platen/shared/api/common';
import type { PortalMe, PortalPrinter } from '@platen/shared/api/portal';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { confirm } from '../components/confirm.ts';
import { icon } from '../components/icon.ts';
import { PRINTER } from '../components/icons.ts';
import { notice } from '../components/notice.ts';
import { skeleton } from '../components/skeleton.ts';
import { sharedFiles } from '../data/kept-files.ts';
import { forgetSeen } from '../data/last-seen.ts';
import { cancelRelease, deleteJob, readMe, signOut } from '../data/portal.ts';
import { beginSeen, meOrSeen } from '../data/portal-seen.ts';
import { forgetAllUploads } from '../data/portal-upload-memory.ts';
import { speakOwn } from '../locales/own-language.ts';
import { isSignedOut, refusalSentence } from '../state/refusal.ts';
import { type LiveJobs, liveJobs } from './live-jobs.ts';
import type { PortalActs, PortalView } from './portal-view.ts';
import type { PortalKeeper } from './pwa/portal-keeper.ts';
import { atGreeting, backToPrinter } from './screens/at-printer.ts';
import { SCREENS, type Screen } from './screens.ts';
import './screens/sign-in.ts';
import { type PrintSheet, printSheet, sheetOf } from './print-sheet.ts';
import { say } from './speech.ts';
import { createUploadQueue, type UploadQueue } from './upload-queue.ts';

type Session = 'starting' | 'away' | 'out' | 'over' | 'in';

/** How soon a server that did not answer at the start is asked again. */
const START_AGAIN_MS = 4000;

const NAVIGATION: readonly Screen[] = SCREENS.filter((screen: Screen) => screen.under === undefined);

/** aria-current: a screen behind this one is still in this section. */
const current = (screen: Screen, chosen: Screen): 'page' | 'true' | typeof nothing =>
  screen === chosen ? 'page' : screen.id === chosen.under ? 'true' : nothing;

@customElement('portal-app')
export class PortalApp extends LitElement {
  /** Makes the queue of uploads of a session; a test or the gallery puts its own here. */
  @property({ attribute: false }) makeUploads = createUploadQueue;

  /** Keeps things for when there is no connection; a test or the gallery keeps nothing. */
  @property({ attribute: false }) keeper: PortalKeeper | undefined;

  @state() private session: Session = 'starting';
  @state() private shared = 0;
  @state() private hash = location.hash;
  @state() private news = '';
  @state() private leaving = false;
  @state() private sheet: PrintSheet | undefined;
  @state() private deleting: JobView | undefined;
  @state() private deletionProblem: string | undefined;

  private me: PortalMe | undefined;
  private live: LiveJobs | undefined;
  private uploads: UploadQueue | undefined;
  private startTimer: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.onHash);
    window.addEventListener('beforeunload', this.onUnload);
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.onHash);
    window.removeEventListener('beforeunload', this.onUnload);
    clearTimeout(this.startTimer);
    this.endSession('out');
  }

  private onHash = (): void => {
    this.hash = location.hash;
    this.querySelector('main')?.scrollTo(0, 0);
    window.scrollTo(0, 0);
  };

  private sending(): number {
    const items = this.uploads?.items() ?? [];
    return items.filter(({ state: now }) => now === 'sending' || now === 'waiting' || now === 'offline')
      .length;
  }

  private onUnload = (event: BeforeUnloadEvent): void => {
    const waits = this.uploads?.items().every(({ state: now, kept }) => now !== 'sending' && kept === 'kept');
    if (this.sending() > 0 && waits !== true) event.preventDefault();
  };

  private async start(): Promise<void> {
    const answer = await meOrSeen(readMe());
    if (!this.isConnected) return;
    if (answer.ok) this.enter(answer.value);
    else if (answer.why === 'refused' && answer.status === 401) {
      this.session = 'out';
      if (this.keeper !== undefined) this.shared = await sharedFiles();
    } else {
      this.session = 'away';
      this.startTimer = setTimeout(() => void this.start(), START_AGAIN_MS);
    }
  }

  private enter(me: PortalMe): void {
    // Uploads that stopped when the session ran out go on, but only for the person who began them.
    const same = this.me?.email === me.email;
    if (!same) this.uploads?.stop();
    this.me = me;
    void this.speak(me.language);
    this.session = 'in';
    backToPrinter();
    const live = liveJobs({ signedOut: this.signedOut });
    live.subscribe(() => this.requestUpdate());
    this.live = live;
    if (same && this.uploads !== undefined) {
      for (const { id, state: now } of this.uploads.items()) if (now === 'paused') this.uploads.resume(id);
      return;
    }
    this.uploads = this.makeUploads({
      known: () => new Set(this.live?.jobs()?.map((job) => job.id)),
      signedOut: this.signedOut,
      arrived: (name, job, id) => {
        this.news = say('arrived', { name });
        if (job !== undefined && this.sheet?.uploads.includes(id) === true)
          this.sheet = { ...this.sheet, jobs: [...this.sheet.jobs, job.id] };
        if (job === undefined) this.live?.refresh();
        else this.live?.put(job);
      },
      keeper: this.keeper,
    });
    this.uploads.subscribe(() => this.requestUpdate());
    this.keeper?.begin(me.email, (files) => void this.uploads?.add(files));
  }

  private async speak(own: string | undefined): Promise<void> {
    // What the server said meanwhile is asked for anew.
    if (await speakOwn({ own })) this.live?.refresh();
    document.title = say('list-title');
  }

  /** The session ran out; what is being sent waits for the same person to come back. */
  private signedOut = (): void => {
    if (this.session !== 'in') return;
    this.live?.stop();
    if (this.keeper !== undefined) void forgetSeen();
    this.session = 'over';
  };

  private endSession(session: Session): void {
    this.live?.stop();
    this.uploads?.stop();
    this.keeper?.end();
    this.live = undefined;
    this.uploads = undefined;
    this.me = undefined;
    this.sheet = undefined;
    this.deleting = undefined;
    this.session = session;
  }

  private async signOut(): Promise<void> {
    this.leaving = false;
    this.endSession('out');
    forgetAllUploads();
    await this.keeper?.forget();
    // The next person at this browser begins at the beginning.
    location.hash = '';
    await signOut();
  }

  private async dropTwin({ id, printedBefore }: JobView): Promise<void> {
    const answer = await deleteJob(id);
    if (isSignedOut(answer)) return this.signedOut();
    this.news = answer.ok
      ? say(printedBefore === true ? 'twice-gone' : 'twice-deleted')
      : refusalSentence(answer);
    if (answer.ok) this.live?.remove(id);
    // It is being printed, or somebody was quicker: the list says how it is.
    else this.live?.refresh();
  }

  private async stopPrinting({ release }: JobView): Promise<void> {
    if (release === undefined) return;
    const answer = await cancelRelease(release.id);
    if (isSignedOut(answer)) return this.signedOut();
    this.news = answer.ok ? say('stopped') : refusalSentence(answer);
    this.live?.refresh();
  }

  private async deleteIt({ id }: JobView): Promise<void> {
    const answer = await deleteJob(id);
    if (isSignedOut(answer)) return this.signedOut();
    this.deletionProblem = answer.ok ? undefined : refusalSentence(answer);
    if (!answer.ok) return this.live?.refresh();
    this.deleting = undefined;
    this.news = say('deleted');
    this.live?.remove(id);
  }

  private openSheet(sheet: PrintSheet): void {
    this.sheet = sheet;
    import('./parts/print-at.ts').catch(() => {
      this.sheet = undefined;
      this.news = say('sheet-away');
    });
  }

  private readonly act: PortalActs = {
    addFiles: (files) => void this.uploads?.add(files),
    printFiles: (files) =>
      this.openSheet({ uploads: this.uploads?.add(files) ?? [], jobs: [], at: undefined }),
    print: (jobs, at?: PortalPrinter) => this.openSheet({ uploads: [], jobs, at }),
    stopJob: (job) => void this.stopPrinting(job),
    deleteJob: (job) => {
      this.deletionProblem = undefined;
      this.deleting = job;
    },
    pauseUpload: (id) => this.uploads?.pause(id),
    resumeUpload: (id) => this.uploads?.resume(id),
    cancelUpload: (id) => this.uploads?.cancel(id),
    refresh: () => this.live?.refresh(),
    showJob: (job) => this.live?.put(job),
    forgetJob: (id) => {
      this.live?.remove(id);
      location.hash = '#documents';
    },
    dropTwin: (job) => void this.dropTwin(job),
    signOut: () => {
      if (this.sending() > 0) this.leaving = true;
      else void this.signOut();
    },
    redraw: () => this.requestUpdate(),
    signedOut: () => this.signedOut(),
  };

  private shell(view: PortalView): TemplateResult {
    const [name = '', rest] = this.hash.slice(1).split('=');
    const chosen: Screen = SCREENS.find((screen) => screen.id === name) ?? SCREENS[0];
    const openJob = name === 'document' && rest !== undefined ? decodeURIComponent(rest) : undefined;
    return html`${this.bar(view.me.siteName, chosen)}
      <portal-connected .busy=${this.sending() > 0} .list=${chosen.id === 'documents'}></portal-connected>
      <main>${chosen.show({ ...view, openJob })}</main>
      <div class="out-of-sight" role="status">${this.news}</div>
      ${
        this.leaving
          ? confirm({
              heading: say('sign-out-uploads', { count: this.sending() }),
              cost: say('sign-out-cost'),
              act: say('sign-out-do'),
              danger: true,
              yes: () => void this.signOut(),
              no: () => (this.leaving = false),
            })
          : nothing
      }
      ${this.askToDelete()}
      ${
        this.sheet === undefined
          ? nothing
          : printSheet(sheetOf(this.sheet, view), {
              close: () => (this.sheet = undefined),
              released: () => {
                this.news = say('print-on-its-way');
                this.live?.refresh();
              },
              signedOut: this.signedOut,
            })
      }`;
  }

  private askToDelete(): TemplateResult | typeof nothing {
    const job = this.deleting;
    if (job === undefined) return nothing;
    return confirm({
      heading: say('delete-title'),
      cost: say('delete-cost', { title: job.title }),
      act: say('delete-do'),
      danger: true,
      problem: this.deletionProblem,
      yes: () => void this.deleteIt(job),
      no: () => (this.deleting = undefined),
    });
  }

  private bar(siteName: string, chosen: Screen | undefined): TemplateResult {
    return html`<header class="bar">
      <span class="bar-site">${icon(PRINTER)}<span class="one-line" dir="auto">${siteName}</span></span>
      ${
        chosen === undefined
          ? nothing
          : html`<nav class="bar-nav" aria-label=${say('sections')}>
              ${NAVIGATION.map(
                (screen) => html`<a href="#${screen.id}" aria-current=${current(screen, chosen)}
                  >${icon(screen.icon)}<span>${say(screen.label)}</span></a
                >`,
              )}
            </nav>`
      }
    </header>`;
  }

  protected override render(): TemplateResult {
    const { me, live, uploads } = this;
    if (this.session === 'in' && me !== undefined && live !== undefined && uploads !== undefined) {
      return this.shell({
        me,
        jobs: live.jobs(),
        freshness: live.freshness(),
        asOf: live.asOf(),
        uploads: uploads.items(),
        openJob: undefined,
        onPrinters: (changed) => live.onPrinters(changed),
        act: this.act,
      });
    }
    if (this.session === 'starting') return html`<main class="start">${skeleton(3, say('starting'))}</main>`;
    if (this.session === 'away') {
      return html`<main class="start">
        <h1>${say('cannot-start')}</h1>
        ${notice({ tone: 'warn', text: say('cannot-start-cure'), announce: 'status' })}
      </main>`;
    }
    return html`${atGreeting(this.hash)}<portal-sign-in
      .again=${this.session === 'over'}
      .shared=${this.shared}
      @signed-in=${(event: CustomEvent<PortalMe>) => {
        void beginSeen(event.detail);
        this.enter(event.detail);
      }}
    ></portal-sign-in>`;
  }
}
