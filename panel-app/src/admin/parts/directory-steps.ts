// What a look at a directory or a test of it came to: each step in turn, the certificate that was shown, the first people found.
import type { DirectoryStep, DirectoryTested, ShownCertificate } from '@platen/shared/api/admin-directory';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { SHIELD } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { dayWords } from '../../locales/when.ts';
import { fingerprintWords } from '../mail-words.ts';
import { say } from '../speech.ts';

export function directorySteps(steps: readonly DirectoryStep[]): TemplateResult {
  return html`<ol class="tried-steps">
    ${steps.map(
      ({ what, ok, detail }) => html`<li>
        <span class="tone-${ok ? 'ok' : 'bad'}">${toneIcon(ok ? 'ok' : 'bad')}</span>
        <div>
          <b>${what}</b><span class="out-of-sight">${say(ok ? 'directory-step-ok' : 'directory-step-bad')}</span>
          ${detail === undefined ? nothing : html`<p class="hint">${detail}</p>`}
        </div>
      </li>`,
    )}
  </ol>`;
}

/** @param trust absent: it is trusted, or cannot be. */
export function shownCertificate(
  { fingerprint, subject, issuer, notAfter, trusted }: ShownCertificate,
  trust?: (fingerprint: string) => void,
): TemplateResult {
  return html`<section class="shown-certificate">
    <p>${say('directory-certificate')}</p>
    <dl class="facts">
      ${subject === undefined ? nothing : html`<dt>${say('directory-certificate-for')}</dt><dd>${subject}</dd>`}
      ${issuer === undefined ? nothing : html`<dt>${say('directory-certificate-by')}</dt><dd>${issuer}</dd>`}
      ${notAfter === undefined ? nothing : html`<dt>${say('directory-certificate-until')}</dt><dd>${dayWords(notAfter)}</dd>`}
      <dt>${say('directory-certificate-print')}</dt>
      <dd class="pin">${fingerprintWords(fingerprint.replaceAll(':', ''))}</dd>
    </dl>
    ${
      trusted || trust === undefined
        ? nothing
        : html`<p>${say('directory-certificate-compare')}</p>
          ${button({ label: say('directory-trust'), icon: SHIELD, press: () => trust(fingerprint) })}`
    }
  </section>`;
}

export function directorySamples(samples: DirectoryTested['samples']): TemplateResult {
  if (samples.length === 0) return html`<p class="hint">${say('directory-samples-none')}</p>`;
  return html`<section>
    <h3>${say('directory-samples')}</h3>
    <ul class="person-things">
      ${samples.map(({ username, email, name, department }) => {
        const more = [username, email, department].filter((one) => one !== undefined && one !== '');
        return html`<li><div><b>${name ?? username ?? email}</b><p class="hint">${more.join(' · ')}</p></div></li>`;
      })}
    </ul>
  </section>`;
}
