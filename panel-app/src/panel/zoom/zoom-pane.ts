// One printed side larger than its pane: moved by the arrow keys, by the keys beside it, by a finger or a mouse. Each size is asked for as its
// own picture, so that small print is sharp; until it is there, the one before it is shown larger.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../components/icon.ts';
import {
  ARROW_DOWN,
  ARROW_LEFT,
  ARROW_UP,
  CHEVRON_LEFT,
  CHEVRON_RIGHT,
  MINUS,
  PLUS,
} from '../../components/icons.ts';
import type { PictureLook } from '../../data/panel.ts';
import { say as sayPanel } from '../../locales/languages.ts';
import type { PanelSession } from '../../state/panel-session.ts';
import { say } from './speech.ts';

/** lucide 1.62.0 "arrow-right" (licences in panel-app/NOTICE). */
const ARROW_RIGHT = 'M5 12h14M12 5l7 7l-7 7';

/** Times the size at which the whole side is seen. At 4, print of 6 pt is 5 mm high on a panel of 7 inches. */
const LEVELS = [2, 3, 4] as const;
/** The longest edge of which the server draws a picture (shared/src/api/page-query.ts). */
const MOST_PX = 2400;
/** Of what is in sight, so that a line is never lost between two steps. */
const STEP = 0.4;
const MOVES = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] } as const;
type Move = keyof typeof MOVES;
const isMove = (key: string): key is Move => Object.prototype.hasOwnProperty.call(MOVES, key);

/** A neighbouring side, where there is one. */
export interface Turn {
  readonly words: string;
  readonly press: () => void;
}

