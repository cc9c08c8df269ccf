// The paper of the virtual MFD: three sizes in three trays. Levels fall as pages are printed.
import { collection, type IppAttributes, integer, keyword } from '../protocols/ipp/message.ts';
import { readCollection, readInteger, readKeyword, readKeywordOrName } from '../protocols/ipp/read-values.ts';

export type MediaSize = {
  /** PWG 5101.1 self-describing name. */
  readonly name: string;
  /** Hundredths of a millimetre (PWG 5100.3 media-size). */
  readonly width: number;
  readonly height: number;
};

export const a4: MediaSize = { name: 'iso_a4_210x297mm', width: 21000, height: 29700 };
/** In the order of the trays. */
export const mediaSizes: readonly MediaSize[] = [
  a4,
  { name: 'iso_a3_297x420mm', width: 29700, height: 42000 },
  { name: 'na_letter_8.5x11in', width: 21590, height: 27940 },
];

const traySources = ['tray-1', 'tray-2', 'tray-3'] as const;
export type TraySource = (typeof traySources)[number];
export type Tray = {
  readonly source: TraySource;
  readonly label: string;
  readonly size: MediaSize;
  /** Sheets. */
  readonly capacity: number;
  level: number;
};

/** A ream each. */
const trayCapacity = 500;

export function fullTrays(): Tray[] {
  return traySources.map((source, index) => ({
    source,
    label: `Tray ${String(index + 1)}`,
    size: mediaSizes[index] ?? a4,
    capacity: trayCapacity,
    level: trayCapacity,
  }));
}

/** Printable to 4.23 mm from the edge, what office lasers do (hundredths of a millimetre). */
export const margin = 423;

export function mediaColOf(size: MediaSize, source?: TraySource): IppAttributes {
  return [
    collection('media-size', mediaSizeOf(size)),
    keyword('media-size-name', size.name),
    integer('media-bottom-margin', margin),
    integer('media-left-margin', margin),
    integer('media-right-margin', margin),
    integer('media-top-margin', margin),
    keyword('media-type', 'stationery'),
    ...(source === undefined ? [] : [keyword('media-source', source)]),
  ];
}

export function mediaSizeOf(size: MediaSize): IppAttributes {
  return [integer('x-dimension', size.width), integer('y-dimension', size.height)];
}

/** Whether all it asks for is here: size, tray and type, each if it names one. */
export function isMediaCol(mediaCol: IppAttributes): boolean {
  const source = readKeyword(mediaCol, 'media-source');
  const hasTray = source === undefined || traySources.some((known) => known === source);
  const hasType = (readKeywordOrName(mediaCol, 'media-type') ?? 'stationery') === 'stationery';
  return hasTray && hasType && sizeOfMediaCol(mediaCol) !== undefined;
}

/** The size a media-col asks for; undefined when it names none of ours, 'any' when it names none at all. */
function sizeOfMediaCol(mediaCol: IppAttributes): MediaSize | 'any' | undefined {
  const name = readKeywordOrName(mediaCol, 'media-size-name');
  const size = readCollection(mediaCol, 'media-size');
  if (size === undefined) return name === undefined ? 'any' : sizeByName(name);
  const width = readInteger(size, 'x-dimension');
  const height = readInteger(size, 'y-dimension');
  return mediaSizes.find((known) => known.width === width && known.height === height);
}

function sizeByName(name: string): MediaSize | undefined {
  return mediaSizes.find((known) => known.name === name);
}

/** The trays a job may draw from: by size, and by tray when it asks for one that holds this size. */
export function traysFor(ticket: IppAttributes, trays: readonly Tray[]): readonly Tray[] {
  const mediaCol = readCollection(ticket, 'media-col') ?? [];
  const asked = sizeOfMediaCol(mediaCol) ?? 'any';
  const named = asked === 'any' ? sizeByName(readKeywordOrName(ticket, 'media') ?? '') : asked;
  const source = readKeyword(mediaCol, 'media-source');
  const bySource = trays.filter((tray) => tray.source === source);
  const size = named ?? bySource[0]?.size ?? a4;
  const bySize = trays.filter((tray) => tray.size === size);
  const both = bySize.filter((tray) => tray.source === source);
  return both.length > 0 ? both : bySize;
}
