// Status codes of the PJL back channel in plain words (HP PJL Technical Reference, appendix "Status Readback Codes"). Only the groups
// that stop a printer; everything else is not worth a sentence.

export interface PjlTrouble {
  /** To stand inside a sentence: "no paper". */
  readonly what: string;
  /** What to do, as a sentence. */
  readonly sentence: string;
}

/** Codes whose meaning is the same on every device of the reference. */
const CODES: ReadonlyMap<number, PjlTrouble> = new Map([
  [40010, { what: 'no toner cartridge', sentence: 'No toner cartridge. Put one in.' }],
  [40021, { what: 'a cover is open', sentence: 'A cover is open. Close it.' }],
  [40022, { what: 'a paper jam', sentence: 'A paper jam. Clear it as the display shows.' }],
  [40038, { what: 'the toner is low', sentence: 'The toner is low. Press the key to go on, or change it.' }],
]);

/** The thousands of a code say what it is about. */
const GROUPS: ReadonlyMap<number, PjlTrouble> = new Map([
  [40, { what: 'it needs somebody', sentence: 'The printer needs somebody. Look at its display.' }],
  [41, { what: 'no paper', sentence: 'No paper of the right kind. Fill it.' }],
  [42, { what: 'a paper jam', sentence: 'A paper jam. Clear it as the display shows.' }],
  [
    43,
    {
      what: 'a tray or finisher is not ready',
      sentence: 'A tray or the finisher is not ready. Look at the display.',
    },
  ],
  [44, { what: 'a paper jam', sentence: 'A paper jam. Clear it as the display shows.' }],
  [50, { what: 'a fault of the device', sentence: 'The printer has a fault. Tell your administrator.' }],
]);

/** undefined while it can print. `online` false alone is a printer somebody has paused. */
export function pjlTrouble(code: number, online: boolean | undefined): PjlTrouble | undefined {
  const known = CODES.get(code) ?? GROUPS.get(Math.floor(code / 1_000));
  if (known !== undefined) return known;
  return online === false
    ? { what: 'it is paused', sentence: 'The printer is paused. Press its start key.' }
    : undefined;
}
