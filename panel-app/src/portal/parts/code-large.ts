// The code over the whole screen, black on white, as large as it fits: to be read from the phone beside the printer. A tap ends it.
import { groupCode } from '@platen/shared/code-length';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { X } from '../../components/icons.ts';
import { say } from '../speech.ts';

@customElement('portal-code-large')
export class PortalCodeLarge extends LitElement {
  @property() code = '';

  private cameFrom: Element | null = null;
  private awake: WakeLockSentinel | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.cameFrom = document.activeElement;
    void this.stayAwake();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.awake?.release();
    if (this.cameFrom instanceof HTMLElement) this.cameFrom.focus();
  }

  protected override firstUpdated(): void {
    this.querySelector('button')?.focus();
  }

  private async stayAwake(): Promise<void> {
    try {
      this.awake = await navigator.wakeLock.request('screen');
      if (!this.isConnected) await this.awake.release();
    } catch {
      // Not in this browser, or not with this little battery: the screen then dims as it always does.
      this.awake = undefined;
    }
  }

  private dismiss = (): void => {
    this.dispatchEvent(new CustomEvent('dismiss'));
  };

  private onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.dismiss();
    // The close button is the only stop; the page behind stays out of reach.
    if (event.key === 'Tab') event.preventDefault();
  };

  protected override render(): TemplateResult {
    const rows = groupCode(this.code).split(' ');
    return html`<div class="code-large" role="dialog" aria-modal="true" aria-label=${say('your-code')} @click=${this.dismiss} @keydown=${this.onKey}>
      <div class="code-large-digits" aria-hidden="true">${rows.map((row) => html`<span>${row}</span>`)}</div>
      <span class="out-of-sight">${[...this.code].join(' ')}</span>
      ${button({ label: say('close'), press: this.dismiss, icon: X })}
    </div>`;
  }
}

export const codeLargeStyles = /* css */ `
.code-large{position:fixed;top:0;right:0;bottom:0;left:0;z-index:30;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:5vh;
  padding:24px;background:var(--paper);animation:appear var(--quick)}
.code-large-digits{direction:ltr;display:flex;flex-direction:column;align-items:center;font-weight:600;font-size:min(34vw,19vh);line-height:1.1;letter-spacing:.06em;margin-inline-end:-.06em}
@media(orientation:landscape){.code-large-digits{flex-direction:row;gap:.4em;font-size:min(11vw,40vh)}}
`;
