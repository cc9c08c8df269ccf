// People as CSV both ways: what is taken and what is not, told by line before anything changes; and a file that no spreadsheet runs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readPeople } from '@platen/edge-server/people/read-people';
import { findUserByEmail, makeUsers } from '@platen/edge-server/people/users';
import { makeUsersCsv, type UsersCsv } from '@platen/edge-server/people/users-csv';
import { eq } from 'drizzle-orm';
import { type TestDeps, testDeps } from '../../support/deps.ts';

let deps: TestDeps;
let csv: UsersCsv;
before(async () => {
  deps = await testDeps();
  const users = makeUsers(deps);
  csv = makeUsersCsv({ ...deps, users });
  await users.add('anna@example.org', 'Anna');
  await users.add('same@example.org', 'Same');
  const { user } = await users.add('dora@example.org', 'Dora');
  await deps.db.write(async ({ q, t }) => {
    await q.update(t.users).set({ directoryId: 'd1', source: 'directory' }).where(eq(t.users.id, user.id));
  });
});
after(() => deps.close());

const TEXT = [
  'E-Mail;Department;Name',
  'anna@example.org;Kitchen;Anna Berg',
  'Bernd@EXAMPLE.org;;Bernd',
  'not an address;;Nobody',
  'bernd@example.org;;Twice',
  'dora@example.org;Attic;Dora',
  'same@example.org;;Same',
  ';Kitchen;Without',
].join('\r\n');
const find = (email: string) => deps.db.read((tx) => findUserByEmail(tx, email));
const nobody = async (): Promise<void> => {};

test('a look tells what would change and changes nothing', async () => {
  const outcome = await csv.take(TEXT, false, nobody);
  assert.deepEqual([outcome.added, outcome.changed, outcome.unchanged], [1, 1, 1]);
  assert.deepEqual(
    outcome.sample.map(({ line, email, what, before }) => [line, email, what, before?.name]),
    [
      [2, 'anna@example.org', 'changed', 'Anna'],
      [3, 'bernd@example.org', 'added', undefined],
    ],
  );
  assert.deepEqual(
    outcome.wrong.map(({ line, sentence }) => [line, sentence]),
    [
      [4, '"not an address" is no email address.'],
      [5, 'It is in line 3 already.'],
      [6, 'This person comes from a directory. Change it there.'],
      [8, 'There is no email address.'],
    ],
  );
  assert.equal(await find('bernd@example.org'), undefined);
});

test('taken, it is as the look said, and done again it changes nothing', async () => {
  const added: string[] = [];
  const outcome = await csv.take(TEXT, true, async (_tx, user) => void added.push(user.email));
  assert.deepEqual([outcome.added, outcome.changed, outcome.unchanged], [1, 1, 1]);
  assert.deepEqual(added, ['bernd@example.org']);
  const anna = await find('anna@example.org');
  assert.deepEqual([anna?.name, anna?.department], ['Anna Berg', 'Kitchen']);
  assert.ok(anna?.words.includes('kitchen'));
  const again = await csv.take(TEXT, true, nobody);
  assert.deepEqual([again.added, again.changed, again.unchanged], [0, 0, 3]);
});

test('a list of addresses alone is enough; the name is then made of the address', async () => {
  await csv.take('eva@example.org\nfrank@example.org,Frank,Store', true, nobody);
  assert.equal((await find('eva@example.org'))?.name, 'eva');
  assert.equal((await find('frank@example.org'))?.department, 'Store');
});

test('what is no list of people is refused in words', async () => {
  for (const text of ['', 'email,name\n', 'hello\nworld', '%PDF-1.4\n%\u0000']) {
    await assert.rejects(csv.take(text, true, nobody), { code: 'csv-unusable' }, text);
  }
});

test('what our own file had to mark as text comes back as it was', async () => {
  const { people } = readPeople(
    "email,name\na@example.org,'=1+1\nb@example.org,O'Neil\nc@example.org,'quoted'",
  );
  assert.deepEqual(
    people.map(({ name }) => name),
    ['=1+1', "O'Neil", "'quoted'"],
  );
});

test('the rows of the file are everybody a search finds, by address', async () => {
  const rows: string[][] = [];
  for await (const some of csv.rows({ search: 'example.org anna' })) rows.push(...some);
  assert.deepEqual(
    rows.map((row) => row.slice(0, 4)),
    [['anna@example.org', 'Anna Berg', 'Kitchen', 'console']],
  );
});

test('thousands are taken in pieces, with as many told of as a person reads', async () => {
  const lines = Array.from({ length: 1_000 }, (_, n) => `many${n}@example.org`);
  const outcome = await csv.take([...lines, ...lines.slice(0, 150)].join('\n'), false, nobody);
  assert.deepEqual([outcome.added, outcome.sample.length], [1_000, 100]);
  assert.deepEqual([outcome.wrong.length, outcome.wrongMore], [100, 50]);
});
