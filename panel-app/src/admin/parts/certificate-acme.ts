// Renewal by an authority: set up in two steps (which one, then its terms), watched while it works, and what became of it. Fires `changed` with the
// new view.
import {
  ACME_STEPS,
  type AcmeLooked,
  type AcmeSetUp,
  type AcmeView,
  type CertificateView,
} from '@platen/shared/api/admin-certificate';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { formText } from '../../components/form-text.ts';
import { icon } from '../../components/icon.ts';
import { CIRCLE_CHECK, CLOCK, EXTERNAL_LINK, MINUS } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { lookAtAuthority, renewNow, setUpRenewal, stopRenewal } from '../../data/admin-certificate.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { agoWords, dayWords, whenWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { checkField } from './check-field.ts';
import { selectField } from './select-field.ts';
import { textArea } from './text-area.ts';
import { textField } from './text-field.ts';

/** Their directories, as they publish them. */
const AUTHORITIES = {
  'lets-encrypt': 'https://acme-v02.api.letsencrypt.org/directory',
  zerossl: 'https://acme.zerossl.com/v2/DV90',
  other: '',
} as const;
type Authority = keyof typeof AUTHORITIES;
const NAMES = Object.keys(AUTHORITIES) as readonly Authority[];

@customElement('admin-certificate-acme')
export class AdminCertificateAcme extends LitElement {
  @property({ attribute: false }) acme: AcmeView | undefined;
  @property({ attribute: false }) suggested: readonly string[] = [];
  /** When the certificate in use ends. */
  @property({ type: Number }) notAfter = 0;
  @property({ type: Number }) now = 0;
  @state() private authority: Authority = 'lets-encrypt';
  @state() private ask: Omit<AcmeSetUp, 'agreed' | 'binding'> | undefined;
  @state() private looked: AcmeLooked | undefined;
  @state() private changing = false;
  @state() private stopping = false;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async make(call: Promise<ApiResult<CertificateView>>): Promise<void> {
    const answer = await this.attempt.make(call);
    if (!answer.ok) return;
    this.looked = undefined;
    this.changing = false;
    this.stopping = false;
    this.dispatchEvent(new CustomEvent<CertificateView>('changed', { detail: answer.value, bubbles: true }));
  }

