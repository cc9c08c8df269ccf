// Four corners on a picture that a person moves with finger, mouse or arrow keys. Fires `corners` (`CustomEvent<Corners>`, pixels of the picture).
import { html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { say } from './camera-speech.ts';
import { wholePicture } from './find-paper.ts';
import type { Corners, Point } from './homography.ts';

export type { Corners } from './homography.ts';

export const wholeCorners = ({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}): Corners => wholePicture(width, height);

/** Of the picture's longer side: one press of an arrow key, and one with Shift. */
const [STEP, LARGE_STEP] = [0.004, 0.03];
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
const NAMES = ['corner-0', 'corner-1', 'corner-2', 'corner-3'] as const;

@customElement('portal-corners')
export class PortalCorners extends LitElement {
  @property({ attribute: false }) picture: HTMLCanvasElement | undefined;
  @property({ attribute: false }) corners: Corners | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private put(index: number, { x, y }: Point): void {
    const { picture, corners } = this;
    if (picture === undefined || corners === undefined) return;
    const inside = {
      x: Math.max(0, Math.min(picture.width, x)),
      y: Math.max(0, Math.min(picture.height, y)),
    };
    const moved = corners.map((corner, at) => (at === index ? inside : corner)) as unknown as Corners;
    this.dispatchEvent(new CustomEvent('corners', { detail: moved }));
  }

  private drag(event: PointerEvent, index: number): void {
    const { picture } = this;
    const frame = this.querySelector('.corners-picture')?.getBoundingClientRect();
    const handle = event.currentTarget as HTMLElement;
    if (picture === undefined || frame === undefined) return;
    if (event.type === 'pointerdown') handle.setPointerCapture(event.pointerId);
    else if (!handle.hasPointerCapture(event.pointerId)) return;
    const scale = picture.width / frame.width;
    this.put(index, { x: (event.clientX - frame.left) * scale, y: (event.clientY - frame.top) * scale });
  }

  private key(event: KeyboardEvent, index: number): void {
    const way = ARROWS[event.key];
    const { picture, corners } = this;
    const from = corners?.[index];
    if (way === undefined || picture === undefined || from === undefined) return;
    event.preventDefault();
    const step = (event.shiftKey ? LARGE_STEP : STEP) * Math.max(picture.width, picture.height);
    this.put(index, { x: from.x + way.x * step, y: from.y + way.y * step });
  }

  private handle({ x, y }: Point, index: number): TemplateResult {
    const { width, height } = this.picture ?? { width: 1, height: 1 };
    const [across, down] = [(x / width) * 100, (y / height) * 100];
    // Directions on a picture are the picture's, in every language: left stays left.
    return html`<button
      type="button"
      class="corner"
      style="left:${across}%;top:${down}%"
      aria-label="${say(NAMES[index] ?? 'corner-0')}, ${say('corner-at', { x: Math.round(across), y: Math.round(down) })}"
      @pointerdown=${(event: PointerEvent) => this.drag(event, index)}
      @pointermove=${(event: PointerEvent) => this.drag(event, index)}
      @keydown=${(event: KeyboardEvent) => this.key(event, index)}
    ></button>`;
  }

  protected override render(): TemplateResult {
    const { picture, corners } = this;
    if (picture === undefined || corners === undefined) return html``;
    const { width, height } = picture;
    const shape = corners.map(({ x, y }) => `${x},${y}`).join(' ');
    return html`<div
      class="corners"
      role="group"
      aria-label=${say('corners')}
      style="aspect-ratio:${width}/${height};--wide:${width / height}"
    >
      <div class="corners-picture">${picture}</div>
      <svg viewBox="0 0 ${width} ${height}" aria-hidden="true">
        ${svg`<path class="outside" fill-rule="evenodd" d="M0 0H${width}V${height}H0Z M${shape}Z"></path><polygon points=${shape}></polygon>`}
      </svg>
      ${corners.map((corner, index) => this.handle(corner, index))}
    </div>`;
  }
}
