// A phone at a printer: all that can be printed there is chosen, one press prints it, and how far it is shows in its row. Where nothing was
// scanned, or too long ago, how to scan. Loaded when it is first opened.
import type { JobView } from '@platen/shared/api/common';
import type { PortalPrinter } from '@platen/shared/api/portal';
import type { PortalPresence } from '@platen/shared/api/presence';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { PRINTER } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { skeleton } from '../../components/skeleton.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { standHere } from '../../data/portal-presence.ts';
import { releaseJobs } from '../../data/portal-printers.ts';
import { attempt } from '../../state/attempt.ts';
import { isSignedOut, refusalSentence, signedOut } from '../../state/refusal.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { jobLine } from '../job-line.ts';
import { say } from '../presence-speech.ts';
import { forgetScan, scanned } from '../scan.ts';
import './at-greeting.ts';
import { atPrinterStyles } from './at-printer-styles.ts';
import { isComplete, newOrder, toSend } from './print-order.ts';
import { canScan } from './scan-camera.ts';
import { stateIcon } from './state-icon.ts';

const NOT_HERE = 'presence-expired';
const OFF = 'presence-off';

/** Fires `print` with documents that need more than one press, `released`, `scanned`, and `signed-out`. */
@customElement('portal-at-printer')
export class PortalAtPrinter extends LitElement {
  /** Own documents as they are now; undefined: not read yet. */
  @property({ attribute: false }) jobs: readonly JobView[] | undefined;
  /** Of the address: with a code in it, or without. */
  @property() hash = '';

