// The print options as fields of a form, and what was sent of them as changes to tickets. What is offered is shared/offered-options.ts; only fields
// that somebody changed count, so that several documents keep what they differ in.
import { chosenFinishing, type TicketChange, withFinishing } from '@platen/shared/change-ticket';
import type { OfferedOption } from '@platen/shared/offered-options';
import { rangeText, readRanges } from '@platen/shared/page-ranges';
import { isPlainKey, type PlainKey, type SayPlain } from '@platen/shared/plain-panel/plain-words';
import type { MediaChoice } from '@platen/shared/printer-capabilities';
import { type NumberUp, sidesOf, type Ticket } from '@platen/shared/ticket';
import { type Html, html } from './html.ts';
import { type Choice, selectField, textField } from './plain-view.ts';

/** Longer lists are not typed at a printer; a ticket takes fifty ranges. */
const MOST_PAGES = 64;
const COPIES_DIGITS = 3;

interface Field {
  readonly name: string;
  readonly label: string;
  /** What all documents agree on; '' where they differ or leave it to the printer. */
  readonly value: string;
  readonly draw: (value: string) => Html;
  /** undefined: no such choice. */
  readonly read: (value: string, ticket: Ticket) => TicketChange | undefined;
  /** What is said of a value that cannot be read. */
  readonly problem?: string;
}

function agreed(tickets: readonly Ticket[], read: (ticket: Ticket) => string): string {
  const values = new Set(tickets.map(read));
  const [first = ''] = values;
  return values.size === 1 ? first : '';
}

function select(
  {
    name,
    label,
    value,
    choices,
    as,
  }: {
    readonly name: string;
    readonly label: string;
    readonly value: string;
    readonly choices: readonly Choice[];
    readonly as: string;
  },
  change: (value: string, ticket: Ticket) => TicketChange,
): Field {
  const all = choices.some((one) => one.value === value) ? choices : [{ value, label: as }, ...choices];
  return {
    name,
    label,
    value,
    draw: (shown) => selectField(name, label, all, shown),
    read: (sent, ticket) => (choices.some((one) => one.value === sent) ? change(sent, ticket) : undefined),
  };
}

export function optionFields(
  offered: readonly OfferedOption[],
  tickets: readonly Ticket[],
  say: SayPlain,
): readonly Field[] {
  return offered.flatMap((option) => {
    const field = fieldOf(option, tickets, say);
    return field === undefined ? [] : [field];
  });
}

function fieldOf(option: OfferedOption, tickets: readonly Ticket[], say: SayPlain): Field | undefined {
  const as = say('options.as-is');
  const yesOrNo = (
    name: 'booklet' | 'fit',
    isOn: (ticket: Ticket) => boolean,
    change: (on: boolean) => TicketChange,
  ): Field =>
    select(
      {
        name,
        label: say(`option.${name}`),
        value: agreed(tickets, (ticket) => (isOn(ticket) ? 'yes' : 'no')),
        as,
        choices: [
          { value: 'no', label: say('option.no') },
          { value: 'yes', label: say('option.yes') },
        ],
      },
      (value) => change(value === 'yes'),
    );
  switch (option.kind) {
    case 'copies':
      return copies(option.max, tickets, say);
    case 'sides':
      return select(
        {
          name: 'sides',
          label: say('option.sides'),
          value: agreed(tickets, (ticket) => sidesOf(ticket) ?? ''),
          as,
          choices: [
            { value: 'one-sided', label: say('option.one-sided') },
            ...option.edges.map((edge) => ({
              value: edge,
              label: say(edge === 'two-sided-long-edge' ? 'option.two-sided-long' : 'option.two-sided-short'),
            })),
          ],
        },
        // A booklet is what it is: whoever chooses sides wants none.
        (value) => ({
          sides:
            value === 'one-sided'
              ? 'one-sided'
              : (option.edges.find((edge) => edge === value) ?? 'one-sided'),
          booklet: undefined,
        }),
      );
    case 'edge':
      // Part of the sides here.
      return undefined;
    case 'colour':
      return select(
        {
          name: 'colour',
          label: say('option.colour'),
          value: agreed(tickets, ({ printColorMode }) => (printColorMode === 'monochrome' ? 'grey' : 'full')),
          as,
          choices: [
            { value: 'full', label: say('option.full') },
            { value: 'grey', label: say('option.grey') },
          ],
        },
        (value) => ({ printColorMode: value === 'grey' ? 'monochrome' : option.full }),
      );
    case 'number-up':
      return select(
        {
          name: 'up',
          label: say('option.number-up'),
          value: agreed(tickets, ({ numberUp, booklet }) => String(booklet === true ? 2 : (numberUp ?? 1))),
          as,
          choices: option.values.map((value) => ({ value: String(value), label: String(value) })),
        },
        (value) => ({ numberUp: Number(value) as NumberUp, booklet: undefined }),
      );
    case 'finishing':
      return finishing(option, tickets, say);
    case 'paper':
      return paper(option.choices, tickets, say);
    case 'pages':
      return pages(option.total, tickets, say);
    case 'booklet':
      return yesOrNo(
        'booklet',
        ({ booklet }) => booklet === true,
        (on) => ({ booklet: on ? true : undefined }),
      );
    case 'fit':
      return yesOrNo(
        'fit',
        ({ printScaling }) => printScaling === 'fit',
        (on) => ({ printScaling: on ? 'fit' : undefined }),
      );
    case 'watermark':
      return watermark(tickets, say);
  }
}

