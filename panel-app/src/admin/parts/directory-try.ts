// Trying a directory: each step of it, the certificate where it is not trusted, the first people. Fires `trust` with a fingerprint.
import type { DirectoryTest, DirectoryTested } from '@platen/shared/api/admin-directory';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { REFRESH_CW } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { testDirectory } from '../../data/admin-directory.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { directorySamples, directorySteps, shownCertificate } from './directory-steps.ts';

@customElement('admin-directory-try')
export class AdminDirectoryTry extends LitElement {
  /** What is to be tried; undefined while the form is not complete (it says so itself). */
  @property({ attribute: false }) ask: (() => DirectoryTest | undefined) | undefined;

  @state() private tested: DirectoryTested | undefined;
  @state() private trusted = false;
  private readonly attempt = attempt(this);
  private asking: AbortController | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asking?.abort();
  }

  /** What was said is about what the form held then. */
  forget(): void {
    this.asking?.abort();
    this.tested = undefined;
    this.trusted = false;
    this.attempt.show(undefined);
  }

  private async try(): Promise<void> {
    const ask = this.ask?.();
    if (ask === undefined) return;
    this.forget();
    this.asking = new AbortController();
    const answer = await this.attempt.make(testDirectory(ask, this.asking.signal));
    if (answer.ok) this.tested = answer.value;
  }

  private trust = (fingerprint: string): void => {
    this.trusted = true;
    this.dispatchEvent(new CustomEvent<string>('trust', { detail: fingerprint, bubbles: true }));
  };

  private said({ ok, steps, certificate, samples }: DirectoryTested): TemplateResult {
    return html`<div class="tested">
      ${notice({ tone: ok ? 'ok' : 'bad', text: html`<b>${say(ok ? 'directory-test-fine' : 'directory-test-bad')}</b>`, announce: ok ? 'status' : 'alert' })}
      ${directorySteps(steps)}
      ${certificate === undefined || certificate.trusted ? nothing : shownCertificate(certificate, this.trust)}
      ${ok ? directorySamples(samples) : nothing}
    </div>`;
  }

  protected override render(): TemplateResult {
    const { busy, problem } = this.attempt;
    return html`<div class="mail-try">
        ${button({
          label: say(busy ? 'directory-testing' : 'directory-test'),
          icon: REFRESH_CW,
          disabled: busy,
          press: () => void this.try(),
        })}
        <p class="hint">${say('directory-test-hint')}</p>
      </div>
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${this.trusted ? notice({ tone: 'quiet', text: say('directory-pinned'), announce: 'status' }) : nothing}
      ${this.tested === undefined || this.trusted ? nothing : this.said(this.tested)}`;
  }
}
