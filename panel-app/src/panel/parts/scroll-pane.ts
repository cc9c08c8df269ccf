// A pane that scrolls by two large buttons as well as by finger; the buttons are there only when there is more than fits. Of a long list it draws
// first what can be in sight: two hundred rows at once would keep a device's processor for a second.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { afterPaint } from '../../components/after-paint.ts';
import { icon } from '../../components/icon.ts';
import { CHEVRON_DOWN, CHEVRON_UP } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';

/** How much of the last view stays in sight, so that nobody loses their place. */
const KEEP_PX = 40;
/** Less than the height of any row, in pixels: the first rows are more than the display shows. */
const ROW_PX = 60;
/** At a time, so that a press waits no longer than for these. */
const MORE_ROWS = 30;
/** After the first ones, which is when somebody looks for their document and reaches for Print. */
const PAUSE_MS = 50;

@customElement('platen-scroll-pane')
export class PlatenScrollPane extends LitElement {
  @property({ attribute: false }) content: TemplateResult | undefined;
  /** Instead of that: the rows of a list. */
  @property({ attribute: false }) rows: readonly (() => TemplateResult)[] = [];
  /** What it holds, for those who reach it by keyboard. */
  @property() label = '';
  @state() private above = false;
  @state() private below = false;
  @state() private drawn = Math.ceil(window.innerHeight / ROW_PX) + 1;
  private stopDrawing: (() => void) | undefined;

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
    this.stopDrawing?.();
    this.stopDrawing = undefined;
  }

  private pane(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.pane');
  }

  private measure = (): void => {
    const pane = this.pane();
    if (pane === null) return;
    // Fractions of a pixel are not something to scroll to.
    this.above = pane.scrollTop > 1;
    this.below = this.isComing() || pane.scrollTop + pane.clientHeight < pane.scrollHeight - 1;
  };

  private move(direction: 1 | -1): void {
    const pane = this.pane();
    if (pane === null) return;
    pane.scrollTop += direction * Math.max(KEEP_PX, pane.clientHeight - KEEP_PX);
    this.measure();
  }

  private isComing(): boolean {
    return this.drawn < this.rows.length;
  }

  private drawMore(): void {
    if (this.stopDrawing !== undefined || !this.isComing()) return;
    const pause = this.drawn < MORE_ROWS ? PAUSE_MS : 0;
    this.stopDrawing = afterPaint(() => {
      this.stopDrawing = undefined;
      this.drawn += MORE_ROWS;
    }, pause);
  }

  protected override willUpdate(): void {
    // Known before anything is measured, so that the list is not laid out once without its buttons and once with them.
    if (this.isComing()) this.below = true;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('content') || changed.has('rows') || changed.has('drawn')) this.measure();
    this.drawMore();
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
        ${this.content ?? html`<ul class="jobs">${this.rows.slice(0, this.drawn).map((row) => row())}</ul>`}
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
