// A button that copies a text and says that it did.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { CHECK, COPY } from '../../components/icons.ts';
import { copying } from '../../state/copying.ts';
import { say } from '../speech.ts';

@customElement('admin-copy')
export class AdminCopy extends LitElement {
  @property() text = '';
  @property() label = '';
  private readonly copying = copying(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { done } = this.copying;
    const label = done === undefined ? this.label : say(done ? 'copied' : 'copy-by-hand');
    return html`<span aria-live="polite"
      >${button({ label, icon: done === true ? CHECK : COPY, press: () => void this.copying.copy(this.text) })}</span
    >`;
  }
}
