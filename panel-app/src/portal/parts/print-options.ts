// The options of a print order: what the chosen printer offers, for one document or several. What it cannot do is not there.
import type { JobView } from '@platen/shared/api/common';
import {
  changeTicket,
  chosenFinishing,
  type TicketChange,
  withFinishing,
} from '@platen/shared/change-ticket';
import { type OfferedOption, offeredOptions } from '@platen/shared/offered-options';
import { rangeText, readRanges } from '@platen/shared/page-ranges';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { type NumberUp, sidesOf, type Ticket } from '@platen/shared/ticket';
import type { TicketChoice } from '@platen/shared/ticket-choice';
import { html, nothing, type TemplateResult } from 'lit';
import { segmented } from '../../components/segmented.ts';
import { stepper } from '../../components/stepper.ts';
import { say } from '../printer-speech.ts';

export interface PrintOptions {
  readonly jobs: readonly Pick<JobView, 'ticket' | 'pages'>[];
  readonly capabilities: PrinterCapabilities | undefined;
  /** What was chosen so far. */
  readonly chosen: TicketChoice;
  /** What is typed for the pages, where it differs from what was understood. */
  readonly pagesTyped: string | undefined;
  readonly change: (change: TicketChange) => void;
  readonly typePages: (text: string) => void;
}

/** The ticket as it will be: what the document came with, and what was chosen over it. */
export function effectiveTicket(ticket: Ticket, chosen: TicketChoice): Ticket {
  const change = Object.fromEntries(
    Object.entries(chosen).map(([option, value]) => [option, value ?? undefined]),
  ) as TicketChange;
  return changeTicket(ticket, change);
}

/** On so few pages nobody stops at the eighth of a sheet with a phone in the hand. */
const UPS = [1, 2, 4] as const satisfies readonly NumberUp[];

function field(
  option: OfferedOption,
  ticket: Ticket,
  options: PrintOptions,
): TemplateResult | typeof nothing {
  const { change } = options;
  switch (option.kind) {
    case 'copies':
      return stepper({
        label: say('copies'),
        value: ticket.copies ?? 1,
        min: 1,
        max: option.max,
        change: (copies) => change({ copies }),
        less: say('copies-less'),
        more: say('copies-more'),
      });
    case 'sides': {
      const now = sidesOf(ticket) ?? 'one-sided';
      const [long = 'two-sided-long-edge'] = option.edges;
      const two = option.edges.find((edge) => edge === now) ?? long;
      return segmented({
        label: say('sides'),
        segments: [
          { value: 'one-sided', label: say('sides-one') },
          { value: two, label: say('sides-two') },
        ],
        value: now,
        change: (sides) => change({ sides }),
      });
    }
    case 'colour':
      return segmented({
        label: say('colour'),
        segments: [
          { value: option.full, label: say('colour-full') },
          { value: 'monochrome', label: say('colour-grey') },
        ],
        value: ticket.printColorMode === 'monochrome' ? 'monochrome' : option.full,
        change: (printColorMode) => change({ printColorMode }),
      });
    case 'number-up':
      return segmented({
        label: say('up'),
        segments: UPS.map((value) => ({ value: `${value}`, label: `${value}` })),
        value: `${ticket.numberUp ?? 1}`,
        change: (value) => change({ numberUp: UPS.find((one) => `${one}` === value) ?? 1 }),
      });
    case 'finishing': {
      const [staple] = option.values;
      if (option.group !== 'staple' || staple === undefined) return nothing;
      const now = chosenFinishing(ticket, 'staple');
      return segmented({
        label: say('staple'),
        segments: [
          { value: 'no', label: say('staple-no') },
          { value: 'yes', label: say('staple-yes') },
        ],
        value: now === undefined ? 'no' : 'yes',
        change: (value) =>
          change(withFinishing(ticket, 'staple', value === 'yes' ? (now ?? staple) : undefined)),
      });
    }
    case 'pages': {
      const typed = options.pagesTyped ?? rangeText(ticket.pageRanges ?? []);
      const wrong = typed.trim() !== '' && readRanges(typed.replace(/\s/g, ''), option.total) === undefined;
      return html`<label class="field">
        <span class="field-label">${say('pages')}</span>
        <input
          class="options-pages"
          inputmode="text"
          autocomplete="off"
          maxlength="200"
          placeholder=${say('pages-all')}
          aria-invalid=${wrong ? 'true' : 'false'}
          .value=${typed}
          @input=${(event: Event) => options.typePages((event.target as HTMLInputElement).value)}
        />
        ${wrong ? html`<span class="problem" role="alert">${say('pages-wrong', { count: option.total })}</span>` : nothing}
      </label>`;
    }
    default:
      return nothing;
  }
}

export function printOptions(options: PrintOptions): TemplateResult | typeof nothing {
  const [first] = options.jobs;
  if (first === undefined) return nothing;
  const ticket = effectiveTicket(first.ticket, options.chosen);
  const pages = options.jobs.length === 1 ? first.pages : undefined;
  const offered = offeredOptions(options.capabilities, [ticket], pages);
  const fields = offered.map((option) => field(option, ticket, options)).filter((one) => one !== nothing);
  return fields.length === 0 ? nothing : html`<div class="print-options">${fields}</div>`;
}
