// The lines that stand before and after a document on a connection that speaks PJL (HP Printer Job Language Technical Reference):
// who it is, how it is to be printed, what the printer shall report. Every text was made harmless by pjl-text.ts.
import { pjlAccountText, pjlText, pjlWord } from './pjl-text.ts';

/** Universal Exit Language: ends whatever the printer reads and begins PJL. */
export const UEL = '\x1b%-12345X';

export interface PjlJob {
  readonly name: string;
  /** Asks for reports on this connection: the token comes back first, then the job's start, pages and end. */
  readonly backChannel?: { readonly token: string } | undefined;
  /** `@PJL SET` pairs, in order. Both sides are ours, never a person's. */
  readonly settings?: readonly (readonly [variable: string, value: string | number])[] | undefined;
  /** Lines of an XPIF ticket (xpif/ticket.ts), sent as `@PJL XCPT`. */
  readonly ticket?: readonly string[] | undefined;
  readonly accounting?: PjlAccounting | undefined;
  /** The word after ENTER LANGUAGE; without it the printer finds out by itself. */
  readonly language?: string | undefined;
}

export interface PjlAccounting {
  readonly style: 'xerox' | 'fujixerox';
  readonly user?: string | undefined;
  readonly account?: string | undefined;
}

/** HP's reference ends lines with CR LF; Xerox' own drivers with LF alone, and so do their tickets here. */
export function pjlHeader(job: PjlJob): Buffer {
  const { backChannel, settings = [], ticket = [], accounting } = job;
  const name = pjlText(job.name);
  const lines: string[] = [];
  if (backChannel !== undefined) {
    lines.push(
      '@PJL USTATUSOFF',
      `@PJL ECHO ${pjlText(backChannel.token)}`,
      '@PJL USTATUS DEVICE=ON',
      '@PJL USTATUS JOB=ON',
      '@PJL USTATUS PAGE=ON',
    );
  }
  // Xerox' ticket carries the name itself, and its drivers send JOB bare.
  lines.push(ticket.length > 0 && backChannel === undefined ? '@PJL JOB' : `@PJL JOB NAME="${name}"`);
  if (accounting?.style === 'xerox') lines.push(...xeroxAccounting(accounting));
  for (const [variable, value] of settings) lines.push(`@PJL SET ${variable}=${String(value)}`);
  if (accounting?.style === 'fujixerox' && accounting.user !== undefined)
    lines.push(`@PJL SET JOBATTR="@JOAU=${pjlAccountText(accounting.user)}"`);
  for (const line of ticket) lines.push(`@PJL XCPT ${line}`);
  const language = job.language === undefined ? undefined : pjlWord(job.language);
  if (language !== undefined) lines.push(`@PJL ENTER LANGUAGE=${language}`);
  const end = ticket.length > 0 ? '\n' : '\r\n';
  // UEL must be followed by "@PJL" at once, with nothing between.
  const first = ticket.length > 0 && backChannel === undefined ? [] : ['@PJL'];
  return Buffer.from(`${UEL}${[...first, ...lines].map((line) => `${line}${end}`).join('')}`, 'latin1');
}

export function pjlTrailer(job: PjlJob): Buffer {
  const { backChannel, ticket = [] } = job;
  const bare = ticket.length > 0 && backChannel === undefined;
  const body = bare ? '@PJL EOJ\n' : `@PJL\r\n@PJL EOJ NAME="${pjlText(job.name)}"\r\n`;
  return Buffer.from(`${UEL}${body}${UEL}`, 'latin1');
}

/** The older form of Xerox devices (tip dc09cc0450): user, and the general account of standard accounting. */
function xeroxAccounting({ user, account }: PjlAccounting): readonly string[] {
  const pairs = [
    ...(user === undefined ? [] : [`XRX_USERID,${pjlAccountText(user)}`]),
    ...(account === undefined ? [] : [`XRX_GENERALACCT,${pjlAccountText(account)}`]),
  ];
  if (pairs.length === 0) return [];
  return [
    '@PJL COMMENT XRXbegin',
    ...pairs.map((pair) => `@PJL COMMENT OID_ATT_ACCOUNTING_INFORMATION_AVP "${pair}";`),
    '@PJL COMMENT XRXend',
  ];
}
