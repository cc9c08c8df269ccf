// The controls of the print options: one for each thing the printer offers, for one document or for several at once.
import type { Ticket } from '@platen/shared/ticket';
import { html, type TemplateResult } from 'lit';
import { chooser } from '../components/chooser.ts';
import { segmented } from '../components/segmented.ts';
import { stepper } from '../components/stepper.ts';
import { say } from '../locales/languages.ts';
import {
  chosenFinishing,
  pageSpan,
  type TicketChange,
  withFinishing,
  withPages,
} from '../state/change-ticket.ts';
import type { OfferedOption } from '../state/offered-options.ts';
import { finishingWords, paperChoiceWords, paperWords } from './option-words.ts';

export interface OptionScope {
  /** The tickets as they are now; never empty. */
  readonly tickets: readonly Ticket[];
  /** The tickets as the jobs came with them. */
  readonly own: readonly Ticket[];
  readonly change: (change: (ticket: Ticket) => TicketChange) => void;
}

/** More than this many words side by side cannot be read at a glance on 800 px. */
const MOST_SEGMENTS = 3;
/** From here on single steps take too many presses. */
const LONG_DOCUMENT = 20;

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
      return pagesField(scope, option.total);
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
    ({ sides }) => (sides === undefined ? undefined : sides === 'one-sided' ? 'one' : 'two'),
    (value) => ({ sides: value === 'one' ? 'one-sided' : edges[0] }),
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
    ({ sides }) => (sides === 'one-sided' ? undefined : sides),
    (sides, ticket) => (ticket.sides === 'one-sided' ? {} : { sides }),
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

function numberUpField(scope: OptionScope, values: readonly (1 | 2 | 4)[]): TemplateResult {
  return choice<1 | 2 | 4>(
    say('option.number-up'),
    scope,
    values.map((value) => ({ value, label: String(value) })),
    ({ numberUp }) => numberUp ?? 1,
    (numberUp) => ({ numberUp }),
  );
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
  // A paper that the job came with can be changed here but not taken back: there is no word for "none" (see change-ticket.ts).
  const free = scope.own.every(({ media, mediaSource }) => media === undefined && mediaSource === undefined);
  const first = free ? 1 : 0;
  // Undefined: a paper that was asked for but is not loaded now.
  const find = ({ media, mediaSource }: Ticket): number | undefined => {
    if (media === undefined && mediaSource === undefined) return free ? 0 : undefined;
    const index = papers.findIndex(
      (paper) => paper.media === media && (mediaSource === undefined || paper.source === mediaSource),
    );
    return index === -1 ? undefined : index + first;
  };
  const now = agreed(scope, find);
  const [ticket] = scope.tickets;
  const absent = paperWords({ media: ticket?.media ?? '', width: 0, height: 0 });
  return chooser({
    label: say('option.paper'),
    choices: [...(free ? [say('option.as-document')] : []), ...papers.map(paperChoiceWords)],
    index: 'mixed' in now ? undefined : now.value,
    shown: 'mixed' in now ? say('options.mixed') : absent,
    previous: say('option.previous'),
    next: say('option.next'),
    change: (next) => {
      const paper = papers[next - first];
      scope.change(() => ({ media: paper?.media, mediaSource: paper?.source }));
    },
  });
}

function pagesField(scope: OptionScope, total: number): TemplateResult {
  const [ticket = {}] = scope.tickets;
  const { from, to } = pageSpan(ticket, total);
  const shared = {
    less: say('option.earlier'),
    more: say('option.later'),
    ...(total > LONG_DOCUMENT ? { stride: 10 } : {}),
  };
  return html`${stepper({
    label: say('option.from'),
    value: from,
    min: 1,
    max: to,
    change: (page) => scope.change(() => withPages(page, to, total)),
    ...shared,
  })}
  ${stepper({
    label: say('option.to'),
    value: to,
    min: from,
    max: total,
    change: (page) => scope.change(() => withPages(from, page, total)),
    ...shared,
  })}`;
}
