// One declaration as old WebKit writes it: prefixes, the flexible box of 2009, and left and right in place of start and end.

export type Direction = 'ltr' | 'rtl';
type Line = readonly [name: string, value: string];

/** Known to new engines only and without effect on the layout, or part of a grid that layout.ts draws otherwise. */
const DROPPED =
  /^(color-scheme|touch-action|scrollbar-width|text-size-adjust|scroll-.*|grid.*|(row-|column-)?gap|justify-(items|self)|place-.*|accent-color|forced-color-adjust|contain|will-change)$/;

const PREFIXED =
  /^(animation|transition|transform|transform-origin|user-select|align-self|align-content|flex-wrap)$/;

const BOX: Readonly<Record<string, string>> = {
  'flex-start': 'start',
  'flex-end': 'end',
  start: 'start',
  end: 'end',
  center: 'center',
  stretch: 'stretch',
  baseline: 'baseline',
  'space-between': 'justify',
};

const flexible = (value: string): string => value.replace(/^(start|end)$/, 'flex-$1');

/** "2 1 0" grows by 2; "none" and "auto" do not (css-flexbox-1, section 7.1.1). */
function grows(value: string): string {
  const [first = '0'] = value.split(' ');
  return value === 'auto' ? '1' : /^[\d.]+$/.test(first) ? first : '0';
}

/** @param wraps the box of 2009 cannot: it is then a block, whose children float. */
function flex(name: string, value: string, wraps: boolean): readonly Line[] | undefined {
  switch (name) {
    case 'display': {
      if (value !== 'flex' && value !== 'inline-flex') return undefined;
      const inline = value === 'flex' ? '' : 'inline-';
      const box: Line = [name, wraps ? (inline === '' ? 'block' : 'inline-block') : `-webkit-${inline}box`];
      return [box, [name, `-webkit-${value}`], [name, value]];
    }
    case 'flex':
      return [
        ['-webkit-box-flex', grows(value)],
        ['-webkit-flex', value],
        ['flex', value],
      ];
    case 'flex-direction':
      return [
        ['-webkit-box-orient', value.startsWith('column') ? 'vertical' : 'horizontal'],
        ['-webkit-box-direction', value.endsWith('reverse') ? 'reverse' : 'normal'],
        ['-webkit-flex-direction', value],
        [name, value],
      ];
    case 'align-items':
    case 'justify-content': {
      const box = BOX[value];
      return [
        ...(box === undefined
          ? []
          : [[`-webkit-box-${name === 'align-items' ? 'align' : 'pack'}`, box] as const]),
        [`-webkit-${name}`, flexible(value)],
        [name, flexible(value)],
      ];
    }
    case 'order':
      return [
        ['-webkit-box-ordinal-group', String(Number(value) + 1)],
        ['-webkit-order', value],
        [name, value],
      ];
    default:
      return undefined;
  }
}

const SIDES = { start: { ltr: 'left', rtl: 'right' }, end: { ltr: 'right', rtl: 'left' } } as const;

/** Two values stand for start and end, one for both. */
function pair(value: string): readonly [string, string] {
  const [start = '', end = start] = value.split(/\s+(?![^(]*\))/);
  return [start, end];
}

/** Start and end as sides; undefined where the declaration knows no direction. */
function physical(name: string, value: string, direction: Direction): readonly Line[] | undefined {
  const left = (end: 'start' | 'end'): string => SIDES[end][direction];
  if (
    (name === 'text-align' || name === 'float' || name === 'clear') &&
    /^(inline-)?(start|end)$/.test(value)
  ) {
    return [[name, left(value.endsWith('start') ? 'start' : 'end')]];
  }
  const single = /^(margin|padding|inset|border)-inline-(start|end)(-\w+)?$/.exec(name);
  if (single !== null) {
    const [, what = '', end = 'start', rest = ''] = single;
    const side = left(end === 'end' ? 'end' : 'start');
    return [[what === 'inset' ? side : `${what}-${side}${rest}`, value]];
  }
  const corner = /^border-(start|end)-(start|end)-radius$/.exec(name);
  if (corner !== null) {
    const side = left(corner[2] === 'end' ? 'end' : 'start');
    return [[`border-${corner[1] === 'start' ? 'top' : 'bottom'}-${side}-radius`, value]];
  }
  const both = /^(margin|padding|inset)-inline$/.exec(name);
  if (both !== null) {
    const [start, end] = pair(value);
    const what = both[1] === 'inset' ? '' : `${both[1]}-`;
    return [
      [`${what}${left('start')}`, start],
      [`${what}${left('end')}`, end],
    ];
  }
  return undefined;
}

/** What means the same in every direction of writing, with its older names. */
function renamed(name: string, value: string): readonly Line[] {
  const block = /^(margin|padding|inset|border)-block(?:-(start|end))?(-\w+)?$/.exec(name);
  if (block !== null) {
    const [, what = '', end, rest = ''] = block;
    const [start, last] = pair(value);
    const side = (word: string): string => (what === 'inset' ? word : `${what}-${word}${rest}`);
    if (end === undefined) {
      return [
        [side('top'), start],
        [side('bottom'), last],
      ];
    }
    return [[side(end === 'start' ? 'top' : 'bottom'), value]];
  }
  if (name === 'inset')
    return ['top', 'right', 'bottom', 'left'].map((side, index) => {
      const values = value.split(' ');
      return [side, values[index] ?? values[index - 2] ?? values[0] ?? value];
    });
  const sized = /^(min-|max-)?(inline|block)-size$/.exec(name);
  if (sized !== null) return [[`${sized[1] ?? ''}${sized[2] === 'inline' ? 'width' : 'height'}`, value]];
  if (name === 'overflow-wrap') return [['word-wrap', 'break-word']];
  if (name === 'background' && value.startsWith('repeating-linear-gradient'))
    return [[name, value.replace(/(#\w+) (\d+)(?:px)? (\d+px)/g, '$1 $2px,$1 $3')]];
  const lines: Line[] = value.includes('calc(') ? [[name, value.replaceAll('calc(', '-webkit-calc(')]] : [];
  if (PREFIXED.test(name)) lines.push([`-webkit-${name}`, value]);
  return [...lines, [name, value]];
}

export interface OldLines {
  readonly always: readonly Line[];
  readonly ltr: readonly Line[];
  readonly rtl: readonly Line[];
}

/** @param wraps whether the rule it stands in lets a flexible box wrap. */
export function oldDeclaration(name: string, value: string, wraps: boolean): OldLines {
  const none = { always: [], ltr: [], rtl: [] };
  if (DROPPED.test(name) || (name === 'display' && /grid/.test(value))) return none;
  if (/\b(min|max|clamp)\(|\benv\(/.test(value)) throw new Error(`${name}:${value} has no old form`);
  const [ltr, rtl] = [physical(name, value, 'ltr'), physical(name, value, 'rtl')];
  if (ltr !== undefined && rtl !== undefined) return { always: [], ltr, rtl };
  return { ...none, always: flex(name, value, wraps) ?? renamed(name, value) };
}
