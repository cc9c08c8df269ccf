// The server killed with SIGKILL at random points under load, again and again: no acknowledged document is lost, and none is
// printed twice by the system's own decision. The printer outlives the kills and keeps what it printed, so it is the judge.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startVirtualMfd } from '@platen/edge-server/virtual-mfd/server';
import { startPlaten } from '../servers/platen.ts';
import { operatorCall } from '../support/operator.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

/** Kills of one run: twenty-four keep the whole suite short, PLATEN_TEST_KILLS=200 and more are for a machine of one's own. The seed makes a failing run repeatable as far as timing allows. */
const KILLS = Number(process.env['PLATEN_TEST_KILLS'] ?? 24);
const SEED = Number(process.env['PLATEN_TEST_SEED'] ?? Date.now() % 1_000_000);
const OWNER = 'load@example.com';

interface Sent {
  readonly id: string;
  readonly title: string;
  asked: boolean;
}

test(`no acknowledged document is lost or printed twice over ${KILLS} kills (seed ${SEED})`, async (t) => {
  const random = mulberry(SEED);
  const folder = await tempDir('kill');
  const printer = await startVirtualMfd({
    dataDir: folder.path,
    port: 0,
    name: 'Judge',
    now: Date.now,
    newUuid: randomUUID,
    impressionMs: { normal: 3, slow: 3 },
    keptPrints: 100_000,
  });
  const server = await startPlaten({ env: { PLATEN_LOG_LEVEL: 'error' } });
  try {
    const call = (method: string, path: string, body?: Uint8Array | object) =>
      operatorCall(server, method, path, body);
    assert.equal((await call('POST', '/api/admin/users', { email: OWNER })).status, 201);
    const added = await call('POST', '/api/admin/printers', { name: 'Judge', uri: printer.uri });
    assert.equal(added.status, 201, added.text);
    const { id: printerId } = JSON.parse(added.text) as { id: string };

    const sent: Sent[] = [];
    let number = 0;
    let stop = false;
    let down = false;
    const submit = async () => {
      while (!stop) {
        if (down) await sleep(5);
        const title = `doc${++number}x`;
        // Small ones live in the database, the others in files of their own.
        const bytes = pdf(random() < 0.7 ? 5_000 : 150_000);
        const answer = await call('POST', `/api/admin/documents?owner=${OWNER}&name=${title}`, bytes).catch(
          () => undefined,
        );
        if (answer?.status === 201) {
          sent.push({ id: (JSON.parse(answer.text) as { job: { id: string } }).job.id, title, asked: false });
        }
        await sleep(random() * 60);
      }
    };
    const release = async () => {
      while (!stop) {
        await sleep(20 + random() * 40);
        const job = sent.find((one) => !one.asked);
        if (down || job === undefined) continue;
        job.asked = true;
        const body = { jobId: job.id, printerId };
        const answer = await call('POST', '/api/admin/release', body).catch(() => undefined);
        // Refused for certain (still being made ready): ask again later. No answer: it may have been claimed, leave it.
        if (answer !== undefined && answer.status !== 200) {
          job.asked = false;
          // To the end of the row: the next one may be ready.
          sent.splice(sent.indexOf(job), 1);
          sent.push(job);
        }
      }
    };
    // A stock that is ready to print, so that releases begin the moment the server is back.
    for (let i = 0; i < KILLS * 2; i++) {
      const title = `stock${i}x`;
      const answer = await call('POST', `/api/admin/documents?owner=${OWNER}&name=${title}`, pdf(5_000));
      sent.push({ id: (JSON.parse(answer.text) as { job: { id: string } }).job.id, title, asked: false });
    }
    await waitUntil(
      async () =>
        (JSON.parse((await call('GET', '/api/admin/jobs?state=received&limit=1')).text) as { total: number })
          .total === 0,
      { what: 'the stock to be ready', timeoutMs: 120_000 },
    );
    const loops = [submit(), submit(), submit(), release(), release()];
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(random() * 350);
      down = true;
      await server.kill();
      await server.restart();
      down = false;
    }
    stop = true;
    await Promise.all(loops);

    await waitUntil(
      async () => {
        const { printers } = JSON.parse((await call('GET', '/api/admin/printers')).text) as {
          printers: { waiting: number }[];
        };
        const received = JSON.parse((await call('GET', '/api/admin/jobs?state=received&limit=1')).text) as {
          total: number;
        };
        return printers.every((one) => one.waiting === 0) && received.total === 0;
      },
      { what: 'everything to settle', timeoutMs: 300_000 },
    );

    const prints = new Map<string, number>();
    for (const print of await printer.prints()) {
      const title = print.name.replace(/ #[0-9a-f]+$/, '');
      prints.set(title, (prints.get(title) ?? 0) + 1);
    }
    const ends = new Map<string, number>();
    for (const { id, title } of sent) {
      const answer = await call('GET', `/api/admin/jobs/${id}`);
      assert.equal(answer.status, 200, `${title} was acknowledged and is lost`);
      const { job } = JSON.parse(answer.text) as { job: { state: string; sentence: string } };
      const count = prints.get(title) ?? 0;
      assert.ok(count <= 1, `${title} was printed ${count} times`);
      assert.ok(
        ['held', 'printed', 'uncertain'].includes(job.state),
        `${title} ended ${job.state}: ${job.sentence}`,
      );
      if (job.state === 'printed') assert.equal(count, 1, `${title} is called printed`);
      if (job.state === 'held') assert.equal(count, 0, `${title} is called held, but came out`);
      ends.set(job.state, (ends.get(job.state) ?? 0) + 1);
    }
    // Held ones can still be read whole: their keys and bytes survived.
    assert.ok((ends.get('printed') ?? 0) > 0, 'nothing was printed at all');
    assert.ok(sent.length >= KILLS, `${sent.length} documents were acknowledged`);
    t.diagnostic(
      `${KILLS} kills, ${sent.length} acknowledged: ${[...ends].map(([end, n]) => `${n} ${end}`).join(', ')}`,
    );
  } finally {
    await server.stop();
    await printer.stop();
    await folder.remove();
  }
});

function pdf(bytes: number): Buffer {
  const start =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n';
  return Buffer.from(`${start}%${'x'.repeat(bytes)}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
}

/** A small seeded generator (mulberry32): enough to spread kills over all moments. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
