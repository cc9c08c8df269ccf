// Reads CSS colours (CSS Color 4, the forms mails use) and makes them readable on white paper.
import { BLACK, type Rgb } from './text-pdf.ts';

/** The names in use; the other 130 of CSS do not occur in mails often enough to carry them. */
const NAMES: Readonly<Record<string, string>> = {
  black: '#000',
  white: '#fff',
  red: '#f00',
  green: '#008000',
  blue: '#00f',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  maroon: '#800000',
  purple: '#800080',
  fuchsia: '#f0f',
  magenta: '#f0f',
  lime: '#0f0',
  olive: '#808000',
  yellow: '#ff0',
  navy: '#000080',
  teal: '#008080',
  aqua: '#0ff',
  cyan: '#0ff',
  orange: '#ffa500',
  brown: '#a52a2a',
  pink: '#ffc0cb',
  gold: '#ffd700',
  darkblue: '#00008b',
  darkgreen: '#006400',
  darkred: '#8b0000',
  crimson: '#dc143c',
  dimgray: '#696969',
  dimgrey: '#696969',
  darkgray: '#a9a9a9',
  darkgrey: '#a9a9a9',
  lightgray: '#d3d3d3',
  lightgrey: '#d3d3d3',
  tomato: '#ff6347',
  steelblue: '#4682b4',
  royalblue: '#4169e1',
  indigo: '#4b0082',
  windowtext: '#000',
  slategray: '#708090',
  firebrick: '#b22222',
  chocolate: '#d2691e',
};

/** Relative luminance above which type is too pale for paper: a contrast of 4.5 to 1 against white, WCAG's mark for text. */
const PALEST = 0.183;

/** Undefined for what is no colour, and for what cannot be seen through. */
export function readColor(value: string): Rgb | undefined {
  const named = Object.hasOwn(NAMES, value) ? NAMES[value] : value;
  const hex = /^#?([0-9a-f]{3,8})$/.exec(named ?? '')?.[1];
  if (hex !== undefined) {
    const wide = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
    const at = (index: number): number => Number.parseInt(wide.slice(index, index + 2), 16) / 255;
    return [at(0), at(2), at(4)];
  }
  const parts = /^rgba?\(([^)]{1,60})\)$/.exec(named ?? '')?.[1]?.split(/[\s,/]+/) ?? [];
  const [red, green, blue] = parts
    .slice(0, 3)
    .map((part) => Number.parseFloat(part) / (part.endsWith('%') ? 100 : 255))
    .map((part) => Math.min(1, Math.max(0, part)));
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return [red, green, blue].some(Number.isNaN) ? undefined : [red, green, blue];
}

/** Backgrounds are not printed, so pale type is darkened as browsers do; nearly grey becomes grey, so that it costs no colour page. */
export function forPaper(color: Rgb): Rgb {
  const luminance = 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2]);
  // White on a coloured button says nothing about a colour of its own.
  if (luminance > 0.8) return BLACK;
  const factor = luminance > PALEST ? (PALEST / luminance) ** (1 / 2.2) : 1;
  const [red, green, blue] = color.map((part) => part * factor);
  if (red === undefined || green === undefined || blue === undefined) return BLACK;
  const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
  if (spread > NEARLY_GREY) return [red, green, blue];
  const grey = Math.round((red * 0.3 + green * 0.6 + blue * 0.1) * 100) / 100;
  return [grey, grey, grey];
}

/** Difference of the channels up to which a colour is a tinted grey, as designers like for text (#333a40). */
const NEARLY_GREY = 0.1;

export function isColored(color: Rgb): boolean {
  return Math.max(...color) - Math.min(...color) > NEARLY_GREY;
}

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
