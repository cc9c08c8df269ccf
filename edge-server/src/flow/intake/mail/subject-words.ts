// Reads a subject: the key of an answer that comes back (SPEC B5), a printer (SPEC B6), and options in plain words. What is none of these is
// simply the subject of a mail, and no mistake.
//
// A printer is taken at the beginning ("Lobby: minutes"), in brackets ("minutes [Lobby]") or after "print at" ("Print on Lobby"), and
// nowhere else: a word in the middle of a sentence must not make paper come out somewhere. Options stand between commas or alone.
import type { Ticket } from '@platen/shared/ticket';
import { joinPageLists, PAGE_COMMA, plainWords, readOptions } from './subject-words-options.ts';

export interface SubjectPrinter {
  /** Everything it is called: alias, name, host names, addresses. */
  readonly names: readonly string[];
}

export interface SubjectWords {
  /** XXXX-XXXX-XXXX-XXXX, in capitals; whether it is one that was given out, its keeper knows. */
  readonly key?: string | undefined;
  /** A known printer's name as it was typed. */
  readonly printer?: string | undefined;
  /** Beside a key: what may be meant as a printer, known or not; empty where there is nothing. */
  readonly printerWords: string;
  /** Absent when no option was asked for. */
  readonly ticket?: Ticket | undefined;
  /** Short pieces among options that were not understood, as they were typed. */
  readonly unknown: readonly string[];
  /** The subject without key, printer, options and "Re:". May be empty. */
  readonly title: string;
}

/** Characters of a subject that are looked at: the longest that mail programs write fit ten times. */
const MOST_SUBJECT = 2_000;

/** Pieces between commas that are looked at. */
const MOST_PIECES = 50;

/** @param subject Unfolded and decoded; where it was folded inside a key a blank may stand. */
export function readSubject(
  subject: string,
  { printers }: { readonly printers: readonly SubjectPrinter[] },
): SubjectWords {
  const whole = subject.slice(0, MOST_SUBJECT).replaceAll(/\s+/g, ' ').trim();
  const { key, rest: withoutKey } = takeKey(whole);
  const bare = withoutPrefixes(withoutKey);
  const { printer, rest } = takePrinter(bare, printers);

  let ticket: Ticket | undefined;
  const unknown: string[] = [];
  const kept: string[] = [];
  for (const piece of piecesOf(rest)) {
    const read = readPiece(piece, ticket ?? {});
    if (read !== undefined) {
      ticket = read;
      continue;
    }
    // After an option, a word or two are more likely a slip than a title.
    if (ticket !== undefined && piece.split(' ').length <= 3) unknown.push(shown(piece).slice(0, 60));
    kept.push(shown(piece));
  }
  const title = ticket === undefined && printer === undefined ? rest : kept.join(', ');
  return {
    key,
    printer,
    printerWords: key === undefined ? '' : (printer ?? withoutCommand(title)),
    ticket,
    unknown,
    title,
  };
}

