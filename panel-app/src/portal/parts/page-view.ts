// The preview: one printed side as a picture with the options in it, steps to the others, and larger by button, wheel or two fingers.
import { countSides, type Ticket } from '@platen/shared/ticket';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { CHEVRON_LEFT, CHEVRON_RIGHT, MINUS, PLUS } from '../../components/icons.ts';
import { pageUrl } from '../../data/portal.ts';
import { say } from '../speech.ts';

/** The box a page is drawn into, in CSS px: an A4 page fills a phone's width, and its height fits a desktop window. */
const BOX = { width: 480, height: 640 } as const;
/** In the sheet of options: enough to see what an option does. */
const SMALL = { width: 240, height: 240 } as const;
/** Four times as large, a line of 6 pt is 8 mm high on a phone. */
const ZOOMS = [1, 1.5, 2, 3, 4] as const;
const MOST_ZOOM = 4;

@customElement('portal-page')
export class PortalPage extends LitElement {
  @property() job = '';
  @property({ type: Number }) pages = 1;
  /** What is chosen of the options that show. */
  @property({ attribute: false }) ticket: Ticket = {};
  @property({ type: Boolean }) small = false;
  /** A picture of its own kind, shown as it came. */
  @property() picture: string | undefined;
  @state() private page = 1;
  @state() private zoom = 1;
  @state() private drawn: 'waiting' | 'shown' | 'failed' = 'waiting';

  /** Two fingers: how far apart they were, and how large the page was then. */
  private readonly fingers = new Map<number, PointerEvent>();
  private pinch: { readonly apart: number; readonly zoom: number } | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('job')) {
      this.page = 1;
      this.zoom = 1;
    }
    this.page = Math.min(this.page, this.sides());
    if (changed.has('job') || changed.has('page') || (changed.has('ticket') && this.drawn === 'failed'))
      this.drawn = 'waiting';
  }

  private sides(): number {
    return Math.max(1, countSides(this.ticket, this.pages));
  }

  private go(by: number): void {
    this.page = Math.min(this.sides(), Math.max(1, this.page + by));
  }

  private step(by: 1 | -1): void {
    const next = by > 0 ? ZOOMS.find((zoom) => zoom > this.zoom) : ZOOMS.findLast((zoom) => zoom < this.zoom);
    this.zoom = next ?? this.zoom;
  }

  private onKey = (event: KeyboardEvent): void => {
    // Enlarged, the arrows move over the page.
    const free = this.zoom === 1;
    if (event.key === 'PageDown' || (free && event.key === 'ArrowRight')) this.go(1);
    else if (event.key === 'PageUp' || (free && event.key === 'ArrowLeft')) this.go(-1);
    else if (event.key === '+') this.step(1);
    else if (event.key === '-') this.step(-1);
    else return;
    event.preventDefault();
  };

  private apart(): number {
    const [a, b] = [...this.fingers.values()];
    return a === undefined || b === undefined ? 0 : Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  }

  private onPointer = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') return;
    const down = event.type === 'pointerdown';
    if (down || (event.type === 'pointermove' && this.fingers.has(event.pointerId)))
      this.fingers.set(event.pointerId, event);
    else this.fingers.delete(event.pointerId);
    if (this.fingers.size !== 2) this.pinch = undefined;
    else if (this.pinch === undefined) this.pinch = { apart: Math.max(1, this.apart()), zoom: this.zoom };
    else {
      const zoom = (this.pinch.zoom * this.apart()) / this.pinch.apart;
      this.zoom = Math.min(MOST_ZOOM, Math.max(1, Math.round(zoom * 20) / 20));
    }
  };

  private tools(place: string): TemplateResult {
    const { page, zoom } = this;
    const sides = this.sides();
    return html`<figcaption>
      ${
        sides > 1
          ? html`<span class="page-steps">${button({ label: say('page-before'), press: () => this.go(-1), icon: CHEVRON_LEFT, iconOnly: true, disabled: page === 1 })}
            <span aria-live="polite">${place}</span>
            ${button({ label: say('page-after'), press: () => this.go(1), icon: CHEVRON_RIGHT, iconOnly: true, disabled: page === sides })}</span>`
          : nothing
      }
      ${
        this.small
          ? nothing
          : html`<span class="page-steps">${button({ label: say('page-smaller'), press: () => this.step(-1), icon: MINUS, iconOnly: true, disabled: zoom <= 1 })}
            <span aria-live="polite">${say('page-zoom', { percent: Math.round(zoom * 100) })}</span>
            ${button({ label: say('page-larger'), press: () => this.step(1), icon: PLUS, iconOnly: true, disabled: zoom >= MOST_ZOOM })}</span>`
      }
    </figcaption>`;
  }

  protected override render(): TemplateResult {
    const { page, drawn, zoom, small } = this;
    const place = say('page-of', { page, pages: this.sides() });
    const box = small ? SMALL : BOX;
    // As many points as the next step of zoom shows: a pinch does not ask for a picture at each step between.
    const sharp = ZOOMS.find((one) => one >= zoom) ?? MOST_ZOOM;
    const url =
      this.picture ??
      pageUrl(this.job, page, box.width * sharp, box.height * sharp, window.devicePixelRatio, this.ticket);
    return html`<figure class="page-view ${small ? 'page-small' : ''}" @keydown=${this.onKey}>
      <div
        class="page-paper ${zoom > 1 ? 'page-zoomed' : ''}"
        tabindex=${zoom > 1 ? 0 : nothing}
        role=${zoom > 1 ? 'group' : nothing}
        aria-label=${zoom > 1 ? place : nothing}
        @pointerdown=${this.onPointer}
        @pointermove=${this.onPointer}
        @pointerup=${this.onPointer}
        @pointercancel=${this.onPointer}
      >
        ${drawn === 'waiting' ? html`<p class="page-wait hint">${say('page-loading', { page })}</p>` : nothing}
        ${
          drawn === 'failed'
            ? html`<p class="hint">${say('page-failed')}</p>`
            : html`<img
                src=${url}
                alt=${place}
                class=${drawn === 'shown' ? 'shown' : ''}
                .style=${zoom > 1 ? `max-width:none;max-height:none;width:${zoom * 100}%` : ''}
                @load=${() => (this.drawn = 'shown')}
                @error=${() => (this.drawn = 'failed')}
              />`
        }
      </div>
      ${this.tools(place)}
    </figure>`;
  }
}
