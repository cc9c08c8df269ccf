// The printer-state-reasons keywords a printer may send (RFC 8011 section 5.4.12, PWG 5100.9 and the IANA registry) in
// words, as data. How severity and trays change them is in condition-sentence.ts.

export interface ReasonWords {
  /** Lower case, no full stop. */
  readonly what: string;
  /** A whole sentence, or empty. */
  readonly todo: string;
  /** Without a severity suffix. `quiet`: not worth telling. */
  readonly tone: 'quiet' | 'warn' | 'bad';
  /** Among equals the higher one is told: what a person must do before the rest helps. */
  readonly rank: number;
  /** The trays to name, by their level. */
  readonly trays?: 'empty' | 'low';
  /** `todo` where one tray is named, and where several are. */
  readonly todoTrays?: readonly [string, string];
}

const stops = (rank: number, what: string, todo = ''): ReasonWords => ({ what, todo, tone: 'bad', rank });
const warns = (rank: number, what: string, todo = ''): ReasonWords => ({ what, todo, tone: 'warn', rank });
const quiet = (what: string): ReasonWords => ({ what, todo: '', tone: 'quiet', rank: 0 });

const noPaper: ReasonWords = {
  ...stops(60, 'no paper', 'Fill a tray.'),
  trays: 'empty',
  todoTrays: ['Fill it.', 'Fill one.'],
};
const jam = stops(80, 'paper jam', 'Open the printer and take the paper out.');
const look = 'Look at its display.';

export const REASON_WORDS: Readonly<Record<string, ReasonWords>> = {
  // Paper going in
  'media-empty': noPaper,
  'media-needed': {
    // Beside media-empty it says less, alone more: another paper than the loaded one.
    ...stops(59, 'the printer waits for paper', 'Fill the tray it asks for.'),
    trays: 'empty',
    todoTrays: ['Fill it.', 'Fill one.'],
  },
  'media-path-input-empty': noPaper,
  'media-low': {
    ...warns(20, 'paper is low', 'Fill a tray soon.'),
    trays: 'low',
    todoTrays: ['Fill it soon.', 'Fill them soon.'],
  },
  'input-tray-missing': stops(70, 'a paper tray is open or missing', 'Push it in.'),
  'input-manual-input-request': stops(
    62,
    'the printer waits for paper in the manual feed',
    'Put the paper in.',
  ),
  'input-cannot-feed-size-selected': stops(
    62,
    'the printer has no paper of this size',
    'Fill a tray with it.',
  ),
  'input-media-size-change': stops(
    62,
    'the printer waits for another paper size',
    'Fill the tray it asks for.',
  ),
  'input-media-type-change': stops(
    62,
    'the printer waits for another kind of paper',
    'Fill the tray it asks for.',
  ),
  'input-media-color-change': stops(
    62,
    'the printer waits for paper of another colour',
    'Fill the tray it asks for.',
  ),
  'input-media-weight-change': stops(
    62,
    'the printer waits for paper of another weight',
    'Fill the tray it asks for.',
  ),
  'input-media-tray-failure': stops(65, 'a paper tray does not work', look),
  'input-media-tray-feed-error': stops(
    66,
    'the paper is not drawn in',
    'Take the paper out, square it up and put it back.',
  ),
  'input-pick-roller-failure': stops(66, 'the paper is not drawn in', look),
  'media-path-input-feed-error': stops(
    66,
    'the paper is not drawn in',
    'Take the paper out, square it up and put it back.',
  ),
  // Paper stuck
  'media-jam': jam,
  'input-media-tray-jam': stops(80, 'paper jam at a tray', 'Open the tray and take the paper out.'),
  'media-path-jam': jam,
  'media-path-input-jam': jam,
  'media-path-output-jam': stops(80, 'paper jam at the output', 'Take the paper out.'),
  'media-path-output-feed-error': stops(79, 'the paper does not come out', look),
  'media-path-failure': stops(75, 'the paper path does not work', look),
  'media-path-cannot-duplex-media-selected': stops(62, 'this paper cannot be printed on both sides', ''),
  // Something open or missing
  'cover-open': stops(85, 'a cover is open', 'Close it.'),
  'door-open': stops(85, 'a door is open', 'Close it.'),
  'interlock-open': stops(84, 'a cover is open', 'Close it.'),
  // Paper coming out
  'output-area-full': stops(58, 'the output tray is full', 'Take the paper out.'),
  'output-area-almost-full': warns(15, 'the output tray is nearly full', 'Take the paper out.'),
  'output-tray-missing': stops(70, 'the output tray is missing', 'Put it in.'),
  'output-mailbox-select-failure': stops(50, 'the output tray does not work', look),
  'media-path-output-full': stops(58, 'the output tray is full', 'Take the paper out.'),
  // Toner, ink and what wears out
  'toner-empty': stops(57, 'a toner cartridge is empty', 'Change it.'),
  'toner-low': warns(18, 'toner is low'),
  'marker-supply-empty': stops(57, 'toner or ink is empty', 'Change it.'),
  'marker-supply-low': warns(18, 'toner or ink is low'),
  'marker-supply-missing': stops(57, 'a toner or ink cartridge is missing', 'Put it in.'),
  'marker-toner-cartridge-missing': stops(57, 'a toner cartridge is missing', 'Put it in.'),
  'marker-ink-empty': stops(57, 'an ink cartridge is empty', 'Change it.'),
  'marker-ink-almost-empty': warns(18, 'ink is low'),
  'marker-waste-full': stops(56, 'the waste toner box is full', 'Change it.'),
  'marker-waste-almost-full': warns(16, 'the waste toner box is nearly full'),
  'marker-waste-toner-receptacle-full': stops(56, 'the waste toner box is full', 'Change it.'),
  'marker-waste-toner-receptacle-almost-full': warns(16, 'the waste toner box is nearly full'),
  'marker-waste-ink-receptacle-full': stops(56, 'the waste ink box is full', 'Change it.'),
  'marker-waste-ink-receptacle-almost-full': warns(16, 'the waste ink box is nearly full'),
  'developer-empty': stops(55, 'the developer is used up', look),
  'developer-low': warns(14, 'the developer is nearly used up'),
  'marker-developer-empty': stops(55, 'the developer is used up', look),
  'marker-developer-almost-empty': warns(14, 'the developer is nearly used up'),
  'opc-life-over': stops(55, 'the drum is worn out', 'Change it.'),
  'opc-near-eol': warns(14, 'the drum is nearly worn out'),
  'fuser-over-temp': stops(40, 'the fuser is too hot', 'Wait until it has cooled down.'),
  'fuser-under-temp': stops(39, 'the printer is warming up', 'Wait a moment.'),
  // The printer as a whole
  paused: stops(30, 'the printer is paused', 'Press its resume key.'),
  'moving-to-paused': warns(29, 'the printer is being paused'),
  'hold-new-jobs': warns(28, 'the printer holds new documents'),
  deactivated: stops(31, 'the printer is switched off for printing'),
  shutdown: stops(95, 'the printer is switching off'),
  'power-down': stops(95, 'the printer is switching off'),
  'power-up': warns(27, 'the printer is starting', 'Wait a moment.'),
  resuming: warns(5, 'the printer is starting again', 'Wait a moment.'),
  offline: stops(90, 'the printer is offline', look),
  'connecting-to-device': warns(26, 'the print server is looking for the printer'),
  'timed-out': stops(88, 'the print server does not reach the printer', 'Is it switched on?'),
  'stopped-partly': warns(12, 'a part of the printer has stopped', look),
  stopping: warns(25, 'the printer is stopping'),
  testing: warns(24, 'the printer is testing itself', 'Wait a moment.'),
  'spool-area-full': stops(45, 'the memory of the printer is full', 'Wait until it has printed more.'),
  'interpreter-resource-unavailable': stops(44, 'the printer lacks something this document needs', look),
  'motor-failure': stops(74, 'a motor of the printer does not work', look),
  other: stops(1, 'the printer needs attention', look),
  unknown: quiet('the printer does not know'),
  none: quiet('nothing'),
  hibernate: quiet('the printer sleeps'),
  suspend: quiet('the printer sleeps'),
  'power-saver': quiet('the printer sleeps'),
  'identify-printer-requested': quiet('the printer shows itself'),
  'configuration-change': quiet('settings were changed'),
  'printer-ready-to-print': quiet('ready'),
};

