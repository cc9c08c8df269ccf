// A button that copies a text and says that it did.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { CHECK, COPY } from '../../components/icons.ts';
import { copyText } from '../../state/copy-text.ts';
import { say } from '../speech.ts';

/** How long it says what became of it. */
const SAID_MS = 2500;

@customElement('admin-copy')
export class AdminCopy extends LitElement {
  @property() text = '';
  @property() label = '';
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
    const label = this.done === undefined ? this.label : say(this.done ? 'copied' : 'copy-by-hand');
    return html`<span aria-live="polite"
      >${button({ label, icon: this.done === true ? CHECK : COPY, press: () => void this.copy() })}</span
    >`;
  }
}
