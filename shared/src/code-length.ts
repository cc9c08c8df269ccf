// How long a confirmation code must be (SPEC C3): the length follows the number of live codes, so that guessing stays hopeless.
// Rule and figures: ARCHITECTURE.md "Codes". P(hit per day) ~ H * G / 10^length.

/** Fewer digits than this are guessed by hand; more than 16 nobody types at a printer. */
export const MIN_CODE_LENGTH = 8;
export const MAX_CODE_LENGTH = 16;

/**
 * Digits a fresh code needs.
 * @param liveCodes H: users who have a code now, this one included.
 * @param wrongPerDay G: wrong codes the whole site evaluates in a day before it asks for the email address too.
 * @param dailyHitChance the published chance that a stranger hits any code on one day, for example 1e-6.
 * @param minimum the administrator's lower bound.
 */
export function codeLengthFor(
  liveCodes: number,
  wrongPerDay: number,
  dailyHitChance: number,
  minimum: number = MIN_CODE_LENGTH,
): number {
  const space = (Math.max(1, liveCodes) * Math.max(1, wrongPerDay)) / dailyHitChance;
  // The small subtraction keeps an exact power of ten (1e9) from becoming ten digits by rounding.
  const needed = Math.ceil(Math.log10(space) - 1e-9);
  return Math.min(MAX_CODE_LENGTH, Math.max(MIN_CODE_LENGTH, minimum, needed));
}

/** Codes nobody may be given: one digit repeated, and plain runs up or down. */
export function isTrivialCode(code: string): boolean {
  const steps = new Set<number>();
  for (let i = 1; i < code.length; i++) steps.add((code.charCodeAt(i) - code.charCodeAt(i - 1) + 10) % 10);
  return steps.size === 1 && [0, 1, 9].includes([...steps][0] ?? -1);
}

/** "123456789" -> "123 456 789": groups of 3, or of 4 where that divides the length evenly and 3 does not. */
export function groupCode(code: string): string {
  const size = code.length % 3 !== 0 && code.length % 4 === 0 ? 4 : 3;
  return code.replace(new RegExp(`(.{${size}})(?=.)`, 'g'), '$1 ');
}

/** What a person typed, down to the digits: spaces, dots and dashes from a copied mail are dropped. */
export function normalizeCode(typed: string): string {
  return typed.replace(/[\s.\-\u2013]/g, '');
}
