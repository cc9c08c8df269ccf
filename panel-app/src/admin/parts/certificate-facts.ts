// A certificate as a card: what it is for, how long it is good as a bar, who issued it, and what is wrong with it. The one in use and one that
// somebody wants to use look the same.
import type { CertificateFacts, CertificateFinding } from '@platen/shared/api/admin-certificate';
import { html, nothing, type TemplateResult } from 'lit';
import { type Tone, toneIcon } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { dayWords } from '../../locales/when.ts';
import { say } from '../speech.ts';

const DAY_MS = 24 * 3_600_000;
/** As the warnings by mail have it (SPEC G4). */
const SOON_DAYS = 30;
const LAST_DAYS = 14;

const LEVEL_TONE: Readonly<Record<CertificateFinding['level'], Tone>> = {
  stop: 'bad',
  warn: 'warn',
  note: 'quiet',
};

function lifeTone(days: number): 'ok' | 'warn' | 'bad' {
  if (days < LAST_DAYS) return 'bad';
  return days < SOON_DAYS ? 'warn' : 'ok';
}

/** The share of its life that is left, in words and as a bar. */
export function lifeBar({ notBefore, notAfter }: CertificateFacts, now: number): TemplateResult {
  const days = Math.floor((notAfter - now) / DAY_MS);
  const words =
    notAfter <= now
      ? say('cert-over')
      : days === 0
        ? say('cert-ends-today')
        : say('cert-days-left', { count: days });
  return html`<div class="cert-life">
    <p class="cert-life-words tone-${lifeTone(days)}">${words}</p>
    ${progressBar({
      label: say('cert-life'),
      value: Math.max(0, notAfter - now),
      max: Math.max(1, notAfter - notBefore),
      tone: lifeTone(days),
    })}
  </div>`;
}

export function certificateFacts(facts: CertificateFacts): TemplateResult {
  const { names, issuer, selfSigned, notBefore, notAfter, key, chain } = facts;
  const [, ...further] = chain;
  return html`<dl class="facts">
      <dt>${say('cert-names')}</dt>
      <dd>${names.length === 0 ? say('cert-no-names') : names.join(', ')}</dd>
      <dt>${say('cert-issuer')}</dt>
      <dd>${selfSigned ? say('cert-itself') : [issuer, ...further].join(' · ')}</dd>
      <dt>${say('cert-good')}</dt>
      <dd>${say('cert-good-from-to', { from: dayWords(notBefore), to: dayWords(notAfter) })}</dd>
      <dt>${say('cert-key')}</dt>
      <dd>${key}</dd>
    </dl>
    <details class="cert-more">
      <summary>${say('cert-more')}</summary>
      <dl class="facts">
        <dt>${say('cert-fingerprint')}</dt>
        <dd class="pin">${facts.sha256}</dd>
        <dt>${say('cert-serial')}</dt>
        <dd class="pin">${facts.serial}</dd>
      </dl>
    </details>`;
}

export function findingList(findings: readonly CertificateFinding[]): TemplateResult | typeof nothing {
  if (findings.length === 0) return nothing;
  return html`<ul class="cert-findings">
    ${findings.map(
      ({ level, sentence, cure }) => html`<li class="check">
        <span class="tone-${LEVEL_TONE[level]}">${toneIcon(LEVEL_TONE[level])}</span>
        <div>
          <p>${sentence}</p>
          ${cure === undefined ? nothing : html`<p class="hint">${cure}</p>`}
        </div>
      </li>`,
    )}
  </ul>`;
}