/** Parts that the registry names by prefix, with the word people use; the longer prefix first. */
export const UNITS: readonly (readonly [string, string])[] = [
  ['stapler', 'stapler'],
  ['stitcher', 'stapler'],
  ['puncher', 'hole puncher'],
  ['folder', 'folding unit'],
  ['stacker', 'stacker'],
  ['trimmer', 'trimmer'],
  ['binder', 'binder'],
  ['inserter', 'inserter'],
  ['output-tray', 'output tray'],
  ['input-tray', 'paper tray'],
  ['fuser', 'fuser'],
  ['cleaner', 'cleaning unit'],
  ['marker', 'print unit'],
  ['subunit', 'finisher'],
];

/** Endings of those keywords; {unit} is the part's word. */
export const UNIT_ENDINGS: Readonly<Record<string, ReasonWords>> = {
  empty: stops(54, 'the {unit} is empty', 'Fill it.'),
  'almost-empty': warns(13, 'the {unit} is nearly empty'),
  full: stops(54, 'the {unit} is full', 'Empty it.'),
  'almost-full': warns(13, 'the {unit} is nearly full'),
  'at-limit': stops(54, 'the {unit} is full', 'Empty it.'),
  'near-limit': warns(13, 'the {unit} is nearly full'),
  jam: stops(78, 'paper jam in the {unit}', 'Take the paper out.'),
  'cover-open': stops(83, 'the cover of the {unit} is open', 'Close it.'),
  'interlock-open': stops(83, 'the cover of the {unit} is open', 'Close it.'),
  opened: stops(82, 'the {unit} is open', 'Close it.'),
  missing: stops(68, 'the {unit} is missing', 'Put it in.'),
  removed: stops(68, 'the {unit} is missing', 'Put it in.'),
  offline: stops(52, 'the {unit} is offline', look),
  'turned-off': stops(52, 'the {unit} is switched off', look),
  'recoverable-failure': stops(53, 'the {unit} does not work', look),
  'unrecoverable-failure': stops(53, 'the {unit} does not work', look),
  'motor-failure': stops(53, 'the {unit} does not work', look),
  'timing-failure': stops(53, 'the {unit} does not work', look),
  'over-temperature': stops(38, 'the {unit} is too hot', 'Wait until it has cooled down.'),
  'under-temperature': stops(38, 'the {unit} is warming up', 'Wait a moment.'),
  'warming-up': warns(11, 'the {unit} is warming up'),
  'life-over': stops(51, 'the {unit} is worn out', 'It has to be changed.'),
  'life-almost-over': warns(10, 'the {unit} is nearly worn out'),
};
