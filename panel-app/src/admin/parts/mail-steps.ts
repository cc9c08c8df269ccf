// The conversation with a mail server, step by step, with the time of each; the one that failed with what to do.
import type { MailStep } from '@platen/shared/api/admin-mail';
import { html, nothing, type TemplateResult } from 'lit';
import { toneIcon } from '../../components/notice.ts';
import { say } from '../speech.ts';

function row({ step, ok, ms, said, cure }: MailStep): TemplateResult {
  const tone = ok ? 'ok' : 'bad';
  return html`<li class="mail-step">
    <span class="tone-${tone}">${toneIcon(tone)}</span>
    <div>
      <p>
        <b>${say(ok ? `mail-step-${step}` : `mail-step-${step}-bad`)}</b>
        <span class="hint">${say('mail-step-ms', { ms })}</span>
      </p>
      ${said === undefined || said === '' ? nothing : html`<p class="mail-step-said">${said}</p>`}
      ${ok || cure === undefined ? nothing : html`<p class="mail-step-cure">${cure}</p>`}
    </div>
  </li>`;
}

/** Open where something failed: then it is what one looks for. */
export function mailSteps(steps: readonly MailStep[]): TemplateResult | typeof nothing {
  if (steps.length === 0) return nothing;
  return html`<details class="mail-steps" ?open=${steps.some(({ ok }) => !ok)}>
    <summary>${say('mail-steps')}</summary>
    <ol>
      ${steps.map(row)}
    </ol>
  </details>`;
}
