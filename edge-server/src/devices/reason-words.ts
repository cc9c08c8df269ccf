// The printer-state-reasons keywords a printer may send (RFC 8011 section 5.4.12, PWG 5100.9 and the IANA registry) in
// words, as data (the words themselves: shared/src/say). How severity and trays change them is in condition-sentence.ts.

import type { SayKey } from '@platen/shared/say/english';

export interface ReasonWords {
  /** Said in lower case, without a full stop. */
  readonly what: SayKey;
  /** Said as a whole sentence. */
  readonly todo?: SayKey | undefined;
  /** The part that is meant, of the keywords that the registry builds from one. */
  readonly unit?: SayKey | undefined;
  /** Without a severity suffix. `quiet`: not worth telling. */
  readonly tone: 'quiet' | 'warn' | 'bad';
  /** Among equals the higher one is told: what a person must do before the rest helps. */
  readonly rank: number;
  /** The trays to name, by their level. */
  readonly trays?: 'empty' | 'low';
  /** `todo` where one tray is named, and where several are. */
  readonly todoTrays?: readonly [SayKey, SayKey];
}

const stops = (rank: number, what: SayKey, todo?: SayKey): ReasonWords => ({ what, todo, tone: 'bad', rank });
const warns = (rank: number, what: SayKey, todo?: SayKey): ReasonWords => ({
  what,
  todo,
  tone: 'warn',
  rank,
});
const quiet = (what: SayKey): ReasonWords => ({ what, tone: 'quiet', rank: 0 });

const noPaper: ReasonWords = {
  ...stops(60, 'condition.no-paper', 'todo.fill-a-tray'),
  trays: 'empty',
  todoTrays: ['todo.fill-it', 'todo.fill-one'],
};
const jam = stops(80, 'condition.jam', 'todo.open-printer');
const look: SayKey = 'todo.look';

export const REASON_WORDS: Readonly<Record<string, ReasonWords>> = {
  // Paper going in
  'media-empty': noPaper,
  'media-needed': {
    // Beside media-empty it says less, alone more: another paper than the loaded one.
    ...stops(59, 'condition.waits-paper', 'todo.fill-asked'),
    trays: 'empty',
    todoTrays: ['todo.fill-it', 'todo.fill-one'],
  },
  'media-path-input-empty': noPaper,
  'media-low': {
    ...warns(20, 'condition.paper-low', 'todo.fill-a-tray-soon'),
    trays: 'low',
    todoTrays: ['todo.fill-it-soon', 'todo.fill-them-soon'],
  },
  'input-tray-missing': stops(70, 'condition.tray-open', 'todo.push-in'),
  'input-manual-input-request': stops(62, 'condition.waits-manual', 'todo.put-paper-in'),
  'input-cannot-feed-size-selected': stops(62, 'condition.no-size', 'todo.fill-with-it'),
  'input-media-size-change': stops(62, 'condition.waits-size', 'todo.fill-asked'),
  'input-media-type-change': stops(62, 'condition.waits-type', 'todo.fill-asked'),
  'input-media-color-change': stops(62, 'condition.waits-colour', 'todo.fill-asked'),
  'input-media-weight-change': stops(62, 'condition.waits-weight', 'todo.fill-asked'),
  'input-media-tray-failure': stops(65, 'condition.tray-failure', look),
  'input-media-tray-feed-error': stops(66, 'condition.not-drawn-in', 'todo.square-up'),
  'input-pick-roller-failure': stops(66, 'condition.not-drawn-in', look),
  'media-path-input-feed-error': stops(66, 'condition.not-drawn-in', 'todo.square-up'),
  // Paper stuck
  'media-jam': jam,
  'input-media-tray-jam': stops(80, 'condition.jam-tray', 'todo.open-tray'),
  'media-path-jam': jam,
  'media-path-input-jam': jam,
  'media-path-output-jam': stops(80, 'condition.jam-output', 'todo.take-out'),
  'media-path-output-feed-error': stops(79, 'condition.not-coming-out', look),
  'media-path-failure': stops(75, 'condition.path-failure', look),
  'media-path-cannot-duplex-media-selected': stops(62, 'condition.no-duplex'),
  // Something open or missing
  'cover-open': stops(85, 'condition.cover-open', 'todo.close'),
  'door-open': stops(85, 'condition.door-open', 'todo.close'),
  'interlock-open': stops(84, 'condition.cover-open', 'todo.close'),
  // Paper coming out
  'output-area-full': stops(58, 'condition.output-full', 'todo.take-out'),
  'output-area-almost-full': warns(15, 'condition.output-nearly-full', 'todo.take-out'),
  'output-tray-missing': stops(70, 'condition.output-missing', 'todo.put-in'),
  'output-mailbox-select-failure': stops(50, 'condition.output-failure', look),
  'media-path-output-full': stops(58, 'condition.output-full', 'todo.take-out'),
  // Toner, ink and what wears out
  'toner-empty': stops(57, 'condition.toner-empty', 'todo.change'),
  'toner-low': warns(18, 'condition.toner-low'),
  'marker-supply-empty': stops(57, 'condition.supply-empty', 'todo.change'),
  'marker-supply-low': warns(18, 'condition.supply-low'),
  'marker-supply-missing': stops(57, 'condition.supply-missing', 'todo.put-in'),
  'marker-toner-cartridge-missing': stops(57, 'condition.toner-missing', 'todo.put-in'),
  'marker-ink-empty': stops(57, 'condition.ink-empty', 'todo.change'),
  'marker-ink-almost-empty': warns(18, 'condition.ink-low'),
  'marker-waste-full': stops(56, 'condition.waste-full', 'todo.change'),
  'marker-waste-almost-full': warns(16, 'condition.waste-nearly-full'),
  'marker-waste-toner-receptacle-full': stops(56, 'condition.waste-full', 'todo.change'),
  'marker-waste-toner-receptacle-almost-full': warns(16, 'condition.waste-nearly-full'),
  'marker-waste-ink-receptacle-full': stops(56, 'condition.waste-ink-full', 'todo.change'),
  'marker-waste-ink-receptacle-almost-full': warns(16, 'condition.waste-ink-nearly-full'),
  'developer-empty': stops(55, 'condition.developer-empty', look),
  'developer-low': warns(14, 'condition.developer-low'),
  'marker-developer-empty': stops(55, 'condition.developer-empty', look),
  'marker-developer-almost-empty': warns(14, 'condition.developer-low'),
  'opc-life-over': stops(55, 'condition.drum-over', 'todo.change'),
  'opc-near-eol': warns(14, 'condition.drum-low'),
  'fuser-over-temp': stops(40, 'condition.fuser-hot', 'todo.wait-cool'),
  'fuser-under-temp': stops(39, 'condition.warming-up', 'todo.wait'),
  // The printer as a whole
  paused: stops(30, 'condition.paused', 'todo.resume'),
  'moving-to-paused': warns(29, 'condition.pausing'),
  'hold-new-jobs': warns(28, 'condition.holds-new'),
  deactivated: stops(31, 'condition.deactivated'),
  shutdown: stops(95, 'condition.switching-off'),
  'power-down': stops(95, 'condition.switching-off'),
  'power-up': warns(27, 'condition.starting', 'todo.wait'),
  resuming: warns(5, 'condition.starting-again', 'todo.wait'),
  offline: stops(90, 'condition.offline', look),
  'connecting-to-device': warns(26, 'condition.connecting'),
  'timed-out': stops(88, 'condition.not-reached', 'todo.is-it-on'),
  'stopped-partly': warns(12, 'condition.partly-stopped', look),
  stopping: warns(25, 'condition.stopping'),
  testing: warns(24, 'condition.testing', 'todo.wait'),
  'spool-area-full': stops(45, 'condition.memory-full', 'todo.wait-printed'),
  'interpreter-resource-unavailable': stops(44, 'condition.lacks-something', look),
  'motor-failure': stops(74, 'condition.motor-failure', look),
  other: stops(1, 'condition.attention', look),
  unknown: quiet('condition.does-not-know'),
  none: quiet('condition.nothing'),
  hibernate: quiet('condition.sleeps'),
  suspend: quiet('condition.sleeps'),
  'power-saver': quiet('condition.sleeps'),
  'identify-printer-requested': quiet('condition.shows-itself'),
  'configuration-change': quiet('condition.settings-changed'),
  'printer-ready-to-print': quiet('condition.ready'),
};

