// Printers as people look for them, and what became of their documents, on both engines: the likeliest first, a page at a time, nobody else's.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { listSites, type PrinterSearch, searchPrinters } from '@platen/edge-server/devices/search-printers';
import { listHistory } from '@platen/edge-server/flow/store/history';
import { insertJob } from '@platen/edge-server/flow/store/jobs';
import { onBothEngines } from '../support/engines.ts';
import { aJob } from '../support/rows.ts';

const printer = (id: string, set: Record<string, unknown>) => ({
  id,
  name: id,
  uri: `ipps://${id}.test/ipp`,
  enabled: true,
  allowHttp: false,
  source: 'test',
  panelKeyHash: id,
  panelKeySealed: id,
  createdAt: 1,
  ...set,
});

onBothEngines('printers for people', (database) => {
  let db: Database;
  before(async () => {
    db = database();
    await db.write(async (tx) => {
      await tx.q
        .insert(tx.t.printers)
        .values([
          printer('reception', { name: 'Reception', site: 'Northgate', location: 'Ground floor' }),
          printer('corridor', { name: 'Corridor', site: 'Northgate', location: 'Ground floor' }),
          printer('attic', { name: 'Attic', site: 'Northgate', location: 'Fifth floor' }),
          printer('buero', { name: 'Drucker 7', alias: 'Büro Süd', site: 'Harbour' }),
          printer('shop', { name: 'Print shop', kind: 'queue', site: 'Harbour' }),
          printer('alone', { name: 'Alone' }),
          printer('off', { name: 'Off', enabled: false, site: 'Northgate' }),
          printer('gone', { name: 'Gone', removedAt: 5, site: 'Elsewhere' }),
        ]);
    });
  });

  const find = (ask: Partial<PrinterSearch> = {}) =>
    db.read(async (tx) => {
      const all = { queuesOnly: false, usual: '', last: undefined, limit: 30, offset: 0, ...ask };
      const { rows, total } = await searchPrinters(tx, all);
      return { ids: rows.map(({ id }) => id), total };
    });

  test('those that are off or removed are in no list, and without a word it is by name', async () => {
    assert.deepEqual(await find(), {
      ids: ['alone', 'attic', 'corridor', 'buero', 'shop', 'reception'],
      total: 6,
    });
  });

  test('the usual one is first, then the one used last, then those beside it, then its site', async () => {
    const { ids } = await find({ usual: 'print SHOP', last: 'reception' });
    assert.deepEqual(ids, ['shop', 'reception', 'corridor', 'attic', 'alone', 'buero']);
  });

  test('every word must occur somewhere, without accents or case', async () => {
    assert.deepEqual((await find({ search: 'BURO harb' })).ids, ['buero']);
    assert.deepEqual((await find({ search: 'floor gro' })).ids, ['corridor', 'reception']);
    assert.deepEqual(await find({ search: 'nowhere' }), { ids: [], total: 0 });
  });

  test('sites near come first in the order they are told', async () => {
    const { ids } = await find({ near: ['harbour', 'Northgate'], usual: 'alone' });
    assert.deepEqual(ids, ['buero', 'shop', 'attic', 'corridor', 'reception', 'alone']);
  });

  test('pages follow one another, and the whole is counted', async () => {
    const first = await find({ limit: 4 });
    const second = await find({ limit: 4, offset: 4 });
    assert.deepEqual([first.total, second.total], [6, 6]);
    assert.deepEqual([...first.ids, ...second.ids], (await find()).ids);
  });

  test('a site narrows, queues alone can be had, and sites are counted', async () => {
    assert.deepEqual((await find({ site: 'Harbour' })).ids, ['buero', 'shop']);
    assert.deepEqual((await find({ queuesOnly: true })).ids, ['shop']);
    assert.deepEqual(await db.read((tx) => listSites(tx, false)), [
      { name: 'Harbour', printers: 2 },
      { name: 'Northgate', printers: 3 },
    ]);
  });

  test('the history has what ended, the latest first, and nothing of others', async () => {
    await db.write(async (tx) => {
      const states = ['printed', 'held', 'expired', 'deleted', 'refused', 'releasing', 'printed'] as const;
      for (const [index, state] of states.entries()) {
        // Two at a time, so that a page breaks among equals.
        const changedAt = 1000 * Math.floor(index / 2);
        await insertJob(tx, aJob({ id: `h${index}`, ownerId: 'me', state, changedAt }));
      }
      await insertJob(tx, aJob({ id: 'other', ownerId: 'somebody', state: 'printed', changedAt: 9000 }));
    });
    const ids: string[] = [];
    let place: { changedAt: number; id: string } | undefined;
    for (;;) {
      const after = place;
      const page = await db.read((tx) => listHistory(tx, 'me', after, 2));
      const last = page.at(-1);
      if (last === undefined) break;
      ids.push(...page.map(({ id }) => id));
      place = last;
    }
    assert.deepEqual(ids, ['h6', 'h4', 'h3', 'h2', 'h0']);
  });
});
