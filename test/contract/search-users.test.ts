// Searching people, on both engines: words, filters, pages, and a count that stops.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { COUNT_MOST, nextUsers, searchUsers, type UserSearch } from '@platen/edge-server/people/search-users';
import { userWords } from '@platen/edge-server/people/user-words';
import { onBothEngines } from '../support/engines.ts';
import { aJob } from '../support/rows.ts';

const MANY = 1_100;

async function fill(db: Database): Promise<void> {
  const person = (email: string, more: object = {}) => {
    const row = {
      id: `id-${email}`,
      email,
      name: 'Somebody',
      username: null,
      department: null,
      codeHash: `hash-${email}`,
      codeSealed: '',
      codeLength: 6,
      codeSetAt: 1,
      createdAt: 1,
      defaults: {},
      source: 'console' as const,
      ...more,
    };
    return { ...row, words: userWords(row) };
  };
  const people = [
    person('anna@north.example', { name: 'Anna Özil', department: '50% off_ice' }),
    person('bea@north.example', { name: "Bea O'Neil", disabledAt: 5, disabledBy: 'administrator' }),
    person('carl@south.example', { name: 'Carl', username: 'cx77', directoryId: 'd1', source: 'directory' }),
    person('guest1@guest', { name: 'Visitor', source: 'guest' }),
    person('deleted:x', { name: 'Deleted user', deletedAt: 9 }),
    ...Array.from({ length: MANY }, (_, n) => person(`many${String(n).padStart(5, '0')}@mass.example`)),
  ];
  for (let at = 0; at < people.length; at += 100) {
    await db.write(async (tx) => {
      await tx.q.insert(tx.t.users).values(people.slice(at, at + 100));
    });
  }
  await db.write(async (tx) => {
    const jobs = [
      aJob({ ownerId: 'id-carl@south.example' }),
      aJob({ ownerId: 'id-carl@south.example' }),
      aJob({ ownerId: 'id-anna@north.example', state: 'printed' }),
    ];
    await tx.q.insert(tx.t.jobs).values(jobs);
  });
}

describe('searching people', () => {
  onBothEngines('the list', (database) => {
    before(() => fill(database()));
    const find = (ask: Partial<UserSearch>) =>
      database().read((tx) => searchUsers(tx, { limit: 10, ...ask }));
    const emails = async (ask: Partial<UserSearch>) => (await find(ask)).users.map(({ email }) => email);

    test('every word must occur somewhere, whatever its case and accents', async () => {
      assert.deepEqual(await emails({ search: 'OZIL north' }), ['anna@north.example']);
      assert.deepEqual(await emails({ search: 'özil' }), ['anna@north.example']);
      assert.deepEqual(await emails({ search: 'cx77' }), ['carl@south.example']);
      assert.deepEqual(await emails({ search: 'ozil south' }), []);
    });

    test('the wildcards of LIKE, quotes and brackets are letters', async () => {
      assert.deepEqual(await emails({ search: '0%' }), ['anna@north.example']);
      assert.deepEqual(await emails({ search: 'f_i' }), ['anna@north.example']);
      assert.deepEqual(await emails({ search: 'n%r' }), []);
      assert.deepEqual(await emails({ search: "o'n" }), ['bea@north.example']);
      assert.deepEqual(await emails({ search: '! [ ] \\' }), []);
    });

    test('filters: switched off, waiting, source, directory; guests only by name, who is gone never', async () => {
      assert.deepEqual(await emails({ show: 'off' }), ['bea@north.example']);
      assert.deepEqual(await emails({ show: 'waiting' }), ['carl@south.example']);
      assert.deepEqual(await emails({ show: 'directory' }), ['carl@south.example']);
      assert.deepEqual(await emails({ show: 'all', directory: 'd1' }), ['carl@south.example']);
      assert.deepEqual(await emails({ show: 'guest' }), ['guest1@guest']);
      assert.deepEqual(await emails({ show: 'all', search: 'guest' }), []);
      assert.deepEqual(await emails({ search: 'deleted' }), []);
    });

    test('the count is exact to a thousand and then stops', async () => {
      const few = await find({ search: 'north' });
      assert.deepEqual([few.total, few.more], [2, false]);
      const many = await find({ search: 'mass' });
      assert.deepEqual([many.total, many.more, many.users.length], [COUNT_MOST, true, 10]);
    });

    test('pages follow each other by address, also behind the thousandth', async () => {
      assert.deepEqual(await emails({ show: 'all', limit: 3, offset: 2 }), [
        'carl@south.example',
        'many00000@mass.example',
        'many00001@mass.example',
      ]);
      assert.deepEqual(await emails({ search: 'mass', limit: 2, offset: 1_098 }), [
        'many01098@mass.example',
        'many01099@mass.example',
      ]);
      assert.deepEqual(await emails({ search: 'mass', offset: 5_000 }), []);
    });

    test('an export walks over everybody once', async () => {
      const all: string[] = [];
      for (let after = ''; ; ) {
        const some = await database().read((tx) => nextUsers(tx, { show: 'all' }, after, 400));
        all.push(...some.map(({ email }) => email));
        const last = some.at(-1);
        if (last === undefined) break;
        after = last.email;
      }
      assert.equal(all.length, MANY + 3);
      assert.equal(new Set(all).size, all.length);
    });
  });
});
