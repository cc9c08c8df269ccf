// What becomes of people of a directory here: who is new, who is known already, who has changed, and who cannot be taken. Decides only;
// directory-write.ts does it, and a preview shows it.
import { and, eq, isNull, sql } from 'drizzle-orm';
import { hot, type Tx } from '../db/database.ts';
import { inTexts } from '../db/in-texts.ts';
import type { DirectoryPerson } from './directory-person.ts';
import { userWords } from './user-words.ts';
import type { UserRow } from './users.ts';

/**
 * no-address: nobody could be written to, and an account is its address. address-twice: another entry has it. elsewhere: the account belongs to
 * another directory. off: switched off there and unknown here. guest: a guest's account.
 */
export type Skip = 'no-address' | 'address-twice' | 'elsewhere' | 'off' | 'guest';

export type Move =
  | { readonly kind: 'add'; readonly person: DirectoryPerson; readonly email: string }
  | {
      readonly kind: 'keep';
      readonly person: DirectoryPerson;
      readonly user: UserRow;
      /** Columns that differ; none: it is as it was. */
      readonly changes: Partial<UserRow>;
      /** It was an account of its own until now. */
      readonly linked: boolean;
      /** It was switched off by an import and is switched on again. */
      readonly enabled: boolean;
    }
  /** Switched off there, still on here: to be switched off when it is known how many there are. */
  | { readonly kind: 'off'; readonly person: DirectoryPerson; readonly user: UserRow }
  /** The address is that of somebody of this directory who may be gone: decided once everybody was seen. */
  | { readonly kind: 'later'; readonly person: DirectoryPerson; readonly user: UserRow }
  | { readonly kind: 'skip'; readonly person: DirectoryPerson; readonly why: Skip };

export interface Taking {
  readonly directoryId: string;
  /** Directories whose people are theirs; people of one that was removed may be taken over. */
  readonly directories: ReadonlySet<string>;
  /** Was this person of the directory seen in this very run? */
  readonly seen: (user: UserRow) => boolean;
  /** Addresses that this run has given out; only where nothing is written. */
  readonly given?: ReadonlySet<string>;
  /** The directory says nothing of departments: those here stay. */
  readonly withDepartment: boolean;
  /** People who were put off before: whoever has their address now was not seen, and gives it up. */
  readonly decideNow?: boolean;
}

export async function planMoves(tx: Tx, taking: Taking, people: readonly DirectoryPerson[]): Promise<Move[]> {
  const { directoryId } = taking;
  const ours = await hot(
    tx,
    'users-by-directory-keys',
    ({ q, t: { users } }) =>
      q
        .select()
        .from(users)
        .where(
          and(
            eq(users.directoryId, sql.placeholder('directoryId')),
            inTexts(tx, users.directoryKey, 'keys'),
            isNull(users.deletedAt),
          ),
        ),
    { directoryId, keys: JSON.stringify(people.map(({ key }) => key)) },
  );
  const owners = await hot(
    tx,
    'users-by-emails',
    ({ q, t: { users } }) =>
      q
        .select()
        .from(users)
        .where(and(inTexts(tx, users.email, 'emails'), isNull(users.deletedAt))),
    { emails: JSON.stringify(people.flatMap(({ email }) => email ?? [])) },
  );
  const byKey = new Map(ours.map((user) => [user.directoryKey, user]));
  const byAddress = new Map(owners.map((user) => [user.email, user]));
  const taken = new Set<string>();
  const met = new Set<string>();
  const moves: Move[] = [];
  for (const person of people) {
    // Containers that overlap show one entry twice.
    if (met.has(person.key)) continue;
    met.add(person.key);
    const move = moveOf(person, { taking, byKey, byAddress, taken });
    if (move.kind === 'add') taken.add(move.email);
    if (move.kind === 'keep') taken.add(move.changes.email ?? move.user.email);
    moves.push(move);
  }
  return moves;
}

interface Known {
  readonly taking: Taking;
  readonly byKey: ReadonlyMap<string | null, UserRow>;
  readonly byAddress: ReadonlyMap<string, UserRow>;
  /** Addresses given out within this batch. */
  readonly taken: ReadonlySet<string>;
}

function moveOf(person: DirectoryPerson, known: Known): Move {
  const { taking, byKey, byAddress, taken } = known;
  const user = byKey.get(person.key);
  if (user !== undefined) {
    if (person.off) return user.disabledAt === null ? { kind: 'off', person, user } : same(person, user);
    const owner = person.email === undefined ? undefined : byAddress.get(person.email);
    const isFree = owner === undefined || owner.id === user.id;
    const email =
      person.email !== undefined && isFree && !taken.has(person.email) ? person.email : user.email;
    return keep(person, user, { email, taking, linked: false });
  }
  const skip = (why: Skip): Move => ({ kind: 'skip', person, why });
  if (person.off) return skip('off');
  const { email } = person;
  if (email === undefined) return skip('no-address');
  if (taken.has(email) || taking.given?.has(email) === true) return skip('address-twice');
  const owner = byAddress.get(email);
  if (owner === undefined) return { kind: 'add', person, email };
  if (owner.source === 'guest') return skip('guest');
  if (owner.directoryId === taking.directoryId) {
    if (taking.seen(owner)) return skip('address-twice');
    // Somebody who may write their own address into the directory must not get another one's documents with it.
    if (taking.decideNow !== true) return { kind: 'later', person, user: owner };
    return keep(person, owner, { email, taking, linked: false });
  }
  if (owner.directoryId !== null && taking.directories.has(owner.directoryId)) return skip('elsewhere');
  return keep(person, owner, { email, taking, linked: true });
}

const same = (person: DirectoryPerson, user: UserRow): Move => ({
  ...{ kind: 'keep', person, user, changes: {} },
  ...{ linked: false, enabled: false },
});

function keep(
  person: DirectoryPerson,
  user: UserRow,
  { email, taking, linked }: { readonly email: string; readonly taking: Taking; readonly linked: boolean },
): Move {
  const enabled = user.disabledAt !== null && user.disabledBy === 'directory';
  const wanted: Partial<UserRow> = {
    email,
    name: person.name,
    username: person.username,
    directoryId: taking.directoryId,
    directoryKey: person.key,
    ...(taking.withDepartment ? { department: person.department ?? null } : {}),
    // Once somebody has chosen a language, theirs stays.
    ...(user.language === null && person.language !== undefined ? { language: person.language } : {}),
    ...(enabled ? { disabledAt: null, disabledBy: null } : {}),
  };
  const changes: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(wanted))
    if (user[column as keyof UserRow] !== value) changes[column] = value;
  // Most people are as they were.
  const isChanged = Object.keys(changes).length > 0;
  return {
    ...{ kind: 'keep', person, user, linked, enabled },
    changes: isChanged ? { ...changes, words: userWords({ ...user, ...changes }) } : changes,
  };
}
