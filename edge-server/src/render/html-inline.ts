// Sets running text with pictures in it: words of several styles into lines of a given width, in both reading directions.
import { largest } from './html-largest.ts';
import type { TextStyle } from './html-style.ts';
import { type BidiText, bidiLevels, hasRtl, reorder } from './text-bidi.ts';
import type { FaceChain, Faces } from './text-faces.ts';
import type { Pen, PlacedPicture } from './text-pdf.ts';
import { type GlyphRun, shape, widthOf } from './text-shape.ts';

export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly style: TextStyle }
  | {
      readonly kind: 'picture';
      readonly picture: PlacedPicture;
      readonly width: number;
      readonly height: number;
      readonly style: TextStyle;
    };

export interface Setting {
  readonly faces: Faces;
  readonly onMissing: (character: string) => void;
}

export interface Line {
  readonly height: number;
  /** `top`: points from the bottom of the page to the line's upper edge. */
  readonly draw: (pen: Pen, x: number, top: number) => void;
}

export interface Paragraph {
  readonly minWidth: number;
  readonly maxWidth: number;
  readonly lines: (width: number) => readonly Line[];
}

/** Stands for a picture in the text that directions and breaks are found in. */
const OBJECT = '\ufffc';

/** Set as one: same style, same direction, not broken. */
interface Piece {
  readonly style: TextStyle;
  readonly level: number;
  readonly width: number;
  readonly runs: readonly GlyphRun[];
  readonly text: string;
  readonly picture?: Inline & { readonly kind: 'picture' };
}

/** What may stand on the next line. */
interface Token {
  readonly pieces: readonly Piece[];
  readonly width: number;
  readonly blank: boolean;
  /** A line ends here whatever fits. */
  readonly hard: boolean;
}

const IDEOGRAPH =
  /[\u2e80-\u2fff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d]/;
/** Never first on a line (JIS X 4051, in short). */
const NOT_FIRST =
  /[、。，．・：；？！）」』】〕〉》ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.!?:;)\]}’”]/;
const TOKENS =
  /\n|[ \t\u2000-\u2006\u2008-\u200a\u3000]+|\ufffc|[^\s\ufffc\u200b\u00ad-]*[\u200b\u00ad-]+|[^\s\ufffc\u200b\u00ad-]+|\s/gu;

export function makeParagraph(
  inlines: readonly Inline[],
  style: TextStyle,
  setting: Setting,
): Paragraph | undefined {
  const { text, parts } = collapse(inlines);
  if (text === '') return undefined;
  const bidi = hasRtl(text) || style.direction === 'rtl' ? bidiLevels(text, style.direction) : undefined;
  const tokens = tokenize(text, parts, bidi, setting);
  const widths = [0];
  let minWidth = 0;
  for (const token of tokens) {
    if (token.hard) widths.push(0);
    else widths[widths.length - 1] = (widths.at(-1) ?? 0) + token.width;
    if (!token.blank) minWidth = Math.max(minWidth, leastWidth(token));
  }
  const maxWidth = largest(widths);
  return {
    minWidth: style.pre ? Math.min(maxWidth, minWidth * 2) : minWidth,
    maxWidth,
    lines: (width) =>
      breakLines(tokens, width, setting).map((line) => makeLine(line, width, style, bidi?.base === 1)),
  };
}

/** A picture can shrink, so it asks for a thumbnail's room only. */
const THUMBNAIL = 80;

function leastWidth({ pieces, width }: Token): number {
  return pieces.some(({ picture }) => picture !== undefined) ? Math.min(width, THUMBNAIL) : width;
}

/** White space as HTML sees it: runs of it are one blank, none at the edges of lines. */
function collapse(inlines: readonly Inline[]): {
  text: string;
  parts: readonly { start: number; inline: Inline }[];
} {
  let text = '';
  const parts: { start: number; inline: Inline }[] = [];
  for (const inline of inlines) {
    const start = text.length;
    if (inline.kind === 'picture') text += OBJECT;
    else if (inline.style.pre) text += inline.text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', '        ');
    else {
      const blank = text === '' || /[ \n]$/.test(text);
      let collapsed = inline.text.replaceAll(/[ \t\r\f\n]+/g, ' ').replaceAll('\u2028', '\n');
      collapsed = collapsed.replaceAll(/ *\n */g, '\n');
      if (collapsed.startsWith('\n')) text = text.replace(/ $/, '');
      text += blank ? collapsed.replace(/^ +/, '') : collapsed;
    }
    if (text.length > start) parts.push({ start, inline });
  }
  return { text: text.replace(/[ \n]+$/, ''), parts };
}

