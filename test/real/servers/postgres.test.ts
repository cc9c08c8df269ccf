// The fixture itself, against the real PostgreSQL: what other tests rely on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { startPostgres } from '../../servers/postgres.ts';
import { skipUnless } from '../../support/skip-unless.ts';

const skip = skipUnless('postgres', 'initdb');

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  // A killed server ends the connection with an error event; the test sees it where it asks next.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

test('PostgreSQL gives each test an empty database of its own', { skip }, async (t) => {
  const postgres = await startPostgres();
  t.after(() => postgres.stop());
  const [first, second] = [await postgres.createDatabase(), await postgres.createDatabase()];
  assert.notEqual(first, second);
  await withClient(first, (client) => client.query('CREATE TABLE mark (n int)'));
  const { rows } = await withClient(second, (client) =>
    client.query("SELECT 1 FROM information_schema.tables WHERE table_name = 'mark'"),
  );
  assert.deepEqual(rows, []);
});

test('PostgreSQL keeps what was committed when it is killed and started again', { skip }, async (t) => {
  const postgres = await startPostgres({ durable: true });
  t.after(() => postgres.stop());
  const url = await postgres.createDatabase();
  await withClient(url, (client) => client.query('CREATE TABLE mark AS SELECT 7 AS n'));
  await postgres.kill();
  await assert.rejects(withClient(url, (client) => client.query('SELECT 1')));
  await postgres.restart();
  const { rows } = await withClient(url, (client) => client.query('SELECT n FROM mark'));
  assert.deepEqual(rows, [{ n: 7 }]);
});
