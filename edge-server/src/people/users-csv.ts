// People as comma-separated values: what of a file could be taken, told before anything changes; and the list as a file.
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { countLiveCodes } from './codes.ts';
import { type CsvMistake, type CsvPerson, readPeople } from './read-people.ts';
import { nextUsers, type UserSearch } from './search-users.ts';
import { userWords } from './user-words.ts';
import type { makeUsers, UserRow } from './users.ts';

/** Rows to a transaction: others get in between. */
const AT_ONCE = 200;
/** What an answer tells of; a person reads no more. */
const MOST_TOLD = 100;

export interface CsvSample extends CsvPerson {
  readonly what: 'added' | 'changed';
  readonly before: Pick<UserRow, 'name' | 'department'> | undefined;
}
export interface CsvOutcome {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly sample: readonly CsvSample[];
  readonly wrong: readonly CsvMistake[];
  readonly wrongMore: number;
}

export function makeUsersCsv(
  deps: Pick<Deps, 'db'> & { readonly users: Pick<ReturnType<typeof makeUsers>, 'addIn'> },
) {
  /**
   * Adds and changes people as `text` says, or with `apply: false` only tells what would happen. Rows that are wrong are left out and
   * told of by their line; people who come from a directory are left as they are. Rejects with `csv-unusable` for what is no list.
   * @param added called in the transaction that adds somebody.
   */
  async function take(
    text: string,
    apply: boolean,
    added: (tx: Tx, user: UserRow) => Promise<void>,
  ): Promise<CsvOutcome> {
    const { people, wrong } = readPeople(text);
    const counts = { added: 0, changed: 0, unchanged: 0 };
    const sample: CsvSample[] = [];
    for (let at = 0; at < people.length; at += AT_ONCE) {
      const some = people.slice(at, at + AT_ONCE);
      const work = (tx: Tx) => takeSome(tx, some, apply, added);
      // A look writes nothing, and nobody's writing waits for it.
      const { taken, refused } = apply ? await deps.db.write(work) : await deps.db.read(work);
      counts.added += taken.filter(({ what }) => what === 'added').length;
      counts.changed += taken.filter(({ what }) => what === 'changed').length;
      counts.unchanged += some.length - taken.length - refused.length;
      wrong.push(...refused);
      sample.push(...taken.slice(0, MOST_TOLD - sample.length));
    }
    wrong.sort((a, b) => a.line - b.line);
    const wrongMore = Math.max(0, wrong.length - MOST_TOLD);
    return { ...counts, sample, wrong: wrong.slice(0, MOST_TOLD), wrongMore };
  }

  async function takeSome(
    tx: Tx,
    people: readonly CsvPerson[],
    apply: boolean,
    added: (tx: Tx, user: UserRow) => Promise<void>,
  ): Promise<{ taken: CsvSample[]; refused: CsvMistake[] }> {
    const taken: CsvSample[] = [];
    const refused: CsvMistake[] = [];
    const known = await knownBy(tx, people);
    let liveCodes = apply ? await countLiveCodes(tx) : 0;
    for (const person of people) {
      const user = known.get(person.email);
      if (user === undefined) {
        if (apply) {
          const { department } = person;
          const made = await deps.users.addIn(tx, person.email, person.name, { department, liveCodes });
          liveCodes++;
          await added(tx, made.user);
        }
        taken.push({ ...person, what: 'added', before: undefined });
        continue;
      }
      const name = person.name || user.name;
      const department = person.department === undefined ? user.department : person.department || null;
      if (name === user.name && department === user.department) continue;
      if (user.directoryId !== null) {
        const sentence = 'This person comes from a directory. Change it there.';
        refused.push({ line: person.line, text: person.email, sentence });
        continue;
      }
      if (apply) await rename(tx, user, name, department);
      taken.push({ ...person, what: 'changed', before: user });
    }
    return { taken, refused };
  }

  return {
    take,
    /** The list as rows of a file, some at a time, all that a search finds; never in memory at once. */
    async *rows(ask: Omit<UserSearch, 'limit' | 'offset'>): AsyncGenerator<string[][]> {
      let after = '';
      for (;;) {
        const users = await deps.db.read((tx) => nextUsers(tx, ask, after, AT_ONCE));
        if (users.length > 0) yield users.map(cells);
        const last = users.at(-1);
        if (last === undefined || users.length < AT_ONCE) return;
        after = last.email;
      }
    },
  };
}
export type UsersCsv = ReturnType<typeof makeUsersCsv>;

/** Heads of `rows`. */
export const USER_HEADS = ['email', 'name', 'department', 'source', 'added', 'last seen', 'switched off'];

const day = (at: number | null): string => (at === null ? '' : new Date(at).toISOString().slice(0, 10));
const cells = (user: UserRow): string[] => [
  user.email,
  user.name,
  user.department ?? '',
  user.source,
  day(user.createdAt),
  day(user.lastSeenAt),
  day(user.disabledAt),
];

async function knownBy(tx: Tx, people: readonly CsvPerson[]): Promise<Map<string, UserRow>> {
  const { users } = tx.t;
  const emails = people.map(({ email }) => email);
  const rows = await tx.q
    .select()
    .from(users)
    .where(and(inArray(users.email, emails), isNull(users.deletedAt)));
  return new Map(rows.map((row) => [row.email, row]));
}

async function rename(tx: Tx, user: UserRow, name: string, department: string | null): Promise<void> {
  const { users } = tx.t;
  const words = userWords({ ...user, name, department });
  await tx.q.update(users).set({ name, department, words }).where(eq(users.id, user.id));
}
