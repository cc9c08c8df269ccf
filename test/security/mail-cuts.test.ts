// Threat T22, promise R3: the connection to a real Dovecot is cut at every command boundary and at random octets, over IMAP and over POP3.
// 0 messages are lost, 0 are taken twice, each is answered once. PLATEN_TEST_CUTS=1000 for the long run.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { openSqlite } from '@platen/edge-server/db/sqlite';
import { openBlobStore } from '@platen/edge-server/platform/blob-store';
import type { Blobs } from '@platen/edge-server/platform/blobs';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import { openImap } from '@platen/edge-server/protocols/mail/imap';
import { openPop3 } from '@platen/edge-server/protocols/mail/pop3';
import { type Cut, type CuttingProxy, startCuttingProxy } from '../servers/cutting-proxy.ts';
import { type Dovecot, startDovecot } from '../servers/dovecot.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { waitUntil } from '../support/wait-until.ts';
import {
  addAccount,
  everything,
  forgetAll,
  message,
  said,
  startLife,
  titles,
} from '../unit/flow/intake/mail/reader-stack.ts';

const CUTS = Number(process.env['PLATEN_TEST_CUTS'] ?? 25);
const SEED = Number(process.env['PLATEN_TEST_SEED'] ?? 20_261_122);

/** Mulberry32: the same cuts every time. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const PROTOCOLS = [
  { name: 'imap', open: openImap, port: (dovecot: Dovecot) => dovecot.imapPort },
  { name: 'pop3', open: openPop3, port: (dovecot: Dovecot) => dovecot.pop3Port },
] as const;

for (const { name, open, port } of PROTOCOLS) {
  describe(`a ${name} connection that is cut`, { skip: skipUnless('dovecot') }, () => {
    let dovecot: Dovecot;
    let proxy: CuttingProxy;
    let folder: Awaited<ReturnType<typeof tempDir>>;
    let db: Database;
    let blobs: Blobs;
    before(async () => {
      dovecot = await startDovecot({ users: { ann: 'secret', bob: 'secret' } });
      proxy = await startCuttingProxy({ host: dovecot.host, port: port(dovecot) });
      folder = await tempDir('mail-cuts');
      db = openSqlite(`${folder.path}/test.db`);
      blobs = await openBlobStore({ dataDir: folder.path, sealing: makeSealing(Buffer.alloc(32, 7)) });
    });
    after(async () => {
      await proxy.stop();
      await dovecot.stop();
      await blobs.close();
      await db.close();
      await folder.remove();
    });

    let user = '';
    const start = async (name: string) => {
      user = name;
      await addAccount(db);
      const life = startLife({
        ...{ db, blobs },
        open: () => (signal) =>
          open(
            {
              ...{
                host: dovecot.host,
                port: proxy.port,
                security: 'none',
                user,
                folder: 'INBOX',
                trust: {},
              },
              auth: { kind: 'password', password: 'secret' },
              // A client that waits for a connection that is cut shows as a long pause, not as a failure.
              timeouts: { connectMs: 5_000, answerMs: 5_000 },
            },
            signal,
          ),
      });
      await life.start();
      return life;
    };

    const sent: string[] = [];
    /** Two messages, a small and a larger one, that lie there when the client may come; then the cut on its way. @returns whether it was made. */
    const send = async (what: string, cut?: Cut): Promise<boolean> => {
      const tokens = [`m${sent.length}`, `m${sent.length + 1}`];
      sent.push(...tokens);
      const release = proxy.hold();
      proxy.cutNow();
      for (const [i, token] of tokens.entries())
        await dovecot.deliver(user, message(token, { size: i * 5_000 }));
      proxy.arm(cut);
      release();
      await waitUntil(
        async () => {
          const { mails } = await everything(db);
          if (mails.some(({ state }) => state !== 'removed' && state !== 'gone')) return false;
          return tokens.every((token) =>
            mails.some(({ subject, state }) => subject === token && state === 'removed'),
          );
        },
        { what: `${tokens.join()} to be removed: ${what}`, everyMs: 4, timeoutMs: 60_000 },
      );
      const made = proxy.cut();
      // So that the rows to look at stay few.
      if (sent.length >= 40) await check();
      return made;
    };

    const check = async (): Promise<void> => {
      const all = await everything(db);
      assert.deepEqual(titles(all), sent.map((token) => `${token}.0`).sort(), 'documents');
      assert.deepEqual(said(all, 'report'), [...sent].sort(), 'answers');
      assert.deepEqual(said(all, 'alert'), [], 'alerts');
      assert.equal(await dovecot.mailCount(user), 0, 'messages left on the server');
      await db.write(async ({ q, t }) => {
        for (const table of [t.mails, t.jobs, t.outbox, t.blobs]) await q.delete(table);
      });
      sent.length = 0;
    };

    /** What each side says on the whole way, from the login on. */
    const measure = async () => {
      await send('without a cut');
      const { up, down } = proxy.passed();
      assert.ok(up.lines > 5 && down.octets > 5_000);
      return { up: { ...up }, down: { ...down } };
    };

    const everyCut = async (cuts: readonly Cut[]): Promise<void> => {
      let made = 0;
      for (const cut of cuts) {
        if (await send(`cut after ${cut.after} ${cut.unit} ${cut.direction}`, cut)) made++;
      }
      // A way is not always as long as the one that was measured.
      assert.ok(made >= cuts.length * 0.8, `${made} of ${cuts.length} cuts were made`);
      await check();
    };

    test('at every command boundary, before and after the command: 0 lost, 0 doubled', async () => {
      const life = await start('ann');
      try {
        const { up, down } = await measure();
        const after = (direction: 'up' | 'down', lines: number, stride: number): Cut[] =>
          Array.from({ length: Math.ceil(lines / stride) }, (_, i) => ({
            ...{ direction, unit: 'lines', after: i * stride },
          }));
        // Every line of the client is a command. Of the server's, most are lines of messages.
        await everyCut([
          ...after('up', up.lines, 1),
          ...after('down', down.lines, Math.ceil(down.lines / CUTS)),
        ]);
      } finally {
        await life.stop();
        await forgetAll(db);
        sent.length = 0;
      }
    });

    test(`at ${CUTS} random octets: 0 lost, 0 doubled`, async () => {
      const random = makeRandom(SEED);
      const life = await start('bob');
      try {
        const { up, down } = await measure();
        const cuts = Array.from({ length: CUTS }, (_, i): Cut => {
          const direction = i % 4 === 0 ? 'up' : 'down';
          const { octets } = direction === 'up' ? up : down;
          return { direction, unit: 'octets', after: random(octets) };
        });
        await everyCut(cuts);
      } finally {
        await life.stop();
        await forgetAll(db);
        sent.length = 0;
      }
    });
  });
}
