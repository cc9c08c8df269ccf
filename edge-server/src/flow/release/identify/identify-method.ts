// What a way to identify is: which input it takes and how it finds the person. Budgets and sessions are not its business.
import type { Tx } from '../../../db/database.ts';

export interface Typed {
  readonly code: string;
  readonly email?: string | undefined;
}

/** Look-ups that people/ gives. */
export interface FindPerson {
  byCode(tx: Tx, code: string): Promise<{ readonly id: string } | undefined>;
  byEmail(tx: Tx, email: string): Promise<{ readonly id: string } | undefined>;
}

export interface IdentifyMethod {
  readonly id: string;
  /** Does this way fit what was typed? */
  readonly takes: (typed: Typed) => boolean;
  /** The account the person named, as an opaque word for the budgets; undefined when none was named. */
  readonly names: (typed: Typed) => string | undefined;
  readonly find: (tx: Tx, typed: Typed, people: FindPerson) => Promise<{ readonly id: string } | undefined>;
}
