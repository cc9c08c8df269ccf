// What an element looks like on paper: defaults of HTML, attributes of old mails, and the few properties of CSS that matter for reading.
import { forPaper, readColor } from './html-color.ts';
import { type Declarations, readDeclarations, type StyleSheet } from './html-sheet.ts';
import type { Element } from './html-tree.ts';
import type { FontStyle } from './text-faces.ts';
import { BLACK, type Rgb } from './text-pdf.ts';

/** What children take over. Lengths in points. */
export interface TextStyle {
  readonly font: FontStyle;
  readonly size: number;
  readonly color: Rgb;
  readonly underline: boolean;
  readonly strike: boolean;
  /** Points the base line is moved up. */
  readonly rise: number;
  readonly align: 'start' | 'left' | 'right' | 'center' | 'justify';
  readonly direction: 'ltr' | 'rtl' | undefined;
  readonly pre: boolean;
  readonly upper: boolean;
  readonly lineHeight: number;
  readonly listType: string;
}

export interface BoxStyle {
  readonly display: 'inline' | 'block' | 'none';
  readonly marginTop: number;
  readonly marginBottom: number;
  /** Points to the left (to the right in right-to-left text). */
  readonly indent: number;
  /** Points above and below what is in a table cell. */
  readonly paddingTop: number;
  readonly paddingBottom: number;
  readonly bordered: boolean;
  /** Points, or a share of the room there is. */
  readonly width: { readonly points: number } | { readonly share: number } | undefined;
}

export interface Style {
  readonly text: TextStyle;
  readonly box: BoxStyle;
}

/** 11 points read well on paper; mails' own sizes are kept in proportion to it. */
export const BASE_SIZE = 10.5;
const SMALLEST = 7;
const LARGEST = 26;

/** CSS pixels are 1/96 inch; on paper a little smaller, since pages of 600 pixels must fit 180 mm. */
export const POINTS_PER_PIXEL = 0.72;

export const BASE_STYLE: TextStyle = {
  font: { family: 'sans', bold: false, italic: false },
  size: BASE_SIZE,
  color: BLACK,
  underline: false,
  strike: false,
  rise: 0,
  align: 'start',
  direction: undefined,
  pre: false,
  upper: false,
  lineHeight: 1.35,
  listType: 'disc',
};

export const LISTS: ReadonlySet<string> = new Set(['ul', 'ol', 'menu', 'dir']);

const BLOCKS: ReadonlySet<string> = new Set(
  `address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form
   h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul`.split(
    /\s+/,
  ),
);

/** Size in parts of the parent's, and margins in parts of its own (HTML 15.3.7). */
const HEADINGS: Readonly<Record<string, readonly [number, number]>> = {
  h1: [1.8, 0.5],
  h2: [1.45, 0.6],
  h3: [1.2, 0.7],
  h4: [1.05, 0.8],
  h5: [1, 0.9],
  h6: [0.9, 0.9],
};

