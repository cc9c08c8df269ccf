// Something to be pasted elsewhere: the text as it is, and a button that copies it and says that it did.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { CHECK, COPY } from '../../components/icons.ts';
import { copyText } from '../../state/copy-text.ts';
import { say } from '../print-speech.ts';
import { say as sayPortal } from '../speech.ts';

/** How long it says what became of it. */
const SAID_MS = 2500;

@customElement('portal-paste')
export class PortalPaste extends LitElement {
  @property() text = '';
  /** What the button is called. */
  @property() label = '';
  /** The text needs no more than a line, and the button no words. */
  @property({ type: Boolean }) small = false;
  /** It is the one thing to press. */
  @property({ type: Boolean }) main = false;
  @state() private done: boolean | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  private async copy(): Promise<void> {
    this.done = await copyText(this.text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.done = undefined), SAID_MS);
  }

  protected override render(): TemplateResult {
    const { done } = this;
    const label = done === undefined ? this.label : done ? sayPortal('copied') : say('copy-failed');
    return html`<code>${this.text}</code
      ><span aria-live="polite"
        >${button({
          label,
          icon: done === true ? CHECK : COPY,
          iconOnly: this.small && done === undefined,
          kind: this.small ? 'quiet' : this.main ? 'accent' : 'plain',
          press: () => void this.copy(),
        })}</span
      >`;
  }
}

export const pasteStyles = /* css */ `
portal-paste{display:grid;gap:8px;justify-items:start}
portal-paste code{width:100%;padding:10px 12px;border-radius:var(--radius);background:var(--paper-3);color:var(--ink);font-family:ui-monospace,SFMono-Regular,Consolas,monospace;font-size:var(--text-1);line-height:1.5;overflow-wrap:anywhere;user-select:all;-webkit-user-select:all}
portal-paste[small]{display:flex;align-items:center;gap:4px}
portal-paste[small] code{width:auto;min-width:0;padding:4px 8px}
`;
