// A ticket told back in IPP's words: what a waiting document will be printed with, as far as it is settled. The way in is job-ticket.ts.
import type { Ticket } from '@platen/shared/ticket';
import {
  enumValue,
  type IppAttributes,
  integer,
  keyword,
  rangeOfInteger,
} from '../../../protocols/ipp/message.ts';
import { orientationEnum } from './job-ticket.ts';

export function ticketAttributes(ticket: Ticket): IppAttributes {
  const {
    copies,
    sides,
    media,
    printColorMode,
    numberUp,
    pageRanges,
    finishings,
    printScaling,
    orientation,
  } = ticket;
  return [
    integer('copies', copies ?? 1),
    ...(sides === undefined ? [] : [keyword('sides', sides)]),
    ...(media === undefined ? [] : [keyword('media', media)]),
    ...(printColorMode === undefined ? [] : [keyword('print-color-mode', printColorMode)]),
    ...(numberUp === undefined ? [] : [integer('number-up', numberUp)]),
    ...(finishings === undefined || finishings.length === 0 ? [] : [enumValue('finishings', ...finishings)]),
    ...(printScaling === undefined ? [] : [keyword('print-scaling', printScaling)]),
    ...(orientation === undefined ? [] : [enumValue('orientation-requested', orientationEnum(orientation))]),
    ...(pageRanges === undefined || pageRanges.length === 0
      ? []
      : [rangeOfInteger('page-ranges', ...pageRanges.map(({ from, to }) => ({ lower: from, upper: to })))]),
  ];
}
