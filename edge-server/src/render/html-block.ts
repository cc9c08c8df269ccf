// What a block of a page is, and how blocks are set one under the other.
import type { Setting } from './html-inline.ts';
import { largest } from './html-largest.ts';
import type { Flow } from './html-pages.ts';
import type { HtmlPictures } from './html-pictures.ts';
import type { Style, StyleSource } from './html-style.ts';
import { type Element, textOf } from './html-tree.ts';

export interface Block {
  /** Points: the widest thing that cannot be broken, and what it takes when nothing has to be broken. */
  readonly minWidth: number;
  readonly maxWidth: number;
  readonly flow: (width: number) => readonly Flow[];
}

export interface BlockContext extends Setting, StyleSource {
  readonly pictures: HtmlPictures;
}

export interface StackItem {
  readonly block: Block;
  readonly top: number;
  readonly bottom: number;
}

/** html-blocks.ts makeContainer(), for what holds others itself. */
export type MakeContainer = (element: Element, style: Style, context: BlockContext) => Block | undefined;

/** One under the other; of two margins that meet, the larger counts (CSS 2.1, 8.3.1). */
export function stack(items: readonly StackItem[]): Block {
  return {
    minWidth: largest(items.map(({ block }) => block.minWidth)),
    maxWidth: largest(items.map(({ block }) => block.maxWidth)),
    flow: (width) => {
      const flow: Flow[] = [];
      let margin = 0;
      for (const { block, top, bottom } of items) {
        for (const item of [gap(Math.max(margin, top)), ...block.flow(width)]) append(flow, item);
        margin = bottom;
      }
      append(flow, gap(margin));
      return flow;
    },
  };
}

const gap = (height: number): Flow => ({ kind: 'gap', height, bars: [] });

/** Gaps that meet become the larger of them. */
function append(flow: Flow[], item: Flow): void {
  const last = flow.at(-1);
  if (item.kind !== 'gap') flow.push(item);
  else if (last?.kind === 'gap') {
    flow[flow.length - 1] = {
      ...(item.height > last.height ? item : last),
      bars: last.bars.length < item.bars.length ? last.bars : item.bars,
    };
  } else if (item.height > 0) flow.push(item);
}

/** Whether anything inside is seen. */
export function isBlank(element: Element): boolean {
  if (element.tag === 'img' || element.tag === 'hr') return false;
  return element.children.every((child) =>
    child.kind === 'text'
      ? /^[\s\u00a0\u200b-\u200d\u2060\ufeff\u034f\u00ad]*$/.test(textOf(child))
      : isBlank(child),
  );
}
