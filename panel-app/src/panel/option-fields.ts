// The controls of the print options: one for each thing the printer offers, for one document or for several at once.

import { chosenFinishing, type TicketChange, withFinishing } from '@platen/shared/change-ticket';
import type { OfferedOption } from '@platen/shared/offered-options';
import { type NumberUp, sidesOf, type Ticket } from '@platen/shared/ticket';
import { html, type TemplateResult } from 'lit';
import { button } from '../components/button.ts';
import { chooser } from '../components/chooser.ts';
import { segmented } from '../components/segmented.ts';
import { stepper } from '../components/stepper.ts';
import { say } from '../locales/languages.ts';
import { finishingWords, pageWords, paperChoiceWords, paperWords } from './option-words.ts';

export interface OptionScope {
  /** The tickets as they are now; never empty. */
  readonly tickets: readonly Ticket[];
  readonly change: (change: (ticket: Ticket) => TicketChange) => void;
  /** Shows the screen for page numbers. */
  readonly openPages: () => void;
}

/** More than this many words side by side cannot be read at a glance on 800 px. */
const MOST_SEGMENTS = 3;

/** What all tickets agree on, or `mixed`. */
function agreed<T>(
  { tickets }: OptionScope,
  read: (ticket: Ticket) => T,
): { value: T } | { mixed: true; first: T | undefined } {
  const values = new Set(tickets.map(read));
  const [first] = values;
  return values.size === 1 ? { value: first as T } : { mixed: true, first };
}

export function optionField(option: OfferedOption, scope: OptionScope): TemplateResult {
  switch (option.kind) {
    case 'copies':
      return copiesField(scope, option.max);
    case 'sides':
      return sidesField(scope, option.edges);
    case 'edge':
      return edgeField(scope);
    case 'colour':
      return colourField(scope, option.full);
    case 'number-up':
      return numberUpField(scope, option.values);
    case 'finishing':
      return finishingField(scope, option);
    case 'paper':
      return paperField(scope, option.choices);
    case 'pages':
      return pagesField(scope);
    case 'booklet':
      return bookletField(scope);
    case 'fit':
      return fitField(scope);
    case 'watermark':
      return watermarkField(scope);
  }
}

/** One-of-few: shows nothing as chosen where the documents differ, or where the printer is left to decide. */
function choice<T extends string | number>(
  label: string,
  scope: OptionScope,
  segments: readonly { value: T; label: string }[],
  read: (ticket: Ticket) => T | undefined,
  write: (value: T, ticket: Ticket) => TicketChange,
): TemplateResult {
  const now = agreed(scope, read);
  const value = 'mixed' in now ? undefined : now.value;
  const hint = 'mixed' in now ? say('options.mixed') : value === undefined ? say('options.left') : undefined;
  return segmented<T>({
    label,
    segments,
    value,
    hint,
    change: (next) => scope.change((ticket) => write(next, ticket)),
  });
}

function copiesField(scope: OptionScope, max: number): TemplateResult {
  const now = agreed(scope, (ticket) => ticket.copies ?? 1);
  return stepper({
    label: say('option.copies'),
    value: ('mixed' in now ? now.first : now.value) ?? 1,
    ...('mixed' in now ? { shown: '–' } : {}),
    min: 1,
    max,
    less: say('option.copies-less'),
    more: say('option.copies-more'),
    change: (copies) => scope.change(() => ({ copies })),
  });
}

function sidesField(
  scope: OptionScope,
  edges: readonly ('two-sided-long-edge' | 'two-sided-short-edge')[],
): TemplateResult {
  return choice<'one' | 'two'>(
    say('option.sides'),
    scope,
    [
      { value: 'one', label: say('option.one-sided') },
      { value: 'two', label: say('option.two-sided') },
    ],
    (ticket) => {
      const sides = sidesOf(ticket);
      return sides === undefined ? undefined : sides === 'one-sided' ? 'one' : 'two';
    },
    // A booklet is what it is: whoever chooses sides wants none.
    (value) => ({ sides: value === 'one' ? 'one-sided' : edges[0], booklet: undefined }),
  );
}

function edgeField(scope: OptionScope): TemplateResult {
  return choice<'two-sided-long-edge' | 'two-sided-short-edge'>(
    say('option.edge'),
    scope,
    [
      { value: 'two-sided-long-edge', label: say('option.long-edge') },
      { value: 'two-sided-short-edge', label: say('option.short-edge') },
    ],
    (ticket) => {
      const sides = sidesOf(ticket);
      return sides === 'one-sided' ? undefined : sides;
    },
    (sides, ticket) => (sidesOf(ticket) === 'one-sided' ? {} : { sides, booklet: undefined }),
  );
}

function colourField(scope: OptionScope, full: 'auto' | 'color'): TemplateResult {
  return choice<'full' | 'grey'>(
    say('option.colour'),
    scope,
    [
      { value: 'full', label: say('option.full') },
      { value: 'grey', label: say('option.grey') },
    ],
    ({ printColorMode }) => (printColorMode === 'monochrome' ? 'grey' : 'full'),
    (value) => ({ printColorMode: value === 'grey' ? 'monochrome' : full }),
  );
}

