// Turns a piece of text of one direction into glyphs: a face for every character, joined letters by the face's own rules.

import { mirrored } from './text-bidi.ts';
import type { Face, Glyph } from './text-face.ts';
import type { FaceChain } from './text-faces.ts';

/** Glyphs of one face, from left to right. */
export interface GlyphRun {
  readonly face: Face;
  readonly glyphs: readonly Glyph[];
  /** Size of this run in sizes of the line; its glyphs' measures are ems of this size. Default 1. */
  readonly scale?: number;
}

/** Scripts whose letters join, stack or change places, and marks that stand over other letters. */
const COMPLEX =
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0600-\u08ff\u0900-\u0eff\u0f00-\u109f\u1100-\u11ff\u1700-\u18af\u1900-\u1cff\u1dc0-\u1dff\u20d0-\u20ff\ua800-\uabff\ufb1d-\ufdff\ufe20-\ufe2f\ufe70-\ufefc]|[\u{10a00}-\u{11fff}]/u;

/** Shown by what stands next to them, never by themselves: joiners, direction marks, variation selectors, soft hyphens, tags. */
const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff]|[\u{1bca0}-\u{1bca3}\u{e0000}-\u{e0fff}]/u;

/** They tell a shaping font how letters meet; everything else invisible is dropped. */
const JOINERS = /[\u200c\u200d]/;

/** Skin tones follow a person's picture; without the picture's own font they would stand as coloured squares. */
const MODIFIER = /[\u{1f3fb}-\u{1f3ff}]/u;

export interface ShapeOptions {
  readonly rtl: boolean;
  /** Told about each character that no font has. */
  readonly onMissing: (character: string) => void;
}

interface Group {
  readonly face: Face;
  readonly complex: boolean;
  readonly missing: boolean;
  text: string;
}

export function isInvisible(character: string): boolean {
  return INVISIBLE.test(character) || MODIFIER.test(character);
}

export function isComplex(text: string): boolean {
  return COMPLEX.test(text);
}

export function shape(text: string, chain: FaceChain, { rtl, onMissing }: ShapeOptions): readonly GlyphRun[] {
  const groups: Group[] = [];
  for (const character of text) {
    const last = groups.at(-1);
    const complex = COMPLEX.test(character);
    if (isInvisible(character)) {
      if (last?.complex === true && JOINERS.test(character)) last.text += character;
      continue;
    }
    if (/\p{M}/u.test(character) && last !== undefined && !last.missing) {
      // A mark belongs to its letter: both from one face where that has the mark, else the mark is left to another face.
      if (last.face.has(character.codePointAt(0) ?? 0)) {
        joinMark(groups, last, character);
        continue;
      }
    }
    const face = chain.find(character);
    if (face === undefined) onMissing(character);
    const next = { face: face ?? chain.first, complex, missing: face === undefined };
    if (last?.face === next.face && last.complex === complex && last.missing === next.missing) {
      last.text += character;
    } else groups.push({ ...next, text: character });
  }
  const runs = groups.map((group) => ({ face: group.face, glyphs: glyphsOf(group, rtl) }));
  return rtl ? runs.reverse() : runs;
}

/** The letter leaves its plain neighbours, so that only letter and mark are laid out together. */
function joinMark(groups: Group[], last: Group, mark: string): void {
  if (last.complex) {
    last.text += mark;
    return;
  }
  const letters = [...last.text];
  const letter = letters.pop() ?? '';
  if (letters.length === 0) groups.pop();
  else last.text = letters.join('');
  groups.push({ face: last.face, complex: true, missing: false, text: letter + mark });
}

function glyphsOf({ face, complex, missing, text }: Group, rtl: boolean): readonly Glyph[] {
  if (complex && !missing) {
    const laid = face.layOut(text);
    return rtl === laid.rtl ? laid.glyphs : [...laid.glyphs].reverse();
  }
  const glyphs: Glyph[] = [];
  for (const character of text) {
    if (missing) glyphs.push(face.box(character));
    else {
      const shown = rtl ? mirrored(character) : character;
      glyphs.push(face.glyph((face.has(shown.codePointAt(0) ?? 0) ? shown : character).codePointAt(0) ?? 0));
    }
  }
  return rtl ? glyphs.reverse() : glyphs;
}

/** Ems. */
export function widthOf(runs: readonly GlyphRun[]): number {
  let width = 0;
  for (const { glyphs, scale = 1 } of runs) for (const glyph of glyphs) width += glyph.advance * scale;
  return width;
}
