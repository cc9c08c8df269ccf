// Bringing a certificate: files or text, a look at what would come of it, and only then its use. Fires `changed` with the new view.
import type {
  CertificateChecked,
  CertificateUpload,
  CertificateView,
} from '@platen/shared/api/admin-certificate';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { FILE_TEXT, UPLOAD, X } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { checkCertificate, useCertificate } from '../../data/admin-certificate.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { certificateFacts, findingList, lifeBar } from './certificate-facts.ts';
import { textArea } from './text-area.ts';
import { textField } from './text-field.ts';

interface Chosen {
  readonly name: string;
  readonly base64: string;
}

const ENDINGS = '.pem,.crt,.cer,.der,.key,.pfx,.p12,.p7b,.p7c,.txt';
/** As the server bounds one file: 128 kB of base64. */
const MOST_BYTES = 96 * 1024;
/** As the server bounds them. */
const MOST_FILES = 7;

@customElement('admin-certificate-upload')
export class AdminCertificateUpload extends LitElement {
  /** Unix ms, the server's. */
  @property({ type: Number }) now = 0;
  @state() private files: readonly Chosen[] = [];
  @state() private pasting = false;
  @state() private over = false;
  @state() private checked: CertificateChecked | undefined;
  /** What was checked, so that exactly this is used. */
  private upload: CertificateUpload | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private forget = (): void => {
    this.checked = undefined;
    this.upload = undefined;
    this.attempt.show(undefined);
  };

  private async add(files: readonly File[]): Promise<void> {
    this.forget();
    for (const file of files) {
      if (file.size > MOST_BYTES) {
        this.attempt.show(say('cert-file-large', { name: file.name }));
        continue;
      }
      const base64 = toBase64(new Uint8Array(await file.arrayBuffer()));
      const others = this.files.filter(({ name }) => name !== file.name);
      this.files = [...others, { name: file.name, base64 }].slice(-MOST_FILES);
    }
  }

  private onPick = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const files = [...(field.files ?? [])];
    // Emptied, so that the same file can be chosen again.
    field.value = '';
    void this.add(files);
  };

  private onDrag = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.over = event.type === 'dragover';
  };

  private onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    void this.add([...(event.dataTransfer?.files ?? [])]);
  };

  private onSubmit = (event: Event): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = String(data.get('pem') ?? '');
    const passphrase = String(data.get('passphrase') ?? '');
    const pasted = text.trim() === '' ? [] : [toBase64(new TextEncoder().encode(text))];
    const files = [...this.files.map(({ base64 }) => base64), ...pasted];
    if (files.length === 0) {
      this.attempt.show(say('cert-nothing'));
      return;
    }
    void this.check({ files, ...(passphrase === '' ? {} : { passphrase }) });
  };

  private async check(upload: CertificateUpload): Promise<void> {
    this.forget();
    const answer = await this.attempt.make(checkCertificate(upload));
    if (!answer.ok) return;
    this.upload = upload;
    this.checked = answer.value;
    await this.updateComplete;
    this.querySelector<HTMLElement>('.cert-result h3')?.focus();
  }

  private async use(): Promise<void> {
    if (this.upload === undefined) return;
    const answer = await this.attempt.make(useCertificate(this.upload));
    if (!answer.ok) return;
    this.forget();
    this.files = [];
    this.pasting = false;
    this.querySelector('form')?.reset();
    this.dispatchEvent(new CustomEvent<CertificateView>('changed', { detail: answer.value, bubbles: true }));
  }

  private chosen(): TemplateResult | typeof nothing {
    if (this.files.length === 0) return nothing;
    return html`<ul class="cert-files">
      ${this.files.map(
        (file) => html`<li>
          ${icon(FILE_TEXT)}<span>${file.name}</span>
          ${button({
            label: say('cert-file-remove', { name: file.name }),
            icon: X,
            iconOnly: true,
            kind: 'quiet',
            press: () => {
              this.forget();
              this.files = this.files.filter((one) => one !== file);
            },
          })}
        </li>`,
      )}
    </ul>`;
  }

  private result(checked: CertificateChecked): TemplateResult {
    const { usable, certificate, findings, keyFrom } = checked;
    return html`<section class="cert-result">
      <h3 tabindex="-1">${say(usable ? 'cert-will-get' : 'cert-will-not')}</h3>
      ${findingList(findings)}
      ${
        certificate === undefined
          ? nothing
          : html`<div class="cert-card">
              ${lifeBar(certificate, this.now)} ${certificateFacts(certificate)}
              ${keyFrom === undefined ? nothing : html`<p class="hint">${say(`cert-key-${keyFrom}`)}</p>`}
            </div>`
      }
      ${
        usable
          ? html`<div class="sheet-acts">
              ${button({ label: say('cert-use'), kind: 'accent', disabled: this.attempt.busy, press: () => void this.use() })}
              ${button({ label: say('cancel'), disabled: this.attempt.busy, press: this.forget })}
            </div>`
          : nothing
      }
    </section>`;
  }

  protected override render(): TemplateResult {
    const { busy, problem } = this.attempt;
    return html`<form class="form" novalidate @submit=${this.onSubmit} @input=${this.forget}>
        <p class="hint">${say('cert-upload-help')}</p>
        <div
          class="cert-drop ${this.over ? 'over' : ''}"
          @dragover=${this.onDrag}
          @dragleave=${this.onDrag}
          @drop=${this.onDrop}
        >
          <input type="file" multiple hidden accept=${ENDINGS} aria-label=${say('cert-choose')} @change=${this.onPick} />
          <p>${say('cert-drop')}</p>
          ${button({
            label: say('cert-choose'),
            icon: UPLOAD,
            press: () => this.querySelector<HTMLInputElement>('input[type=file]')?.click(),
          })}
          ${this.chosen()}
        </div>
        ${
          this.pasting
            ? html`<div class="mono">${textArea({ name: 'pem', label: say('cert-paste-label'), rows: 8, maxlength: MOST_BYTES, placeholder: '-----BEGIN CERTIFICATE-----' })}</div>`
            : html`<p><button type="button" class="as-link" @click=${() => (this.pasting = true)}>${say('cert-paste')}</button></p>`
        }
        ${textField({ name: 'passphrase', label: say('cert-passphrase'), type: 'password', hint: say('cert-passphrase-hint'), maxlength: 1024, autocomplete: 'off' })}
        ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
        <div class="sheet-acts">
          <button type="submit" class="button ${this.checked?.usable === true ? '' : 'accent'}" ?disabled=${busy}>
            <span class="words">${say(busy && this.checked === undefined ? 'cert-checking' : 'cert-check')}</span>
          </button>
        </div>
      </form>
      ${this.checked === undefined ? nothing : this.result(this.checked)}`;
  }
}

/** In pieces: a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