/** What a tag says by itself, in the words of CSS. */
const TAGS: Readonly<Record<string, Declarations>> = {
  b: { 'font-weight': 'bold' },
  strong: { 'font-weight': 'bold' },
  th: { 'font-weight': 'bold' },
  i: { 'font-style': 'italic' },
  em: { 'font-style': 'italic' },
  cite: { 'font-style': 'italic' },
  dfn: { 'font-style': 'italic' },
  var: { 'font-style': 'italic' },
  address: { 'font-style': 'italic' },
  u: { 'text-decoration': 'underline' },
  ins: { 'text-decoration': 'underline' },
  a: { 'text-decoration': 'underline' },
  s: { 'text-decoration': 'line-through' },
  strike: { 'text-decoration': 'line-through' },
  del: { 'text-decoration': 'line-through' },
  small: { 'font-size': 'smaller' },
  big: { 'font-size': 'larger' },
  sub: { 'vertical-align': 'sub', 'font-size': '0.75em' },
  sup: { 'vertical-align': 'super', 'font-size': '0.75em' },
  code: { 'font-family': 'monospace' },
  kbd: { 'font-family': 'monospace' },
  samp: { 'font-family': 'monospace' },
  tt: { 'font-family': 'monospace' },
  pre: { 'font-family': 'monospace', 'white-space': 'pre', 'margin-top': '0.8em', 'margin-bottom': '0.8em' },
  listing: { 'font-family': 'monospace', 'white-space': 'pre' },
  plaintext: { 'font-family': 'monospace', 'white-space': 'pre' },
  center: { 'text-align': 'center' },
  caption: { 'text-align': 'center' },
  p: { 'margin-top': '0.8em', 'margin-bottom': '0.8em' },
  dl: { 'margin-top': '0.8em', 'margin-bottom': '0.8em' },
  ul: { 'margin-top': '0.6em', 'margin-bottom': '0.6em' },
  ol: { 'margin-top': '0.6em', 'margin-bottom': '0.6em' },
  blockquote: { 'margin-top': '0.6em', 'margin-bottom': '0.6em' },
  figure: { 'margin-top': '0.8em', 'margin-bottom': '0.8em' },
  dt: { 'font-weight': 'bold' },
  li: { 'margin-top': '0.15em', 'margin-bottom': '0.15em' },
  hr: { 'margin-top': '0.7em', 'margin-bottom': '0.7em' },
};

/** Font sizes of the font element, 1 to 7 (HTML 15.3.4), in parts of the base. */
const FONT_SIZES = [0.63, 0.82, 1, 1.13, 1.5, 2, 3];

const NAMED_SIZES: Readonly<Record<string, number>> = {
  'xx-small': 0.6,
  'x-small': 0.7,
  small: 0.85,
  medium: 1,
  large: 1.15,
  'x-large': 1.5,
  'xx-large': 2,
};

/** Where the styles of one page come from. */
export interface StyleSource {
  readonly sheet: StyleSheet;
  readonly styles: KnownStyles;
}

/** Styles already found on a page, by the style around them: thousands of paragraphs share a handful. */
export type KnownStyles = WeakMap<TextStyle, Map<string, Style>>;

export function styleOf(element: Element, parent: TextStyle, { sheet, styles }: StyleSource): Style {
  const key = `${element.parent?.tag} ${element.tag} ${JSON.stringify({ ...element.attributes, src: '', alt: '' })}`;
  const near = styles.get(parent) ?? new Map<string, Style>();
  styles.set(parent, near);
  let style = near.get(key);
  if (style === undefined) {
    style = findStyle(element, parent, sheet);
    near.set(key, style);
  }
  return style;
}

