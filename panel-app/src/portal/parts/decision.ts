// The question after an uncertain end: did the pages come out? The person at the paper knows; the system does not guess.
import type { ReleaseView } from '@platen/shared/api/common';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { decisionAnswers } from '../../components/decision-answers.ts';
import { toneIcon } from '../../components/notice.ts';
import { decide } from '../../data/portal.ts';
import { decisionAttempt } from '../../state/decision-attempt.ts';
import { say } from '../speech.ts';

/** "No, print the rest (pages 7–12)". */
function restWords({ missing }: ReleaseView): string {
  const { pages = [], copies } = missing ?? {};
  if (copies !== undefined) return say('decide-missing-copies', { count: copies });
  const words = pages.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
  const single = pages.length === 1 && pages[0]?.from === pages[0]?.to;
  return say(single ? 'decide-missing-page' : 'decide-missing', { pages: words });
}

@customElement('portal-decision')
export class PortalDecision extends LitElement {
  @property({ attribute: false }) release: ReleaseView | undefined;
  private readonly decision = decisionAttempt(this, decide);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { release } = this;
    if (release === undefined) return nothing;
    const { page, printerName: printer } = release;
    return html`<section class="decision">
      <h2>
        <span class="tone-warn">${toneIcon('warn')}</span>
        ${release.sentence}
      </h2>
      <p>
        ${say('decide-where', { printer })} ${page === undefined ? nothing : say('decide-page', { page })}
      </p>
      ${decisionAnswers({
        release,
        words: (answer) => (answer === 'missing' ? restWords(release) : say(`decide-${answer}`)),
        usual: 'printed',
        busy: this.decision.busy,
        problem: this.decision.problem,
        decide: (answer, fromPage) => this.decision.decide(release.id, answer, fromPage),
      })}
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
