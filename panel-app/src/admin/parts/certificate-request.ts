// Requesting a certificate: names and kind of key, then the request to hand on while its key waits here. Fires `changed`, with the new view where
// it knows it.
import { type CertificateView, KEY_KINDS, type WaitingRequest } from '@platen/shared/api/admin-certificate';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { formText } from '../../components/form-text.ts';
import { icon } from '../../components/icon.ts';
import { DOWNLOAD } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { dropRequest, requestCertificate } from '../../data/admin-certificate.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import './copy-button.ts';
import { selectField } from './select-field.ts';
import { textArea } from './text-area.ts';
import { textField } from './text-field.ts';

@customElement('admin-certificate-request')
export class AdminCertificateRequest extends LitElement {
  @property({ attribute: false }) suggested: readonly string[] = [];
  @property({ attribute: false }) waiting: WaitingRequest | undefined;
  @property({ type: Number }) now = 0;
  @state() private dropping = false;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private changed(detail: CertificateView | undefined): void {
    this.dispatchEvent(new CustomEvent('changed', { detail, bubbles: true }));
  }

  private onSubmit = (event: Event): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const organization = formText(form, 'organization');
    const ask = {
      names: formText(form, 'names')
        .split(/[\s,;]+/)
        .filter((name) => name !== ''),
      key: KEY_KINDS.find((kind) => kind === formText(form, 'key')) ?? 'p256',
      ...(organization === '' ? {} : { organization }),
    };
    void this.make(ask);
  };

  private async make(ask: Parameters<typeof requestCertificate>[0]): Promise<void> {
    const answer = await this.attempt.make(requestCertificate(ask));
    if (answer.ok) this.changed(undefined);
  }

  private async drop(): Promise<void> {
    const answer = await this.attempt.make(dropRequest());
    if (!answer.ok) return;
    this.dropping = false;
    this.changed(answer.value);
  }

  private shown(waiting: WaitingRequest): TemplateResult {
    const href = `data:application/pkcs10;charset=utf-8,${encodeURIComponent(waiting.pem)}`;
    return html`<div class="form">
      <h3>${say('cert-request-waits')}</h3>
      <p>${say('cert-request-since', { when: agoWords(waiting.createdAt, this.now), names: waiting.names.join(', ') })} ${waiting.key}.</p>
      <p class="hint">${say('cert-request-next')}</p>
      <textarea class="cert-pem" readonly rows="8" spellcheck="false" aria-label=${say('cert-request-text')} .value=${waiting.pem}></textarea>
      <div class="sheet-acts">
        <admin-copy .text=${waiting.pem} .label=${say('cert-request-copy')}></admin-copy>
        <a class="button" download="platen.csr" href=${href}>${iconWords(say('cert-request-save'))}</a>
        ${button({ label: say('cert-request-drop'), kind: 'quiet', press: () => (this.dropping = true) })}
      </div>
      ${
        this.dropping
          ? confirm({
              heading: say('cert-request-drop-title'),
              cost: say('cert-request-drop-cost'),
              act: say('cert-request-drop-do'),
              danger: true,
              busy: this.attempt.busy,
              problem: this.attempt.problem,
              yes: () => void this.drop(),
              no: () => (this.dropping = false),
            })
          : nothing
      }
    </div>`;
  }

  protected override render(): TemplateResult {
    if (this.waiting !== undefined) return this.shown(this.waiting);
    const { busy, problem } = this.attempt;
    return html`<form class="form" @submit=${this.onSubmit}>
      <p class="hint">${say('cert-request-help')}</p>
      ${textArea({
        name: 'names',
        label: say('cert-request-names'),
        rows: Math.min(6, this.suggested.length + 1),
        value: this.suggested.join('\n'),
        hint: say('cert-request-names-hint'),
        required: true,
      })}
      <div class="pair">
        ${selectField({
          name: 'key',
          label: say('cert-request-key'),
          value: 'p256',
          choices: KEY_KINDS.map((kind) => ({ value: kind, label: say(`cert-key-${kind}`) })),
        })}
        ${textField({ name: 'organization', label: say('cert-request-org'), hint: say('cert-request-org-hint'), maxlength: 64 })}
      </div>
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${busy}><span class="words">${say('cert-request-make')}</span></button>
      </div>
    </form>`;
  }
}

const iconWords = (words: string): TemplateResult =>
  html`${icon(DOWNLOAD)}<span class="words">${words}</span>`;
