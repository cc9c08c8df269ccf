// Drawings that stand for pages: an SVG as a data: address, grey and several-up like the server's pictures.
import type { PictureLook } from '../src/data/panel.ts';

/** A4 in points. */
const [WIDE, HIGH] = [595, 842];

/** Pseudo-random but always the same for the same page, so that pictures of the gallery do not change by themselves. */
const spread = (page: number, line: number): number => ((page * 37 + line * 53) % 29) / 29;

function onePage(page: number, grey: boolean): string {
  const [accent, ink] = grey ? ['#777', '#555'] : ['#0b5fd8', '#4a5462'];
  const lines = Array.from({ length: 14 }, (_, line) => {
    const y = 330 + line * 32;
    return `<rect x="60" y="${y}" width="${300 + spread(page, line) * 175}" height="9" rx="4" fill="${ink}" opacity=".45"/>`;
  });
  const bars = Array.from({ length: 7 }, (_, bar) => {
    const height = 40 + spread(page, bar + 20) * 90;
    return `<rect x="${70 + bar * 66}" y="${290 - height}" width="42" height="${height}" rx="3" fill="${accent}" opacity="${0.5 + bar * 0.07}"/>`;
  });
  return `<rect width="${WIDE}" height="${HIGH}" fill="#fff"/><rect x="60" y="62" width="${250 + spread(page, 3) * 150}" height="26" rx="5" fill="${ink}"/>${bars.join('')}${lines.join('')}<text x="${WIDE / 2}" y="810" font-size="26" font-family="sans-serif" text-anchor="middle" fill="${ink}">${page}</text>`;
}

export function pagePicture(_jobId: string, page: number, { grey, numberUp }: PictureLook): string {
  const [across, down] = numberUp === 1 ? [1, 1] : numberUp === 2 ? [2, 1] : [2, 2];
  const cells = Array.from({ length: numberUp }, (_, cell) => {
    const at = `translate(${(cell % across) * WIDE} ${Math.floor(cell / across) * HIGH})`;
    return `<g transform="${at}">${onePage(page + cell, grey)}</g>`;
  });
  const [w, h] = [across * WIDE, down * HIGH];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">${cells.join('')}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
