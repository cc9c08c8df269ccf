// The certificate of the server: the one in use with what is wrong with it, ways to another one, and what plain HTTP may still do. A tab of the
// section Security.
import type { CertificateView } from '@platen/shared/api/admin-certificate';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { icon } from '../../components/icon.ts';
import { DOWNLOAD, UNDO_2 } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { segmented } from '../../components/segmented.ts';
import { CERTIFICATE_URL, goBack, readCertificate } from '../../data/admin-certificate.ts';
import { dayWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { type Loaded, loaded } from '../loaded.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import './certificate-acme.ts';
import { certificateFacts, findingList, lifeBar } from './certificate-facts.ts';
import './certificate-request.ts';
import './certificate-upload.ts';
import './certificate-wire.ts';
import { whenLoaded } from './loading.ts';

const WAYS = ['upload', 'request', 'acme'] as const;
type Way = (typeof WAYS)[number];

/** While a certificate is being issued, somebody watches its steps. */
const WORKING_MS = 1_000;
const EVERY_MS = 15_000;

@customElement('admin-certificate')
export class AdminCertificate extends LitElement {
  @state() private way: Way | undefined;
  @state() private goingBack = false;
  /** Another certificate was brought just now. */
  @state() private used = false;
  private readonly attempt = attempt(this);
  private readonly certificate: Loaded<CertificateView> = loaded<CertificateView>(
    this,
    readCertificate,
    (): number => (this.certificate.value?.acme.phase === 'working' ? WORKING_MS : EVERY_MS),
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private onChanged = ({ detail, target }: CustomEvent<CertificateView | null>): void => {
    // An event without a detail has null there.
    if (detail === null) void this.certificate.refresh();
    else {
      this.used =
        (target as Element).localName === 'admin-certificate-upload' &&
        detail.current?.sha256 !== this.certificate.value?.current?.sha256;
      this.certificate.put(detail);
      // So that its steps are seen as they are taken.
      if (detail.acme.phase !== 'off') void this.certificate.refresh();
    }
  };

  private async back(): Promise<void> {
    const answer = await this.attempt.make(goBack());
    if (!answer.ok) return;
    this.goingBack = false;
    this.used = true;
    this.certificate.put(answer.value);
  }

  private question(previous: NonNullable<CertificateView['previous']>): TemplateResult {
    return confirm({
      heading: say('cert-back-title'),
      cost: say('cert-back-cost', {
        name: previous.subject,
        issuer: previous.selfSigned ? say('cert-itself') : previous.issuer,
        date: dayWords(previous.notAfter),
      }),
      act: say('cert-back-do'),
      busy: this.attempt.busy,
      problem: this.attempt.problem,
      yes: () => void this.back(),
      no: () => {
        this.goingBack = false;
        this.attempt.show(undefined);
      },
    });
  }

  private inUse({ current, findings, previous, now }: CertificateView): TemplateResult {
    if (current === undefined) return notice({ tone: 'bad', text: say('cert-https-off') });
    return html`${this.used ? notice({ tone: 'ok', text: say('cert-used'), announce: 'status' }) : nothing}
      <div class="cert-card">
        <div class="cert-head">
          <h3>${current.subject}</h3>
          <span class="tag">${say(`cert-from-${current.from}`)}</span>
        </div>
        ${lifeBar(current, now)} ${certificateFacts(current)}
      </div>
      ${
        findings.length === 0
          ? html`<p class="cert-fine"><span class="tone-ok">${toneIcon('ok')}</span>${say('cert-fine')}</p>`
          : findingList(findings)
      }
      <div class="sheet-acts">
        <a class="button" href=${CERTIFICATE_URL} download>${icon(DOWNLOAD)}<span class="words">${say('cert-download')}</span></a>
        ${
          previous === undefined || !may('security:change')
            ? nothing
            : button({
                label: say('cert-back'),
                icon: UNDO_2,
                kind: 'quiet',
                press: () => (this.goingBack = true),
              })
        }
      </div>
      ${this.goingBack && previous !== undefined ? this.question(previous) : nothing}`;
  }

  private another(view: CertificateView): TemplateResult {
    const way = this.way ?? (view.acme.phase === 'off' ? 'upload' : 'acme');
    return html`${segmented({
      label: say('cert-way'),
      labelHidden: true,
      segments: WAYS.map((value) => ({ value, label: say(`cert-way-${value}`) })),
      value: way,
      change: (next) => (this.way = next),
    })}
    <div class="cert-way" ?hidden=${way !== 'upload'}>
      <admin-certificate-upload .now=${view.now}></admin-certificate-upload>
    </div>
    <div class="cert-way" ?hidden=${way !== 'request'}>
      <admin-certificate-request .suggested=${view.suggested} .waiting=${view.request} .now=${view.now}></admin-certificate-request>
    </div>
    <div class="cert-way" ?hidden=${way !== 'acme'}>
      <admin-certificate-acme
        .acme=${view.acme}
        .suggested=${view.suggested}
        .now=${view.now}
        .notAfter=${view.current?.notAfter ?? 0}
      ></admin-certificate-acme>
    </div>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="cert" @changed=${this.onChanged}>
      ${whenLoaded(
        this.certificate,
        (view) => html`<section>
            <h2>${say('cert-in-use')}</h2>
            ${this.inUse(view)}
          </section>
          ${
            view.current === undefined || !may('security:change')
              ? nothing
              : html`<section>
                  <h2>${say('cert-another')}</h2>
                  ${this.another(view)}
                </section>`
          }
          <section>
            <h2>${say('wire')}</h2>
            <admin-certificate-wire .view=${view}></admin-certificate-wire>
          </section>`,
        8,
      )}
    </div>`;
  }
}
