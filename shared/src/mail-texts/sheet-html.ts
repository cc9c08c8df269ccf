// A message as HTML that a phone shows well: one column, nothing loaded from anywhere, light and dark. Tables and inline styles, because
// Outlook on Windows lays out with Word's engine and some web mail throws <style> away; what <style> adds is dark mode and nothing else needed.
import { groupCode } from '../code-length.ts';
import type { Block, Item, Link, Sheet } from './sheet.ts';

// The tokens of panel-app/src/theme/tokens.ts as values: mail knows no custom properties.
const INK = '#14181f';
const INK_2 = '#454f5d';
const PAPER = '#ffffff';
const PAPER_2 = '#f4f6f9';
const LINE = '#d8dde6';
const ACCENT = '#0b5fd8';
const ACCENT_SOFT = '#e9f1fd';
const WARN = '#8f5400';
const BAD = '#b3261e';

const FONT = "-apple-system,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,sans-serif";
const DIGITS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Roboto Mono','Liberation Mono',monospace";

/** Class -> what it becomes in the dark. Programs that ignore this and turn colours round by themselves find plain dark on light. */
const DARK = {
  page: 'background:#0b0e13!important',
  card: 'background:#12161c!important;border-color:#313a47!important',
  ink: 'color:#f2f4f8!important',
  ink2: 'color:#b9c1ce!important',
  row: 'border-color:#313a47!important',
  box: 'background:#17273f!important;border-color:#2b4569!important',
  link: 'color:#6aa8ff!important',
  main: 'background:#6aa8ff!important;border-color:#6aa8ff!important;color:#08111f!important',
  side: 'border-color:#6aa8ff!important;color:#6aa8ff!important',
  warn: 'color:#f0b357!important',
  bad: 'color:#ff8a80!important',
} as const;

const dark = (before = ''): string =>
  Object.entries(DARK)
    .map(([name, style]) => `${before}.${name}{${style}}`)
    .join('');

// [data-ogsc] is Outlook's own dark mode on phones and on the web. Numbers that look like a telephone's stay what they are.
const STYLE = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  'a[x-apple-data-detectors]{color:inherit!important;text-decoration:none!important}',
  `@media(prefers-color-scheme:dark){${dark()}}`,
  dark('[data-ogsc] '),
].join('');

export function sheetToHtml(sheet: Sheet): string {
  const content = sheet.blocks.map(written).join('');
  return [
    `<!doctype html><html lang="${safe(sheet.tag)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">',
    `<title>${safe(sheet.subject)}</title><style>${STYLE}</style></head>`,
    `<body class="page" style="margin:0;padding:0;background:${PAPER_2};-webkit-text-size-adjust:100%">`,
    '<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0"',
    ` style="background:${PAPER_2}"><tr><td align="center" style="padding:16px 12px 24px">`,
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">',
    `<tr><td class="ink2" style="${type(14, INK_2)};padding:4px 8px 12px;font-weight:600">${safe(sheet.site)}</td></tr>`,
    `<tr><td class="card" style="background:${PAPER};border:1px solid ${LINE};border-radius:14px;padding:24px 20px 8px">`,
    content,
    '</td></tr>',
    `<tr><td class="ink2" style="${type(14, INK_2)};padding:16px 8px 0">${lines(sheet.footer)}</td></tr>`,
    '</table></td></tr></table></body></html>',
  ].join('');
}

function written(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `<h1 class="ink" style="${type(22, INK, 28)};margin:0 0 16px;font-weight:650">${safe(block.text)}</h1>`;
    case 'head':
      return `<h2 class="ink" style="${type(16, INK)};margin:8px 0 8px;font-weight:650">${safe(block.text)}</h2>`;
    case 'text':
      return paragraph(block.text, 'ink', type(16, INK, 24));
    case 'quiet':
      return paragraph(block.text, 'ink2', type(14, INK_2, 20));
    case 'code':
      return code(block.label, block.code, block.hint);
    case 'items':
      return items(block.items);
    case 'button':
      return button(block.link, block.main, block.hint);
    case 'links':
      return paragraphs(block.links.map((one) => link(one, 16)));
  }
}

const type = (size: number, color: string, line = Math.round(size * 1.45)): string =>
  `font-family:${FONT};font-size:${size}px;line-height:${line}px;color:${color};overflow-wrap:anywhere;word-break:break-word`;

const paragraph = (text: string, name: string, style: string): string =>
  `<p class="${name}" style="${style};margin:0 0 16px">${lines(text)}</p>`;

const paragraphs = (made: readonly string[]): string => `<p style="margin:0 0 16px">${made.join('<br>')}</p>`;

/** Each group stays in one piece; a long code goes on in a second row. */
function code(label: string, digits: string, hint: string): string {
  const groups = groupCode(digits)
    .split(' ')
    .map((group) => `<span style="white-space:nowrap">${safe(group)}</span>`)
    .join(' ');
  return [
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr>',
    `<td class="box" align="center" style="background:${ACCENT_SOFT};border:1px solid #c5dbf8;border-radius:10px;padding:16px 12px">`,
    `<div class="ink2" style="${type(14, INK_2)}">${safe(label)}</div>`,
    `<div class="ink" style="font-family:${DIGITS};font-size:36px;line-height:46px;font-weight:700;color:${INK};padding:6px 0">`,
    `${groups}</div><div class="ink2" style="${type(14, INK_2, 20)}">${safe(hint)}</div></td></tr></table>`,
  ].join('');
}

function items(all: readonly Item[]): string {
  const rows = all.map((one, i) => {
    // The line between two, none above the first.
    const edge = i === 0 ? '' : `border-top:1px solid ${LINE};`;
    const top = i === 0 ? 0 : 12;
    return [
      `<tr><td class="row" style="${edge}padding:${top}px 0 12px">`,
      `<div class="ink" style="${type(16, INK)};font-weight:600">${safe(one.title)}</div>`,
      ...one.lines.map((line, n) => itemLine(line, n === 0 ? one.tone : 'plain')),
      one.link === undefined ? '' : `<div style="padding-top:4px">${link(one.link, 16)}</div>`,
      '</td></tr>',
    ].join('');
  });
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px">${rows.join('')}</table>`;
}

const TONES = {
  plain: ['ink2', INK_2],
  wait: ['warn', WARN],
  bad: ['bad', BAD],
} as const;

function itemLine(line: string, tone: Item['tone']): string {
  const [name, color] = TONES[tone];
  return `<div class="${name}" style="${type(15, color, 21)}">${lines(line)}</div>`;
}

function button(to: Link, main: boolean, hint: string | undefined): string {
  const look = main ? `background:${ACCENT};color:#ffffff` : `color:${ACCENT}`;
  return [
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px"><tr><td>',
    `<a class="${main ? 'main' : 'side'}" href="${safe(to.href)}" style="display:block;border:1px solid ${ACCENT};border-radius:10px;`,
    `padding:13px 16px;text-align:center;text-decoration:none;font-weight:600;font-family:${FONT};font-size:16px;line-height:22px;${look}">`,
    `${safe(to.label)}</a></td></tr></table>`,
    hint === undefined ? '' : paragraph(hint, 'ink2', type(14, INK_2, 20)),
  ].join('');
}

/** Tall enough for a finger. */
const link = ({ label, href }: Link, size: number): string =>
  `<a class="link" href="${safe(href)}" style="display:inline-block;padding:6px 0;font-family:${FONT};font-size:${size}px;line-height:${size + 6}px;color:${ACCENT}">${safe(label)}</a>`;

const lines = (text: string): string => text.split('\n').map(safe).join('<br>');

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '');
