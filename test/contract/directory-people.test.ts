// What an import writes and finds again is the same on both engines.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import type { DirectoryPerson } from '@platen/edge-server/people/directory-person';
import { type Move, planMoves } from '@platen/edge-server/people/directory-take';
import { writeMoves } from '@platen/edge-server/people/directory-write';
import { systemClock } from '@platen/edge-server/platform/clock';
import { systemIds } from '@platen/edge-server/platform/ids';
import { openLog } from '@platen/edge-server/platform/log';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import { openSettings } from '@platen/edge-server/settings/settings-store';
import { onBothEngines } from '../support/engines.ts';

const person = (key: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  ...{ key, dn: `uid=${key}`, username: key, email: `${key}@example.test`, name: key.toUpperCase() },
  ...{ department: undefined, language: undefined, cards: [], off: false },
  ...more,
});

onBothEngines('people of a directory', (database) => {
  it('are added with codes of their own, found again, changed and marked', async () => {
    const db = database();
    const log = openLog({ level: 'silent', write: () => undefined });
    const settings = await openSettings(db, systemClock, log);
    const sealing = makeSealing(randomBytes(32));
    const deps = { db, log, sealing, clock: systemClock, ids: systemIds, settings: settings.now };
    const run = (seenAt: number, people: readonly DirectoryPerson[]): Promise<Move[]> =>
      db.write(async (tx) => {
        const taking = {
          directoryId: 'dir',
          directories: new Set(['dir']),
          seen: (user: { readonly directorySeenAt: number | null }) => (user.directorySeenAt ?? 0) >= seenAt,
          withDepartment: true,
        };
        const moves = await planMoves(tx, taking, people);
        const writing = { directoryId: 'dir', who: 'directory:test', seenAt, liveCodes: 0 };
        await writeMoves(tx, deps, writing, moves);
        return moves;
      });
    const kinds = (moves: readonly Move[]): string[] => moves.map(({ kind }) => kind);
    const names = ['o\'brien "x"', 'jörg\\', 'a,b', '{c}'];
    const all = names.map((name) =>
      person(name, { email: `${name.length}${names.indexOf(name)}@example.test` }),
    );
    assert.deepEqual(kinds(await run(1_000, all)), ['add', 'add', 'add', 'add']);
    const again = await run(2_000, all);
    assert.deepEqual(kinds(again), ['keep', 'keep', 'keep', 'keep']);
    assert.ok(again.every((move) => move.kind === 'keep' && Object.keys(move.changes).length === 0));
    const [first, ...rest] = all;
    assert.ok(first);
    const changed = await run(3_000, [{ ...first, department: 'Sales' }, ...rest]);
    assert.deepEqual(
      changed.map((move) => move.kind === 'keep' && Object.keys(move.changes).sort()),
      [['department', 'words'], [], [], []],
    );
    const rows = await db.read((tx) => tx.q.select().from(tx.t.users));
    assert.ok(rows.every(({ directorySeenAt }) => directorySeenAt === 3_000));
    assert.equal(new Set(rows.map(({ codeHash }) => codeHash)).size, 4);
    settings.stop();
  });
});
