// A release whose end nobody knows, with the four answers a person can give. Fires `decided` when the server has taken one.
import type { Decision, ReleaseView } from '@platen/shared/api/common';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { decide } from '../../data/admin.ts';
import { signedOut } from '../loaded.ts';
import { isSignedOut, refusalSentence } from '../refusal.ts';
import { say } from '../speech.ts';
import { agoWords } from '../when.ts';

@customElement('admin-decision')
export class AdminDecision extends LitElement {
  @property({ attribute: false }) release: ReleaseView | undefined;
  /** Whose document; empty where the sheet around it says so already. */
  @property() owner = '';
  /** The document's title with a link to its sheet; empty as above. */
  @property() name = '';
  @state() private busy = false;
  @state() private problem: string | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async answer(release: ReleaseView, decision: Decision): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    const result = await decide(
      release.id,
      decision,
      decision === 'missing' ? release.missingFrom : undefined,
    );
    this.busy = false;
    if (result.ok) this.dispatchEvent(new CustomEvent('decided', { bubbles: true }));
    else if (isSignedOut(result)) signedOut(this);
    else this.problem = refusalSentence(result);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { release } = this;
    if (release === undefined) return nothing;
    const { missingFrom, printerName: printer, page } = release;
    const choice = (decision: Decision, label: string) =>
      button({ label, disabled: this.busy, press: () => void this.answer(release, decision) });
    const when = agoWords(release.endedAt ?? release.startedAt, Date.now());
    return html`<div class="decision">
      ${
        this.name === ''
          ? nothing
          : html`<h3><a href="#documents=${encodeURIComponent(release.jobId)}">${this.name}</a></h3>`
      }
      <p>
        <b>${release.sentence}</b> ${say('decide-where', { printer, when })}
        ${page === undefined ? nothing : say('decide-page', { page })}
      </p>
      ${this.owner === '' ? nothing : html`<p class="hint">${this.owner}</p>`}
      <div class="decision-acts">
        ${choice('printed', say('decide-printed'))}
        ${missingFrom === undefined ? nothing : choice('missing', say('decide-missing', { page: missingFrom }))}
        ${choice('again', say('decide-again'))} ${choice('keep', say('decide-keep'))}
      </div>
      ${this.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
    </div>`;
  }
}
