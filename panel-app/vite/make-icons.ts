// Writes src/components/icons.ts from lucide-static: each icon of the list as one path. To add an icon, name it here and run
// `npx tsx panel-app/vite/make-icons.ts`; with `--check` nothing is written and a difference ends it with status 1.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const NAMES = [
  'activity',
  'arrow-down',
  'arrow-left',
  'arrow-up',
  'ban',
  'chart-column',
  'check',
  'chevron-down',
  'chevron-left',
  'chevron-right',
  'chevron-up',
  'circle-alert',
  'circle-check',
  'circle-question-mark',
  'clock',
  'cloud-off',
  'copy',
  'delete',
  'download',
  'ellipsis',
  'external-link',
  'eye',
  'eye-off',
  'file-plus',
  'file-text',
  'image',
  'inbox',
  'info',
  'key-round',
  'languages',
  'layers',
  'layout-dashboard',
  'lock',
  'lock-open',
  'log-out',
  'mail',
  'maximize',
  'minus',
  'moon',
  'pause',
  'play',
  'plug',
  'plus',
  'printer',
  'refresh-cw',
  'search',
  'send',
  'settings',
  'shield',
  'sliders-horizontal',
  'square',
  'square-check',
  'sun',
  'trash',
  'triangle-alert',
  'undo-2',
  'upload',
  'user',
  'users',
  'x',
];

type Attributes = Readonly<Record<string, string>>;

const require = createRequire(import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const nodes = read(require.resolve('lucide-static/icon-nodes.json')) as Record<
  string,
  readonly (readonly [shape: string, attributes: Attributes])[]
>;
const { version } = read(require.resolve('lucide-static/package.json')) as { version: string };

const circle = (x: number, y: number, across: number, down: number): string =>
  `M${x - across} ${y}a${across} ${down} 0 1 0 ${2 * across} 0a${across} ${down} 0 1 0 -${2 * across} 0`;

const corners = (points: string): string =>
  points
    .trim()
    .split(/[\s,]+/)
    .reduce((path, value, index) => `${path}${index % 2 === 1 ? ' ' : index === 0 ? 'M' : 'L'}${value}`, '');

function rectangle(left: number, top: number, wide: number, high: number, round: number): string {
  if (round === 0) return `M${left} ${top}h${wide}v${high}h-${wide}z`;
  const arc = (dx: number, dy: number): string => `a${round} ${round} 0 0 1 ${dx} ${dy}`;
  const [across, down] = [wide - 2 * round, high - 2 * round];
  return `M${left + round} ${top}h${across}${arc(round, round)}v${down}${arc(-round, round)}h-${across}${arc(-round, -round)}v-${down}${arc(round, -round)}z`;
}

/** A path that begins with a relative move would begin where the one before it ended, once they are joined. */
function absolute(path: string): string {
  const [, x, y, rest = ''] = /^m\s*(-?\d*\.?\d+)[\s,]*(-?\d*\.?\d+)\s*,?\s*([\s\S]*)$/.exec(path) ?? [];
  if (x === undefined) return path;
  // Pairs after a move are lines, and relative ones after a relative move (SVG 2, section 9.3.3).
  return `M${x} ${y}${/^[-.\d]/.test(rest) ? 'l' : ''}${rest}`;
}

function draw(shape: string, attributes: Attributes): string {
  const text = (name: string): string => attributes[name] ?? '';
  const number = (name: string): number => Number(text(name));
  switch (shape) {
    case 'path':
      return absolute(text('d'));
    case 'line':
      return `M${text('x1')} ${text('y1')}L${text('x2')} ${text('y2')}`;
    case 'polyline':
      return corners(text('points'));
    case 'polygon':
      return `${corners(text('points'))}z`;
    case 'circle':
      return circle(number('cx'), number('cy'), number('r'), number('r'));
    case 'ellipse':
      return circle(number('cx'), number('cy'), number('rx'), number('ry'));
    case 'rect':
      return rectangle(number('x'), number('y'), number('width'), number('height'), number('rx'));
    default:
      throw new Error(`lucide draws with <${shape}>, which is not known here`);
  }
}

const constant = (name: string): string => name.toUpperCase().replaceAll('-', '_');
function pathOf(name: string): string {
  const shapes = nodes[name];
  if (shapes === undefined) throw new Error(`lucide has no icon ${name}`);
  return shapes.map(([shape, attributes]) => draw(shape, attributes)).join('');
}

/** Broken where biome would break it. */
const declaration = (name: string): string => {
  const [left, right] = [`export const ${constant(name)} =`, `'${pathOf(name)}';`];
  return left.length + 1 + right.length <= 110 ? `${left} ${right}` : `${left}\n  ${right}`;
};
const text = [
  `// Icons as one path each on a 24 x 24 grid: the shapes of lucide ${version} (licences in panel-app/NOTICE), joined.`,
  '// Written by vite/make-icons.ts. One constant per icon, so that a bundle carries only the icons it shows.',
  ...NAMES.map(declaration),
  '',
].join('\n');

const target = new URL('../src/components/icons.ts', import.meta.url);
if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('src/components/icons.ts is not what vite/make-icons.ts writes.');
  process.exitCode = 1;
}
