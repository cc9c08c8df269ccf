// What is wrong in a file an administrator wrote, at which place, and what to do about it.

export interface Mistake {
  /** As it was given to the reader. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units as editors count. */
  readonly column: number;
  /** The value's place in the file, for example `devices[2].address`; empty for the whole. */
  readonly path: string;
  /** What is wrong, for a person. Never holds a secret that was in the file. */
  readonly sentence: string;
  /** What to do. */
  readonly cure: string;
}

/** One line for a log or a terminal: file:line:column, the sentence, the cure. */
export function describeMistake(mistake: Mistake): string {
  const { file, line, column, path, sentence, cure } = mistake;
  const where = path === '' ? '' : `${path}: `;
  return `${file}:${line}:${column} ${where}${sentence} ${cure}`;
}
