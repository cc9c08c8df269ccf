// What stands before a document on a raw connection (HP PJL Technical Reference): who prints, what it is called, how many copies, which language follows. Questions
// about the printer in it are answered at once, since a client may wait for the answer before it sends the document.
import type { OctetReader } from '../octet-reader.ts';
import { answerPjl } from './answer-query.ts';
import { UEL } from './pjl-job.ts';

export interface PjlHeader {
  /** Universal Exit Language or @PJL stood there. */
  readonly framed: boolean;
  readonly userName: string | undefined;
  readonly jobName: string | undefined;
  /** ENTER LANGUAGE: PDF, POSTSCRIPT, PCL, PCLXL, ... */
  readonly language: string | undefined;
  readonly copies: number | undefined;
  readonly sides: 'one-sided' | 'two-sided-long-edge' | 'two-sided-short-edge' | undefined;
  readonly monochrome: boolean;
}

export const UEL_OCTETS = Buffer.from(UEL, 'latin1');
/** An XPIF ticket is a line of PJL for each of its lines, some hundred; a driver's settings are fewer. */
const MOST_LINES = 4_096;
const MOST_LINE = 4_096;
/** Of a ticket, for what is looked for in it. */
const MOST_TICKET = 64 * 1024;
const MOST_TEXT = 255;
const MOST_COPIES = 999;
/** Behind an UEL, drivers put an empty line or two. */
const BLANK = /^[\r\n\t ]$/;

/** Reads up to the first octet of the document, or to the end of the stream. Throws WireError for a line without end. */
export async function readPjlHeader(reader: OctetReader, answer: (text: string) => void): Promise<PjlHeader> {
  const found: Found = { variables: new Map(), ticket: [], ticketOctets: 0 };
  let framed = false;
  for (let lines = 0; lines < MOST_LINES; ) {
    const next = await reader.peek(UEL_OCTETS.length);
    if (next.length >= UEL_OCTETS.length && next.equals(UEL_OCTETS)) {
      reader.skip(UEL_OCTETS.length);
      framed = true;
      lines++;
      continue;
    }
    const text = next.toString('latin1');
    // Some drivers begin with an end of transmission, to be sure that nothing came before.
    if (framed ? BLANK.test(text.slice(0, 1)) : text.startsWith('\x04')) {
      reader.skip(1);
      lines++;
      continue;
    }
    if (!/^@PJL/i.test(text)) break;
    framed = true;
    lines++;
    const line = (await reader.line(MOST_LINE)) ?? Buffer.alloc(0);
    if (takeLine(found, line.toString('utf8'), answer)) break;
  }
  return headerOf(found, framed);
}

interface Found {
  readonly variables: Map<string, string>;
  readonly ticket: string[];
  ticketOctets: number;
  jobName?: string;
  account?: string;
  language?: string;
}

/** True: the document begins behind this line. */
function takeLine(found: Found, line: string, answer: (text: string) => void): boolean {
  const [, command = '', rest = ''] = /^@PJL\s+(\S+)\s*(.*)$/i.exec(line) ?? [];
  switch (command.toUpperCase()) {
    case 'ENTER':
      found.language = /LANGUAGE\s*=\s*([A-Za-z0-9-]{1,32})/i.exec(rest)?.[1]?.toUpperCase() ?? '';
      return true;
    case 'JOB': {
      const name = /NAME\s*=\s*"([^"]*)"/i.exec(rest)?.[1];
      if (name !== undefined) found.jobName ??= name;
      return false;
    }
    case 'SET':
    case 'DEFAULT': {
      const [, name = '', value = ''] = /^([A-Za-z0-9_:-]{1,64})\s*=\s*(.*)$/.exec(rest) ?? [];
      const plain = value.trim().replace(/^"(.*)"$/, '$1');
      // Fuji Xerox says who prints with @JOAU, Hewlett-Packard's universal driver with JobAcct1.
      const account = /^(?:@JOAU|JobAcct1)=(.*)$/i.exec(plain)?.[1];
      if (name.toUpperCase() === 'JOBATTR') {
        if (account !== undefined) found.account ??= account;
      } else if (name !== '') found.variables.set(name.toUpperCase(), plain);
      return false;
    }
    case 'XCPT':
      found.ticketOctets += rest.length;
      if (found.ticketOctets <= MOST_TICKET) found.ticket.push(rest);
      return false;
    default: {
      const said = answerPjl(command, rest);
      if (said !== undefined) answer(said);
      return false;
    }
  }
}

function headerOf(found: Found, framed: boolean): PjlHeader {
  const { variables, language } = found;
  const ticket = found.ticket.join('\n');
  const copies = Number(variables.get('COPIES') ?? variables.get('QTY') ?? '');
  const duplex = variables.get('DUPLEX')?.toUpperCase();
  const short = variables.get('BINDING')?.toUpperCase() === 'SHORTEDGE';
  return {
    framed,
    userName:
      text(variables.get('USERNAME')) ??
      text(found.account) ??
      text(inTicket(ticket, 'job-originating-user-name')) ??
      text(inTicket(ticket, 'requesting-user-name')),
    jobName: text(found.jobName) ?? text(variables.get('JOBNAME')) ?? text(inTicket(ticket, 'job-name')),
    language: language === '' ? undefined : language,
    copies: Number.isInteger(copies) && copies >= 1 && copies <= MOST_COPIES ? copies : undefined,
    sides:
      duplex === 'ON'
        ? short
          ? 'two-sided-short-edge'
          : 'two-sided-long-edge'
        : duplex === 'OFF'
          ? 'one-sided'
          : undefined,
    monochrome: variables.get('RENDERMODE')?.toUpperCase() === 'GRAYSCALE',
  };
}

/** The text of an element of an XPIF ticket; nothing of it is a tree to us. */
function inTicket(ticket: string, element: string): string | undefined {
  const value = new RegExp(`<${element}(?:\\s[^<>]{0,200})?>([^<>]{0,1024})</${element}>`).exec(ticket)?.[1];
  return value
    ?.replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}

function text(value: string | undefined): string | undefined {
  const plain = value
    ?.slice(0, MOST_TEXT)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffd]/gu, ' ')
    .trim();
  return plain === '' ? undefined : plain;
}