function tokenize(
  text: string,
  parts: readonly { start: number; inline: Inline }[],
  bidi: BidiText | undefined,
  setting: Setting,
): readonly Token[] {
  const tokens: Token[] = [];
  let part = 0;
  const piecesOf = (start: number, end: number): readonly Piece[] => {
    const pieces: Piece[] = [];
    for (let at = start; at < end; ) {
      while ((parts[part + 1]?.start ?? Number.POSITIVE_INFINITY) <= at) part += 1;
      const inline = parts[part]?.inline;
      if (inline === undefined) break;
      const level = bidi?.levels[at] ?? 0;
      let stop = Math.min(end, parts[part + 1]?.start ?? end);
      for (let next = at; bidi !== undefined && next < stop; next++)
        if (bidi.levels[next] !== level) stop = next;
      pieces.push(makePiece(text.slice(at, stop), inline, level, setting));
      at = stop;
    }
    return pieces;
  };
  for (const { 0: found, index } of text.matchAll(TOKENS)) {
    if (found === '\n') {
      tokens.push({ pieces: [], width: 0, blank: true, hard: true });
      continue;
    }
    for (const [start, end] of breakIdeographs(found, index)) {
      const pieces = piecesOf(start, end);
      const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
      tokens.push({ pieces, width, blank: /^\s+$/.test(found) && !found.includes('\u00a0'), hard: false });
    }
  }
  return tokens;
}

/** Ideographs may part anywhere but before closing signs; other words stay whole. */
function breakIdeographs(word: string, start: number): readonly (readonly [number, number])[] {
  if (!IDEOGRAPH.test(word)) return [[start, start + word.length]];
  const spans: [number, number][] = [];
  let previous = '';
  let at = start;
  for (const character of word) {
    const together = !IDEOGRAPH.test(character) && !IDEOGRAPH.test(previous);
    const last = spans.at(-1);
    if (last !== undefined && (together || NOT_FIRST.test(character))) last[1] = at + character.length;
    else spans.push([at, at + character.length]);
    previous = character;
    at += character.length;
  }
  return spans;
}

function makePiece(text: string, inline: Inline, level: number, setting: Setting): Piece {
  const { style } = inline;
  if (inline.kind === 'picture')
    return { style, level, width: inline.width, runs: [], text: '', picture: inline };
  const { runs, width } = shaped(style.upper ? text.toUpperCase() : text, style, level % 2 === 1, setting);
  return { style, level, width: width * style.size, runs, text };
}

/** Words shaped by one font, kept because a text says most of its words many times. Widths in ems. */
interface Shaped {
  readonly runs: readonly GlyphRun[];
  readonly width: number;
}
const MAX_WORDS = 20_000;
const shapedWords = new WeakMap<FaceChain, Map<string, Shaped>>();

function shaped(text: string, { font }: TextStyle, rtl: boolean, { faces, onMissing }: Setting): Shaped {
  const chain = faces.chain(font);
  const words = shapedWords.get(chain) ?? new Map<string, Shaped>();
  shapedWords.set(chain, words);
  const key = rtl ? `\u200f${text}` : text;
  let word = words.get(key);
  if (word === undefined) {
    let lacks = false;
    const runs = shape(text, chain, {
      rtl,
      onMissing: (character) => {
        lacks = true;
        onMissing(character);
      },
    });
    word = { runs, width: widthOf(runs) };
    if (words.size >= MAX_WORDS) words.clear();
    // What lacks a character is shaped anew each time, so that each one is counted.
    if (!lacks) words.set(key, word);
  }
  return word;
}

interface FilledLine {
  readonly pieces: Piece[];
  width: number;
  /** The last of its paragraph, or ended by a break: never stretched. */
  last: boolean;
}

/** First fit: each line takes the words that fit, as mail programs and browsers do. */
function breakLines(tokens: readonly Token[], width: number, setting: Setting): readonly FilledLine[] {
  const lines: FilledLine[] = [{ pieces: [], width: 0, last: true }];
  let pending: Token[] = [];
  const next = (last: boolean): void => {
    const line = lines.at(-1);
    if (line !== undefined) line.last = last;
    lines.push({ pieces: [], width: 0, last: true });
    pending = [];
  };
  const add = (token: Token): void => {
    const line = lines.at(-1);
    if (line === undefined) return;
    for (const { pieces, width: more } of [...pending, token]) {
      line.pieces.push(...pieces);
      line.width += more;
    }
    pending = [];
  };
  for (const token of tokens) {
    if (token.hard) next(true);
    else if (token.blank) {
      // Blanks at the beginning of a line count only where every blank is meant.
      const keeps = token.pieces[0]?.style.pre === true;
      if (lines.at(-1)?.pieces.length !== 0 || keeps) pending.push(token);
    } else {
      const blanks = pending.reduce((sum, blank) => sum + blank.width, 0);
      const used = lines.at(-1)?.width ?? 0;
      if (used > 0 && used + blanks + token.width > width + 0.01) next(false);
      if (token.width <= width + 0.01) add(token);
      else
        for (const cut of cutToken(token, width, setting)) {
          if ((lines.at(-1)?.width ?? 0) > 0) next(false);
          add(cut);
        }
    }
  }
  return lines;
}

