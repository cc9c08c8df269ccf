// A release whose end nobody knows, with the four answers a person can give. Fires `decided` when the server has taken one.
import type { ReleaseView } from '@platen/shared/api/common';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { decisionAnswers } from '../../components/decision-answers.ts';
import { decide } from '../../data/admin.ts';
import { agoWords } from '../../locales/when.ts';
import { decisionAttempt } from '../../state/decision-attempt.ts';
import { say } from '../speech.ts';

@customElement('admin-decision')
export class AdminDecision extends LitElement {
  @property({ attribute: false }) release: ReleaseView | undefined;
  /** Whose document; empty where the sheet around it says so already. */
  @property() owner = '';
  /** The document's title with a link to its sheet; empty as above. */
  @property() name = '';
  private readonly decision = decisionAttempt(this, decide);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { release } = this;
    if (release === undefined) return nothing;
    const { missingFrom, printerName: printer, page } = release;
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
      ${decisionAnswers({
        release,
        words: (answer) => say(`decide-${answer}`, { page: missingFrom ?? 1 }),
        busy: this.decision.busy,
        problem: this.decision.problem,
        decide: (answer, fromPage) => this.decision.decide(release.id, answer, fromPage),
      })}
    </div>`;
  }
}
