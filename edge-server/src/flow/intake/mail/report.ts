// Turns what became of a message's parts into the record that its answer is later made of (shared/src/mail-report.ts): cut to what an
// answer can hold, and nothing of it secret.
import { type AppError, fillSentence } from '@platen/shared/app-error';
import { ERRORS, type ErrorCode, isErrorCode } from '@platen/shared/error-table';
import type { LeftReason, ReportRecord, ReportRefused } from '@platen/shared/mail-report';
import { cleanLine } from '../../../protocols/mail/mime/header-text.ts';
import { type SubjectWords, withoutKeys } from './subject-words.ts';

export interface RefusedLine {
  /** As the sender named it. */
  readonly title: string;
  readonly error: Pick<AppError, 'code' | 'values'>;
}

export interface ReportLines {
  /** Decoded; a key in it is taken out here. */
  readonly subject: string;
  /** Documents that were taken; only their number counts, since the answer reads what became of them. */
  readonly taken: number;
  readonly refused: readonly RefusedLine[];
  readonly left: readonly { readonly name: string; readonly reason: LeftReason }[];
  readonly words: Pick<SubjectWords, 'ticket' | 'unknown'>;
  /** Combined mail: its printer, and why it does not print there, if it does not. */
  readonly printer?: { readonly name: string; readonly errorCode?: ErrorCode | undefined } | undefined;
  readonly confirm: boolean;
}

/** As shared/src/mail-report.ts has them. */
const MOST_TITLE = 300;
const MOST_WORD = 60;
const MOST_PRINTER = 200;

/** Lines of one kind: a mail with more is read by nobody, and the last line says that there were more. */
const MOST_LINES = 50;

export function makeReport(lines: ReportLines): ReportRecord {
  const refused =
    lines.taken === 0 && lines.refused.length === 0
      ? [{ title: lines.subject, error: { code: 'mail-nothing-to-print' as const, values: {} } }]
      : lines.refused;
  const { printer, words } = lines;
  return {
    subject: title(withoutKeys(lines.subject)),
    refused: refused.slice(0, MOST_LINES).map(({ title: name, error }) => ({
      title: title(withoutKeys(name)),
      errorCode: error.code,
      values: { ...error.values },
    })),
    left: mostTelling(lines.left)
      .slice(0, MOST_LINES)
      .map(({ name, reason }) => ({ name: title(withoutKeys(name)), reason })),
    ...(words.ticket === undefined ? {} : { ticket: words.ticket }),
    unknownWords: words.unknown.slice(0, MOST_LINES).map((word) => cleanLine(word, MOST_WORD)),
    ...(printer === undefined
      ? {}
      : {
          printer: {
            name: cleanLine(printer.name, MOST_PRINTER),
            ...(printer.errorCode === undefined ? {} : { errorCode: printer.errorCode }),
          },
        }),
    confirm: lines.confirm,
  };
}

/** Refused lines of a record as the answer tells them; a code that is no longer in the table is told as the general one. */
export function refusedLines(record: Pick<ReportRecord, 'refused'>): readonly ReportRefused[] {
  return record.refused.map(({ title: name, errorCode, values }) => {
    const code: ErrorCode = isErrorCode(errorCode) ? errorCode : 'mail-part-not-a-document';
    return { title: name, errorCode: code, values, sentence: fillSentence(ERRORS[code].user, values) };
  });
}

const title = (text: string): string => cleanLine(text, MOST_TITLE);

/** What a person may miss first; what nobody misses is not told at all. */
function mostTelling<T extends { readonly reason: LeftReason }>(left: readonly T[]): readonly T[] {
  const told = left.filter(({ reason }) => !UNTOLD.has(reason));
  return [...told].sort((a, b) => ORDER.indexOf(a.reason) - ORDER.indexOf(b.reason));
}

/** Every second message has some of these; to name them would hide what matters. */
const UNTOLD: ReadonlySet<LeftReason> = new Set([
  'tracking-picture',
  'signature',
  'for-programs',
  'signature-picture',
]);
const ORDER: readonly LeftReason[] = ['picture-of-text', 'text', 'calendar', 'contact-card'];