/** Six choices side by side would be too narrow for a finger in gloves. */
function numberUpField(scope: OptionScope, values: readonly NumberUp[]): TemplateResult {
  const now = agreed(scope, ({ numberUp, booklet }) => (booklet === true ? 2 : (numberUp ?? 1)));
  return chooser({
    label: say('option.number-up'),
    choices: values.map(String),
    index: 'mixed' in now ? undefined : values.indexOf(now.value),
    shown: say('options.mixed'),
    previous: say('option.previous'),
    next: say('option.next'),
    change: (next) => scope.change(() => ({ numberUp: values[next] ?? 1, booklet: undefined })),
  });
}

function yesOrNo(
  label: string,
  scope: OptionScope,
  read: (ticket: Ticket) => boolean,
  write: (yes: boolean) => TicketChange,
): TemplateResult {
  return choice<'no' | 'yes'>(
    label,
    scope,
    [
      { value: 'no', label: say('option.no') },
      { value: 'yes', label: say('option.yes') },
    ],
    (ticket) => (read(ticket) ? 'yes' : 'no'),
    (value) => write(value === 'yes'),
  );
}

function bookletField(scope: OptionScope): TemplateResult {
  return yesOrNo(
    say('option.booklet'),
    scope,
    ({ booklet }) => booklet === true,
    (yes) => ({ booklet: yes ? true : undefined }),
  );
}

function fitField(scope: OptionScope): TemplateResult {
  return yesOrNo(
    say('option.fit'),
    scope,
    ({ printScaling }) => printScaling === 'fit',
    (yes) => ({ printScaling: yes ? 'fit' : undefined }),
  );
}

/** The usual words, and those a document came with. */
function watermarkField(scope: OptionScope): TemplateResult {
  const usual = [say('watermark.confidential'), say('watermark.draft'), say('watermark.copy')];
  const others = scope.tickets.flatMap(({ watermark }) =>
    watermark === undefined || watermark === '' || usual.includes(watermark) ? [] : [watermark],
  );
  const choices = [say('option.none'), ...usual, ...new Set(others)];
  const now = agreed(scope, ({ watermark }) => watermark ?? '');
  const index = 'mixed' in now ? -1 : now.value === '' ? 0 : choices.indexOf(now.value);
  return chooser({
    label: say('option.watermark'),
    choices,
    index: index === -1 ? undefined : index,
    shown: say('options.mixed'),
    previous: say('option.previous'),
    next: say('option.next'),
    change: (next) => scope.change(() => ({ watermark: next === 0 ? undefined : choices[next] })),
  });
}

function finishingField(
  scope: OptionScope,
  { group, values }: Extract<OfferedOption, { kind: 'finishing' }>,
): TemplateResult {
  // 3 is "none" in PWG 5100.1; it is never sent, it only stands for the empty choice here.
  const none = { value: 3, label: say('option.none') };
  const single = values.length === 1;
  const choices = [
    none,
    ...values.map((value) => ({ value, label: single ? say('option.yes') : finishingWords(value) })),
  ];
  const read = (ticket: Ticket): number => chosenFinishing(ticket, group) ?? none.value;
  const write = (value: number, ticket: Ticket): TicketChange =>
    withFinishing(ticket, group, value === none.value ? undefined : value);
  const label = say(`option.${group}`);
  if (choices.length <= MOST_SEGMENTS) return choice(label, scope, choices, read, write);
  const now = agreed(scope, read);
  const index = 'mixed' in now ? -1 : choices.findIndex(({ value }) => value === now.value);
  return chooser({
    label,
    choices: choices.map((one) => one.label),
    index: index === -1 ? undefined : index,
    shown: say('options.mixed'),
    previous: say('option.previous'),
    next: say('option.next'),
    change: (next) => scope.change((ticket) => write(choices[next]?.value ?? none.value, ticket)),
  });
}

function paperField(
  scope: OptionScope,
  papers: Extract<OfferedOption, { kind: 'paper' }>['choices'],
): TemplateResult {
  // Undefined: a paper that was asked for but is not loaded now.
  const find = ({ media, mediaSource }: Ticket): number | undefined => {
    if (media === undefined && mediaSource === undefined) return 0;
    const index = papers.findIndex(
      (paper) => paper.media === media && (mediaSource === undefined || paper.source === mediaSource),
    );
    return index === -1 ? undefined : index + 1;
  };
  const now = agreed(scope, find);
  const [ticket] = scope.tickets;
  const absent = paperWords({ media: ticket?.media ?? '', width: 0, height: 0 });
  return chooser({
    label: say('option.paper'),
    choices: [say('option.as-document'), ...papers.map(paperChoiceWords)],
    index: 'mixed' in now ? undefined : now.value,
    shown: 'mixed' in now ? say('options.mixed') : absent,
    previous: say('option.previous'),
    next: say('option.next'),
    change: (next) => {
      const paper = papers[next - 1];
      scope.change(() => ({ media: paper?.media, mediaSource: paper?.source }));
    },
  });
}

/** Shows what is chosen; typing it has a screen of its own. */
function pagesField(scope: OptionScope): TemplateResult {
  const ranges = scope.tickets[0]?.pageRanges ?? [];
  const label = say('option.pages');
  const shown = ranges.length === 0 ? say('pages.all') : pageWords(ranges);
  return html`<div class="field" role="group" aria-label=${label}>
    <span class="field-label">${label}</span>
    ${button({ label: shown, press: scope.openPages })}
  </div>`;
}
