// The console's list of people with 100,000 of them: what somebody types, letter by letter, through the route.
import { sql } from 'drizzle-orm';
import { type RunningServer, runServer } from '../../support/running-server.ts';
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';
import { percentile } from '../statistics.ts';
import { runSql } from './run-sql.ts';

const PEOPLE = 100_000;
const BATCH = 20_000;
/** Some that many have, some that one has, some that nobody has. */
const TYPED = ['anna', 'anna schmidt', 'person 77123', 'zacharias', 'example', 'sales', 'person 5'];
const ROUNDS = 3;

const list = (names: readonly string[]) =>
  sql.raw(names.map((name, at) => `when ${at} then '${name}'`).join(' '));
const FIRST = list(['Anna', 'Bela', 'Chidi', 'Dara', 'Emil', 'Fatima', 'Goran', 'Hana', 'Ines', 'Jonas']);
const LAST = list(['Schmidt', 'Novak', 'Okafor', 'Lindqvist', 'Moreau', 'Haddad', 'Kowalski']);
const PLACE = list(['Sales', 'Accounts', 'Library', 'Workshop', 'Office']);

const fill = async ({ app }: RunningServer): Promise<void> => {
  for (let from = 0; from < PEOPLE; from += BATCH) {
    const range = sql.raw(`select ${from} union all select i + 1 from n where i < ${from + BATCH - 1}`);
    await app.db.write((tx) =>
      runSql(
        tx,
        sql`insert into users (id, email, name, code_hash, code_sealed, code_length, code_set_at, created_at, defaults, source, department, words)
          with recursive n(i) as (${range}),
          p(i, email, name, department) as (select i, 'person' || i || '@example.org',
            (case i % 10 ${FIRST} end) || ' ' || (case i % 7 ${LAST} end) || ' Person ' || i, case i % 5 ${PLACE} end from n)
          select 'usr000000000000000000' || (100000 + i), email, name, 'hash' || i, '', 12, 1, 1, '{}', 'console', department,
            lower(email || ' ' || name || ' ' || department) from p`,
      ),
    );
  }
  await app.db.write((tx) => runSql(tx, sql`analyze`));
};

export const users: Measure = {
  name: 'users',
  run: async () => {
    const server = await runServer();
    try {
      await fill(server);
      const client = server.client();
      const headers = { authorization: `Bearer ${server.operatorToken}` };
      const took: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const text of TYPED) {
          for (let letters = 1; letters <= text.length; letters += 1) {
            const search = encodeURIComponent(text.slice(0, letters));
            const began = performance.now();
            const { status } = await client.call('GET', `/api/admin/users?search=${search}&limit=50`, {
              headers,
            });
            took.push(performance.now() - began);
            if (status !== 200) throw new Error(`${search}: ${status}`);
          }
        }
      }
      return [
        makeRow({
          area: 'people',
          name: `search as you type over ${PEOPLE} people, p95 of ${took.length}`,
          unit: 'ms',
          ours: percentile(took, 0.95),
          target: { kind: 'at-most', value: 50 },
        }),
      ];
    } finally {
      await server.close();
    }
  },
};
