// A dialog over the page: keeps the focus inside, gives it back when it goes, closes on Escape. Old panels have no <dialog>.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

const FOCUSABLE = 'button:not([disabled]),[href],input:not([disabled]),select,textarea,[tabindex="0"]';

/** Tab goes round within `inside`, where what is behind it is not to be used. */
export function keepTab(event: KeyboardEvent, inside: HTMLElement): void {
  if (event.key !== 'Tab') return;
  const stops = [...inside.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const active = stops.findIndex((stop) => stop.matches(':focus'));
  const next = event.shiftKey ? active - 1 : active + 1;
  if (active === -1 || next < 0 || next >= stops.length) {
    event.preventDefault();
    stops[event.shiftKey ? stops.length - 1 : 0]?.focus();
  }
}

/** `<platen-dialog heading="..." .body=${html`...`} .actions=${html`...`} @dismiss=${close}>`; drawn as long as it is in the page. */
@customElement('platen-dialog')
export class PlatenDialog extends LitElement {
  @property() heading = '';
  @property({ attribute: false }) body: TemplateResult | string = '';
  @property({ attribute: false }) actions: TemplateResult | undefined;
  /** `alertdialog` for what must be answered now. */
  @property() kind: 'dialog' | 'alertdialog' = 'dialog';

  private cameFrom: Element | null = null;

  // Light DOM: the surface's stylesheet applies, and labels may be found by id from outside.
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode();
    this.cameFrom = root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.cameFrom instanceof HTMLElement && this.cameFrom.isConnected) this.cameFrom.focus();
  }

  protected override firstUpdated(): void {
    const first =
      this.querySelector<HTMLElement>('[data-first]') ?? this.querySelector<HTMLElement>(FOCUSABLE);
    (first ?? this.querySelector<HTMLElement>('.dialog'))?.focus();
  }

  private dismiss(): void {
    this.dispatchEvent(new CustomEvent('dismiss'));
  }

  private onKey = (event: KeyboardEvent): void => {
    // Keys typed into a dialog are not meant for the screen behind it.
    event.stopPropagation();
    if (event.key === 'Escape') this.dismiss();
    keepTab(event, this);
  };

  protected override render(): TemplateResult {
    return html`<div class="dialog-back" @click=${this.dismiss}></div>
      <div
        class="dialog"
        role=${this.kind}
        aria-modal="true"
        aria-label=${this.heading}
        tabindex="-1"
        @keydown=${this.onKey}
      >
        <h2>${this.heading}</h2>
        <div class="dialog-body">${this.body}</div>
        ${this.actions === undefined ? nothing : html`<div class="dialog-actions">${this.actions}</div>`}
      </div>`;
  }
}
