// Documents from LPR and raw queues: rlpr, CUPS with its lpd and socket back ends, and clients of bytes. Whose they are, what is kept of a job that breaks off, who may
// see and remove them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { type Cupsd, startCupsd } from '../servers/cupsd.ts';
import { freePort } from '../support/free-port.ts';
import { rawClient, sendLpr } from '../support/lpr-client.ts';
import { type Listed, pagesAsPdf as pdf, aQueue as queue } from '../support/queue-parts.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

const run = promisify(execFile);
const UEL = '\x1b%-12345X';

type Someone = Awaited<ReturnType<RunningServer['portalUser']>>;
describe('queues for LPR and raw printing', () => {
  let server: RunningServer;
  let anna: Someone;
  let ben: Someone;
  let lpr: number;
  let raw: number;
  let folder: Awaited<ReturnType<typeof tempDir>>;
  let document: Buffer;

  const jobsOf = async (who: Someone): Promise<Listed[]> =>
    ((await who.client.call('GET', '/api/portal/jobs')).json as { jobs: Listed[] }).jobs;
  const held = (who: Someone, title: string): Promise<Listed> =>
    waitUntil(async () => (await jobsOf(who)).find((job) => job.title === title && job.state === 'held'), {
      what: `${title} to be held`,
    });
  const titlesOf = async (who: Someone): Promise<string[]> => (await jobsOf(who)).map(({ title }) => title);

  before(async () => {
    server = await runServer();
    anna = await server.portalUser('anna@example.test');
    ben = await server.portalUser('ben@example.test');
    folder = await tempDir('queues');
    lpr = await freePort();
    raw = await freePort();
    const { queues } = server.app.queues;
    await queues.add(
      queue({ name: 'lp', kind: 'lpr', port: lpr, names: [{ from: 'bb', email: ben.email }] }),
      'test',
    );
    // A port of its own for the lectern: whatever comes from 127.0.0.9 is Ben's.
    await queues.add(
      queue({
        name: 'hall',
        kind: 'lpr',
        port: lpr,
        trustNames: false,
        sources: [{ from: '127.0.0.9', email: ben.email }],
      }),
      'test',
    );
    await queues.add(queue({ name: 'raw', kind: 'raw', port: raw }), 'test');
    document = await pdf(2);
    await writeFile(join(folder.path, 'report.pdf'), document);
    await waitUntil(() => server.app.queues.ports().length === 2, { what: 'both ports' });
  });
  after(async () => {
    await server.close();
    await folder.remove();
  });

  test('holds a job for the user it names, whichever file comes first, and says yes only when it is stored', async () => {
    for (const dataFirst of [false, true]) {
      const title = `order ${dataFirst}`;
      const answers = await sendLpr({
        port: lpr,
        queue: 'lp',
        user: 'anna',
        title,
        documents: [document],
        dataFirst,
      });
      assert.deepEqual(answers, [0, 0, 0, 0, 0]);
      // Stored with the last answer, not some time after.
      assert.ok((await titlesOf(anna)).includes(title));
      assert.equal((await held(anna, title)).pages, 2);
    }
    assert.deepEqual(await titlesOf(ben), []);
  });

  test('takes several files and copies of one job, in their order', async () => {
    const documents = [document, Buffer.from('Dear all,\nsee you at noon.\n')];
    await sendLpr({ port: lpr, queue: 'LP', user: 'EXAMPLE\\anna', title: 'two', documents, copies: 3 });
    const two = await waitUntil(
      async () => {
        const found = (await jobsOf(anna)).filter(({ title, state }) => title === 'two' && state === 'held');
        return found.length === 2 && found;
      },
      { what: 'both files' },
    );
    const rows = await server.app.db.read((tx) => tx.q.select().from(tx.t.jobs));
    const mine = rows
      .filter(({ id }) => two.some((one) => one.id === id))
      .sort((a, b) => a.receivedAt - b.receivedAt);
    assert.deepEqual(
      mine.map(({ mediaType }) => mediaType),
      ['application/pdf', 'text/plain'],
    );
    assert.deepEqual(
      mine.map(({ ticket }) => ticket.copies),
      [3, 3],
    );
  });

  test('a data file without a length lasts until the connection ends', async () => {
    const client = await rawClient(lpr);
    client.write('\x02lp\n');
    await client.read(1);
    const control = 'Hhost\nPanna\nJendless\nfdfA001host\n';
    client.write(`\x02${control.length} cfA001host\n`);
    await client.read(1);
    client.write(`${control}\0`);
    await client.read(1);
    client.write('\x030 dfA001host\n');
    await client.read(1);
    client.write(document);
    client.finish();
    assert.deepEqual([...(await client.read(1))], [0]);
    await held(anna, 'endless');
    client.destroy();
  });

  test('keeps nothing of a job that is taken back or breaks off', async () => {
    const before = (await titlesOf(anna)).length;
    const begin = async () => {
      const client = await rawClient(lpr);
      client.write('\x02lp\n');
      await client.read(1);
      const control = 'Hhost\nPanna\nJgone\nfdfA001host\nfdfB001host\n';
      client.write(`\x02${control.length} cfA001host\n${control}\0`);
      await client.read(2);
      client.write(`\x03${document.length} dfA001host\n`);
      await client.read(1);
      client.write(Buffer.concat([document, Buffer.alloc(1)]));
      assert.deepEqual([...(await client.read(1))], [0]);
      return client;
    };
    const takenBack = await begin();
    takenBack.write('\x01\n');
    assert.deepEqual([...(await takenBack.read(1))], [0]);
    takenBack.finish();
    await takenBack.over;
    const broken = await begin();
    broken.destroy();
    await waitUntil(() => server.app.accept.arriving() === 0, { what: 'nothing to be arriving' });
    assert.equal((await titlesOf(anna)).length, before);
  });

  test('refuses what is nobody’s, tells the console and the doctor, and a rule mends it', async () => {
    const answers = await sendLpr({
      port: lpr,
      queue: 'lp',
      user: 'zoe',
      title: 'lost',
      documents: [document],
    });
    assert.deepEqual(answers, [0, 0, 1]);
    const [row] = (await server.app.queues.queues.list()).filter(({ name }) => name === 'lp');
    assert.ok(row);
    assert.deepEqual(
      server.app.queues.board.unmappedAt(row.id).map(({ name, address }) => [name, address]),
      [['zoe', '127.0.0.1']],
    );
    const finding = (await server.app.doctor()).find(({ id }) => id === `queue-unmapped:${row.id}`);
    assert.match(finding?.sentence ?? '', /zoe at 127\.0\.0\.1/);
    await server.app.queues.queues.change(
      row.id,
      {
        names: [
          { from: 'zoe', email: anna.email },
          { from: 'bb', email: ben.email },
        ],
      },
      'test',
    );
    await waitUntil(
      async () =>
        (await sendLpr({ port: lpr, queue: 'lp', user: 'zoe', title: 'found', documents: [document] }))
          .length === 5,
      { what: 'the rule to hold' },
    );
    await held(anna, 'found');
  });

  test('an address may say whose it is; strangers are told before they send anything', async () => {
    const job = { port: lpr, queue: 'hall', user: 'anna', title: 'lectern', documents: [document] };
    assert.deepEqual(await sendLpr(job), [1]);
    assert.deepEqual(await sendLpr({ ...job, localAddress: '127.0.0.9' }), [0, 0, 0, 0, 0]);
    await held(ben, 'lectern');
    assert.deepEqual(await sendLpr({ ...job, queue: 'nothere' }), [1]);
  });

  test('what cannot be printed is told to its owner in the list, and the client need not send it again', async () => {
    const pcl = Buffer.from('\x1bE\x1b&l0OHello\x0c\x1bE');
    assert.deepEqual(
      await sendLpr({ port: lpr, queue: 'lp', user: 'anna', title: 'old driver', documents: [pcl] }),
      [0, 0, 0, 0, 0],
    );
    const refused = (await jobsOf(anna)).find(({ title }) => title === 'old driver');
    assert.equal(refused?.state, 'refused');
  });

  test('lists only what came from the asker’s address, and removes only one’s own', async () => {
    await sendLpr({
      port: lpr,
      queue: 'lp',
      user: 'bb',
      title: 'Ben: secret',
      number: 42,
      documents: [document],
    });
    await sendLpr({ port: lpr, queue: 'lp', user: 'anna', title: 'mine', number: 43, documents: [document] });
    const ask = async (line: string, localAddress?: string): Promise<string> => {
      const client = await rawClient(lpr, localAddress);
      client.write(line);
      await client.over;
      return client.came().toString();
    };
    // Several people's come from this address: without a name, no titles.
    assert.doesNotMatch(await ask('\x03lp\n'), /secret|mine/);
    assert.match(await ask('\x03lp bb\n'), /42\s+Ben: secret/);
    assert.doesNotMatch(await ask('\x04lp anna\n'), /secret/);
    assert.match(await ask('\x04lp anna\n'), /\[job 043127\.0\.0\.1\]\n\s+mine/);
    assert.match(await ask('\x03lp bb\n', '127.0.0.5'), /no entries/);
    // Anna cannot remove Ben's; nobody can from elsewhere.
    assert.equal(await ask('\x05lp anna 42\n'), '\x01');
    assert.equal(await ask('\x05lp bb 42\n', '127.0.0.5'), '\x01');
    assert.equal(await ask('\x05lp root 42\n'), '\x01');
    assert.equal(await ask('\x05lp bb 42\n'), '\x00');
    assert.ok(!(await titlesOf(ben)).includes('Ben: secret'));
    assert.ok((await titlesOf(anna)).includes('mine'));
  });

  test('a raw connection is told apart by its PJL, which is answered and taken off', async () => {
    const client = await rawClient(raw);
    client.write(`${UEL}@PJL\r\n@PJL INFO ID\r\n`);
    assert.equal((await client.read(24)).toString(), '@PJL INFO ID\r\n"Platen"\r\n');
    client.write(
      Buffer.concat([
        Buffer.from(
          '@PJL JOB NAME="raw one"\r\n@PJL SET USERNAME="CORP\\anna"\r\n@PJL SET COPIES=2\r\n@PJL SET DUPLEX=ON\r\n@PJL ENTER LANGUAGE=PDF\r\n',
        ),
        document,
        Buffer.from(`${UEL}@PJL EOJ\r\n${UEL}`),
      ]),
    );
    client.finish();
    assert.equal(await client.over, 'ended');
    // Closed in order means stored.
    const job = (await jobsOf(anna)).find(({ title }) => title === 'raw one');
    assert.ok(job);
    const rows = await server.app.db.read((tx) => tx.q.select().from(tx.t.jobs));
    const row = rows.find(({ id }) => id === job.id);
    assert.equal(row?.mediaType, 'application/pdf');
    assert.equal(row.size, document.length);
    assert.deepEqual([row.ticket.copies, row.ticket.sides], [2, 'two-sided-long-edge']);
    await held(anna, 'raw one');
  });

  test('a raw document of nobody, and one that breaks off, leave nothing', async () => {
    const count = async (): Promise<number> =>
      (await server.app.db.read((tx) => tx.q.select().from(tx.t.jobs))).length;
    const before = await count();
    const nobodys = await rawClient(raw);
    nobodys.write(document);
    nobodys.finish();
    assert.equal(await nobodys.over, 'reset');
    const broken = await rawClient(raw);
    broken.write(`${UEL}@PJL SET USERNAME="anna"\r\n@PJL ENTER LANGUAGE=PDF\r\n`);
    broken.write(document.subarray(0, 100));
    broken.socket.resetAndDestroy();
    const looks = await rawClient(raw);
    looks.finish();
    assert.equal(await looks.over, 'ended');
    await waitUntil(() => server.app.accept.arriving() === 0, { what: 'nothing to be arriving' });
    assert.equal(await count(), before);
  });

  test('slow clients do not keep a quick one from printing', async () => {
    const slow = await Promise.all(
      Array.from({ length: 400 }, (_, i) => rawClient(i % 2 === 0 ? lpr : raw, `127.0.1.${1 + (i % 4)}`)),
    );
    const dripping = setInterval(() => {
      for (const { socket } of slow) if (!socket.destroyed) socket.write('\x02');
    }, 1_000);
    try {
      assert.deepEqual(
        await sendLpr({ port: lpr, queue: 'lp', user: 'anna', title: 'quick', documents: [document] }),
        [0, 0, 0, 0, 0],
      );
      assert.ok((await titlesOf(anna)).includes('quick'));
    } finally {
      clearInterval(dripping);
      for (const one of slow) one.destroy();
    }
  });

  test('rlpr prints', { skip: skipUnless('rlpr') }, async () => {
    const { queues } = server.app.queues;
    const user = (await run('id', ['-un'])).stdout.trim();
    const [row] = (await queues.list()).filter(({ name }) => name === 'lp');
    await queues.change(
      row?.id ?? '',
      {
        names: [
          { from: 'bb', email: ben.email },
          { from: user, email: anna.email },
        ],
      },
      'test',
    );
    const args = [
      '-H',
      '127.0.0.1',
      '-P',
      'lp',
      '-N',
      `--port=${lpr}`,
      '--job=from rlpr',
      join(folder.path, 'report.pdf'),
    ];
    await waitUntil(() => run('rlpr', args).then(() => true), { what: 'rlpr to be taken' });
    assert.equal((await held(anna, 'from rlpr')).pages, 2);
  });

  describe('CUPS as a client', { skip: skipUnless('cupsd', 'lpadmin', 'lp') }, () => {
    let cups: Cupsd;
    before(async () => {
      cups = await startCupsd();
      await cups.addQueue('lpd', `lpd://127.0.0.1:${lpr}/lp?reserve=none`);
      await cups.addQueue('stream', `lpd://127.0.0.1:${lpr}/lp?reserve=none&mode=stream`);
      await cups.addQueue('socket', `socket://127.0.0.1:${raw}`);
    });
    after(() => cups.stop());

    for (const name of ['lpd', 'stream']) {
      test(`its ${name} queue prints for the user it names`, async () => {
        await run('lp', [
          '-h',
          `127.0.0.1:${cups.port}`,
          '-U',
          'anna',
          '-d',
          name,
          '-t',
          `cups ${name}`,
          join(folder.path, 'report.pdf'),
        ]);
        const job = await held(anna, `cups ${name}`).catch(async (cause: unknown) => {
          throw new Error(`${await cups.log()}\n${server.logged.slice(-20).join('\n')}`, { cause });
        });
        assert.equal(job.pages, 2);
      });
    }

    test('its socket queue prints for whoever the address belongs to', async () => {
      const { queues } = server.app.queues;
      const [row] = (await queues.list()).filter(({ name }) => name === 'raw');
      await queues.change(row?.id ?? '', { fallback: ben.email }, 'test');
      const before = (await jobsOf(ben)).length;
      await run('lp', ['-h', `127.0.0.1:${cups.port}`, '-d', 'socket', join(folder.path, 'report.pdf')]);
      await waitUntil(async () => (await jobsOf(ben)).length > before, { what: 'the document to be Ben’s' });
      await waitUntil(() => cups.isIdle('socket'), { what: 'CUPS to be done' });
    });
  });

  test('"Require secure channel" closes them all, and switching it off opens them again', async () => {
    await server.app.settings.change('secure.channel', true, 'test');
    await waitUntil(() => server.app.queues.ports().length === 0, { what: 'the ports to be closed' });
    const [row] = await server.app.queues.queues.list();
    assert.ok(row);
    assert.equal(server.app.queues.conditionOf(row).state, 'closed');
    const finding = (await server.app.doctor()).find(({ id }) => id === `queue:${row.id}`);
    assert.equal(finding?.ok, false);
    await server.app.settings.change('secure.channel', undefined, 'test');
    await waitUntil(() => server.app.queues.ports().length === 2, { what: 'the ports to be open again' });
  });

  test('a port that somebody else has is told', async () => {
    const { queues } = server.app.queues;
    const other = server.httpsPort ?? 0;
    const row = await queues.add(queue({ name: 'taken', kind: 'raw', port: other }), 'test');
    await waitUntil(() => server.app.queues.conditionOf(row).state === 'no-port', {
      what: 'the port to be missing',
    });
    const finding = (await server.app.doctor()).find(({ id }) => id === `queue:${row.id}`);
    assert.match(finding?.sentence ?? '', /could not get port/);
    await queues.remove(row.id, 'test');
  });
});
