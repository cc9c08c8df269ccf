// What an import of a directory would change, without changing anything: the same decisions as directory-import.ts makes, counted and shown.
import type { DirectoryPreview } from '@platen/shared/api/admin-directory';
import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import type { DirectoryPerson } from './directory-person.ts';
import { type ReadTold, readPeople } from './directory-read.ts';
import { type DirectoryRow, liveDirectoryIds } from './directory-rows.ts';
import { type Move, planMoves, type Skip } from './directory-take.ts';
import type { DirectorySession } from './directory-wire.ts';
import { countMoves, noCounts } from './directory-write.ts';

type Sample = DirectoryPreview['samples'][number];
type Effect = Sample['what'];

/** As many of each kind as somebody looks through. */
const SAMPLES = 25;
const USERS_AT_ONCE = 1_000;
/** Columns as a person calls them; the others say nothing to anybody. */
const FIELDS: Readonly<Record<string, string>> = {
  email: 'address',
  username: 'user name',
  department: 'department',
  language: 'language',
};
const WHY: Readonly<Record<Skip, string>> = {
  'no-address': 'No address that mail could be sent to.',
  'address-twice': 'Another entry has the same address.',
  elsewhere: 'The address belongs to a person of another directory.',
  off: 'Switched off in the directory, and not known here.',
  guest: 'The address belongs to a guest.',
};

/** Rejects with LdapError or the signal's reason. */
export async function previewDirectory(
  db: Deps['db'],
  row: DirectoryRow,
  session: Pick<DirectorySession, 'search'>,
  signal: AbortSignal,
): Promise<DirectoryPreview> {
  const counts = noCounts();
  const told: ReadTold = { seen: 0, nameless: 0, references: 0, limited: false };
  const samples = new Map<Effect, Sample[]>();
  const sample = (what: Effect, who: string, detail: string): void => {
    const some = samples.get(what) ?? [];
    if (some.length < SAMPLES) some.push({ what, who, detail });
    samples.set(what, some);
  };
  const seen = new Set<string>();
  const given = new Set<string>();
  const off = new Set<string>();
  const later: DirectoryPerson[] = [];
  const taking = {
    directoryId: row.id,
    directories: await db.read(liveDirectoryIds),
    seen: ({ id }: { readonly id: string }) => seen.has(id),
    given,
    withDepartment: row.settings.fields.department !== undefined,
  };

  function note(move: Move): void {
    const { person } = move;
    const who = person.email ?? person.username;
    if (move.kind === 'add') {
      given.add(move.email);
      sample('added', who, person.name);
    } else if (move.kind === 'skip') sample('skipped', who, `${person.name}: ${WHY[move.why]}`);
    else if (move.kind === 'later') later.push(person);
    else {
      seen.add(move.user.id);
      if (move.kind === 'off') {
        off.add(move.user.id);
        sample('disabled', who, 'Switched off in the directory.');
      } else if (move.enabled) sample('enabled', who, person.name);
      else if (Object.keys(move.changes).length > 0) sample('changed', who, changeOf(move));
    }
  }
  async function look(people: readonly DirectoryPerson[], decideNow: boolean): Promise<void> {
    const moves = await db.read((tx) => planMoves(tx, { ...taking, decideNow }, people));
    countMoves(counts, moves);
    for (const move of moves) note(move);
  }

  for await (const people of readPeople(session, row.settings, { told, signal })) await look(people, false);
  const putOff = later.splice(0);
  if (putOff.length > 0) await look(putOff, !told.limited);
  counts.seen = told.seen;
  counts.skipped += told.nameless + later.length;

  let on = 0;
  let missing = 0;
  const mayMiss = row.settings.import.disableMissing && !told.limited && told.seen > 0;
  for await (const user of usersOf(db, row.id)) {
    on++;
    if (!mayMiss || seen.has(user.id)) continue;
    missing++;
    sample('disabled', user.email, 'No longer in the directory.');
  }
  counts.disabled = off.size + missing;
  return {
    counts,
    samples: [...samples.values()].flat(),
    limited: told.limited,
    wouldStop: counts.disabled > row.settings.import.mostDisabled * on,
  };
}

/** "Anna Vogel is now Anna Berg; address", or that it was an account of its own. */
function changeOf({ user, changes, linked }: Move & { readonly kind: 'keep' }): string {
  const said = [
    ...(changes.name === undefined ? [] : [`${user.name} is now ${changes.name}`]),
    ...(linked ? ['an account of its own until now'] : []),
    ...Object.keys(changes).flatMap((column) => FIELDS[column] ?? []),
  ];
  return said.join('; ');
}

/** Those who are on, in pages: a whole site at once is more than belongs in memory. */
async function* usersOf(db: Deps['db'], directoryId: string) {
  let after = '';
  for (;;) {
    const rows = await db.read((tx: Tx) => {
      const { users } = tx.t;
      return tx.q
        .select({ id: users.id, email: users.email })
        .from(users)
        .where(
          and(
            eq(users.directoryId, directoryId),
            isNull(users.deletedAt),
            isNull(users.disabledAt),
            gt(users.id, after),
          ),
        )
        .orderBy(asc(users.id))
        .limit(USERS_AT_ONCE);
    });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < USERS_AT_ONCE) return;
    after = last.id;
  }
}