/** Sixteen letters and digits in brackets, with whatever mail programs and people put between them; or in four groups behind a `#`. */
const KEYS = [
  /\[ ?# ?((?:[0-9A-Za-z][\s\u2010-\u2015.-]{0,3}){16})\]/,
  /(?<![\p{L}\p{N}])#((?:[0-9A-Za-z]{4}[-\u2010-\u2015]){3}[0-9A-Za-z]{4})(?![-\u2010-\u2015]?[\p{L}\p{N}])/u,
];

function takeKey(subject: string): { readonly key: string | undefined; readonly rest: string } {
  for (const pattern of KEYS) {
    const found = pattern.exec(subject);
    if (found === null) continue;
    const letters = (found[1] ?? '').replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase();
    const rest = `${subject.slice(0, found.index)} ${subject.slice(found.index + found[0].length)}`;
    return { key: letters.match(/.{4}/g)?.join('-'), rest: rest.replaceAll(/\s+/g, ' ').trim() };
  }
  return { key: undefined, rest: subject };
}

/** The same text without keys: they stand in no record, and no answer repeats them. What nobody reads of a subject is cut off. */
export function withoutKeys(text: string): string {
  return KEYS.reduce(
    (rest, pattern) => rest.replaceAll(new RegExp(pattern, `${pattern.flags}g`), ' '),
    text.slice(0, MOST_SUBJECT),
  )
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Answer and forward, as mail programs of the world write them. */
const PREFIX =
  /^(?:re|aw|antw|antwort|fwd?|wg|tr|rv|rif|i|r|sv|vs|vb|doorst|ynt|odp|enc)(?:\[\d{1,3}\])? ?[:：] ?/i;

function withoutPrefixes(subject: string): string {
  let rest = subject;
  for (let more = true; more; ) {
    const next = rest.replace(PREFIX, '');
    more = next !== rest;
    rest = next;
  }
  return rest;
}

/** "print at", "auf ... drucken" and their kin, at the beginning. */
const PRINT_AT =
  /^(?:please |bitte )?(?:print(?: it| this| them)?(?: out)? (?:at|to|on)(?: printer)?|(?:aus)?drucken? (?:auf|an|bei|am)(?: drucker)?|auf drucker|imprimer? (?:sur|a)(?: l['’]?imprimante)?|imprim(?:ir|e) en(?: la impresora)?|stampa(?:re)? (?:su|a|presso)(?: stampante)?)[ :]+/i;

/** What is left of such a command when a mail is made ready for somebody to add the printer. */
const COMMAND =
  /^(?:print(?: all)?|(?:alles? )?drucken|imprimer(?: tout)?|imprimir(?: todo)?|stampa(?:re)?(?: tutto)?)? ?(?:(?:at|to|on|auf|an|sur|en|su)(?: printer| drucker)?)?(?: ?[:：]| |$)/i;

const withoutCommand = (title: string): string =>
  title
    .replace(PRINT_AT, '')
    .replace(COMMAND, '')
    .replaceAll(/^[\s,;:|.\u2026-]+|[\s,;:|.\u2026-]+$/g, '');

interface Found {
  readonly start: number;
  readonly end: number;
}

function takePrinter(
  subject: string,
  printers: readonly SubjectPrinter[],
): { readonly printer: string | undefined; readonly rest: string } {
  // The longest first: "Lobby 2" is not "Lobby" and a 2.
  const names = [...new Set(printers.flatMap((printer) => printer.names.map(plainName)))]
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length);
  const found = afterCommand(subject, names) ?? inBrackets(subject, names) ?? atBeginning(subject, names);
  if (found === undefined) return { printer: undefined, rest: subject };
  const { start, end, from } = found;
  const rest = `${subject.slice(0, from)} ${subject.slice(end)}`.replaceAll(/^[\s,;:|\])-]+/g, '');
  return { printer: subject.slice(start, end).replaceAll(/^[[(\s]+|[\])\s]+$/g, ''), rest };
}

type Place = Found & { readonly from: number };

function afterCommand(subject: string, names: readonly string[]): Place | undefined {
  const command = PRINT_AT.exec(subject);
  if (command === null) return undefined;
  const start = command[0].length;
  const ends = nameEnds(subject, start, names, /^["'”’»]?(?:$|[\s,;:|.!)-])/);
  // "Print on Lobby 2 copies": of "Lobby" and "Lobby 2" the one that leaves something to be understood.
  const end = ends.find((one) => leavesOptions(subject.slice(one))) ?? ends[0];
  return end === undefined ? undefined : { start, end, from: 0 };
}

/** Up to the next comma or colon. */
function leavesOptions(rest: string): boolean {
  const [next = ''] = rest.split(/[,;:|]| [-–—] /);
  return next.trim() === '' || readPiece(next, {}) !== undefined;
}

function inBrackets(subject: string, names: readonly string[]): Place | undefined {
  for (const found of subject.matchAll(/[[(]([^[\]()]{1,200})[\])]/g)) {
    const inside = plainName(found[1] ?? '');
    if (names.includes(inside))
      return { start: found.index, end: found.index + found[0].length, from: found.index };
  }
  return undefined;
}

/** A name that other words follow is a word among words, unless it is an address. */
function atBeginning(subject: string, names: readonly string[]): Place | undefined {
  const [end = undefined] = [
    ...nameEnds(subject, 0, names, /^(?:$| ?[,;:|]| [-–—] )/),
    ...nameEnds(subject, 0, names.filter(isAddress), /^(?:$|[\s,;:|])/),
    // "Lobby 2 copies, duplex": nothing but options behind it.
    ...nameEnds(subject, 0, names, /^ /).filter((loose) =>
      piecesOf(subject.slice(loose)).every((piece) => readPiece(piece, {}) !== undefined),
    ),
  ];
  return end === undefined ? undefined : { start: 0, end, from: 0 };
}

/** Where each name that stands at `start` ends, when `after` fits behind it; the longest name first. */
function nameEnds(
  subject: string,
  start: number,
  names: readonly string[],
  after: RegExp,
): readonly number[] {
  const rest = subject.slice(start);
  // Compared as it is typed, letter by letter: other spellings have other lengths.
  const low = rest.normalize('NFC').toLowerCase();
  return names
    .filter((one) => low.startsWith(one) && after.test(rest.slice(one.length)))
    .map((name) => start + name.length);
}

const isAddress = (name: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) || /^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}$/.test(name);

/** As find-printer.ts compares names. */
function plainName(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/^\[([0-9a-f:.]+)\]$/, '$1');
}

/** Between commas, semicolons, bars and dashes with blanks around; at a colon only where the whole is not understood; brackets stand for themselves. */
function piecesOf(subject: string): readonly string[] {
  return joinPageLists(subject)
    .replaceAll(/[()[\]{}]/g, ',')
    .split(/[,;|]| [-–—] /, MOST_PIECES)
    .flatMap((piece) => (readPiece(piece, {}) === undefined ? piece.split(/: /) : [piece]))
    .map((piece) => piece.replaceAll(/\s+/g, ' ').trim())
    .filter((piece) => piece !== '');
}

const readPiece = (piece: string, ticket: Ticket): Ticket | undefined =>
  readOptions(plainWords(piece.replaceAll(PAGE_COMMA, ' + ')), ticket);

const shown = (piece: string): string => piece.replaceAll(PAGE_COMMA, ', ');
