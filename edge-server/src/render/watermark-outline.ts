// The words of a watermark as outlines of letters, placed along the diagonal of a side. Pure but for reading fonts.
import type { Font } from '@pdf-lib/fontkit';
import type { SheetPlan } from './imposition.ts';
import { makeFaces } from './text-faces.ts';
import { type GlyphRun, shape, widthOf } from './text-shape.ts';

export type Point = readonly [x: number, y: number];

/** Points from the lower left of the side as it is fed. The first step is always a move. */
export type OutlineStep =
  | { readonly kind: 'move' | 'line' | 'close'; readonly to: Point }
  | { readonly kind: 'curve'; readonly from: Point; readonly towards: Point; readonly to: Point };

/** Share of the diagonal that the words take: the corners belong to page numbers and punches. */
const LENGTH = 0.72;
/** Highest letters, as a share of the shorter edge: one short word must not fill the side. */
const HEIGHT = 0.22;
/** Height of capitals in ems, to centre the words by. DejaVu Sans Bold: 1493 of 2048. */
const CAPITALS = 0.729;

export function watermarkOutline({ watermark, width, height, turn }: SheetPlan): readonly OutlineStep[] {
  const text = watermark?.trim() ?? '';
  if (text === '') return [];
  const chain = makeFaces().chain({ family: 'sans', bold: true, italic: false });
  const rtl = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
  // A character that no font has is shown as a box; the person sees it in the preview.
  const runs = shape(text, chain, { rtl, onMissing: () => undefined });
  const ems = widthOf(runs);
  if (ems <= 0) return [];
  const [w, h] = turn === 90 || turn === 270 ? [height, width] : [width, height];
  const em = Math.min((LENGTH * Math.hypot(w, h)) / ems, HEIGHT * Math.min(w, h));
  const angle = Math.atan2(h, w) - (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) * em, Math.sin(angle) * em];
  return trace(runs, (x, y) => {
    const [right, up] = [x - ems / 2, y - CAPITALS / 2];
    return [width / 2 + right * cos - up * sin, height / 2 + right * sin + up * cos];
  });
}

interface PathStep {
  readonly command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
  readonly args: readonly number[];
}

/** In units of the font. The package's own types leave the commands out. */
function pathOf(font: Font, glyph: number): readonly PathStep[] {
  return (font.getGlyph(glyph).path as unknown as { readonly commands: readonly PathStep[] }).commands;
}

/** `place` takes ems from the start of the line. */
function trace(runs: readonly GlyphRun[], place: (x: number, y: number) => Point): readonly OutlineStep[] {
  const steps: OutlineStep[] = [];
  let pen = 0;
  for (const { face, glyphs } of runs) {
    const unit = 1 / face.font.unitsPerEm;
    for (const glyph of glyphs) {
      const [left, base] = [pen + glyph.dx, glyph.dy];
      const at = (x = 0, y = 0): Point => place(left + x * unit, base + y * unit);
      let last: readonly [number, number] = [0, 0];
      let began: Point = at();
      for (const { command, args } of pathOf(face.font, glyph.id)) {
        const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
        if (command === 'moveTo') {
          began = at(a, b);
          steps.push({ kind: 'move', to: began });
          last = [a, b];
        } else if (command === 'lineTo') {
          steps.push({ kind: 'line', to: at(a, b) });
          last = [a, b];
        } else if (command === 'quadraticCurveTo') {
          // The cubic of the same shape: each handle two thirds of the way to the quadratic's one.
          const third = (from: number, to: number): number => from + ((to - from) * 2) / 3;
          const from = at(third(last[0], a), third(last[1], b));
          steps.push({ kind: 'curve', from, towards: at(third(c, a), third(d, b)), to: at(c, d) });
          last = [c, d];
        } else if (command === 'bezierCurveTo') {
          steps.push({ kind: 'curve', from: at(a, b), towards: at(c, d), to: at(e, f) });
          last = [e, f];
        } else if (command === 'closePath') steps.push({ kind: 'close', to: began });
      }
      pen += glyph.advance;
    }
  }
  return steps;
}
