// Taking a stored message: what one document's failure means, what the message's own means, and what becomes of what was stored of it.
import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { openSqlite } from '@platen/edge-server/db/sqlite';
import type { Judge } from '@platen/edge-server/flow/intake/mail/judgement';
import type { FoundDocument } from '@platen/edge-server/flow/intake/mail/receive-document';
import { discardMail, retryMail } from '@platen/edge-server/flow/store/order-mails';
import { openBlobStore } from '@platen/edge-server/platform/blob-store';
import type { Blobs } from '@platen/edge-server/platform/blobs';
import { systemIds } from '@platen/edge-server/platform/ids';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import { AppError } from '@platen/shared/app-error';
import { makeScriptedMailbox, type ScriptedMailbox } from '../../../../servers/scripted-mailbox.ts';
import { tempDir } from '../../../../support/temp-dir.ts';
import { waitUntil } from '../../../../support/wait-until.ts';
import {
  addAccount,
  everything,
  judgeByName,
  type LifeOptions,
  lookingAgain,
  message,
  said,
  startLife,
  titles,
} from './reader-stack.ts';

describe('taking a message', () => {
  let folder: Awaited<ReturnType<typeof tempDir>>;
  let db: Database;
  let blobs: Blobs;
  let mailbox: ScriptedMailbox;
  let life: ReturnType<typeof startLife>;

  beforeEach(async () => {
    folder = await tempDir('mail-take');
    db = openSqlite(join(folder.path, 'test.db'));
    blobs = await openBlobStore({ dataDir: folder.path, sealing: makeSealing(Buffer.alloc(32, 7)) });
    mailbox = makeScriptedMailbox();
    await addAccount(db);
  });
  afterEach(async () => {
    await life.stop();
    await blobs.close();
    await db.close();
    await folder.remove();
  });

  const begin = async (more: Partial<LifeOptions> = {}) => {
    life = startLife({ db, blobs, open: () => mailbox.open, ...more });
    await life.start();
  };
  const until = (what: string, check: (all: Awaited<ReturnType<typeof everything>>) => boolean) =>
    waitUntil(
      async () => {
        const all = await everything(db);
        return check(all) && all;
      },
      { what },
    );
  const state = (wanted: string) =>
    until(`a message to be ${wanted}`, ({ mails }) => mails[0]?.state === wanted);
  const files = async () =>
    (await readdir(folder.path, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile() && !entry.name.startsWith('test.db'),
    ).length;

  test('one document that cannot be taken is a line of the report, not the end of the others', async () => {
    const documents = (token: string): FoundDocument[] => [
      pdf(`${token}.good`),
      { ...pdf(`${token}.empty`), open: async function* () {} },
      {
        ...pdf(`${token}.broken`),
        open: async function* () {
          yield Buffer.from('%PDF-');
          throw new Error('no such encoding');
        },
      },
      {
        ...pdf(`${token}.refused`),
        open: async function* () {
          yield Buffer.from('%PDF-');
          throw new AppError('mail-encrypted');
        },
      },
      { ...pdf(`${token}.huge`), open: () => endless() },
      pdf(`${token}.last`),
    ];
    mailbox.deliver(message('m'));
    const refused: string[] = [];
    await begin({
      documents,
      maxMegabytes: 1,
      onRefused: (all) => refused.push(...all.map(({ title, errorCode }) => `${title} ${errorCode}`)),
    });
    const all = await state('removed');
    assert.deepEqual(titles(all), ['m.good', 'm.last']);
    assert.deepEqual(refused, [
      'm.empty document-empty',
      'm.broken mail-broken',
      'm.refused mail-encrypted',
      'm.huge document-too-large',
    ]);
    assert.deepEqual(said(all, 'report'), ['m']);
  });

  test('nothing is taken of a sender who has yet to confirm, whatever the header seemed to say', async () => {
    mailbox.deliver(message('forged'));
    await begin({
      judge: async (header, account) => {
        const judged = await judgeByName(header, account);
        return judged.kind === 'take'
          ? { ...judged, submitter: { ...judged.submitter, confirm: true } }
          : judged;
      },
    });
    const all = await state('refused');
    assert.deepEqual(titles(all), []);
    assert.deepEqual(said(all, 'report'), []);
    assert.equal(await files(), 0);
  });

  test('a message with nothing to print is answered too', async () => {
    mailbox.deliver(message('nothing'));
    await begin({ documents: () => [] });
    const all = await state('removed');
    assert.deepEqual(titles(all), []);
    assert.deepEqual(said(all, 'report'), ['nothing']);
  });

  test('is set aside after three tries with what was stored of it; an administrator has it tried again', async () => {
    let sick = true;
    let tries = 0;
    mailbox.deliver(message('m', { size: 100_000 }));
    await begin({
      onContents: () => {
        tries++;
        if (sick) throw new Error('the parser choked');
      },
    });
    const aside = await state('quarantined');
    assert.equal(tries, 3);
    assert.deepEqual(said(aside, 'alert'), ['internal']);
    assert.equal(aside.blobs.length, 1, 'it is still here');
    assert.equal(mailbox.uids().length, 1, 'and on its server');
    assert.equal(await files(), 1);
    sick = false;
    const id = aside.mails[0]?.id ?? '';
    await db.write((tx) => retryMail(tx, { id, now: 1, stepId: systemIds.id() }));
    life.pump();
    const all = await state('removed');
    assert.deepEqual(titles(all), ['m.0']);
    assert.deepEqual(mailbox.uids(), []);
  });

  test('goes from its server when an administrator gives it up', async () => {
    mailbox.deliver(message('m'));
    await begin({
      onContents: () => {
        throw new Error('the parser choked');
      },
    });
    const aside = await state('quarantined');
    await db.write((tx) => discardMail(tx, { id: aside.mails[0]?.id ?? '', now: 1 }));
    life.readers.knock('account');
    await waitUntil(() => mailbox.uids().length === 0, { what: 'it to go' });
    assert.equal((await everything(db)).blobs.length, 0);
  });

  test('three records that fail set it aside as well, and leave no files', async () => {
    let records = 0;
    mailbox.deliver(message('m', { size: 100_000, documents: 2 }));
    await begin({
      onApply: () => {
        records++;
        throw new Error('no such account');
      },
    });
    const all = await state('quarantined');
    assert.equal(records, 3);
    assert.deepEqual(titles(all), []);
    assert.deepEqual(said(all, 'report'), []);
    assert.equal(await files(), 1, 'only the message itself');
  });

  test('waits while there is no room, without an attempt', async () => {
    let full = false;
    let tries = 0;
    mailbox.deliver(message('m'));
    await begin({
      freeBytes: async () => (full ? 0 : 1e12),
      clock: lookingAgain(),
      onContents: () => {
        tries++;
        full = tries < 8;
      },
    });
    const all = await state('removed');
    assert.equal(tries, 8);
    assert.deepEqual(titles(all), ['m.0']);
    assert.deepEqual(said(all, 'alert'), []);
  });

  test('fetches a message again that the store has lost', async () => {
    mailbox.deliver(message('m', { size: 100_000 }));
    await begin({ take: false });
    const stored = await state('stored');
    await life.stop();
    const name = stored.blobs[0]?.id ?? '';
    for (const entry of await readdir(folder.path, { recursive: true, withFileTypes: true })) {
      if (entry.name.includes(name)) await rm(join(entry.parentPath, entry.name));
    }
    await begin();
    const all = await state('removed');
    assert.deepEqual(titles(all), ['m.0']);
    assert.equal(mailbox.count.bodies, 2);
  });

  test('keeps nothing of a message whose sender was blocked after it was fetched', async () => {
    let blocked = false;
    const judge: Judge = (header, account) =>
      judgeByName(
        blocked ? Buffer.from(String(Buffer.from(header)).replace('anna@', 'refuse@')) : header,
        account,
      );
    mailbox.deliver(message('m', { size: 100_000 }));
    await begin({ take: false, judge });
    await state('stored');
    await life.stop();
    blocked = true;
    await begin({ judge });
    await waitUntil(() => mailbox.uids().length === 0, { what: 'it to go' });
    const all = await everything(db);
    const [mail] = all.mails;
    assert.deepEqual(
      [mail?.state, mail?.subject, mail?.contentHash, mail?.blobId],
      ['refused', null, null, null],
    );
    assert.equal(all.blobs.length, 0);
    await waitUntil(async () => (await files()) === 0, { what: 'the file to go' });
    assert.deepEqual(titles(all), []);
    assert.equal(said(all, 'not-allowed').length, 1);
  });

  test('a key in the subject leads to a release and to no documents', async () => {
    mailbox.deliver(message('key-1', { documents: 3 }));
    await begin();
    const all = await state('removed');
    assert.deepEqual(titles(all), []);
    assert.deepEqual([said(all, 'release'), said(all, 'report')], [['key-1'], ['key-1']]);
  });

  test('nobody is answered whose mail a program wrote', async () => {
    mailbox.deliver(message('m'));
    const judge: Judge = async (header, account) => {
      const judged = await judgeByName(header, account);
      return judged.kind === 'take'
        ? { ...judged, submitter: { ...judged.submitter, answer: false } }
        : judged;
    };
    await begin({ judge });
    const all = await state('removed');
    assert.deepEqual(titles(all), ['m.0']);
    assert.equal(all.outbox.length, 0);
  });
});

function pdf(title: string): FoundDocument {
  return {
    ...{ title, mediaType: 'application/pdf' },
    open: async function* () {
      yield Buffer.from('%PDF-1.7');
    },
  };
}

async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) yield Buffer.alloc(64 * 1024, 'x');
}
