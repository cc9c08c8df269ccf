// A Xerox job ticket (XPIF, "Xerox Printing Instruction Format"): IPP's words as XML, one line each, for `@PJL XCPT` (pjl/pjl-job.ts).
// The form is the one drivers were captured with. Every value is escaped and plain ASCII: no text can add a line or an element.

export interface XpifTicket {
  readonly jobName: string;
  readonly user: string;
  /** Media type of the document. */
  readonly format: string;
  readonly copies?: number | undefined;
  readonly collate?: boolean | undefined;
  readonly sides?: 'one-sided' | 'two-sided-long-edge' | 'two-sided-short-edge' | undefined;
  readonly color?: 'color' | 'monochrome' | undefined;
  /** 1/100 mm. */
  readonly media?: { readonly width: number; readonly height: number } | undefined;
  /** Numbers of the device's own finishings-supported. */
  readonly finishings?: readonly number[] | undefined;
  readonly accountId?: string | undefined;
  readonly accountingUser?: string | undefined;
}

/** RFC 8011 section 5.1.3: a name has 255 octets at most. */
const MOST_NAME = 255;

export function xpifLines(ticket: XpifTicket): readonly string[] {
  const { copies, collate, sides, color, media, finishings = [] } = ticket;
  const template = [
    ...(color === undefined
      ? []
      : [value('color-effects-type', 'keyword', color === 'color' ? 'color' : 'monochrome-grayscale')]),
    ...(copies === undefined ? [] : [value('copies', 'integer', copies)]),
    ...(finishings.length === 0
      ? []
      : [
          '<finishings syntax="1setOf">',
          ...finishings.map((finishing) => `\t${value('value', 'enum', finishing)}`),
          '</finishings>',
        ]),
    ...(ticket.accountId === undefined ? [] : [name('job-account-id', ticket.accountId)]),
    ...(ticket.accountingUser === undefined ? [] : [name('job-accounting-user-id', ticket.accountingUser)]),
    ...(media === undefined
      ? []
      : [
          '<media-col syntax="collection">',
          '\t<media-size syntax="collection">',
          `\t\t${value('x-dimension', 'integer', media.width)}`,
          `\t\t${value('y-dimension', 'integer', media.height)}`,
          '\t</media-size>',
          '</media-col>',
        ]),
    ...(collate === undefined
      ? []
      : [value('sheet-collate', 'keyword', collate ? 'collated' : 'uncollated')]),
    ...(sides === undefined ? [] : [value('sides', 'keyword', sides)]),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE xpif SYSTEM "xpif-v02081.dtd">',
    '<xpif version="1.0" cpss-version="2.07" xml:lang="en-US">',
    '\t<xpif-operation-attributes>',
    `\t\t${value('document-format', 'mimeMediaType', ticket.format)}`,
    `\t\t${name('job-name', ticket.jobName)}`,
    `\t\t${name('job-originating-user-name', ticket.user)}`,
    `\t\t${name('requesting-user-name', ticket.user)}`,
    '\t</xpif-operation-attributes>',
    '\t<job-template-attributes>',
    ...template.map((line) => `\t\t${line}`),
    '\t</job-template-attributes>',
    '</xpif>',
  ];
}

function value(element: string, syntax: string, content: string | number): string {
  const text = typeof content === 'number' ? String(Math.trunc(content)) : escaped(content);
  return `<${element} syntax="${syntax}">${text}</${element}>`;
}

function name(element: string, content: string): string {
  return `<${element} syntax="name" xml:space="preserve">${escaped(content)}</${element}>`;
}

/** XML 1.0 section 2.2 characters only, and those beyond ASCII as references: a PJL line holds nothing else (threat T32). */
function escaped(text: string): string {
  let out = '';
  let count = 0;
  for (const character of text) {
    if (count >= MOST_NAME) break;
    count += 1;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f) || (code >= 0xd800 && code <= 0xdfff)) out += ' ';
    else if (code === 0xfffe || code === 0xffff) out += ' ';
    else if (code > 0x7e || '<>&"\''.includes(character)) out += `&#x${code.toString(16)};`;
    else out += character;
  }
  return out.trim();
}
