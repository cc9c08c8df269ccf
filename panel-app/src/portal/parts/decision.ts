// The question after an uncertain end: did the pages come out? The person at the paper knows; the system does not guess.
import type { Decision, ReleaseView } from '@platen/shared/api/common';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { toneIcon } from '../../components/notice.ts';
import { decide } from '../../data/portal.ts';
import { isSignedOut, refusalSentence } from '../refusal.ts';
import { say } from '../speech.ts';

@customElement('portal-decision')
export class PortalDecision extends LitElement {
  @property({ attribute: false }) release: ReleaseView | undefined;
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
    else if (isSignedOut(result)) this.dispatchEvent(new CustomEvent('signed-out', { bubbles: true }));
    else this.problem = refusalSentence(result);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { release } = this;
    if (release === undefined) return nothing;
    const { page, missingFrom, printerName: printer } = release;
    const choice = (decision: Decision, label: string, kind: 'accent' | 'plain' = 'plain') =>
      button({ label, kind, disabled: this.busy, press: () => void this.answer(release, decision) });
    return html`<section class="decision">
      <h2>
        <span class="tone-warn">${toneIcon('warn')}</span>
        ${release.sentence}
      </h2>
      <p>
        ${say('decide-where', { printer })} ${page === undefined ? nothing : say('decide-page', { page })}
      </p>
      <div class="decision-acts">
        ${choice('printed', say('decide-printed'), 'accent')}
        ${missingFrom === undefined ? nothing : choice('missing', say('decide-missing', { page: missingFrom }))}
        ${choice('again', say('decide-again'))} ${choice('keep', say('decide-keep'))}
      </div>
      ${this.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <p class="hint">${say('decide-hint', { printer })}</p>
    </section>`;
  }
}

export const decisionStyles = /* css */ `
portal-decision{display:block}
.decision{padding:16px;border-radius:var(--radius-card);background:var(--warn-soft)}
.decision h2{display:flex;gap:8px}
.decision h2 .icon{margin-top:-1px}
.decision p{margin-top:8px}
.decision-acts{display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:8px;margin-top:16px}
`;
