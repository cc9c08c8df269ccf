// "Mail it to me" below the code's field of the sign-in screen: offered where the server sends mail. What it says is the same whether
// somebody has this address or not.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formText } from '../../components/form-text.ts';
import { notice } from '../../components/notice.ts';
import { mailMyCode } from '../../data/portal.ts';
import { refusalSentence } from '../../state/refusal.ts';
import { say } from '../speech.ts';

/** Stands in the sign-in form and takes the address from its field. */
@customElement('portal-code-by-mail')
export class PortalCodeByMail extends LitElement {
  /** The server sends mail. Where that is not known it is not offered; signing in needs none of it. */
  @property({ type: Boolean }) offered = false;
  @state() private busy = false;
  @state() private sentTo: string | undefined;
  @state() private problem: string | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private ask = async (): Promise<void> => {
    const form = this.closest('form');
    const field = form?.elements.namedItem('email');
    if (form == null || this.busy || !(field instanceof HTMLInputElement) || !field.reportValidity()) return;
    const email = formText(form, 'email');
    this.busy = true;
    this.problem = undefined;
    const answer = await mailMyCode(email);
    this.busy = false;
    if (answer.ok) this.sentTo = email;
    else this.problem = refusalSentence(answer);
  };

  protected override render(): TemplateResult | typeof nothing {
    if (!this.offered) return nothing;
    if (this.sentTo !== undefined) {
      return notice({ tone: 'ok', text: say('code-mailed', { email: this.sentTo }), announce: 'status' });
    }
    return html`<button type="button" class="as-link" ?disabled=${this.busy} @click=${this.ask}>
        ${say(this.busy ? 'code-mailing' : 'code-mail-me')}
      </button>
      ${this.problem === undefined ? nothing : notice({ tone: 'bad', text: this.problem, announce: 'alert' })}`;
  }
}

export const codeByMailStyles = /* css */ `
portal-code-by-mail{display:grid;gap:12px;justify-items:start}
portal-code-by-mail:empty{display:none}
portal-code-by-mail .notice{width:100%}
portal-code-by-mail .as-link{min-height:32px;padding:0;border:0;background:none;color:var(--accent);font-weight:500;text-decoration:underline;cursor:pointer}
portal-code-by-mail .as-link[disabled]{color:var(--ink-3);text-decoration:none;cursor:default}
`;