  private onAsk = (event: Event): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const other = this.authority === 'other';
    const root = other ? formText(form, 'root') : '';
    this.ask = {
      directory: other ? formText(form, 'directory') : AUTHORITIES[this.authority],
      email: formText(form, 'email'),
      names: formText(form, 'names')
        .split(/[\s,;]+/)
        .filter((name) => name !== ''),
      ...(root === '' ? {} : { root }),
    };
    void this.look(this.ask);
  };

  private async look({ directory, root }: Pick<AcmeSetUp, 'directory' | 'root'>): Promise<void> {
    const answer = await this.attempt.make(
      lookAtAuthority({ directory, ...(root === undefined ? {} : { root }) }),
    );
    if (answer.ok) this.looked = answer.value;
  }

  private onAgree = (event: Event): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const { ask, looked } = this;
    if (ask === undefined || looked === undefined) return;
    const agreed = new FormData(form).get('agree') !== null;
    if (looked.terms !== undefined && !agreed) {
      this.attempt.show(say('cert-acme-must-agree'));
      return;
    }
    const binding = looked.needsBinding
      ? { kid: formText(form, 'kid'), key: formText(form, 'hmac') }
      : undefined;
    void this.make(
      setUpRenewal({ ...ask, agreed: looked.terms ?? '', ...(binding === undefined ? {} : { binding }) }),
    );
  };

  private problem(): TemplateResult | typeof nothing {
    const { problem } = this.attempt;
    return problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' });
  }

  private first(): TemplateResult {
    const { acme, suggested, authority } = this;
    const names =
      acme !== undefined && acme.names.length > 0
        ? acme.names
        : suggested.filter((name) => name.includes('.'));
    return html`<form class="form" @submit=${this.onAsk}>
      <p class="hint">${say('cert-acme-help')}</p>
      ${selectField({
        name: 'authority',
        label: say('cert-acme-authority'),
        value: authority,
        choices: NAMES.map((name) => ({ value: name, label: say(`cert-acme-${name}`) })),
        change: (value) => (this.authority = NAMES.find((name) => name === value) ?? 'other'),
      })}
      ${
        authority === 'other'
          ? html`${textField({ name: 'directory', label: say('cert-acme-directory'), placeholder: 'https://ca.example.org/acme/directory', required: true, maxlength: 500, inputmode: 'url' })}
              <div class="mono">${textArea({ name: 'root', label: say('cert-acme-root'), rows: 4, hint: say('cert-acme-root-hint'), maxlength: 16_384 })}</div>`
          : nothing
      }
      ${textArea({ name: 'names', label: say('cert-request-names'), rows: Math.min(6, names.length + 1), value: names.join('\n'), hint: say('cert-acme-names-hint'), required: true })}
      ${textField({ name: 'email', label: say('cert-acme-email'), type: 'email', value: acme?.email, hint: say('cert-acme-email-hint'), maxlength: 254 })}
      ${this.problem()}
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${this.attempt.busy}>
          <span class="words">${say(this.attempt.busy ? 'cert-acme-asking' : 'cert-acme-continue')}</span>
        </button>
        ${this.changing ? button({ label: say('cancel'), press: () => (this.changing = false) }) : nothing}
      </div>
    </form>`;
  }

  private second(ask: Omit<AcmeSetUp, 'agreed' | 'binding'>, looked: AcmeLooked): TemplateResult {
    return html`<form class="form" @submit=${this.onAgree}>
      <p>${say('cert-acme-by', { names: ask.names.join(', '), authority: authorityWords(ask.directory) })}</p>
      ${
        looked.terms === undefined
          ? html`<p class="hint">${say('cert-acme-no-terms')}</p>`
          : html`<p>
                <a class="cert-link" href=${looked.terms} target="_blank" rel="noreferrer">${say('cert-acme-read')} ${icon(EXTERNAL_LINK)}</a>
              </p>
              ${checkField({ name: 'agree', label: say('cert-acme-agree') })}`
      }
      ${
        looked.needsBinding
          ? html`<p class="hint">${say('cert-acme-binding')}</p>
              <div class="pair">
                ${textField({ name: 'kid', label: say('cert-acme-kid'), required: true, maxlength: 500 })}
                ${textField({ name: 'hmac', label: say('cert-acme-hmac'), type: 'password', required: true, maxlength: 1000, autocomplete: 'off' })}
              </div>`
          : nothing
      }
      ${this.problem()}
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${this.attempt.busy}><span class="words">${say('cert-acme-start')}</span></button>
        ${button({ label: say('cert-acme-change'), disabled: this.attempt.busy, press: () => (this.looked = undefined) })}
      </div>
    </form>`;
  }

  private steps(acme: AcmeView): TemplateResult {
    const at = acme.step === undefined ? -1 : ACME_STEPS.indexOf(acme.step);
    return html`<ol class="cert-steps" aria-live="polite">
      ${ACME_STEPS.map((step, index) => {
        const how = index < at ? 'done' : index === at ? 'now' : 'later';
        const picture = { done: CIRCLE_CHECK, now: CLOCK, later: MINUS }[how];
        return html`<li class="cert-step-${how}" aria-current=${how === 'now' ? 'step' : nothing}>
          ${icon(picture)}<span>${say(`cert-step-${step}`)}<span class="out-of-sight">, ${say(`cert-step-${how}`)}</span></span>
        </li>`;
      })}
    </ol>`;
  }

  private standing(acme: AcmeView): TemplateResult {
    const { phase, problem, nextAt, lastOkAt } = acme;
    const first = phase === 'waiting' && lastOkAt === undefined;
    const title =
      phase === 'off' ? 'cert-acme-waiting' : first ? 'cert-acme-first' : (`cert-acme-${phase}` as const);
    const tone = phase === 'failed' ? 'bad' : phase === 'working' || first ? 'busy' : 'ok';
    const next = nextAt === undefined || phase === 'working' ? undefined : whenWords(nextAt, this.now);
    return html`<div class="form">
      ${notice({
        tone,
        text: html`<b>${say(title)}</b>
          ${problem === undefined ? nothing : html`<span class="cert-line">${problem.sentence} ${say('cert-acme-stays')}</span>`}
          ${next === undefined ? nothing : html`<span class="cert-line">${say(phase === 'failed' ? 'cert-acme-retry' : 'cert-acme-next', { when: next })}</span>`}
          ${lastOkAt === undefined ? nothing : html`<span class="cert-line">${say('cert-acme-last', { when: agoWords(lastOkAt, this.now) })}</span>`}`,
      })}
      <p>${say('cert-acme-by', { names: acme.names.join(', '), authority: authorityWords(acme.directory) })}</p>
      ${problem?.detail === undefined ? nothing : html`<details class="cert-more"><summary>${say('cert-acme-said')}</summary><p class="pin">${problem.detail}</p></details>`}
      ${phase === 'working' ? this.steps(acme) : nothing}
      ${this.problem()}
      <div class="sheet-acts">
        ${
          phase === 'failed' || first
            ? button({
                label: say('cert-acme-now'),
                kind: 'accent',
                disabled: this.attempt.busy,
                press: () => void this.make(renewNow()),
              })
            : nothing
        }
        ${button({ label: say('cert-acme-change'), press: () => (this.changing = true) })}
        ${button({ label: say('cert-acme-off'), kind: 'quiet', press: () => (this.stopping = true) })}
      </div>
      ${
        this.stopping
          ? confirm({
              heading: say('cert-acme-off-title'),
              cost: say('cert-acme-off-cost', { date: dayWords(this.notAfter) }),
              act: say('cert-acme-off-do'),
              danger: true,
              busy: this.attempt.busy,
              problem: this.attempt.problem,
              yes: () => void this.make(stopRenewal()),
              no: () => (this.stopping = false),
            })
          : nothing
      }
    </div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { acme, ask, looked } = this;
    if (acme === undefined) return nothing;
    if (looked !== undefined && ask !== undefined) return this.second(ask, looked);
    return acme.phase === 'off' || this.changing ? this.first() : this.standing(acme);
  }
}

/** As it calls itself, or where it is. */
function authorityWords(directory: string): string {
  if (directory === AUTHORITIES['lets-encrypt']) return 'Let’s Encrypt';
  if (directory === AUTHORITIES.zerossl) return 'ZeroSSL';
  return URL.canParse(directory) ? new URL(directory).host : directory;
}