@customElement('platen-zoom-pane')
export class PlatenZoomPane extends LitElement {
  /** Makes the address of a picture. */
  @property({ attribute: false }) picture: PanelSession['picture'] | undefined;
  @property() job = '';
  /** Counts from 1. */
  @property({ type: Number }) side = 1;
  @property({ attribute: false }) ticket: PictureLook['ticket'] = {};
  /** What the picture shows, read out. */
  @property() label = '';
  @property({ attribute: false }) previous: Turn | undefined;
  @property({ attribute: false }) following: Turn | undefined;
  @state() private level = 0;
  @state() private phase: 'loading' | 'shown' | 'failed' = 'loading';
  private source = '';
  /** The picture in the pane, and the one on its way. */
  private shown: HTMLImageElement | undefined;
  private next: HTMLImageElement | undefined;
  private drag: { x: number; y: number } | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onKey);
    document.addEventListener('mouseup', this.onRelease);
    window.addEventListener('resize', this.fit);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey);
    document.removeEventListener('mouseup', this.onRelease);
    window.removeEventListener('resize', this.fit);
    this.drop();
  }

  /** Pictures of a document live as long as they are looked at. */
  private drop(): void {
    for (const one of [this.shown, this.next]) {
      if (one === undefined) continue;
      one.onload = null;
      one.onerror = null;
      one.removeAttribute('src');
      one.remove();
    }
    this.shown = undefined;
    this.next = undefined;
    this.source = '';
  }

  private pane(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.zoom-view');
  }

  private times(): number {
    return LEVELS[this.level] ?? LEVELS[0];
  }

  /** Gives the picture its size in the pane; what was in the middle stays there. */
  private fit = (): void => {
    const pane = this.pane();
    const { shown } = this;
    if (pane === null || shown === undefined || shown.naturalWidth === 0) return;
    const middle = (from: number, seen: number, all: number): number => (from + seen / 2) / Math.max(1, all);
    const x = middle(pane.scrollLeft, pane.clientWidth, pane.scrollWidth);
    const y = middle(pane.scrollTop, pane.clientHeight, pane.scrollHeight);
    const scale =
      this.times() * Math.min(pane.clientWidth / shown.naturalWidth, pane.clientHeight / shown.naturalHeight);
    shown.style.width = `${Math.round(shown.naturalWidth * scale)}px`;
    shown.style.height = `${Math.round(shown.naturalHeight * scale)}px`;
    pane.scrollLeft = x * pane.scrollWidth - pane.clientWidth / 2;
    pane.scrollTop = y * pane.scrollHeight - pane.clientHeight / 2;
  };

  private ask(): void {
    const pane = this.pane();
    const { picture, job, side, ticket } = this;
    if (pane === null || picture === undefined || pane.clientWidth === 0) return;
    const density = Math.min(2, Math.max(1, window.devicePixelRatio));
    const size = (css: number): number => Math.min(MOST_PX, Math.round(css * this.times() * density));
    const source = picture(job, side, {
      width: size(pane.clientWidth),
      height: size(pane.clientHeight),
      ticket,
    });
    if (source === this.source) return;
    this.source = source;
    this.phase = 'loading';
    const next = document.createElement('img');
    next.alt = this.label;
    next.draggable = false;
    next.onload = () => this.take(next);
    next.onerror = () => {
      if (this.next === next) this.phase = 'failed';
    };
    this.next?.removeAttribute('src');
    this.next = next;
    next.src = source;
  }

  private take(next: HTMLImageElement): void {
    const pane = this.pane();
    if (this.next !== next || pane === null) return;
    const first = this.shown === undefined;
    if (this.shown !== undefined) {
      this.shown.removeAttribute('src');
      this.shown.remove();
    }
    this.shown = next;
    this.next = undefined;
    pane.appendChild(next);
    this.phase = 'shown';
    this.fit();
    // The top of the page is where reading begins.
    if (first) pane.scrollTop = 0;
  }

  private move(by: Move): void {
    const pane = this.pane();
    if (pane === null) return;
    const [across, down] = MOVES[by];
    pane.scrollLeft += across * STEP * pane.clientWidth;
    pane.scrollTop += down * STEP * pane.clientHeight;
  }

  private zoom(by: 1 | -1): void {
    this.level = Math.min(LEVELS.length - 1, Math.max(0, this.level + by));
  }

  private onKey = (event: KeyboardEvent): void => {
    const { key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isMove(key)) this.move(key);
    else if (key === '+') this.zoom(1);
    else if (key === '-') this.zoom(-1);
    else if (key === 'PageUp') this.previous?.press();
    else if (key === 'PageDown') this.following?.press();
    else return;
    event.preventDefault();
  };

  // A finger moves the pane by itself; a mouse, and the panels that report a finger as one, do by this.
  private onGrip = (event: MouseEvent): void => {
    this.drag = { x: event.clientX, y: event.clientY };
  };
  private onRelease = (): void => {
    this.drag = undefined;
  };
  private onDrag = (event: MouseEvent): void => {
    const pane = this.pane();
    if (this.drag === undefined || pane === null || event.buttons === 0) return;
    pane.scrollLeft -= event.clientX - this.drag.x;
    pane.scrollTop -= event.clientY - this.drag.y;
    this.drag = { x: event.clientX, y: event.clientY };
  };

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('job') || changed.has('side')) this.drop();
    this.fit();
    this.ask();
  }

  private key(place: string, face: string, label: string, press: (() => void) | undefined): TemplateResult {
    return html`<button
      type="button"
      class="button zoom-${place}"
      aria-label=${label}
      ?disabled=${press === undefined}
      @click=${() => press?.()}
    >
      ${icon(face)}
    </button>`;
  }

  private turn(place: string, face: string, name: string, turn: Turn | undefined): TemplateResult {
    return html`<button
      type="button"
      class="button turn zoom-${place}"
      aria-label=${turn === undefined ? name : nothing}
      ?disabled=${turn === undefined}
      @click=${() => turn?.press()}
    >
      <span class="words">${icon(face)}${turn === undefined ? nothing : html`<small>${turn.words}</small>`}</span>
    </button>`;
  }

  protected override render(): TemplateResult {
    const { level, phase, previous, following } = this;
    const turns = previous !== undefined || following !== undefined;
    return html`<div class="zoom-view" tabindex="0" role="group" aria-label=${this.label} @mousedown=${this.onGrip} @mousemove=${this.onDrag}></div>
      ${
        phase === 'shown'
          ? nothing
          : html`<p class="zoom-words ${phase === 'loading' ? 'later' : ''}" role="status">
              ${sayPanel(phase === 'failed' ? 'preview.failed' : 'preview.loading')}
            </p>`
      }
      <div class="zoom-keys" role="group" aria-label=${say('move')}>
        ${this.key('less', MINUS, say('smaller'), level === 0 ? undefined : () => this.zoom(-1))}
        ${this.key('up', ARROW_UP, say('up'), () => this.move('ArrowUp'))}
        ${this.key('more', PLUS, say('larger'), level === LEVELS.length - 1 ? undefined : () => this.zoom(1))}
        ${this.key('left', ARROW_LEFT, say('left'), () => this.move('ArrowLeft'))}
        <output class="zoom-at" aria-label=${say('times', { count: this.times() })} aria-live="polite">${this.times()}×</output>
        ${this.key('right', ARROW_RIGHT, say('right'), () => this.move('ArrowRight'))}
        ${this.key('down', ARROW_DOWN, say('down'), () => this.move('ArrowDown'))}
        ${
          turns
            ? html`${this.turn('before', CHEVRON_LEFT, sayPanel('preview.previous'), previous)}
              ${this.turn('after', CHEVRON_RIGHT, sayPanel('preview.next'), following)}`
            : nothing
        }
      </div>`;
  }
}
