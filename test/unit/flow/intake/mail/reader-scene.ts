// The setting of the reader's tests: a store and a mailbox in memory, fresh for each test, and one life of a server in it.
import { after, afterEach, before, beforeEach } from 'node:test';
import type { Database } from '@platen/edge-server/db/database';
import { openBlobStore } from '@platen/edge-server/platform/blob-store';
import type { Blobs } from '@platen/edge-server/platform/blobs';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import {
  makeScriptedMailbox,
  type ScriptedMailbox,
  type ScriptedOptions,
} from '../../../../servers/scripted-mailbox.ts';
import { tempDir } from '../../../../support/temp-dir.ts';
import { waitUntil } from '../../../../support/wait-until.ts';
import { everything, forgetAll, type LifeOptions, startLife } from './reader-stack.ts';

type Everything = Awaited<ReturnType<typeof everything>>;

/** To be called where tests are declared; what it gives is there while they run. */
export function makeScene(database: () => Database) {
  let blobs: Blobs;
  let folder: Awaited<ReturnType<typeof tempDir>>;
  let mailbox: ScriptedMailbox;
  let life: ReturnType<typeof startLife> | undefined;

  before(async () => {
    folder = await tempDir('mail-reader');
    blobs = await openBlobStore({ dataDir: folder.path, sealing: makeSealing(Buffer.alloc(32, 7)) });
  });
  after(async () => {
    await blobs.close();
    await folder.remove();
  });
  beforeEach(() => {
    mailbox = makeScriptedMailbox();
  });
  afterEach(async () => {
    await life?.stop();
    life = undefined;
    await forgetAll(database());
  });

  return {
    mailbox: () => mailbox,
    blobs: () => blobs,
    /** Another kind of mailbox for this test. */
    useMailbox: (options: ScriptedOptions) => {
      mailbox = makeScriptedMailbox(options);
    },
    /** Ends the life before, without its reader's help where that one is dead. */
    async begin(more: Partial<LifeOptions> = {}) {
      await life?.stop();
      const { open } = mailbox;
      life = startLife({ db: database(), blobs, open: () => open, ...more });
      await life.start();
      return life;
    },
    /** A life that is not waited for: it will not end by itself. */
    beginAlone(more: Partial<LifeOptions>) {
      const { open } = mailbox;
      life = startLife({ db: database(), blobs, open: () => open, ...more });
      void life.start().catch(() => undefined);
    },
    stop: async () => life?.stop(),
    until: (what: string, check: (all: Everything) => boolean): Promise<Everything> =>
      waitUntil(
        async () => {
          const all = await everything(database());
          return check(all) && all;
        },
        { what, timeoutMs: 60_000, everyMs: 40 },
      ),
  };
}

export const states = ({ mails }: Pick<Everything, 'mails'>): string =>
  mails
    .map(({ state }) => state)
    .sort()
    .join();
