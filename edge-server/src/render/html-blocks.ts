// Turns the clean tree into blocks that can be asked how wide they want to be and laid out at a width: paragraphs, lists, quotations, rules.

import { type Block, type BlockContext, type StackItem, stack } from './html-block.ts';
import { type Inline, makeParagraph, type Paragraph } from './html-inline.ts';
import type { Flow } from './html-pages.ts';
import { LIST_INDENT, LISTS, type Style, styleOf, type TextStyle } from './html-style.ts';
import { makeTable } from './html-table.ts';
import type { Element, Node } from './html-tree.ts';
import type { Rgb } from './text-pdf.ts';

const RULE: Rgb = [0.6, 0.6, 0.6];

/** Points between a list's mark and its text. */
const MARK_GAP = 5;

/** Everything inside `element` as one block; undefined when nothing of it is seen. `style` is its own. */
export function makeContainer(element: Element, style: Style, context: BlockContext): Block | undefined {
  const items: StackItem[] = [];
  let inlines: Inline[] = [];
  const counter = { value: Number.parseInt(element.attributes['start'] ?? '1', 10) || 1 };

  const flush = (): void => {
    const paragraph = makeParagraph(inlines, style.text, context);
    inlines = [];
    if (paragraph !== undefined)
      items.push({ block: paragraphBlock(paragraph, isHeading(element)), top: 0, bottom: 0 });
  };
  const walk = (node: Node, inherited: TextStyle): void => {
    if (node.kind === 'text') {
      inlines.push({ kind: 'text', text: node.text, style: inherited });
      return;
    }
    const own = styleOf(node, inherited, context);
    if (own.box.display === 'none') return;
    if (node.tag === 'br')
      inlines.push({ kind: 'text', text: inherited.pre ? '\n' : '\u2028', style: inherited });
    else if (node.tag === 'wbr') inlines.push({ kind: 'text', text: '\u200b', style: inherited });
    else if (node.tag === 'img') inlines.push(...context.pictures.inline(node, own));
    else if (own.box.display === 'inline') {
      for (const child of node.children) walk(child, own.text);
    } else {
      flush();
      const block = makeBlock(node, own, context, counter);
      if (block !== undefined) items.push({ block, top: own.box.marginTop, bottom: own.box.marginBottom });
    }
  };
  for (const child of element.children) walk(child, style.text);
  flush();
  return items.length === 0 ? undefined : stack(items);
}

function makeBlock(
  element: Element,
  style: Style,
  context: BlockContext,
  counter: { value: number },
): Block | undefined {
  if (element.tag === 'hr') return ruleBlock();
  if (element.tag === 'table') return makeTable(element, style, context, makeContainer);
  const inner = makeContainer(element, style, context);
  if (inner === undefined) return undefined;
  const rtl = style.text.direction === 'rtl';
  if (element.tag === 'li') {
    const value = Number.parseInt(element.attributes['value'] ?? '', 10);
    if (!Number.isNaN(value)) counter.value = value;
    const mark = markOf(style.text.listType, counter.value);
    counter.value += 1;
    const marked = mark === '' ? inner : withMark(inner, mark, style.text, context, rtl);
    // Outside a list there is no room for the mark yet.
    return LISTS.has(element.parent?.tag ?? '') ? marked : indented(marked, LIST_INDENT, rtl, false);
  }
  const { indent } = style.box;
  return indent === 0 ? inner : indented(inner, indent, rtl, element.tag === 'blockquote');
}

function isHeading({ tag }: Element): boolean {
  return /^h[1-6]$/.test(tag);
}

function paragraphBlock(paragraph: Paragraph, keep: boolean): Block {
  return {
    minWidth: paragraph.minWidth,
    maxWidth: paragraph.maxWidth,
    flow: (width) => paragraph.lines(width).map((line) => ({ kind: 'line', x: 0, keep, bars: [], ...line })),
  };
}

function ruleBlock(): Block {
  return {
    minWidth: 1,
    maxWidth: 1,
    flow: (width) => [
      {
        kind: 'line',
        x: 0,
        height: 1,
        bars: [],
        draw: (pen, x, top) => pen.rectangle(x, top - 0.75, width, 0.5, RULE),
      },
    ],
  };
}

export function moved(item: Flow, by: number, bar?: number): Flow {
  const bars = [...item.bars.map((x) => x + by), ...(bar === undefined ? [] : [bar])];
  return item.kind === 'gap' ? { ...item, bars } : { ...item, x: item.x + by, bars };
}

function indented(inner: Block, indent: number, rtl: boolean, quoted: boolean): Block {
  // Replies within replies within replies: the text must keep some room.
  const room = (width: number): number => Math.max(width - indent, Math.min(width, 120));
  return {
    minWidth: inner.minWidth + indent,
    maxWidth: inner.maxWidth + indent,
    flow: (width) => {
      const inside = room(width);
      const by = rtl ? 0 : width - inside;
      const bar = quoted ? (rtl ? inside + indent / 2 : by / 2 - 2) : undefined;
      return inner.flow(inside).map((item) => moved(item, by, bar));
    },
  };
}

function withMark(inner: Block, mark: string, style: TextStyle, context: BlockContext, rtl: boolean): Block {
  const plain: TextStyle = {
    ...style,
    underline: false,
    strike: false,
    rise: 0,
    align: 'left',
    upper: false,
    pre: false,
  };
  const paragraph = makeParagraph([{ kind: 'text', text: mark, style: plain }], plain, context);
  return {
    minWidth: inner.minWidth,
    maxWidth: inner.maxWidth,
    flow: (width) => {
      const flow = [...inner.flow(width)];
      const first = flow.findIndex(({ kind }) => kind !== 'gap');
      const item = flow[first];
      const line = paragraph?.lines(width)[0];
      if (item?.kind !== 'line' || line === undefined || paragraph === undefined) return flow;
      const offset = rtl ? width + MARK_GAP - item.x : -paragraph.maxWidth - MARK_GAP - item.x;
      flow[first] = {
        ...item,
        draw: (pen, x, top) => {
          line.draw(pen, x + offset, top);
          item.draw(pen, x, top);
        },
      };
      return flow;
    },
  };
}

const BULLETS: Readonly<Record<string, string>> = { disc: '•', circle: '◦', square: '▪', none: '' };

/** HTML's and CSS's names of list styles. */
function markOf(type: string, value: number): string {
  if (Object.hasOwn(BULLETS, type)) return BULLETS[type] ?? '';
  if (type === 'a' || /^lower-(alpha|latin)/.test(type)) return `${letters(value)}.`;
  if (type === 'A' || /^upper-(alpha|latin)/.test(type)) return `${letters(value).toUpperCase()}.`;
  if (type === 'i' || type === 'lower-roman') return `${roman(value)}.`;
  if (type === 'I' || type === 'upper-roman') return `${roman(value).toUpperCase()}.`;
  return /^(1|decimal)/.test(type) ? `${value}.` : '•';
}

function letters(value: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / 26))
    text = String.fromCharCode(97 + ((rest - 1) % 26)) + text;
  return text;
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(value: number): string {
  // Beyond, nobody writes them.
  if (value < 1 || value > 3999) return String(value);
  let rest = value;
  let text = '';
  for (const [amount, sign] of ROMAN) {
    while (rest >= amount) {
      text += sign;
      rest -= amount;
    }
  }
  return text;
}
