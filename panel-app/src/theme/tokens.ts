// The design tokens as data and as CSS custom properties: colours for light and dark, and the sizes of the two densities.
// Not a stylesheet of anything visible; that begins in base.ts.

interface Shade {
  readonly light: string;
  readonly dark: string;
}

/** Contrast on paper and paper-2: ink and ink-2 at least 7:1, every other text colour at least 4.5:1. */
const COLOURS = {
  ink: { light: '#14181f', dark: '#f2f4f8' },
  'ink-2': { light: '#454f5d', dark: '#b9c1ce' },
  'ink-3': { light: '#626c7b', dark: '#98a2b2' },
  paper: { light: '#ffffff', dark: '#12161c' },
  'paper-2': { light: '#f4f6f9', dark: '#1b212a' },
  // Pressed and chosen surfaces; one step further than paper-2.
  'paper-3': { light: '#e6eaf0', dark: '#29313d' },
  line: { light: '#d8dde6', dark: '#313a47' },
  // The edge of something that can be pressed or typed into: 3:1 on paper, as WCAG 1.4.11 asks.
  edge: { light: '#7c8695', dark: '#7f8a9b' },
  accent: { light: '#0b5fd8', dark: '#6aa8ff' },
  'accent-press': { light: '#094cae', dark: '#8fbeff' },
  'accent-ink': { light: '#ffffff', dark: '#08111f' },
  'accent-soft': { light: '#e9f1fd', dark: '#17273f' },
  ok: { light: '#0f7a43', dark: '#57c98a' },
  'ok-soft': { light: '#e5f4ec', dark: '#12291d' },
  warn: { light: '#8f5400', dark: '#f0b357' },
  'warn-soft': { light: '#fcf2e1', dark: '#2c2212' },
  bad: { light: '#b3261e', dark: '#ff8a80' },
  'bad-soft': { light: '#fceceb', dark: '#351b19' },
} as const satisfies Readonly<Record<string, Shade>>;

/** Sizes in px. `text-*`: hint, body, heading, display. `control`: the least height of anything that is pressed. */
export const SIZES = {
  panel: {
    'text-1': 18,
    'text-2': 22,
    'text-3': 28,
    'text-4': 40,
    control: 64,
    radius: 10,
    'radius-card': 14,
  },
  desk: {
    'text-1': 14,
    'text-2': 16,
    'text-3': 20,
    'text-4': 28,
    control: 44,
    radius: 10,
    'radius-card': 14,
  },
} as const;

const declare = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `--${name}:${typeof value === 'number' ? `${value}px` : value}`)
    .join(';');

function shades(mode: keyof Shade): string {
  return declare(Object.fromEntries(Object.entries(COLOURS).map(([name, shade]) => [name, shade[mode]])));
}

/**
 * The custom properties of one surface.
 * @param surface `panel`: light unless `<html data-theme="dark">`. `desk` (portal, console): follows the system, and
 * `data-theme="light"` or `"dark"` on `<html>` overrides it.
 */
export function tokenStyles(surface: keyof typeof SIZES): string {
  const rest = {
    font: "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif",
    shadow: '0 8px 28px rgba(15,23,38,.18)',
    // Long enough to be seen, short enough not to be waited for.
    quick: '140ms',
  };
  const light = `:root{color-scheme:light;${shades('light')};${declare(SIZES[surface])};${declare(rest)}}`;
  const dark = `color-scheme:dark;${shades('dark')};--shadow:0 8px 28px rgba(0,0,0,.5)`;
  const bySystem =
    surface === 'desk' ? `@media(prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}` : '';
  return `${light}${bySystem}:root[data-theme=dark]{${dark}}`;
}
