// Above signing in, on a phone that has scanned a panel's code: at which printer it is, and that the documents come after signing in.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type NoticeOptions, notice } from '../../components/notice.ts';
import { refusalSentence } from '../../state/refusal.ts';
import { say } from '../presence-speech.ts';
import { scanned } from '../scan.ts';

@customElement('portal-at-greeting')
export class PortalAtGreeting extends LitElement {
  /** Of the address: with a code in it, or without. */
  @property() hash = '';
  @state() private answer: Awaited<NonNullable<ReturnType<typeof scanned>>> | undefined;
  private asked: ReturnType<typeof scanned>;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    const asked = scanned(this.hash);
    if (asked === this.asked) return;
    this.asked = asked;
    void asked?.then((answer) => {
      if (this.asked !== asked) return;
      this.answer = answer;
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { answer } = this;
    if (answer === undefined) return nothing;
    const told: NoticeOptions = answer.ok
      ? { tone: 'ok', text: say('at-sign-in', { printer: answer.value.printer.name }), announce: 'status' }
      : { tone: 'warn', text: refusalSentence(answer), announce: 'alert' };
    return html`<section class="at-greeting" aria-label=${told.text}>${notice(told)}
      ${answer.ok ? html`<p class="hint">${say('at-none')}</p>` : nothing}</section>`;
  }
}
