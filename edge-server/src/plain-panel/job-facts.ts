// A document in words on the plain forms: its title or what stands for it, and how it would be printed now.
import type { JobView } from '@platen/shared/api/common';
import { chosenFinishing } from '@platen/shared/change-ticket';
import { documentKind } from '@platen/shared/document-kind';
import { rangeText } from '@platen/shared/page-ranges';
import type { SayPlain } from '@platen/shared/plain-panel/plain-words';
import { LANGUAGE_FACTS, type Language } from '@platen/shared/say/languages';
import { sidesOf, type Ticket } from '@platen/shared/ticket';

/** The title; where titles are masked, kind and time, which its owner knows and a neighbour does not. */
export function titleOf(job: JobView, say: SayPlain, language: Language): string {
  if (job.title !== '') return job.title;
  const kind = say(documentKind(job.mediaType));
  const time = new Intl.DateTimeFormat(LANGUAGE_FACTS[language].tag, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    numberingSystem: 'latn',
  }).format(job.receivedAt);
  return say('list.masked', { kind, time });
}

/** "Colour · 2-sided · 3 copies · A4". */
export function factsOf(job: JobView, ticket: Ticket, say: SayPlain): string {
  const { booklet = false, pageRanges = [], copies = 1, numberUp = 1 } = ticket;
  const twoSided = (sidesOf(ticket) ?? 'one-sided') !== 'one-sided';
  const grey = ticket.printColorMode === 'monochrome' || job.colour === 'monochrome';
  const facts = [
    grey ? say('fact.grey') : job.colour === 'color' ? say('fact.color') : '',
    booklet ? say('fact.booklet') : twoSided ? say('fact.two-sided') : '',
    copies > 1 ? say('copies', { count: copies }) : '',
    numberUp > 1 && !booklet ? say('fact.number-up', { count: numberUp }) : '',
    chosenFinishing(ticket, 'staple') === undefined ? '' : say('fact.stapled'),
    pageRanges.length === 0 ? '' : say('fact.pages', { pages: rangeText(pageRanges) }),
    job.paper ?? '',
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}
