// A pane that scrolls by two large buttons as well as by finger; the buttons are there only when there is more than fits.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../components/icon.ts';
import { CHEVRON_DOWN, CHEVRON_UP } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';

/** How much of the last view stays in sight, so that nobody loses their place. */
const KEEP_PX = 40;

@customElement('platen-scroll-pane')
export class PlatenScrollPane extends LitElement {
  @property({ attribute: false }) content: TemplateResult | undefined;
  /** What it holds, for those who reach it by keyboard. */
  @property() label = '';
  @state() private above = false;
  @state() private below = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('resize', this.measure);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.measure);
  }

  private pane(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.pane');
  }

  private measure = (): void => {
    const pane = this.pane();
    if (pane === null) return;
    // Fractions of a pixel are not something to scroll to.
    this.above = pane.scrollTop > 1;
    this.below = pane.scrollTop + pane.clientHeight < pane.scrollHeight - 1;
  };

  private move(direction: 1 | -1): void {
    const pane = this.pane();
    if (pane === null) return;
    pane.scrollTop += direction * Math.max(KEEP_PX, pane.clientHeight - KEEP_PX);
    this.measure();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('content')) this.measure();
  }

  protected override render(): TemplateResult {
    const scrolls = this.above || this.below;
    const step = (direction: 1 | -1, label: string, face: string, possible: boolean): TemplateResult =>
      html`<button type="button" class="button" ?disabled=${!possible} @click=${() => this.move(direction)}>
        <span class="words">${icon(face)}<span>${label}</span></span>
      </button>`;
    return html`<div
        class="pane"
        role="group"
        aria-label=${this.label}
        tabindex=${scrolls ? 0 : -1}
        @scroll=${this.measure}
      >
        ${this.content}
      </div>
      ${
        scrolls
          ? html`<div class="pane-keys">
              ${step(-1, say('jobs.up'), CHEVRON_UP, this.above)}${step(1, say('jobs.down'), CHEVRON_DOWN, this.below)}
            </div>`
          : nothing
      }`;
  }
}
