// A document in words: its title or what stands for it, its facts, its time, and what printing it will take.
import type { JobView } from '@platen/shared/api/common';
import { chosenFinishing } from '@platen/shared/change-ticket';
import { documentKind } from '@platen/shared/document-kind';
import { countSheets, sidesOf, type Ticket } from '@platen/shared/ticket';
import { languageTag, say } from '../locales/languages.ts';
import { pageWords } from './option-words.ts';

function kindWords(mediaType: string): string {
  return say(documentKind(mediaType));
}

/** Time of day, with the date before it when that is not today. */
function timeWords(at: number, now: number): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(languageTag(), {
    hour: '2-digit',
    minute: '2-digit',
    ...(sameDay ? {} : { day: 'numeric', month: 'short' }),
  }).format(at);
}

/** More is not read at a panel, and would push the buttons of a dialog off it. */
const MOST_TITLE = 160;
/** By whole characters, so that no half of an emoji is left. */
const ownTitle = (title: string): string =>
  title.length > MOST_TITLE ? `${[...title].slice(0, MOST_TITLE).join('')}…` : title;

/** The title; where titles are masked, kind and time, which its owner knows and a neighbour does not. */
export function jobTitle(job: JobView, now: number): string {
  if (job.title !== '') return ownTitle(job.title);
  return say('jobs.masked', { kind: kindWords(job.mediaType), time: timeWords(job.receivedAt, now) });
}

/** "Colour · 2-sided · 3 copies · A4": how it would be printed now. */
export function jobFacts(job: JobView, ticket: Ticket): string {
  const grey = ticket.printColorMode === 'monochrome' || job.colour === 'monochrome';
  const { booklet = false, pageRanges = [] } = ticket;
  const facts = [
    grey ? say('fact.grey') : job.colour === 'color' ? say('fact.color') : '',
    booklet ? say('fact.booklet') : twoSided(ticket),
    (ticket.copies ?? 1) > 1 ? say('copies', { count: ticket.copies ?? 1 }) : '',
    (ticket.numberUp ?? 1) > 1 && !booklet ? say('fact.number-up', { count: ticket.numberUp ?? 1 }) : '',
    chosenFinishing(ticket, 'staple') === undefined ? '' : say('fact.stapled'),
    pageRanges.length === 0 ? '' : say('fact.pages', { pages: pageWords(pageRanges) }),
    job.paper ?? '',
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

const twoSided = (ticket: Ticket): string =>
  (sidesOf(ticket) ?? 'one-sided') === 'one-sided' ? '' : say('fact.two-sided');

/** "3 copies · 2-sided · 6 sheets": what the paper tray will be asked for. */
export function sheetWords(ticket: Ticket, pages: number): string {
  const copies = ticket.copies ?? 1;
  const words = [
    copies > 1 ? say('copies', { count: copies }) : '',
    ticket.booklet === true ? say('fact.booklet') : twoSided(ticket),
    say('sheets', { count: countSheets(ticket, pages) * copies }),
  ];
  return words.filter((word) => word !== '').join(' · ');
}
