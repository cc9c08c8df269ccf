// First run, the certificate: what it is, whether it names the address in use, and keeping it or bringing one's own.
import type { Overview } from '@platen/shared/api/admin';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { notice } from '../../components/notice.ts';
import { readOverview } from '../../data/admin.ts';
import { dayWords } from '../../locales/when.ts';
import { loaded } from '../loaded.ts';
import { whenLoaded } from '../parts/loading.ts';
import { say } from '../speech.ts';
import { stepDone } from './step-done.ts';

/** RFC 6125 section 6.4.3: a wildcard stands for one label. */
const covers = (names: readonly string[], host: string): boolean =>
  names.some(
    (name) => name === host || (name.startsWith('*.') && host.slice(host.indexOf('.') + 1) === name.slice(2)),
  );

@customElement('admin-step-certificate')
export class AdminStepCertificate extends LitElement {
  private readonly overview = loaded(this, readOverview, 0);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private view({ certificate }: Overview): TemplateResult {
    const { selfSigned, names, notAfter } = certificate;
    const host = location.hostname.replace(/^\[|\]$/g, '').toLowerCase();
    const named = covers(names, host);
    return html`${notice({
      tone: named ? 'ok' : 'warn',
      text: html`<b>${say(named ? 'step-certificate-named' : 'step-certificate-unnamed', { name: host })}</b>
        ${say('step-certificate-until', { date: dayWords(notAfter) })}`,
    })}
      <p>${say(selfSigned ? 'step-certificate-self' : 'step-certificate-own')}</p>
      <details class="more-options">
        <summary>${say('step-certificate-names')}</summary>
        <p class="hint certificate-names">${names.join(', ')}</p>
      </details>
      <div class="sheet-acts">
        ${button({ label: say('step-certificate-keep'), kind: 'accent', press: () => stepDone(this) })}
        <a class="button plain" href="#security=certificate"><span class="words">${say('step-certificate-bring')}</span></a>
      </div>`;
  }

  protected override render(): TemplateResult {
    return html`<p class="first-run-lead">${say('step-certificate-lead')}</p>
      ${whenLoaded(this.overview, (overview) => this.view(overview), 4)}`;
  }
}
