// What somebody chose for a job, to be laid over the ticket it came with (apply-choice.ts): what is absent stays, null takes it back.
import * as v from 'valibot';
import { TICKET_OPTIONS } from './ticket.ts';

/** As JSON knows no undefined, null is the word for "not as the job came, but as it is without": the printer's own default. */
export const TicketChoice = v.object({
  copies: v.nullish(TICKET_OPTIONS.copies),
  sides: v.nullish(TICKET_OPTIONS.sides),
  printColorMode: v.nullish(TICKET_OPTIONS.printColorMode),
  finishings: v.nullish(TICKET_OPTIONS.finishings),
  media: v.nullish(TICKET_OPTIONS.media),
  mediaSource: v.nullish(TICKET_OPTIONS.mediaSource),
  numberUp: v.nullish(TICKET_OPTIONS.numberUp),
  booklet: v.nullish(TICKET_OPTIONS.booklet),
  orientation: v.nullish(TICKET_OPTIONS.orientation),
  printScaling: v.nullish(TICKET_OPTIONS.printScaling),
  watermark: v.nullish(TICKET_OPTIONS.watermark),
  pageRanges: v.nullish(TICKET_OPTIONS.pageRanges),
} satisfies Record<keyof typeof TICKET_OPTIONS, v.GenericSchema>);
export type TicketChoice = v.InferOutput<typeof TicketChoice>;
