// A paper tray as a picture: the stack as high as its level where the printer tells it, with its name and paper below.
import { html, nothing, svg, type TemplateResult } from 'lit';
import { say } from '../speech.ts';

export interface Tray {
  readonly name: string;
  /** Paper in words: "A4". */
  readonly paper: string;
  /** Sheets now, and how many fit; absent where the printer does not tell. */
  readonly level?: number | undefined;
  readonly capacity?: number | undefined;
}

/** The tray's inside, in units of the picture. */
const INSIDE = { x: 8, bottom: 46, width: 64, height: 34 } as const;
/** Below a tenth somebody should bring paper. */
const LOW = 0.1;

export function trayPicture(tray: Tray): TemplateResult {
  const { level, capacity } = tray;
  const known = level !== undefined && capacity !== undefined && capacity > 0;
  const share = known ? Math.min(1, level / capacity) : 1;
  const tone = !known ? 'unknown' : level === 0 ? 'none' : share < LOW ? 'low' : 'fine';
  const height = INSIDE.height * share;
  const words = !known
    ? say('tray-unknown')
    : level === 0
      ? say('tray-empty')
      : say('tray-level', { level, capacity });
  // Lines of sheets: every 6 units one, so that a stack looks like paper.
  const lines = Array.from({ length: Math.floor(height / 6) }, (_, index) => INSIDE.bottom - (index + 1) * 6);
  return html`<figure class="tray tray-${tone}">
    <svg viewBox="0 0 80 54" aria-hidden="true">
      ${
        height > 0
          ? svg`<rect class="stack" x=${INSIDE.x} y=${INSIDE.bottom - height} width=${INSIDE.width} height=${height} rx="1.5" />
              ${lines.map((y) => svg`<line class="sheet-edge" x1=${INSIDE.x} x2=${INSIDE.x + INSIDE.width} y1=${y} y2=${y} />`)}`
          : nothing
      }
      <path class="box" d="M3 14v32a5 5 0 0 0 5 5h64a5 5 0 0 0 5-5V14" />
      <path class="box" d="M32 51v-6h16v6" />
    </svg>
    <figcaption>
      <b>${tray.paper}</b>
      <span>${tray.name}</span>
      <span class="tray-words">${words}</span>
    </figcaption>
  </figure>`;
}
