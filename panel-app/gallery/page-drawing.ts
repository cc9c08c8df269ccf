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

/** Columns and rows, as the server lays pages out on upright A4. */
const GRIDS = { 1: [1, 1], 2: [2, 1], 4: [2, 2], 6: [3, 2], 9: [3, 3], 16: [4, 4] } as const;

/** @param side counts from 1. The document has as many pages as it takes. */
export function pagePicture(_jobId: string, side: number, { ticket }: PictureLook): string {
  const { numberUp = 1, booklet = false, watermark } = ticket;
  const [across, down] = GRIDS[booklet ? 2 : numberUp];
  const chosen = (ticket.pageRanges ?? []).flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index),
  );
  const grey = ticket.printColorMode === 'monochrome';
  const cells = Array.from({ length: across * down }, (_, cell) => {
    const page = (side - 1) * across * down + cell;
    const at = `translate(${(cell % across) * WIDE} ${Math.floor(cell / across) * HIGH})`;
    return `<g transform="${at}">${onePage(chosen[page] ?? page + 1, grey)}</g>`;
  });
  const [w, h] = [across * WIDE, down * HIGH];
  const turn = (-Math.atan2(h, w) * 180) / Math.PI;
  const words =
    watermark === undefined
      ? ''
      : `<text x="${w / 2}" y="${h / 2}" font-size="${h / 7}" font-weight="700" font-family="sans-serif" text-anchor="middle" fill="#cdcdcd" style="mix-blend-mode:multiply" transform="rotate(${turn} ${w / 2} ${h / 2})">${watermark}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">${cells.join('')}${words}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
