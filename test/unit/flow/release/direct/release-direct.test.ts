// Documents that came through the queue of one printer: they print there by themselves, once, also after a restart; what cannot is held with
// the reason. On both engines.
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, test } from 'node:test';
import { storyView } from '@platen/edge-server/api/views/story-view';
import type { Database } from '@platen/edge-server/db/database';
import { claimIn } from '@platen/edge-server/flow/release/claim';
import {
  makeReleaseDirect,
  type ReleaseDirect,
} from '@platen/edge-server/flow/release/direct/release-direct';
import { insertWholeIppJob } from '@platen/edge-server/flow/store/ipp-jobs';
import { findJob, insertJob, type JobRow, moveJob } from '@platen/edge-server/flow/store/jobs';
import { readStory } from '@platen/edge-server/flow/store/story';
import type { PreflightFinding } from '@platen/shared/api/preflight';
import { AppError } from '@platen/shared/app-error';
import { type TestDeps, testDeps } from '../../../../support/deps.ts';
import { onBothEngines } from '../../../../support/engines.ts';
import { aJob, anId } from '../../../../support/rows.ts';
import { waitUntil } from '../../../../support/wait-until.ts';

const PRINTER = { id: 'printer-1', name: 'Hall' };

onBothEngines('direct print', (database) => {
  let db: Database;
  let deps: TestDeps;
  let direct: ReleaseDirect;
  let on: boolean;
  let lacks: boolean;
  let twice: boolean;
  let finds: PreflightFinding[];
  let refuses: AppError | undefined;
  before(() => {
    db = database();
  });
  beforeEach(async () => {
    deps = await testDeps();
    [on, lacks, twice, finds, refuses] = [true, false, false, [], undefined];
    direct = make();
  });
  afterEach(async () => {
    await direct.stop();
    await deps.close();
  });

  const make = (): ReleaseDirect =>
    makeReleaseDirect({
      ...deps,
      db,
      findPrinter: async (_tx, id) => (on && id === PRINTER.id ? PRINTER : undefined),
      look: () => async (_asks, accepted) => {
        const open = finds.filter(({ key }) => !accepted.includes(key));
        return open.length === 0 ? undefined : { findings: open };
      },
      lacksAccounting: async () => lacks,
      wasSent: async () => twice,
      claim: (tx, asks, by) =>
        claimIn(
          tx,
          {
            ...deps,
            lease: () => ({ holder: '', leaseUntil: 0 }),
            begin: () => undefined,
            limit: async () => refuses,
          },
          asks,
          by,
        ),
    });

  async function printed(set: Partial<JobRow> = {}, printerId: string | null = PRINTER.id): Promise<JobRow> {
    const job = aJob({ ownerId: anId(), channel: 'ipp', state: 'received', releaseTo: PRINTER.id, ...set });
    await db.write(async (tx) => {
      await insertJob(tx, job);
      const row = {
        uuid: deps.ids.uuid(),
        ownerId: job.ownerId,
        printerId,
        name: job.title,
        userName: 'anna',
        ticket: {},
        overrides: null,
        state: 'closed' as const,
        createdAt: 1,
        changedAt: 1,
        endedAt: null,
      };
      await insertWholeIppJob(tx, row, { jobId: job.id, name: null, format: null });
    });
    return job;
  }
  /** The end of its conversion, as flow/convert/conclude.ts records it. */
  const ends = (job: JobRow, to: 'held' | 'locked' | 'refused' = 'held') =>
    db.write(async (tx) => {
      const moved = await moveJob(tx, job.id, ['received'], to, { changedAt: deps.clock.now() });
      assert.ok(moved);
      await direct.ended(tx, moved);
    });
  const rowOf = async ({ id }: Pick<JobRow, 'id'>): Promise<JobRow> => {
    const row = await db.read((tx) => findJob(tx, id));
    assert.ok(row);
    return row;
  };
  const settles = (job: JobRow) =>
    waitUntil(async () => (await rowOf(job)).releaseTo === null, { what: 'the document to be looked at' });
  const lastStory = async ({ id }: JobRow): Promise<string> => {
    const [row, story] = [await rowOf({ id }), await db.read((tx) => readStory(tx, id))];
    const last = story.at(-1);
    const [, line] = last === undefined ? [] : storyView(row, [last]);
    return line?.sentence ?? '';
  };

  test('as soon as it is ready it is claimed for its printer, and its story says how', async () => {
    const job = await printed();
    await ends(job);
    await settles(job);
    assert.equal((await rowOf(job)).state, 'releasing');
    assert.equal(await lastStory(job), 'Sent to Hall through its own print queue.');
    await direct.release(job.id);
    const releases = await db.read((tx) =>
      tx.q.select({ jobId: tx.t.releases.jobId, printerId: tx.t.releases.printerId }).from(tx.t.releases),
    );
    assert.deepEqual(
      releases.filter(({ jobId }) => jobId === job.id),
      [{ jobId: job.id, printerId: PRINTER.id }],
    );
  });

  const jam: PreflightFinding = {
    key: 'jam',
    kind: 'jam',
    severity: 'stop',
    sentence: 'Paper jam. Open door A.',
    jobs: [],
    choices: [],
  };
  const cases: readonly [string, () => void, RegExp][] = [
    ['a printer in trouble', () => (finds = [jam]), /^Not printed directly\. Not printed at Hall: Paper jam/],
    ['a queue that was switched off meanwhile', () => (on = false), /no longer prints at once/],
    ['accounting data that is missing', () => (lacks = true), /asks for your accounting data/],
    ['the same document sent again', () => (twice = true), /was printed a moment ago/],
    [
      'pages that are used up',
      () => (refuses = new AppError('guest-pages', { left: 0, limit: 5 })),
      /^Not printed directly\. Not printed at Hall: /,
    ],
  ];
  for (const [what, begin, story] of cases) {
    test(`held with the reason, for any panel: ${what}`, async () => {
      begin();
      const job = await printed();
      finds = finds.map((finding) => ({ ...finding, jobs: [job.id] }));
      await ends(job);
      await settles(job);
      const row = await rowOf(job);
      assert.equal(row.state, 'held');
      assert.match(row.reason ?? '', /^direct-/);
      assert.match(await lastStory(job), story);
    });
  }

  test('one that was marked by mail, or came to be held, is none of its business', async () => {
    const held = await printed({ releaseTo: null }, null);
    const byMail = await printed({}, null);
    for (const job of [held, byMail]) {
      await ends(job);
      await direct.release(job.id);
      assert.equal((await rowOf(job)).state, 'held');
    }
    assert.equal((await rowOf(byMail)).releaseTo, PRINTER.id, 'its mark stays');
  });

  test('a locked one waits for its owner without the mark', async () => {
    const job = await printed();
    await ends(job, 'locked');
    const row = await rowOf(job);
    assert.deepEqual([row.state, row.releaseTo], ['locked', null]);
  });

  test('what an earlier life left is taken up at the start', async () => {
    const job = await printed({ state: 'held' });
    await direct.start();
    assert.equal((await rowOf(job)).state, 'releasing');
  });
});
