// What a printer's IPP attributes say of its state and its trays (RFC 8011 section 5.4.11 and 5.4.12, PWG 5100.13 section
// 6.6.7 printer-input-tray), as values. Pure; everything may be absent or a lie (threat T09).

import type { PrinterCondition, PrinterState } from '@platen/shared/printer-capabilities';
import { STORED } from '@platen/shared/say/saying';
import { cleanText } from '../protocols/ipp/clean-text.ts';
import { printerStateName } from '../protocols/ipp/codes.ts';
import type { IppAttributes } from '../protocols/ipp/message.ts';
import {
  readBoolean,
  readCollections,
  readEnum,
  readKeyword,
  readKeywords,
  readOctetStrings,
} from '../protocols/ipp/read-values.ts';
import { type ConditionWords, describeCondition, type Tray } from './condition-sentence.ts';
import { paperWords } from './paper-words.ts';
import { LARGEST, readMediaChoice } from './read-media.ts';

/** More reasons than a printer has parts are noise. */
const MOST_REASONS = 32;
/** Finishers and feeders included, no device has more. */
const MOST_TRAYS = 32;
/** A tray with this share of its sheets left is low. */
const LOW_SHARE = 0.1;
/** RFC 8011 section 5.1.4: keywords are lower-case letters, digits, hyphen, dot and underscore. */
const KEYWORD = /^[a-z0-9][a-z0-9._-]{0,254}$/;

export function readCondition(printer: IppAttributes, at: number): PrinterCondition {
  return {
    state: readState(printer),
    reasons: (readKeywords(printer, 'printer-state-reasons') ?? [])
      .filter((reason) => reason !== 'none' && KEYWORD.test(reason))
      .slice(0, MOST_REASONS),
    accepting: readBoolean(printer, 'printer-is-accepting-jobs') !== false,
    at,
  };
}

function readState(printer: IppAttributes): PrinterState {
  const state = readEnum(printer, 'printer-state');
  return (state === undefined ? undefined : printerStateName(state)) ?? 'unknown';
}

export function readTrays(printer: IppAttributes): readonly Tray[] {
  const media = mediaBySource(printer);
  const trays: Tray[] = [];
  for (const octets of (readOctetStrings(printer, 'printer-input-tray') ?? []).slice(0, MOST_TRAYS)) {
    const fields = readFields(octets);
    const name = fields.get('name');
    if (name === undefined || name === '') continue;
    const words = media.get(trayKey(name)) ?? mediaOf(fields);
    trays.push({ name: trayName(name), media: words, level: levelOf(fields) });
  }
  return trays;
}

/** A printer as its attributes tell it, in stored sentences: delivery's notes are made of these. */
export function describePrinter(printer: IppAttributes): ConditionWords {
  return describeCondition(readCondition(printer, 0), readTrays(printer), STORED);
}

/** "type=sheetFeedAutoRemovableTray;level=0;maxcapacity=250;name=tray-1;" (PWG 5100.13 section 6.6.7). */
function readFields(octets: Buffer): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const field of cleanText(octets.toString('utf8')).split(';')) {
    const equals = field.indexOf('=');
    if (equals > 0) fields.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1).trim());
  }
  return fields;
}

/** Levels of the Printer MIB (RFC 3805 prtInputCurrentLevel): -1 and -2 say nothing, -3 at least one sheet. */
function levelOf(fields: ReadonlyMap<string, string>): Tray['level'] {
  const level = Number(fields.get('level') ?? Number.NaN);
  const most = Number(fields.get('maxcapacity') ?? Number.NaN);
  if (level === 0) return 'empty';
  if (level === -3) return 'filled';
  if (!(level > 0)) return undefined;
  return most > 0 && level / most <= LOW_SHARE ? 'low' : 'filled';
}

function mediaBySource(printer: IppAttributes): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const tray of (readCollections(printer, 'media-col-ready') ?? []).slice(0, MOST_TRAYS)) {
    const source = readKeyword(tray, 'media-source');
    const media = readMediaChoice(tray);
    if (source !== undefined && media !== undefined) known.set(trayKey(source), paperWords(media));
  }
  return known;
}

/** An empty tray is not in media-col-ready, but tells its size itself; a unit that is not told could be any. */
function mediaOf(fields: ReadonlyMap<string, string>): string | undefined {
  // RFC 3805 prtInputDimUnit; the unit of ours is 1/100 mm.
  const unit = { micrometers: 0.1, tenthousandthsofinches: 0.254 }[
    fields.get('dimunit')?.toLowerCase() ?? ''
  ];
  const width = Number(fields.get('mediaxfeed') ?? Number.NaN) * (unit ?? Number.NaN);
  const height = Number(fields.get('mediafeed') ?? Number.NaN) * (unit ?? Number.NaN);
  return width > 0 && height > 0 && width < LARGEST && height < LARGEST
    ? paperWords({ width, height })
    : undefined;
}

/** One printer calls the same tray "Tray 1" here and tray-1 there. */
function trayKey(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '-');
}

/** Printers name trays as keywords: tray-2, by-pass-tray, large-capacity. */
export function trayName(name: string): string {
  const plain = name.toLowerCase().replace(/[-_]+/g, ' ').trim();
  if (plain === 'by pass tray' || plain === 'bypass' || plain === 'manual') return 'the bypass tray';
  return /^(tray|the) /.test(plain)
    ? plain
    : plain === 'main' || plain === 'top'
      ? `the ${plain} tray`
      : plain;
}
