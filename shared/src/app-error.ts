// The one error class of the system: a code of the error table plus values for its sentences. Expected outcomes are values, not this.
import { ERRORS, type ErrorCode } from './error-table.ts';

export class AppError extends Error {
  readonly code: ErrorCode;
  /** Values for the sentence's {placeholders}. Never a secret. */
  readonly values: Readonly<Record<string, string | number>>;

  constructor(
    code: ErrorCode,
    values: Readonly<Record<string, string | number>> = {},
    options?: { cause?: unknown },
  ) {
    super(fillSentence(ERRORS[code].operator, values), options);
    this.name = 'AppError';
    this.code = code;
    this.values = values;
  }
}

/** Puts `values` into a sentence's {placeholders}; one without a value stays visible, so that a test sees it. */
export function fillSentence(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}
