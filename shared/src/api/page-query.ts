// GET .../pages/:page.jpg: the size of the screen that asks and the options the picture shows, as the server reads them.
// Writing such an address is page-address.ts.
import * as v from 'valibot';
import { NUMBER_UP, ORIENTATIONS, PRINT_SCALINGS, TICKET_OPTIONS, type Ticket } from '../ticket.ts';

/** Pixels: fewer show nothing, more no panel or phone has. */
const Pixels = v.optional(
  v.pipe(v.string(), v.regex(/^\d{2,4}$/), v.transform(Number), v.minValue(16), v.maxValue(2400)),
  '800',
);
const Flag = v.optional(v.picklist(['0', '1']), '0');

/** "1-3,7-7": fifty ranges of six digits each. */
const Ranges = v.pipe(
  v.string(),
  v.maxLength(700),
  v.regex(/^\d{1,6}-\d{1,6}(,\d{1,6}-\d{1,6})*$/),
  v.transform((text) =>
    text.split(',').map((range) => {
      const [from = 0, to = 0] = range.split('-').map(Number);
      return { from, to };
    }),
  ),
  TICKET_OPTIONS.pageRanges,
);

const numbers = NUMBER_UP.map(String) as readonly `${(typeof NUMBER_UP)[number]}`[];

export const PageQuery = v.object({
  w: Pixels,
  h: Pixels,
  grey: Flag,
  up: v.optional(v.picklist(numbers), '1'),
  pages: v.optional(Ranges),
  booklet: Flag,
  turn: v.optional(v.picklist(ORIENTATIONS)),
  scale: v.optional(v.picklist(PRINT_SCALINGS)),
  mark: v.optional(TICKET_OPTIONS.watermark),
  media: v.optional(TICKET_OPTIONS.media),
  tray: v.optional(TICKET_OPTIONS.mediaSource),
});
export type PageQuery = v.InferOutput<typeof PageQuery>;

/** The part of a ticket that a picture shows. */
export function ticketOfQuery(query: PageQuery): Ticket {
  const { up, grey, booklet, pages, turn, scale, mark, media, tray } = query;
  return {
    numberUp: Number(up) as (typeof NUMBER_UP)[number],
    ...(grey === '1' ? { printColorMode: 'monochrome' as const } : {}),
    ...(booklet === '1' ? { booklet: true } : {}),
    ...(pages === undefined ? {} : { pageRanges: pages }),
    ...(turn === undefined ? {} : { orientation: turn }),
    ...(scale === undefined ? {} : { printScaling: scale }),
    ...(mark === undefined ? {} : { watermark: mark }),
    ...(media === undefined ? {} : { media }),
    ...(tray === undefined ? {} : { mediaSource: tray }),
  };
}
