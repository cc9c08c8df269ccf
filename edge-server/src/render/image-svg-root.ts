// Finds the root element of an SVG and reads its size (SVG 2 section 8.2), and writes it anew with another size. Reads nothing else of the document.

export interface SvgRoot {
  /** CSS pixels as the root says, or the size of its viewBox; undefined when it says neither. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
  /** The document with a root of so many pixels, its content scaled along. Only where `size` is known. */
  readonly resize: (width: number, height: number) => string;
}

/** What may stand before the root: declarations, comments, and a document type with its own list in brackets (XML 1.0 section 2.8). */
const PROLOGUE =
  /^(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype\b(?:[^[>"']|"[^"]*"|'[^']*')*(?:\[(?:[^\]"']|"[^"]*"|'[^']*')*\]\s*)?>)/i;

const ROOT = /^<(?:[\w.-]{1,32}:)?svg(?=[\s>/])((?:[^>"']|"[^"]*"|'[^']*')*)>/i;
const ATTRIBUTE = /\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** CSS pixels in each unit (CSS Values 4 section 6); em and ex of the initial font. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  pt: 96 / 72,
  pc: 16,
  em: 16,
  rem: 16,
  ex: 8,
};

/** Undefined when the document does not begin with an SVG element. */
export function readSvgRoot(text: string): SvgRoot | undefined {
  let start = 0;
  for (let part = PROLOGUE.exec(text); part !== null; part = PROLOGUE.exec(text.slice(start))) {
    start += part[0].length;
  }
  const root = ROOT.exec(text.slice(start));
  if (root === null) return undefined;
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of (root[1] ?? '').matchAll(ATTRIBUTE)) {
    attributes.set(name, double ?? single ?? '');
  }
  const box = readBox(attributes.get('viewBox'));
  const size = sizeOf(readLength(attributes.get('width')), readLength(attributes.get('height')), box);
  const [before, after] = [text.slice(0, start), text.slice(start + root[0].length)];
  return {
    size,
    resize: (width, height) => {
      const kept = root[0].replace(/\s(?:width|height)\s*=\s*(?:"[^"]*"|'[^']*')/g, '');
      const view =
        box === undefined && size !== undefined ? ` viewBox="0 0 ${size.width} ${size.height}"` : '';
      const bare = view === '' ? kept : kept.replace(/\sviewBox\s*=\s*(?:"[^"]*"|'[^']*')/, '');
      const sized = bare.replace(
        /^<[\w.:-]+/,
        (name) => `${name} width="${width}" height="${height}"${view}`,
      );
      return `${before}${sized}${after}`;
    },
  };
}

function sizeOf(
  width: number | undefined,
  height: number | undefined,
  box: { readonly width: number; readonly height: number } | undefined,
): SvgRoot['size'] {
  if (width !== undefined && height !== undefined) return { width, height };
  if (box === undefined) return undefined;
  if (width !== undefined) return { width, height: (width * box.height) / box.width };
  if (height !== undefined) return { width: (height * box.width) / box.height, height };
  return box;
}

/** Undefined for per cent, "auto", nothing, and what is no length above zero. */
function readLength(text: string | undefined): number | undefined {
  const [, number, unit = ''] = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(text ?? '') ?? [];
  const factor = UNITS[unit.toLowerCase()];
  const value = Number(number) * (factor ?? Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

function readBox(text: string | undefined): { readonly width: number; readonly height: number } | undefined {
  const [, , width = 0, height = 0] = (text ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return width > 0 && height > 0 && Number.isFinite(width) && Number.isFinite(height)
    ? { width, height }
    : undefined;
}