function findStyle(element: Element, parent: TextStyle, sheet: StyleSheet): Style {
  const { tag, attributes } = element;
  const classes = (attributes['class'] ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const css: Declarations = {
    ...TAGS[tag],
    ...sheet.match(tag, attributes['id'] ?? '', classes),
    ...readDeclarations(attributes['style'] ?? ''),
  };
  const heading = HEADINGS[tag];
  const size =
    readSize(css['font-size'], parent.size) ??
    fontSize(element) ??
    (heading === undefined ? parent.size : BASE_SIZE * heading[0]);
  const text = textStyle(element, css, parent, Math.min(LARGEST, Math.max(SMALLEST, size)));
  const own = heading === undefined ? '0' : `${heading[1]}em`;
  // A list inside a list belongs to the line above it.
  const nested = LISTS.has(tag) && element.parent?.tag === 'li';
  const [top, bottom] = nested ? [0, 0] : margins(css, own, text.size);
  return {
    text,
    box: {
      display: displayOf(element, css),
      marginTop: top,
      marginBottom: bottom,
      indent: indentOf(tag, css, text.size),
      paddingTop: paddingOf(css, 'top', text.size),
      paddingBottom: paddingOf(css, 'bottom', text.size),
      bordered: isBordered(css, attributes['border']),
      width: widthOf(css['width'] ?? attributes['width']),
    },
  };
}

function textStyle(
  { tag, attributes }: Element,
  css: Declarations,
  parent: TextStyle,
  size: number,
): TextStyle {
  const weight = css['font-weight'] ?? (HEADINGS[tag] === undefined ? undefined : 'bold');
  const bold =
    weight === undefined || weight === 'inherit' ? parent.font.bold : /^(bold|bolder|[6-9]00)/.test(weight);
  const slant = css['font-style'];
  const italic =
    slant === undefined || slant === 'inherit' ? parent.font.italic : /italic|oblique/.test(slant);
  const decoration = css['text-decoration'] ?? css['text-decoration-line'];
  const color = readColor((css['color'] ?? attributes['color'] ?? '').replace('inherit', ''));
  const direction = attributes['dir']?.toLowerCase() ?? css['direction'];
  const space = css['white-space'];
  const transform = css['text-transform'];
  const rise =
    css['vertical-align'] === 'super'
      ? size * 0.45
      : css['vertical-align'] === 'sub'
        ? -size * 0.2
        : parent.rise;
  return {
    font: { family: familyOf(css['font-family'] ?? attributes['face']?.toLowerCase(), parent), bold, italic },
    size,
    color: color === undefined ? parent.color : forPaper(color),
    underline:
      decoration === undefined
        ? parent.underline
        : /underline/.test(decoration) || (parent.underline && tag !== 'a' && decoration !== 'none'),
    strike: parent.strike || /line-through/.test(decoration ?? ''),
    rise,
    align:
      alignOf(
        css['text-align'] ??
          (tag === 'table' || tag === 'img' ? undefined : attributes['align']?.toLowerCase()),
      ) ?? (tag === 'table' ? 'start' : parent.align),
    direction: direction === 'rtl' || direction === 'ltr' ? direction : parent.direction,
    pre: space === undefined ? parent.pre : /^(pre|break-spaces)/.test(space) && space !== 'pre-line',
    upper: transform === undefined ? parent.upper : transform === 'uppercase',
    lineHeight: parent.lineHeight,
    listType:
      css['list-style-type'] ??
      (css['list-style'] === 'none' ? 'none' : undefined) ??
      attributes['type'] ??
      (tag === 'ol' ? 'decimal' : tag === 'ul' ? 'disc' : parent.listType),
  };
}

function displayOf({ tag, attributes }: Element, css: Declarations): BoxStyle['display'] {
  const { display = '', visibility = '' } = css;
  const hidden =
    display === 'none' ||
    visibility === 'hidden' ||
    css['mso-hide'] === 'all' ||
    Object.hasOwn(attributes, 'hidden') ||
    // How newsletters hide the line that mail programs show beside the subject.
    (/^0(px)?$/.test(css['max-height'] ?? '') && tag !== 'img') ||
    css['opacity'] === '0' ||
    /^(0+(\.0+)?(px|pt|r?em|%|)|1px)$/.test(css['font-size'] ?? '');
  if (hidden && tag !== 'td' && tag !== 'table') return 'none';
  if (hidden && display === 'none') return 'none';
  if (BLOCKS.has(tag)) return 'block';
  return /^(block|flex|grid|table)/.test(display) && tag !== 'a' && tag !== 'span' && tag !== 'img'
    ? 'block'
    : 'inline';
}

function margins(css: Declarations, fallback: string, size: number): readonly [number, number] {
  const read = (value: string): number => Math.min(MOST_MARGIN, Math.max(0, readLength(value, size) ?? 0));
  return [read(css['margin-top'] ?? fallback), read(css['margin-bottom'] ?? fallback)];
}

/** Points between two blocks at most: the white of a screen page is not worth paper. */
const MOST_MARGIN = 20;

/** Points of padding at most, for the same reason. */
const MOST_PADDING = 12;

/** Points lists and quotations move in. */
export const LIST_INDENT = 18;
const QUOTE_INDENT = 12;

function paddingOf(css: Declarations, side: 'top' | 'bottom', size: number): number {
  const value = css[`padding-${side}`];
  return Math.min(MOST_PADDING, Math.max(0, readLength(value ?? '0', size) ?? 0));
}

function isBordered(css: Declarations, attribute: string | undefined): boolean {
  if (attribute !== undefined && Number.parseInt(attribute, 10) > 0) return true;
  return /\b(solid|double|dashed|dotted|inset|outset|groove|ridge)\b/.test(
    css['border'] ?? css['border-bottom'] ?? css['border-style'] ?? '',
  );
}

function indentOf(tag: string, css: Declarations, size: number): number {
  if (LISTS.has(tag) || tag === 'dd') return LIST_INDENT;
  if (tag === 'blockquote') return QUOTE_INDENT;
  const left = readLength(css['margin-left'] ?? '', size) ?? 0;
  return Math.min(LIST_INDENT * 4, Math.max(0, left));
}

function widthOf(value: string | undefined): BoxStyle['width'] {
  const parts = /^(\d+(?:\.\d+)?)\s*(px|pt|%)?$/.exec(value?.trim() ?? '');
  if (parts === null) return undefined;
  const amount = Number(parts[1]);
  if (parts[2] === '%') return { share: Math.min(1, amount / 100) };
  return { points: parts[2] === 'pt' ? amount : amount * POINTS_PER_PIXEL };
}

function fontSize({ tag, attributes }: Element): number | undefined {
  if (tag !== 'font') return undefined;
  const value = attributes['size']?.trim() ?? '';
  const step = /^[+-]\d$/.test(value) ? 3 + Number(value) : Number(value);
  const part = FONT_SIZES[Math.min(7, Math.max(1, step)) - 1];
  return value === '' || part === undefined ? undefined : BASE_SIZE * part;
}

/** Absolute sizes are set against the 16 pixels a browser calls medium, at paper's own base. */
function readSize(value: string | undefined, parent: number): number | undefined {
  if (value === undefined) return undefined;
  const named = Object.hasOwn(NAMED_SIZES, value) ? NAMED_SIZES[value] : undefined;
  if (named !== undefined) return BASE_SIZE * named;
  if (value === 'smaller') return parent * 0.85;
  if (value === 'larger') return parent * 1.2;
  return readLength(value, parent);
}

export function readLength(value: string, em: number): number | undefined {
  const parts = /^(-?\d*\.?\d+)\s*(px|pt|em|rem|ex|%|in|cm|mm|)$/.exec(value.trim());
  if (parts === null) return undefined;
  const amount = Number(parts[1]);
  switch (parts[2]) {
    case 'em':
      return amount * em;
    case 'rem':
      return amount * BASE_SIZE;
    case 'ex':
      return amount * em * 0.5;
    case '%':
      return (amount / 100) * em;
    case 'pt':
      return amount * POINTS_PER_PIXEL * (4 / 3);
    case 'in':
      return amount * 72;
    case 'cm':
      return amount * 28.35;
    case 'mm':
      return amount * 2.835;
    default:
      return amount * POINTS_PER_PIXEL;
  }
}

function familyOf(value: string | undefined, parent: TextStyle): FontStyle['family'] {
  if (value === undefined || value === 'inherit') return parent.font.family;
  if (/mono|courier|consolas|menlo/.test(value)) return 'mono';
  if (/(?<!sans-)serif|times|georgia|garamond|cambria|palatino|book antiqua/.test(value.split(',')[0] ?? ''))
    return 'serif';
  return value.trim() === 'serif' ? 'serif' : 'sans';
}

/** Tables begin anew, as browsers have it: the attribute on a table or picture places it, not the text in it. */
function alignOf(value: string | undefined): TextStyle['align'] | undefined {
  if (value === 'left' || value === 'right' || value === 'center' || value === 'justify') return value;
  return value === 'middle' ? 'center' : value === 'start' ? 'start' : undefined;
}
