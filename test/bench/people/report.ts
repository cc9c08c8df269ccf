// Reports over a million records, through the route, on both engines: every way to sum up and the filters that need the most, and the CSV
// of all of them.
import { request } from 'node:https';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { localDay } from '@platen/edge-server/flow/account/local-day';
import { startPostgres } from '../../servers/postgres.ts';
import { type RunningServer, runServer } from '../../support/running-server.ts';
import type { Context, Measure } from '../area.ts';
import { makeRow, type Row } from '../row.ts';
import { median } from '../statistics.ts';
import { type Filled, fillRecords } from './fill-records.ts';

const RECORDS = 1_000_000;
/** Of each, the median counts: others work on this machine, too. */
const ROUNDS = 3;
const AREA = 'people';
const BYS = [
  'day',
  'week',
  'month',
  'hour',
  'user',
  'printer',
  'site',
  'department',
  'channel',
  'colour',
  'sides',
];

const dayText = (day: number): string => String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');

const questions = ({ userId, printerId }: Filled): readonly string[] => [
  ...BYS.map((by) => `by=${by}`),
  ...['user', 'printer', 'hour'].flatMap((by) => [
    `by=${by}&sides=two`,
    `by=${by}&site=Site 3`,
    `by=${by}&channel=portal&colour=mono`,
    `by=${by}&department=Department 3`,
  ]),
  ...['day', 'user', 'hour'].map((by) => `by=${by}&printer=${printerId}`),
  ...['day', 'month', 'printer'].map((by) => `by=${by}&user=${userId}`),
  `by=day&department=Department 3&site=Site 3&colour=color`,
];

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Lines between two looks at the memory. */
const LOOK_EVERY = 100_000;
/** Bytes that are in use, without what only waits to be collected. */
const inUse = (): number => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

const head = (server: RunningServer) => ({ authorization: `Bearer ${server.operatorToken}` });

const slowest = async (server: RunningServer, filled: Filled, { say }: Context) => {
  const client = server.client();
  const period = `from=${dayText(filled.first)}&to=${dayText(filled.last)}`;
  let worst = { ms: 0, ask: '' };
  for (const ask of questions(filled)) {
    const took: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      const { status, json } = await client.call('GET', encodeURI(`/api/admin/reports?${period}&${ask}`), {
        headers: head(server),
      });
      took.push(performance.now() - began);
      if (status !== 200) throw new Error(`${ask}: ${status} ${JSON.stringify(json)}`);
      const { total } = json as { readonly total: { readonly jobs: number; readonly failed: number } };
      if (!ask.includes('&') && total.jobs + total.failed !== RECORDS)
        throw new Error(`${ask}: ${JSON.stringify(total)}`);
    }
    const ms = median(took);
    say(`  ${ms.toFixed(0).padStart(5)} ms  ${ask}`);
    if (ms > worst.ms) worst = { ms, ask };
  }
  return worst;
};

/** Reads the file and keeps nothing of it. */
const download = async (
  server: RunningServer,
  filled: Filled,
): Promise<{ seconds: number; lines: number; grewMb: number }> => {
  const path = `/api/admin/records.csv?from=${dayText(filled.first)}&to=${dayText(filled.last)}`;
  const before = inUse();
  const began = performance.now();
  let lines = 0;
  let most = before;
  let looks = 0;
  await new Promise<void>((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port: server.httpsPort,
      path,
      headers: head(server),
      rejectUnauthorized: false,
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      response.on('data', (part: Buffer) => {
        for (const byte of part) if (byte === 10) lines += 1;
        if (Math.floor(lines / LOOK_EVERY) > looks) {
          looks += 1;
          most = Math.max(most, inUse());
        }
      });
      response.on('error', reject);
      response.on('end', resolve);
    });
    sent.end();
  });
  if (lines !== RECORDS + 1) throw new Error(`${lines} lines instead of ${RECORDS + 1}`);
  return { seconds: (performance.now() - began) / 1000, lines, grewMb: (most - before) / 1024 / 1024 };
};

const onEngine = async (
  engine: string,
  databaseUrl: string | undefined,
  context: Context,
): Promise<Row[]> => {
  const server = await runServer(databaseUrl === undefined ? {} : { databaseUrl });
  try {
    context.say(`  ${engine}: writing ${RECORDS} records ...`);
    const filled = await fillRecords(server.app.db, RECORDS, localDay(server.app.clock.now()).day);
    const worst = await slowest(server, filled, context);
    const csv = await download(server, filled);
    context.say(`  CSV: ${csv.seconds.toFixed(1)} s, ${(csv.lines / csv.seconds).toFixed(0)} rows a second`);
    return [
      makeRow({
        area: AREA,
        name: `report over ${RECORDS} records, ${engine}, the slowest of ${questions(filled).length} (${worst.ask})`,
        unit: 'ms',
        ours: worst.ms,
        target: { kind: 'at-most', value: 1_000 },
      }),
      makeRow({
        area: AREA,
        name: `CSV of ${RECORDS} records, ${engine}: memory it takes`,
        unit: 'MB',
        ours: csv.grewMb,
        // A whole one in memory would be 200 MB.
        target: { kind: 'at-most', value: 20 },
      }),
    ];
  } finally {
    await server.close();
  }
};

export const report: Measure = {
  name: 'report',
  run: async (context) => {
    const rows = await onEngine('SQLite', undefined, context);
    const postgres = await startPostgres();
    try {
      return [...rows, ...(await onEngine('PostgreSQL', await postgres.createDatabase(), context))];
    } finally {
      await postgres.stop();
    }
  },
};
