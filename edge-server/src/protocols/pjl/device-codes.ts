// Status codes of the PJL back channel (HP PJL Technical Reference, appendix "Status Readback Codes") as printer-state-reasons (RFC 8011
// section 5.4.12), so that a person reads the same words whichever way a printer tells. Only the groups that stop a printer.

/** Codes whose meaning is the same on every device of the reference. */
const CODES: ReadonlyMap<number, string> = new Map([
  [40010, 'marker-toner-cartridge-missing'],
  [40021, 'cover-open'],
  [40022, 'media-jam'],
  [40038, 'toner-low'],
]);

/** The thousands of a code say what it is about; 50 is a fault, which only its display can tell more of. */
const GROUPS: ReadonlyMap<number, string> = new Map([
  [40, 'other'],
  [41, 'media-needed'],
  [42, 'media-jam'],
  // A tray or a finisher beside it.
  [43, 'stopped-partly'],
  [44, 'media-jam'],
  [50, 'other'],
]);

/** The reason it stands still; undefined while it can print. `online` false alone is a printer somebody has paused. */
export function pjlReason(code: number, online: boolean | undefined): string | undefined {
  const known = CODES.get(code) ?? GROUPS.get(Math.floor(code / 1_000));
  return known ?? (online === false ? 'paused' : undefined);
}
