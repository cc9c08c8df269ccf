// First run, the test page: printed the ordinary way, watched to its end, and a person says whether it is there.
import type { ReleaseView } from '@platen/shared/api/common';
import type { FirstRunView } from '@platen/shared/api/first-run';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { PRINTER } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { decide } from '../../data/admin.ts';
import { printTestPage, readRelease } from '../../data/admin-site.ts';
import { attempt } from '../../state/attempt.ts';
import { type Loaded, loaded } from '../loaded.ts';
import { releaseProgress } from '../parts/release-progress.ts';
import { say } from '../speech.ts';
import { stepDone } from './step-done.ts';

/** Somebody stands between the desk and the printer and looks back and forth. */
const LOOK_MS = 1000;

@customElement('admin-step-page')
export class AdminStepPage extends LitElement {
  @property({ attribute: false }) view: FirstRunView | undefined;
  @state() private missing = false;
  private readonly attempt = attempt(this);
  private readonly release: Loaded<ReleaseView> = loaded(
    this,
    (signal) => (this.release.value === undefined ? undefined : readRelease(this.release.value.id, signal)),
    () => (this.release.value?.ended === false ? LOOK_MS : 0),
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const page = this.view?.page;
    if (!changed.has('view') || page === undefined || this.release.value !== undefined) return;
    this.release.put(page);
    if (!page.ended) void this.release.refresh();
  }

  private async print(printerId: string): Promise<void> {
    this.missing = false;
    const answer = await this.attempt.make(printTestPage(printerId));
    if (!answer.ok) return;
    this.release.put(answer.value.release);
    void this.release.refresh();
  }

  /** A release whose end nobody knew is decided by the answer. */
  private async cameOut(release: ReleaseView): Promise<void> {
    if (release.state === 'uncertain') {
      const answer = await this.attempt.make(decide(release.id, 'printed'));
      if (!answer.ok) return;
    }
    stepDone(this);
  }

  private async didNot(release: ReleaseView): Promise<void> {
    if (release.state === 'uncertain') await this.attempt.make(decide(release.id, 'keep'));
    this.missing = true;
  }

  private question(release: ReleaseView): TemplateResult {
    const { busy } = this.attempt;
    return html`<h3>${say('step-page-question')}</h3>
      <div class="sheet-acts">
        ${button({
          label: say('step-page-yes'),
          kind: 'accent',
          disabled: busy,
          press: () => void this.cameOut(release),
        })}
        ${button({ label: say('step-page-no'), disabled: busy, press: () => void this.didNot(release) })}
      </div>`;
  }

  private cures(printerId: string): TemplateResult {
    return html`<p>${say('step-page-no-lead')}</p>
      <ol class="steps">
        <li>${say('step-page-no-display')}</li>
        <li><a href="#printers=${encodeURIComponent(printerId)}">${say('step-page-no-address')}</a></li>
        <li><a href="#health">${say('step-page-no-health')}</a></li>
      </ol>`;
  }

  protected override render(): TemplateResult {
    const printer = this.view?.printer;
    const release = this.release.value;
    const { busy, problem } = this.attempt;
    if (printer === undefined) {
      return html`<p class="first-run-lead">${say('step-page-lead')}</p>
        ${notice({ tone: 'quiet', text: say('step-page-needs-printer') })}`;
    }
    const failed = release !== undefined && (release.state === 'returned' || release.state === 'cancelled');
    const asked = release !== undefined && release.ended && !failed && !this.missing;
    const label = busy
      ? say('step-page-printing')
      : release === undefined
        ? say('step-page-print', { printer: printer.name })
        : say('step-page-again');
    return html`<p class="first-run-lead">${say('step-page-lead')}</p>
      ${release === undefined ? nothing : releaseProgress(release)}
      ${asked ? this.question(release) : nothing}
      ${this.missing || failed ? this.cures(printer.id) : nothing}
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${
        release?.ended === false || asked
          ? nothing
          : html`<div class="sheet-acts">
              ${button({
                label,
                icon: PRINTER,
                kind: release === undefined || failed || this.missing ? 'accent' : 'plain',
                disabled: busy,
                press: () => void this.print(printer.id),
              })}
            </div>`
      }`;
  }
}
