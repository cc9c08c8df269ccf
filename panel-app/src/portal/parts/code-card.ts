// The person's code: out of sight until asked for, then large; copied in one tap, shown over the whole screen, renewed after a question.
import { groupCode } from '@platen/shared/code-length';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { CHECK, COPY, EYE, EYE_OFF, MAXIMIZE, REFRESH_CW } from '../../components/icons.ts';
import { readCode, renewCode } from '../../data/portal.ts';
import { attempt } from '../../state/attempt.ts';
import { copyText } from '../../state/copy-text.ts';
import { isSignedOut, refusalSentence, signedOut } from '../../state/refusal.ts';
import { say } from '../speech.ts';
import './code-large.ts';

/** Long enough to walk to the printer with the phone in the hand, short enough for a phone left on a table. */
const SHOWN_MS = 90_000;
/** How long the button says "Copied". */
const COPIED_MS = 2500;

@customElement('portal-code')
export class PortalCode extends LitElement {
  /** Offers a new code too. */
  @property({ type: Boolean }) renewable = false;

  @state() private code: string | undefined;
  @state() private large = false;
  @state() private copied = false;
  @state() private note: string | undefined;
  @state() private asking = false;
  private readonly renewal = attempt(this);

  private hideTimer: ReturnType<typeof setTimeout> | undefined;
  private copiedTimer: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.hideWhenAway);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.hideWhenAway);
    clearTimeout(this.copiedTimer);
    this.hide();
  }

  private hideWhenAway = (): void => {
    if (document.hidden && !this.large) this.hide();
  };

  private hide = (): void => {
    clearTimeout(this.hideTimer);
    this.code = undefined;
    this.large = false;
    this.note = undefined;
  };

  private show(code: string): void {
    this.code = code;
    clearTimeout(this.hideTimer);
    this.hideTimer = setTimeout(this.hide, SHOWN_MS);
  }

  /** The code, asked for only now; undefined when it could not be had, and the card says why. */
  private async get(): Promise<string | undefined> {
    if (this.code !== undefined) return this.code;
    this.note = undefined;
    const answer = await readCode();
    if (answer.ok) return answer.value.code;
    if (isSignedOut(answer)) signedOut(this);
    else this.note = refusalSentence(answer);
    return undefined;
  }

  private async reveal(): Promise<void> {
    const code = await this.get();
    if (code !== undefined) this.show(code);
  }

  private async copy(): Promise<void> {
    const code = await this.get();
    if (code === undefined) return;
    this.copied = await copyText(code);
    clearTimeout(this.copiedTimer);
    this.copiedTimer = setTimeout(() => (this.copied = false), COPIED_MS);
    if (this.copied) return;
    this.show(code);
    this.note = say('copy-by-hand');
  }

  private async renew(): Promise<void> {
    const answer = await this.renewal.make(renewCode());
    if (!answer.ok) return;
    this.asking = false;
    this.show(answer.value.code);
    this.note = say('new-code-done');
  }

  protected override render(): TemplateResult {
    const { code } = this;
    return html`<section class="code-card" aria-label=${say('your-code')}>
      <h2>${say('your-code')}</h2>
      <div class="code-row">
        <p class="code-digits" aria-live="polite">
          ${
            code === undefined
              ? html`<span class="code-dots" aria-hidden="true">••• ••• •••</span><span class="out-of-sight">${say('code-hidden')}</span>`
              : // Read out digit by digit, not as a number of millions.
                html`<bdi dir="ltr" aria-hidden="true">${groupCode(code)}</bdi><span class="out-of-sight">${[...code].join(' ')}</span>`
          }
        </p>
        ${
          code === undefined
            ? nothing
            : button({
                label: say('hide-code'),
                press: this.hide,
                icon: EYE_OFF,
                iconOnly: true,
                kind: 'quiet',
              })
        }
      </div>
      <p class="hint">${this.note ?? say('your-code-use')}</p>
      <div class="code-acts">
        ${
          code === undefined
            ? button({ label: say('show-code'), press: () => void this.reveal(), icon: EYE })
            : button({ label: say('full-screen'), press: () => (this.large = true), icon: MAXIMIZE })
        }
        ${button({ label: say(this.copied ? 'copied' : 'copy'), press: () => void this.copy(), icon: this.copied ? CHECK : COPY })}
        ${
          this.renewable
            ? button({ label: say('new-code'), press: () => (this.asking = true), icon: REFRESH_CW })
            : nothing
        }
      </div>
      ${
        this.large && code !== undefined
          ? html`<portal-code-large .code=${code} @dismiss=${() => (this.large = false)}></portal-code-large>`
          : nothing
      }
      ${
        this.asking
          ? confirm({
              heading: say('new-code-title'),
              cost: say('new-code-cost'),
              act: say('new-code-do'),
              busy: this.renewal.busy,
              problem: this.renewal.problem,
              yes: () => void this.renew(),
              no: () => (this.asking = false),
            })
          : nothing
      }
    </section>`;
  }
}

export const codeCardStyles = /* css */ `
portal-code{display:block}
.code-card{padding:16px;border-radius:var(--radius-card);background:var(--paper-2)}
.code-card>h2{color:var(--ink-2);font-size:var(--text-1);font-weight:500}
.code-row{display:flex;align-items:center;justify-content:space-between;gap:4px}
.code-row .button{margin-inline-end:-8px}
.code-digits{margin:4px 0;font-size:min(34px,8.6vw);font-weight:600;line-height:48px;letter-spacing:.05em;white-space:nowrap;user-select:all;-webkit-user-select:all}
.code-dots{color:var(--ink-3);letter-spacing:.14em;user-select:none;-webkit-user-select:none}
.code-acts{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}
.code-acts .button{flex:1 1 auto;padding-inline:6px;white-space:nowrap}
`;
