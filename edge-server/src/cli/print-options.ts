// The options of "platen release" as a ticket, in IPP's words.
import { MAX_COPIES, NUMBER_UP, ORIENTATIONS, PRINT_SCALINGS, SIDES, Ticket } from '@platen/shared/ticket';
import * as v from 'valibot';
import { usageError } from './cli-error.ts';
import type { OptionSpecs, OptionValues } from './command.ts';

/** finishings enums of PWG 5100.1 table 1, by the place a person names. */
const STAPLES: Readonly<Record<string, number>> = {
  any: 4,
  'top-left': 20,
  'bottom-left': 21,
  'top-right': 22,
  'bottom-right': 23,
  'two-left': 28,
  'two-top': 29,
  'two-right': 30,
  'two-bottom': 31,
  saddle: 8,
};
const PUNCHES: Readonly<Record<string, number>> = {
  any: 5,
  'two-left': 74,
  'two-top': 75,
  'two-right': 76,
  'two-bottom': 77,
  'four-left': 82,
  'four-top': 83,
  'four-right': 84,
  'four-bottom': 85,
};

export const PRINT_OPTIONS = {
  copies: { value: 'N', help: 'How many copies.' },
  sides: { value: 'WORD', help: `${SIDES.join(', ')}.` },
  mono: { help: 'In black and white.' },
  color: { help: 'In colour.' },
  pages: { value: 'RANGES', help: 'Only these pages, such as 1-3,5.' },
  'number-up': { value: 'N', help: `Pages on one side of the paper: ${NUMBER_UP.join(', ')}.` },
  booklet: { help: 'As a booklet: two on a side, to be folded.' },
  orientation: { value: 'WORD', help: `${ORIENTATIONS.join(', ')}.` },
  scaling: { value: 'WORD', help: `${PRINT_SCALINGS.join(', ')}.` },
  watermark: { value: 'TEXT', help: 'Pale words across every side.' },
  staple: { value: 'PLACE', help: `${Object.keys(STAPLES).join(', ')}.` },
  punch: { value: 'PLACE', help: `${Object.keys(PUNCHES).join(', ')}.` },
  media: { value: 'NAME', help: 'Paper by its standard name, such as iso_a4_210x297mm.' },
  tray: { value: 'NAME', help: 'Where the paper is, such as tray-1.' },
} as const satisfies OptionSpecs;

/** Throws a usage error for what is no ticket; whether the printer can do it, the server says. */
export function readTicket(options: OptionValues<typeof PRINT_OPTIONS>): Ticket {
  if (options.mono && options.color) throw usageError('--mono and --color cannot be given together.');
  const finishings = [
    place('--staple', options.staple, STAPLES),
    place('--punch', options.punch, PUNCHES),
  ].filter((finishing) => finishing !== undefined);
  const ticket = {
    copies: number('--copies', options.copies, MAX_COPIES),
    sides: options.sides,
    printColorMode: options.mono ? 'monochrome' : options.color ? 'color' : undefined,
    pageRanges: options.pages === undefined ? undefined : readRanges(options.pages),
    numberUp: number('--number-up', options['number-up'], Math.max(...NUMBER_UP)),
    booklet: options.booklet ? true : undefined,
    orientation: options.orientation,
    printScaling: options.scaling,
    watermark: options.watermark,
    finishings: finishings.length === 0 ? undefined : finishings,
    media: options.media,
    mediaSource: options.tray,
  };
  const given = Object.fromEntries(Object.entries(ticket).filter(([, value]) => value !== undefined));
  const checked = v.safeParse(Ticket, given);
  if (checked.success) return checked.output;
  throw usageError(mistake(v.getDotPath(checked.issues[0]) ?? '', options));
}

function mistake(path: string, options: OptionValues<typeof PRINT_OPTIONS>): string {
  const names: Readonly<Record<string, keyof typeof PRINT_OPTIONS>> = {
    copies: 'copies',
    sides: 'sides',
    pageRanges: 'pages',
    numberUp: 'number-up',
    orientation: 'orientation',
    printScaling: 'scaling',
    watermark: 'watermark',
    media: 'media',
    mediaSource: 'tray',
  };
  const name = names[path.split('.')[0] ?? ''];
  if (name === undefined) return 'These print options do not fit together.';
  if (name === 'pages') return '--pages: give rising ranges that do not overlap, such as 1-3,5.';
  const spec = PRINT_OPTIONS[name];
  return `--${name} cannot be "${String(options[name] ?? '')}": ${spec.help}`;
}

function number(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > most) {
    throw usageError(`${option}: give a number from 1 to ${most}.`);
  }
  return Number(text);
}

function place(
  option: string,
  text: string | undefined,
  places: Readonly<Record<string, number>>,
): number | undefined {
  if (text === undefined) return undefined;
  if (!Object.hasOwn(places, text)) {
    throw usageError(`${option} cannot be "${text}". Choose one of ${Object.keys(places).join(', ')}.`);
  }
  return places[text];
}

function readRanges(text: string): { from: number; to: number }[] {
  return text.split(',').map((part) => {
    const match = /^\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*$/.exec(part);
    if (match === null) throw usageError(`--pages cannot be "${text}". Write for example 1-3,5.`);
    const from = Number(match[1]);
    return { from, to: match[2] === undefined ? from : Number(match[2]) };
  });
}
