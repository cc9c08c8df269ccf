// One icon: an inlined SVG drawn in the text's colour. It is decoration; the words beside it carry the meaning.
import { html, type TemplateResult } from 'lit';

/** @param path a constant of icons.ts. The size follows the text (1.25 em) unless CSS says otherwise. */
export function icon(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;
}

/** How the paths of arrow-left, chevron-left, chevron-right, log-out and undo-2 begin: they point along the line, which runs the other way in Arabic. */
const MIRRORED = ['M12 19l-7', 'M15 18l-', 'M9 18l6', 'M16 17l', 'M9 14 4'];

export const iconStyles = /* css */ `
.icon{width:1.25em;height:1.25em;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
${MIRRORED.map((way) => `[dir=rtl] .icon>[d^="${way}"]`).join()}{transform:scaleX(-1);transform-origin:12px}
`;
