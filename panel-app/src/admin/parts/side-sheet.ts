// The side sheet: what a row opens. It lies beside the list, which stays in use; over it on a phone. Escape closes it.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { X } from '../../components/icons.ts';
import { say } from '../speech.ts';

/** `<admin-sheet heading="..." key="..." .body=${html`...`} @dismiss=${close}>` */
@customElement('admin-sheet')
export class AdminSheet extends LitElement {
  @property() heading = '';
  @property() lead = '';
  /** What is shown: another one gets the focus anew. */
  @property() key = '';
  @property({ attribute: false }) body: TemplateResult | undefined;
  /** What stays above the body while it is scrolled: tabs. */
  @property({ attribute: false }) top: TemplateResult | undefined;
  /** For lists that a person chooses from. */
  @property({ type: Boolean }) wide = false;

  private cameFrom: Element | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.cameFrom = document.activeElement;
    window.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.onKey);
    if (this.cameFrom instanceof HTMLElement && this.cameFrom.isConnected) this.cameFrom.focus();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('key')) this.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  private dismiss = (): void => {
    this.dispatchEvent(new CustomEvent('dismiss'));
  };

  private onKey = (event: KeyboardEvent): void => {
    // A dialog on top of the sheet handles its own Escape and stops it there.
    if (event.key === 'Escape' && !event.defaultPrevented) this.dismiss();
  };

  protected override render(): TemplateResult {
    return html`<aside class="sheet ${this.wide ? 'wide' : ''}" aria-label=${this.heading}>
      <header class="sheet-head">
        <div>
          <h2 tabindex="-1">${this.heading}</h2>
          ${this.lead === '' ? nothing : html`<p class="hint">${this.lead}</p>`}
        </div>
        ${button({ label: say('close'), press: this.dismiss, icon: X, iconOnly: true, kind: 'quiet' })}
      </header>
      ${this.top ?? nothing}
      <div class="sheet-body">${this.body ?? nothing}</div>
    </aside>`;
  }
}