/** Parts that the registry names by prefix, with what people call them; the longer prefix first. */
export const UNITS: readonly (readonly [string, SayKey])[] = [
  ['stapler', 'unit.stapler'],
  ['stitcher', 'unit.stapler'],
  ['puncher', 'unit.puncher'],
  ['folder', 'unit.folder'],
  ['stacker', 'unit.stacker'],
  ['trimmer', 'unit.trimmer'],
  ['binder', 'unit.binder'],
  ['inserter', 'unit.inserter'],
  ['output-tray', 'unit.output-tray'],
  ['input-tray', 'unit.input-tray'],
  ['fuser', 'unit.fuser'],
  ['cleaner', 'unit.cleaner'],
  ['marker', 'unit.marker'],
  ['subunit', 'unit.subunit'],
];

/** Endings of those keywords; they are said of the part. */
export const UNIT_ENDINGS: Readonly<Record<string, ReasonWords>> = {
  empty: stops(54, 'unit-condition.empty', 'todo.fill-it'),
  'almost-empty': warns(13, 'unit-condition.almost-empty'),
  full: stops(54, 'unit-condition.full', 'todo.empty'),
  'almost-full': warns(13, 'unit-condition.almost-full'),
  'at-limit': stops(54, 'unit-condition.full', 'todo.empty'),
  'near-limit': warns(13, 'unit-condition.almost-full'),
  jam: stops(78, 'unit-condition.jam', 'todo.take-out'),
  'cover-open': stops(83, 'unit-condition.cover-open', 'todo.close'),
  'interlock-open': stops(83, 'unit-condition.cover-open', 'todo.close'),
  opened: stops(82, 'unit-condition.opened', 'todo.close'),
  missing: stops(68, 'unit-condition.missing', 'todo.put-in'),
  removed: stops(68, 'unit-condition.missing', 'todo.put-in'),
  offline: stops(52, 'unit-condition.offline', look),
  'turned-off': stops(52, 'unit-condition.off', look),
  'recoverable-failure': stops(53, 'unit-condition.failure', look),
  'unrecoverable-failure': stops(53, 'unit-condition.failure', look),
  'motor-failure': stops(53, 'unit-condition.failure', look),
  'timing-failure': stops(53, 'unit-condition.failure', look),
  'over-temperature': stops(38, 'unit-condition.hot', 'todo.wait-cool'),
  'under-temperature': stops(38, 'unit-condition.warming-up', 'todo.wait'),
  'warming-up': warns(11, 'unit-condition.warming-up'),
  'life-over': stops(51, 'unit-condition.over', 'todo.has-to-be-changed'),
  'life-almost-over': warns(10, 'unit-condition.nearly-over'),
};
