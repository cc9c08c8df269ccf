// A database that is killed in the middle of much work: what was under way fails, and the pool can be used and closed afterwards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPostgres } from '@platen/edge-server/db/postgres';
import { startPostgres } from '../servers/postgres.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipUnless('postgres');

test('killed again and again under load it is used again, and closes', { skip }, async (t) => {
  const postgres = await startPostgres();
  t.after(() => postgres.stop());
  const db = await openPostgres(postgres.url);
  let busy = true;
  let failed = 0;
  // More at a time than there are connections, so that some are always between getting one and beginning.
  const workers = Array.from({ length: 24 }, async (_, worker) => {
    for (let count = 0; busy; count++) {
      await db
        .write(async ({ q, t: tables }) => {
          await q.delete(tables.facts);
          await q
            .insert(tables.facts)
            .values({ name: `${worker} ${count}`, value: '' })
            .onConflictDoNothing();
        })
        .catch(() => {
          failed++;
        });
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
  for (let kill = 0; kill < 3; kill++) {
    await postgres.kill();
    await postgres.restart();
    await waitUntil(
      () => db.read(({ q, t: tables }) => q.select().from(tables.facts).limit(1)).catch(() => undefined),
      {
        what: 'the database to be used again',
      },
    );
  }
  busy = false;
  await Promise.all(workers);
  assert.ok(failed > 0, 'some were under way');
  await db.close();
});
