// A message as plain text: for programs that show no HTML, for screen readers, and for notifications.
import { groupCode } from '../code-length.ts';
import type { Block, Item, Link, Sheet } from './sheet.ts';

/** Line breaks are LF; whoever sends it makes them CRLF. */
export function sheetToText(sheet: Sheet): string {
  const parts = sheet.blocks.map(written).filter((part) => part !== '');
  return `${[...parts, `-- \n${sheet.footer}`].join('\n\n')}\n`;
}

function written(block: Block): string {
  switch (block.kind) {
    case 'title':
    case 'text':
    case 'quiet':
    case 'head':
      return block.text;
    case 'code':
      return `${block.label}:\n\n    ${groupCode(block.code)}\n\n${block.hint}`;
    case 'items':
      return block.items.map(item).join('\n\n');
    case 'button':
      return block.hint === undefined ? link(block.link) : `${link(block.link)}\n${block.hint}`;
    case 'links':
      return block.links.map(link).join('\n\n');
  }
}

function item({ title, lines, link: to }: Item): string {
  const more = to === undefined ? lines : [...lines, link(to)];
  return [`* ${title}`, ...more.flatMap((line) => line.split('\n')).map((line) => `  ${line}`)].join('\n');
}

const link = ({ label, href, plain }: Link): string => `${label}:\n${plain ?? href}`;