/** A word wider than the line is cut between characters; a picture shrinks. */
function cutToken(token: Token, width: number, setting: Setting): readonly Token[] {
  const cuts: { pieces: Piece[]; width: number }[] = [{ pieces: [], width: 0 }];
  const push = (piece: Piece): void => {
    let last = cuts.at(-1);
    if (last === undefined || (last.width > 0 && last.width + piece.width > width)) {
      last = { pieces: [], width: 0 };
      cuts.push(last);
    }
    last.pieces.push(piece);
    last.width += piece.width;
  };
  for (const piece of token.pieces) {
    if (piece.picture !== undefined) push(shrink(piece, piece.picture, width));
    else if (piece.width <= width / 4) push(piece);
    else {
      const room = Math.max(1, Math.floor((piece.text.length * width) / piece.width / 4));
      const characters = [...piece.text];
      for (let at = 0; at < characters.length; at += room) {
        const text = characters.slice(at, at + room).join('');
        push(makePiece(text, { kind: 'text', text, style: piece.style }, piece.level, setting));
      }
    }
  }
  return cuts.map((cut) => ({ ...cut, blank: false, hard: false }));
}

function shrink(piece: Piece, picture: Inline & { readonly kind: 'picture' }, width: number): Piece {
  const factor = Math.min(1, width / picture.width);
  const smaller = { ...picture, width: picture.width * factor, height: picture.height * factor };
  return { ...piece, width: smaller.width, picture: smaller };
}

/** Widest stretching of a justified line, as a part of a blank's em: a line with few words stays as it is. */
const MOST_STRETCH = 1.2;

function makeLine(line: FilledLine, width: number, style: TextStyle, rtl: boolean): Line {
  const measures = line.pieces.length === 0 ? [{ style, picture: undefined }] : line.pieces;
  let ascent = 0;
  let descent = 0;
  for (const { style: own, picture } of measures) {
    if (picture !== undefined) ascent = Math.max(ascent, picture.height);
    else {
      // The height of a line is shared out above and below the letters.
      ascent = Math.max(ascent, own.size * (0.5 * own.lineHeight + 0.28) + own.rise);
      descent = Math.max(descent, own.size * (0.5 * own.lineHeight - 0.28) - own.rise);
    }
  }
  const start = rtl ? 'right' : 'left';
  const align = style.align === 'start' ? start : style.align;
  const blanks = line.pieces.filter(({ text }) => /^ +$/.test(text)).length;
  const stretch = align === 'justify' && !line.last && blanks > 0 ? (width - line.width) / blanks : 0;
  const added = stretch > 0 && stretch <= style.size * MOST_STRETCH ? stretch : 0;
  const free = width - line.width - added * blanks;
  const side = align === 'justify' ? start : align;
  const offset = side === 'right' ? free : side === 'center' ? free / 2 : 0;
  const ordered =
    rtl || line.pieces.some(({ level }) => level > 0)
      ? reorder(line.pieces, ({ level }) => level)
      : line.pieces;
  return {
    height: ascent + descent,
    draw: (pen, x, top) => {
      const base = top - ascent;
      let at = x + Math.max(0, offset);
      for (const piece of ordered) {
        const wide = piece.width + (/^ +$/.test(piece.text) ? added : 0);
        if (piece.picture === undefined) drawText(pen, piece, at, base, wide);
        else pen.picture(piece.picture.picture, at, base, piece.picture.width, piece.picture.height);
        at += wide;
      }
    },
  };
}

function drawText(pen: Pen, { runs, style, text }: Piece, x: number, base: number, width: number): void {
  const y = base + style.rise;
  // Written even when blank: it keeps words apart for those who search or copy.
  if (text !== '') pen.text(x, y, style.size, runs, style.color);
  const thickness = Math.max(0.4, style.size / 18);
  if (style.underline) pen.rectangle(x, y - style.size * 0.13, width, thickness, style.color);
  if (style.strike) pen.rectangle(x, y + style.size * 0.27, width, thickness, style.color);
}
