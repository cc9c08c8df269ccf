// The head of a printed message: subject, from whom, to whom, when. In the words of the reader's language, at the time of the sender's clock.
import type { MailLanguage } from '@platen/shared/mail-report';
import type { Header } from '../../../protocols/mail/mime/outline.ts';
import { withoutKeys } from './subject-words.ts';

interface HeadWords {
  readonly from: string;
  readonly to: string;
  readonly copy: string;
  readonly date: string;
  readonly attached: string;
  /** In place of a subject. */
  readonly noSubject: string;
  /** Where the end of a very long text was cut. */
  readonly cut: string;
  /** In place of a picture that came with the message and could not be put in. */
  readonly picture: string;
}

export const HEAD_WORDS: Readonly<Record<MailLanguage, HeadWords>> = {
  en: {
    from: 'From',
    to: 'To',
    copy: 'Cc',
    date: 'Date',
    attached: 'Attached',
    noSubject: '(no subject)',
    cut: 'The rest of this message is too long to be printed.',
    picture: '[picture]',
  },
  de: {
    from: 'Von',
    to: 'An',
    copy: 'Kopie',
    date: 'Datum',
    attached: 'Anlagen',
    noSubject: '(kein Betreff)',
    cut: 'Der Rest dieser Nachricht ist zu lang zum Drucken.',
    picture: '[Bild]',
  },
  fr: {
    from: 'De',
    to: 'À',
    copy: 'Copie',
    date: 'Date',
    attached: 'Pièces jointes',
    noSubject: '(sans objet)',
    cut: 'La suite de ce message est trop longue pour être imprimée.',
    picture: '[image]',
  },
  es: {
    from: 'De',
    to: 'Para',
    copy: 'Copia',
    date: 'Fecha',
    attached: 'Adjuntos',
    noSubject: '(sin asunto)',
    cut: 'El resto de este mensaje es demasiado largo para imprimirlo.',
    picture: '[imagen]',
  },
  it: {
    from: 'Da',
    to: 'A',
    copy: 'Cc',
    date: 'Data',
    attached: 'Allegati',
    noSubject: '(nessun oggetto)',
    cut: 'Il resto di questo messaggio è troppo lungo per essere stampato.',
    picture: '[immagine]',
  },
};

/** Characters of a head line: some forty recipients; the rest becomes an ellipsis. */
const MOST_LINE = 1_000;
const MOST_SUBJECT = 300;

/** Names of attachments that are listed. */
const MOST_ATTACHED = 20;

/** @param attached Names of what came with the message. */
export function headHtml(header: Header, language: MailLanguage, attached: readonly string[]): string {
  const words = HEAD_WORDS[language];
  const names = attached.slice(0, MOST_ATTACHED).join(', ') + (attached.length > MOST_ATTACHED ? ', …' : '');
  const lines: readonly (readonly [string, string])[] = [
    [words.from, people(header.first('from'))],
    [words.to, people(header.first('to'))],
    [words.copy, people(header.first('cc'))],
    [words.date, sayDate(header.first('date'), language) ?? ''],
    [words.attached, oneLine(names, MOST_LINE)],
  ];
  const rows = lines
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `<tr>${cell(LABEL, label)}${cell(VALUE, value)}</tr>`)
    .join('');
  const subject = oneLine(withoutKeys(header.first('subject') ?? ''), MOST_SUBJECT) || words.noSubject;
  // Styles stand in the elements, where no rule of the message's own sheet can reach them.
  return (
    `<div style="${SUBJECT}">${escapeHtml(subject)}</div>` +
    `<table role="presentation" style="width:auto;margin:0 0 4px 0;border:none">${rows}</table>` +
    `<div style="${LEFT_EDGE}"><hr style="margin:8px 0 12px 0"></div>\n`
  );
}

const PLAIN =
  'font-family:sans-serif;font-style:normal;text-decoration:none;text-transform:none;text-align:left';
/** The converter keeps cells 5 points (7 pixels) apart and from the edge: whatever is no table moves in as far. */
export const LEFT_EDGE = 'margin-left:7px';

const SUBJECT = `${PLAIN};font-size:15pt;font-weight:bold;color:#000;margin:0 0 6px 7px`;
const LABEL = `${PLAIN};font-size:9.5pt;font-weight:normal;color:#595959;padding:1px 0`;
const VALUE = `${PLAIN};font-size:9.5pt;font-weight:normal;color:#000;padding:1px 0`;

const cell = (style: string, text: string): string =>
  `<td valign="top" style="${style}">${escapeHtml(text)}</td>`;

/** Names without the quotes they are written in. */
const people = (value: string | undefined): string =>
  oneLine(value ?? '', MOST_LINE)
    .replaceAll(/"((?:[^"\\]|\\.){0,200})"\s*(?=<)/g, '$1 ')
    .replaceAll(/\\(["\\])/g, '$1');

/** Control and direction characters would let a name pretend to be something else. */
export function oneLine(text: string, most: number): string {
  // Eight times as much is looked at, since what is taken out takes room too; a header may have a megabyte.
  const line = text
    .slice(0, most * 8)
    .replaceAll(/[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const letters = Array.from(line.slice(0, most * 2));
  return letters.length <= most ? line : `${letters.slice(0, most).join('')}…`;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * RFC 5322 section 3.3 as the sender's clock showed it: that is the time people remember. Undefined for what is no date.
 * Time zones by letters (section 4.3) only say what the clock showed too, so they need not be understood.
 */
export function sayDate(value: string | undefined, language: MailLanguage): string | undefined {
  const found =
    /(?:^|[\s,])(\d{1,2})[\s-]+([a-z]{3})[a-z]{0,7}\.?[\s-]+(\d{4}|\d{2})[\s,]+(\d{1,2}):(\d{2})/i.exec(
      value?.slice(0, 200) ?? '',
    );
  if (found === null) return undefined;
  const [day, month, year, hour, minute] = [
    Number(found[1]),
    MONTHS.indexOf((found[2] ?? '').toLowerCase()),
    Number(found[3]),
    Number(found[4]),
    Number(found[5]),
  ];
  // Section 4.3: two digits are 1950 to 2049.
  const full = year >= 100 ? year : year < 50 ? 2000 + year : 1900 + year;
  const at = new Date(Date.UTC(full, month, day, hour, minute));
  if (month < 0 || day < 1 || hour > 23 || minute > 59 || at.getUTCDate() !== day) return undefined;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(at);
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
