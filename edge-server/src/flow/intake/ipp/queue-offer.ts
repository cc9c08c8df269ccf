// What a queue says it can do: all that its printers can do together, since nobody knows yet at which one the job will come out. What a
// printer cannot do itself the server does for it (N-up, ranges, scaling), or asks about before it prints (preflight). Pure.

import { sizeFromName } from '@platen/shared/media-size';
import type { MediaChoice, PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { MAX_COPIES, type PrintColorMode, SIDES, type Sides } from '@platen/shared/ticket';
import { finishings } from '../../../protocols/ipp/codes.ts';

export interface QueueOffer {
  readonly color: boolean;
  readonly sides: readonly Sides[];
  readonly printColorModes: readonly PrintColorMode[];
  /** Enums, `none` first. */
  readonly finishings: readonly number[];
  readonly maxCopies: number;
  /** Each size once, with the tray where one is told. The first is the default. */
  readonly media: readonly MediaChoice[];
  /** media-source keywords. */
  readonly sources: readonly string[];
  readonly pagesPerMinute: number;
}

/** A site whose printers have told nothing yet still takes documents on these: the commonest paper of either half of the world. */
const USUAL_MEDIA = [
  'iso_a4_210x297mm',
  'na_letter_8.5x11in',
  'iso_a3_297x420mm',
  'na_legal_8.5x14in',
] as const;
/** Where no printer says how fast it is: an ordinary office device. */
const USUAL_PAGES_PER_MINUTE = 30;
/** Clients draw a list of it; more sizes than this are custom ones of one device. */
const MOST_MEDIA = 40;

/** @param first the paper of pictures (settings), which comes first where nobody asks for another. */
export function queueOffer(printers: readonly PrinterCapabilities[], first: string): QueueOffer {
  const color =
    printers.length === 0 || printers.some(({ printColorModes }) => printColorModes.includes('color'));
  const sides = SIDES.filter(
    (side) =>
      side === 'one-sided' ||
      printers.length === 0 ||
      printers.some((printer) => printer.sides.includes(side)),
  );
  const stapled = new Set(printers.flatMap((printer) => printer.finishings));
  stapled.delete(finishings.none);
  return {
    color,
    sides,
    printColorModes: color ? ['auto', 'color', 'monochrome'] : ['auto', 'monochrome'],
    finishings: [finishings.none, ...[...stapled].sort((a, b) => a - b)],
    maxCopies: MAX_COPIES,
    media: mediaOf(printers, first),
    sources: ['auto', ...unique(printers.flatMap(sourcesOf))],
    pagesPerMinute:
      Math.max(0, ...printers.map(({ pagesPerMinute }) => pagesPerMinute ?? USUAL_PAGES_PER_MINUTE)) ||
      USUAL_PAGES_PER_MINUTE,
  };
}

const sourcesOf = ({ mediaReady }: PrinterCapabilities): string[] =>
  mediaReady.flatMap(({ source }) => (source === undefined || source === 'auto' ? [] : [source]));

function mediaOf(printers: readonly PrinterCapabilities[], first: string): MediaChoice[] {
  const ready = printers
    .flatMap(({ mediaReady }) => mediaReady)
    .filter(({ width, height }) => width > 0 && height > 0);
  const usual = [first, ...USUAL_MEDIA].flatMap((media): MediaChoice[] => {
    const size = sizeFromName(media);
    return size === undefined ? [] : [{ media, ...size }];
  });
  const bySize = new Map<string, MediaChoice>();
  const [preferred, ...others] = usual;
  for (const choice of [...(preferred === undefined ? [] : [preferred]), ...ready, ...others]) {
    // Without its tray: which one holds it differs from printer to printer.
    if (!bySize.has(choice.media))
      bySize.set(choice.media, { media: choice.media, width: choice.width, height: choice.height });
  }
  return [...bySize.values()].slice(0, MOST_MEDIA);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