function copies(max: number, tickets: readonly Ticket[], say: SayPlain): Field {
  const label = say('option.copies');
  return {
    name: 'copies',
    label,
    value: agreed(tickets, (ticket) => String(ticket.copies ?? 1)),
    draw: (value) => textField('copies', label, { most: COPIES_DIGITS, value, digits: true, short: true }),
    read: (text) => {
      const count = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
      return count >= 1 && count <= max ? { copies: count } : undefined;
    },
    problem: say('options.bad-copies', { max }),
  };
}

function pages(total: number, tickets: readonly Ticket[], say: SayPlain): Field {
  const label = say('option.pages');
  return {
    name: 'pages',
    label,
    value: agreed(tickets, ({ pageRanges }) => rangeText(pageRanges ?? [])),
    draw: (value) =>
      html`${textField('pages', label, { most: MOST_PAGES, value })}<p class="hint">${say('option.pages-hint')}</p>`,
    read: (text) => {
      // A dash of any length, and the comma of any script.
      const plain = text
        .replace(/\s/g, '')
        .replace(/[\u2010-\u2015]/g, '-')
        .replace(/[;\u060c\u3001\uff0c]/g, ',');
      if (plain === '') return { pageRanges: undefined };
      const ranges = readRanges(plain, total);
      return ranges === undefined ? undefined : { pageRanges: ranges.length === 0 ? undefined : ranges };
    },
    problem: say('options.bad-pages', { count: total }),
  };
}

function finishing(
  { group, values }: Extract<OfferedOption, { kind: 'finishing' }>,
  tickets: readonly Ticket[],
  say: SayPlain,
): Field {
  return select(
    {
      name: group,
      label: say(`option.${group}`),
      value: agreed(tickets, (ticket) => String(chosenFinishing(ticket, group) ?? 'none')),
      as: say('options.as-is'),
      choices: [
        { value: 'none', label: say('option.none') },
        ...values.map((value) => ({
          value: String(value),
          label: values.length === 1 ? say('option.yes') : finishingWords(value, say),
        })),
      ],
    },
    (value, ticket) => withFinishing(ticket, group, value === 'none' ? undefined : Number(value)),
  );
}

function finishingWords(value: number, say: SayPlain): string {
  const key = `finishing.${value}`;
  return isPlainKey(key) ? say(key) : say('finishing.other', { number: value });
}

function paper(choices: readonly MediaChoice[], tickets: readonly Ticket[], say: SayPlain): Field {
  return select(
    {
      name: 'paper',
      label: say('option.paper'),
      value: agreed(tickets, ({ media, mediaSource }) => {
        if (media === undefined && mediaSource === undefined) return 'document';
        const at = choices.findIndex(
          (one) => one.media === media && (mediaSource === undefined || one.source === mediaSource),
        );
        return at === -1 ? '' : String(at);
      }),
      as: say('options.as-is'),
      choices: [
        { value: 'document', label: say('option.as-document') },
        ...choices.map((one, index) => ({ value: String(index), label: one.label ?? one.media })),
      ],
    },
    (value) => {
      const one = value === 'document' ? undefined : choices[Number(value)];
      return { media: one?.media, mediaSource: one?.source };
    },
  );
}

const WATERMARKS = ['confidential', 'draft', 'copy'] as const;

/** The usual words, and those a document came with. */
function watermark(tickets: readonly Ticket[], say: SayPlain): Field {
  const usual = WATERMARKS.map((word) => say(`watermark.${word}` satisfies PlainKey));
  const own = tickets.flatMap((ticket) => ticket.watermark ?? []).filter((text) => text !== '');
  const texts = [...new Set([...usual, ...own])];
  return select(
    {
      name: 'watermark',
      label: say('option.watermark'),
      value: agreed(tickets, (ticket) =>
        (ticket.watermark ?? '') === '' ? 'none' : String(texts.indexOf(ticket.watermark ?? '')),
      ),
      as: say('options.as-is'),
      choices: [
        { value: 'none', label: say('option.none') },
        ...texts.map((text, index) => ({ value: String(index), label: text })),
      ],
    },
    (value) => ({ watermark: value === 'none' ? undefined : texts[Number(value)] }),
  );
}
