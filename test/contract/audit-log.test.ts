// The audit log on both engines: the chain with many writers, and every way of forging it that we could think of.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { Tx } from '@platen/edge-server/db/database';
import { audit, auditHead, verifyAudit } from '@platen/edge-server/people/audit';
import { makeAuditSeals } from '@platen/edge-server/people/audit-seals';
import { auditActors, readAudit } from '@platen/edge-server/people/read-audit';
import { systemClock } from '@platen/edge-server/platform/clock';
import { openLog } from '@platen/edge-server/platform/log';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import { eq, gt, gte, like } from 'drizzle-orm';
import { onBothEngines } from '../support/engines.ts';

const DAY_MS = 24 * 3_600_000;
const START = Date.parse('2026-11-22T12:00:00Z');

onBothEngines('the audit log', (database) => {
  const write = <T>(work: (tx: Tx) => Promise<T>) => database().write(work);
  const read = <T>(work: (tx: Tx) => Promise<T>) => database().read(work);

  /** An empty log with seals of its own key, a clock to move, and some entries. */
  async function aLog(entries = 5) {
    await write(async (tx) => {
      await tx.q.delete(tx.t.audit);
      await tx.q.delete(tx.t.facts);
    });
    let now = START;
    const logged: string[] = [];
    const seals = makeAuditSeals({
      db: database(),
      clock: { ...systemClock, now: () => now },
      log: openLog({ level: 'info', write: (line) => logged.push(line) }),
      sealing: makeSealing(randomBytes(32)),
    });
    const add = (act: string, who = 'admin:anna') =>
      write((tx) => audit(tx, now, { who, act, about: 'x', detail: { b: 1, a: 'ä' } }));
    for (let i = 1; i <= entries; i++) await add(`act ${i}`);
    return { seals, add, logged, pass: (ms: number) => (now += ms) };
  }

  test('entries of parallel transactions are all in the chain, in order', async () => {
    const { seals } = await aLog(0);
    await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        write(async (tx) => {
          // A row of its own first, as real changes have: PostgreSQL's transactions then truly overlap.
          await tx.q.insert(tx.t.facts).values({ name: `parallel ${i}`, value: '' });
          await audit(tx, i, { who: 'admin:anna', act: `parallel ${i}`, about: 'x' });
        }),
      ),
    );
    assert.deepEqual(await read((tx) => verifyAudit(tx)), { entries: 60 });
    assert.equal((await read(auditHead))?.number, 60);
    assert.equal((await seals.verify()).sound, true);
  });

  test('an entry whose change is rolled back leaves no gap', async () => {
    await aLog(2);
    await assert.rejects(
      write(async (tx) => {
        await audit(tx, 5, { who: 'admin:anna', act: 'fails', about: 'x' });
        throw new Error('undone');
      }),
    );
    await write((tx) => audit(tx, 6, { who: 'admin:anna', act: 'works', about: 'x' }));
    assert.deepEqual(await read((tx) => verifyAudit(tx)), { entries: 3 });
  });

  test('a changed entry shows, whichever of its fields it is', async () => {
    for (const change of [
      { who: 'admin:eve' },
      { act: 'z' },
      { about: 'y' },
      { at: 1 },
      { detail: { b: 2 } },
    ]) {
      const { seals } = await aLog();
      await write(async (tx) => {
        await tx.q.update(tx.t.audit).set(change).where(eq(tx.t.audit.number, 3));
      });
      const verdict = await seals.verify();
      assert.deepEqual([verdict.sound, verdict.entries], [false, 2], JSON.stringify(change));
      assert.match(verdict.sentence ?? '', /^Entry 3 was changed/);
    }
  });

  test('a removed entry shows in the middle and at the end', async () => {
    const { seals } = await aLog();
    await write(async (tx) => {
      await tx.q.delete(tx.t.audit).where(eq(tx.t.audit.number, 2));
    });
    assert.match((await seals.verify()).sentence ?? '', /^Entry 2 /);
    const other = await aLog();
    await write(async (tx) => {
      await tx.q.delete(tx.t.audit).where(gt(tx.t.audit.number, 3));
    });
    assert.equal((await other.seals.verify()).sentence, 'Entries after 3 were removed: 5 had been written.');
  });

  test('entries cut off shows even where the head was set back, by the seal', async () => {
    const { seals } = await aLog();
    await seals.seal();
    await write(async (tx) => {
      const { audit: log, facts } = tx.t;
      await tx.q.delete(log).where(gt(log.number, 3));
      const [last] = await tx.q.select().from(log).where(eq(log.number, 3));
      await tx.q
        .update(facts)
        .set({ value: `3 ${last?.hash}` })
        .where(eq(facts.name, 'audit-head'));
    });
    assert.match((await seals.verify()).sentence ?? '', /^Entry 5 is not the one that was sealed/);
  });

  test('a chain that was written anew, with good hashes throughout, shows by the seal', async () => {
    const { seals } = await aLog();
    await seals.seal();
    await write(async (tx) => {
      await tx.q.delete(tx.t.audit);
      for (let i = 1; i <= 6; i++) await audit(tx, START, { who: 'admin:anna', act: 'harmless', about: 'x' });
    });
    assert.equal((await read((tx) => verifyAudit(tx))).brokenAt, undefined);
    assert.equal((await seals.verify()).sound, false);
  });

  test('a seal made without the key of this server shows, and so does a head that is gone', async () => {
    const { seals } = await aLog();
    await seals.seal();
    await write(async (tx) => {
      const { facts } = tx.t;
      const [row] = await tx.q.select().from(facts).where(like(facts.name, 'audit-seal:%'));
      const forged = (row?.value ?? '').replace(/\S+$/, 'f'.repeat(64));
      await tx.q
        .update(facts)
        .set({ value: forged })
        .where(eq(facts.name, row?.name ?? ''));
    });
    assert.equal((await seals.verify()).sentence, 'The seal of 2026-11-22 was not made by this server.');
    const other = await aLog();
    await other.seals.seal();
    await write(async (tx) => {
      await tx.q.delete(tx.t.facts).where(eq(tx.t.facts.name, 'audit-head'));
    });
    assert.equal((await other.seals.verify()).sound, false);
    await other.seals.seal();
    assert.equal((await other.seals.verify()).sound, false, 'sealing does not mend it');
  });

  test('a seal is kept for each day and told to the log, and only when there is something new', async () => {
    const { seals, add, logged, pass } = await aLog();
    await seals.seal();
    await seals.seal();
    await add('one more');
    await seals.seal();
    pass(DAY_MS);
    await add('the next day');
    await seals.seal();
    assert.equal(logged.filter((line) => line.includes('audit log sealed')).length, 3);
    const verdict = await seals.verify();
    assert.deepEqual([verdict.sound, verdict.entries, verdict.seals], [true, 7, 2]);
    assert.equal(verdict.sealedTo, Date.parse('2026-11-23T00:00:00Z'));
  });

  test('a log from before there was a head and seals is taken as it is, and watched from then on', async () => {
    const { seals } = await aLog();
    await write(async (tx) => {
      await tx.q.delete(tx.t.facts);
    });
    assert.equal((await seals.verify()).sound, true);
    await seals.seal();
    await write(async (tx) => {
      await tx.q.delete(tx.t.audit).where(gte(tx.t.audit.number, 5));
    });
    assert.equal((await seals.verify()).sound, false);
  });

  test('it is read newest first, in pages, by words, by who and by time', async () => {
    const { add, pass } = await aLog(3);
    pass(DAY_MS);
    await add('changed 100% of a_setting', 'command line');
    const numbers = async (ask: Partial<Parameters<typeof readAudit>[1]>) =>
      (await read((tx) => readAudit(tx, { limit: 10, ...ask }))).map(({ number }) => number);
    assert.deepEqual(await numbers({ limit: 2 }), [4, 3]);
    assert.deepEqual(await numbers({ before: 3 }), [2, 1]);
    assert.deepEqual(await numbers({ search: 'ANNA act' }), [3, 2, 1]);
    assert.deepEqual(await numbers({ search: '100% a_s' }), [4]);
    assert.deepEqual(await numbers({ search: '1%0' }), []);
    assert.deepEqual(await numbers({ search: "'; drop table audit; --" }), []);
    assert.deepEqual(await numbers({ who: 'command line' }), [4]);
    assert.deepEqual(await numbers({ since: START + 1 }), [4]);
    assert.deepEqual(await numbers({ until: START + 1 }), [3, 2, 1]);
    assert.deepEqual(await read(auditActors), ['admin:anna', 'command line']);
  });
});
