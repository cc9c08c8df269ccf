// Threat T22 and promise R3 without a network: whatever call to the mail server, the database or the store fails, and whether or not it
// had taken effect, the next life goes on with 0 messages lost, 0 doubled, and one answer each.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { openBlobStore } from '@platen/edge-server/platform/blob-store';
import type { Blobs, BlobWriter } from '@platen/edge-server/platform/blobs';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import { MailError } from '@platen/edge-server/protocols/mail/mailbox';
import { makeScriptedMailbox, type ScriptedMailbox } from '../../../../servers/scripted-mailbox.ts';
import { onBothEngines } from '../../../../support/engines.ts';
import { tempDir } from '../../../../support/temp-dir.ts';
import { waitUntil } from '../../../../support/wait-until.ts';
import { addAccount, everything, forgetAll, message, said, startLife, titles } from './reader-stack.ts';

/** Two of the sizes are files of the store, the others rows. */
const SIZES = [0, 90_000, 0, 70_000, 0];
/** Every so-manieth call fails in its turn; 1 in the long run, which takes twenty minutes. Unless told, it depends on the engine's speed. */
const EVERY = process.env['PLATEN_TEST_FAULTS_EVERY']
  ? Number(process.env['PLATEN_TEST_FAULTS_EVERY'])
  : undefined;
let offset = 0;
/** More than the whole way of these messages has calls. */
const MOST_CALLS = 1_000;

/**
 * Counts calls and fails one of them: `before` it does anything, or `after` it has taken effect. From then on a `dead` server's calls do
 * nothing at all.
 */
interface Fault {
  readonly at: number;
  readonly when: 'before' | 'after';
  readonly then: 'dead' | 'alive';
}

function makeCalls({ at, when, then }: Fault) {
  let count = 0;
  let failed = false;
  const never = new Promise<never>(() => undefined);
  return {
    failed: () => failed,
    async through<T>(act: () => Promise<T>, error: () => Error): Promise<T> {
      if (failed && then === 'dead') return never;
      count++;
      if (count !== at) {
        const value = await act();
        return failed && then === 'dead' ? never : value;
      }
      failed = true;
      if (when === 'after') await act();
      if (then === 'dead') return never;
      throw error();
    },
  };
}
type Calls = ReturnType<typeof makeCalls>;

const broken = () => new Error('the call failed');

const faultyDatabase = (db: Database, calls: Calls): Database => ({
  ...db,
  write: (work) => calls.through(() => db.write(work), broken),
  read: (work) => calls.through(() => db.read(work), broken),
});

const faultyBlobs = (blobs: Blobs, calls: Calls): Blobs => ({
  ...blobs,
  create: (options) => calls.through(async () => faultyWriter(await blobs.create(options), calls), broken),
  remove: (id) => calls.through(() => blobs.remove(id), broken),
});

function faultyWriter(writer: BlobWriter, calls: Calls): BlobWriter {
  return {
    ...writer,
    get size() {
      return writer.size;
    },
    write: (bytes) => calls.through(() => writer.write(bytes), broken),
    give: (bytes) => calls.through(() => writer.give(bytes), broken),
    commit: () => calls.through(() => writer.commit(), broken),
  };
}

onBothEngines('mail under fire', (database) => {
  let db: Database;
  let blobs: Blobs;
  let folder: Awaited<ReturnType<typeof tempDir>>;
  before(async () => {
    db = database();
    folder = await tempDir('mail-chaos');
    blobs = await openBlobStore({ dataDir: folder.path, sealing: makeSealing(Buffer.alloc(32, 7)) });
  });
  after(async () => {
    await blobs.close();
    await folder.remove();
  });
  afterEach(() => forgetAll(db));

  const fill = (mailbox: ScriptedMailbox) => {
    for (const [i, size] of SIZES.entries())
      mailbox.deliver(message(`m${i}`, { documents: 1 + (i % 2), size }));
  };
  const expected = SIZES.flatMap((_, i) => (i % 2 === 0 ? [`m${i}.0`] : [`m${i}.0`, `m${i}.1`]));

  async function assertRight(mailbox: ScriptedMailbox, what: string): Promise<void> {
    const all = await everything(db);
    assert.deepEqual(titles(all), expected, `${what}: documents`);
    assert.deepEqual(
      said(all, 'report'),
      SIZES.map((_, i) => `m${i}`),
      `${what}: answers`,
    );
    assert.deepEqual(mailbox.uids(), [], `${what}: nothing is left on the server`);
    assert.deepEqual(said(all, 'alert'), [], `${what}: nothing was set aside`);
    assert.equal(all.blobs.length, expected.length, `${what}: keys`);
    assert.equal(all.steps.filter(({ kind }) => kind === 'mail').length, 0, `${what}: steps`);
    assert.deepEqual(new Set(all.mails.map(({ state }) => state)), new Set(['removed']), `${what}: states`);
  }

  const atRest = (mailbox: ScriptedMailbox, what: string) =>
    waitUntil(
      async () => {
        const { mails, steps } = await everything(db);
        const done =
          mails.length >= SIZES.length &&
          mails.every(({ state }) => state === 'removed' || state === 'quarantined');
        return done && mailbox.uids().length === 0 && steps.every(({ kind }) => kind !== 'mail');
      },
      { what, everyMs: 3 },
    );

  /** @returns false when the fault's moment never came. */
  async function oneFault(fault: Fault, kind: 'imap' | 'pop3'): Promise<boolean> {
    const what = `${kind}, call ${fault.at}, ${fault.when} it took effect, server ${fault.then}`;
    const calls = makeCalls(fault);
    const done = new AbortController();
    const mailbox = makeScriptedMailbox({ kind });
    fill(mailbox);
    mailbox.setAt(() =>
      calls.through(
        async () => undefined,
        () => new MailError('unreachable', 'cut'),
      ),
    );
    await addAccount(db);
    const first = startLife({
      db: faultyDatabase(db, calls),
      blobs: faultyBlobs(blobs, calls),
      open: () => mailbox.open,
    });
    const started = first.start().catch(() => undefined);
    const rest = atRest(mailbox, what);
    const fell = waitUntil(calls.failed, { what, everyMs: 1, signal: done.signal }).catch(() => undefined);
    if (fault.then === 'dead') {
      // The last call there is may be one of stopping.
      await Promise.race([rest.then(() => first.stop()), fell]);
      if (calls.failed()) {
        mailbox.setAt(undefined);
        const second = startLife({ db, blobs, open: () => mailbox.open });
        await second.start();
        await rest;
        await second.stop();
      }
    } else {
      // A process that lives on mends itself, but for the one at the beginning: then somebody starts it again.
      await Promise.race([rest, started]);
      first.pump();
      await first.readers.reload().catch(() => first.readers.reload());
      await rest;
      await first.stop();
    }
    done.abort();
    await assertRight(mailbox, what);
    await forgetAll(db);
    return calls.failed();
  }

  for (const kind of ['imap', 'pop3'] as const) {
    for (const when of ['before', 'after'] as const) {
      for (const then of ['dead', 'alive'] as const) {
        const name = then === 'dead' ? 'the server dies' : 'the server lives on';
        test(`${kind}: any call may fail ${when} it took effect, and ${name}`, async () => {
          const stride = EVERY ?? (db.engine === 'sqlite' ? 25 : 75);
          // Each of these tests fails other calls than the one before.
          let at = 1 + (offset++ % stride);
          while (at < MOST_CALLS && (await oneFault({ at, when, then }, kind))) at += stride;
          assert.ok(at > 40, `only ${at} calls were there to fail`);
          assert.ok(at < MOST_CALLS);
        });
      }
    }
  }
});
