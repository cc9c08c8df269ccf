// What a benchmark area is: a named list of measures, each ending in rows.
import type { Row } from './row.ts';

export type Context = {
  /** For people who wait; goes to stderr, so that stdout holds results only. */
  readonly say: (line: string) => void;
};

export type Measure = {
  /** Short, for choosing it on the command line: `npm run bench walkup accept`. */
  readonly name: string;
  readonly run: (context: Context) => Promise<readonly Row[]>;
};

export type Area = {
  readonly name: string;
  /** Debian packages that its peers come from. */
  readonly packages: readonly string[];
  readonly measures: readonly Measure[];
};