  @state() private at: PortalPrinter | undefined;
  @state() private phase: 'asking' | 'here' | 'over' | 'scan' = 'asking';
  /** Why there is something to scan. */
  @state() private told: string | undefined;
  /** The site has switched it off. */
  @state() private off = false;
  @state() private camera = false;
  /** Chosen are all but these. */
  @state() private left: ReadonlySet<string> = new Set();
  /** Printed from this screen: they stay in it until they are done. */
  @state() private sent: readonly string[] = [];
  private readonly sending = attempt(this);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private leaving: AbortController | undefined;
  private begun = '';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.leaving?.abort();
    this.begun = '';
  }

  protected override willUpdate(): void {
    // Our own change of the address is no new scan.
    const now = this.hash === '' ? '#at' : this.hash;
    if (this.begun !== '' && (now === this.begun || now === '#at')) return;
    this.begun = now;
    void this.begin(now);
  }

  private async begin(hash: string): Promise<void> {
    this.leaving?.abort();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.phase = 'asking';
    this.told = undefined;
    const scan = await scanned(hash);
    if (signal.aborted) return;
    if (scan !== undefined && !scan.ok) {
      this.refused(scan);
      return;
    }
    this.took(await standHere(signal), scan !== undefined);
    forgetScan();
  }

  private took(answer: ApiResult<PortalPresence>, scannedNow: boolean): void {
    if (answer.ok) {
      const { at, expiresIn } = answer.value;
      this.at = at;
      this.phase = 'here';
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        this.phase = 'over';
      }, expiresIn);
    } else if (isSignedOut(answer)) signedOut(this);
    else if (answer.why !== 'stopped') {
      // Somebody who came without a code has done nothing wrong.
      const quiet = answer.why === 'refused' && answer.error.code === NOT_HERE && !scannedNow;
      if (quiet) this.scan();
      else this.refused(answer);
    }
  }

  private refused(answer: Parameters<typeof refusalSentence>[0]): void {
    this.off = answer.why === 'refused' && answer.error.code === OFF;
    this.scan(refusalSentence(answer));
  }

  private scan(told?: string): void {
    forgetScan();
    clearTimeout(this.timer);
    this.told = told;
    this.camera = false;
    this.phase = 'scan';
  }

  private waiting(): readonly JobView[] {
    return (this.jobs ?? []).filter(
      ({ id, state: now, duplicateOf }) =>
        now === 'held' && duplicateOf === undefined && !this.sent.includes(id),
    );
  }

  private chosen(): readonly string[] {
    return this.waiting().flatMap(({ id }) => (this.left.has(id) ? [] : [id]));
  }

  private choose(id: string, on: boolean): void {
    const left = new Set(this.left);
    if (on) left.delete(id);
    else left.add(id);
    this.left = left;
  }

  private more(at: PortalPrinter): void {
    this.dispatchEvent(new CustomEvent('print', { detail: { jobs: this.chosen(), at } }));
  }

  private async print(at: PortalPrinter): Promise<void> {
    const ids = this.chosen();
    const order = newOrder(ids, at);
    // What the printer asks for, and what it cannot do, are answered in the sheet of options.
    if (!isComplete(order, at)) return this.more(at);
    const answer = await this.sending.make(releaseJobs(toSend(order)));
    if (!answer.ok) return;
    const { preflight, refused } = answer.value;
    if (preflight !== undefined) return this.more(at);
    const no = new Set(refused.map(({ jobId }) => jobId));
    this.sent = [...this.sent, ...ids.filter((id) => !no.has(id))];
    this.sending.show(refused[0]?.message);
    this.dispatchEvent(new CustomEvent('released'));
  }

  private row(job: JobView): TemplateResult {
    const { release } = job;
    const isSent = job.state !== 'held' || this.sent.includes(job.id);
    const words = html`<span>
      <b><bdi>${job.title}</bdi></b>
      <small>${stateIcon(job)}${jobLine(job, Date.now())}</small>
      ${
        job.state === 'releasing' && release?.pages !== undefined
          ? progressBar({ label: release.sentence, value: release.page, max: release.pages })
          : nothing
      }
    </span>`;
    return html`<li>${
      isSent
        ? html`<div class="at-job">${words}</div>`
        : html`<label class="at-job"
            ><input
              type="checkbox"
              .checked=${!this.left.has(job.id)}
              ?disabled=${this.sending.busy}
              @change=${({ target }: Event) => this.choose(job.id, (target as HTMLInputElement).checked)}
            />${words}</label
          >`
    }</li>`;
  }

  private list(): TemplateResult {
    if (this.jobs === undefined) return skeleton(3, say('looking'));
    const under = this.jobs.filter(({ id, state: now }) => this.sent.includes(id) || now === 'releasing');
    const shown = [...under, ...this.waiting().filter(({ id }) => !under.some((job) => job.id === id))];
    if (shown.length === 0)
      return html`<p>${say('none')}</p>
        <a class="button" href="#documents">${say('add')}</a>`;
    return html`<ul class="at-list" aria-label=${say('documents')}>${shown.map((job) => this.row(job))}</ul>`;
  }

  private here(at: PortalPrinter): TemplateResult {
    const { printer } = at;
    const name = printer.alias ?? printer.name;
    const { busy, problem } = this.sending;
    const count = this.chosen().length;
    const over = this.phase === 'over';
    return html`<div class="at-head">
        <h1 tabindex="-1">${say('title', { printer: name })}</h1>
        ${printer.location === undefined ? nothing : html`<p><bdi>${printer.location}</bdi></p>`}
        <p><span class="tone-${printer.tone}">${toneIcon(printer.tone)}</span>${printer.sentence}</p>
      </div>
      ${over ? notice({ tone: 'warn', text: say('over', { printer: name }), announce: 'status' }) : nothing}
      ${this.sent.length === 0 ? nothing : notice({ tone: 'ok', text: say('printed', { count: this.sent.length }), announce: 'status' })}
      ${this.list()}
      ${problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
      ${
        over || this.waiting().length === 0
          ? nothing
          : html`<div class="at-acts">
              ${button({ label: say('options'), disabled: busy || count === 0, press: () => this.more(at) })}
              ${button({
                label: busy ? say('sending') : count === 0 ? say('print-none') : say('print', { count }),
                kind: 'accent',
                icon: PRINTER,
                disabled: busy || count === 0,
                press: () => void this.print(at),
              })}
            </div>`
      }
      ${button({ label: say(over ? 'scan-again' : 'wrong'), kind: over ? 'accent' : 'quiet', place: 'at-again', press: () => this.scan() })}`;
  }

  private howToScan(): TemplateResult {
    return html`<h1 tabindex="-1">${say('scan-title')}</h1>
      ${this.told === undefined ? nothing : notice({ tone: 'warn', text: this.told, announce: 'alert' })}
      ${
        this.off
          ? nothing
          : this.camera
            ? html`<portal-scan-camera
              @scanned=${({ detail }: CustomEvent<string>) => this.read(detail)}
              @close=${() => (this.camera = false)}
            ></portal-scan-camera>`
            : html`<ol class="at-steps">
                <li>${say('scan-1')}</li>
                <li>${say('scan-2')}</li>
                <li>${say('scan-3')}</li>
              </ol>
              ${canScan() ? button({ label: say('camera'), kind: 'accent', press: () => (this.camera = true) }) : nothing}`
      }`;
  }

  private read(token: string): void {
    location.hash = `#at=${token}`;
    this.dispatchEvent(new CustomEvent('scanned'));
  }

  protected override render(): TemplateResult {
    if (this.phase === 'scan') return this.howToScan();
    if (this.phase === 'asking' || this.at === undefined) return skeleton(3, say('looking'));
    return this.here(this.at);
  }
}

installStyles(document, atPrinterStyles);
