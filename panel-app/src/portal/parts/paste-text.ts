// Something to be pasted elsewhere: the text as it is, and a button that copies it and says that it did.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { CHECK, COPY } from '../../components/icons.ts';
import { copying } from '../../state/copying.ts';
import { say } from '../print-speech.ts';
import { say as sayPortal } from '../speech.ts';

@customElement('portal-paste')
export class PortalPaste extends LitElement {
  @property() text = '';
  /** What the button is called. */
  @property() label = '';
  /** The text needs no more than a line, and the button no words. */
  @property({ type: Boolean }) small = false;
  /** It is the one thing to press. */
  @property({ type: Boolean }) main = false;
  private readonly copying = copying(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { done } = this.copying;
    const label = done === undefined ? this.label : done ? sayPortal('copied') : say('copy-failed');
    return html`<code>${this.text}</code
      ><span aria-live="polite"
        >${button({
          label,
          icon: done === true ? CHECK : COPY,
          iconOnly: this.small && done === undefined,
          kind: this.small ? 'quiet' : this.main ? 'accent' : 'plain',
          press: () => void this.copying.copy(this.text),
        })}</span
      >`;
  }
}

export const pasteStyles = /* css */ `
portal-paste{display:grid;gap:8px;justify-items:start}
portal-paste code{direction:ltr;width:100%;padding:10px 12px;border-radius:var(--radius);background:var(--paper-3);color:var(--ink);font-family:ui-monospace,SFMono-Regular,Consolas,monospace;font-size:var(--text-1);line-height:1.5;overflow-wrap:anywhere;user-select:all;-webkit-user-select:all}
portal-paste[small]{display:flex;align-items:center;gap:4px}
portal-paste[small] code{width:auto;min-width:0;padding:4px 8px}
`;
