// Release by mail in small: a person with documents, printers, keys, and a preflight that finds what the test says. No mail and no delivery.

import type { Database } from '@platen/edge-server/db/database';
import { makeMailKeys } from '@platen/edge-server/flow/release/by-mail/mail-keys';
import {
  makeReleaseByMail,
  type ReleaseByMailAsk,
} from '@platen/edge-server/flow/release/by-mail/release-by-mail';
import {
  type CombinedNews,
  makeReleaseWhenReady,
} from '@platen/edge-server/flow/release/by-mail/release-when-ready';
import { claimIn } from '@platen/edge-server/flow/release/claim';
import { findJob, insertJob, type JobRow } from '@platen/edge-server/flow/store/jobs';
import { makeKeyBudget } from '@platen/edge-server/people/mail-keys-budget';
import type { PreflightFinding } from '@platen/shared/api/preflight';
import type { ReleaseFacts } from '@platen/shared/mail-release';
import { type TestDeps, testDeps } from '../../../../support/deps.ts';
import { aJob, anId } from '../../../../support/rows.ts';

const DAY = 86_400_000;

export const PRINTER = {
  id: 'printer-1',
  name: 'First floor',
  alias: 'ff',
  site: null,
  location: 'East',
  uri: 'ipps://ff.example.org/ipp/print',
  otherUris: [],
  enabled: true,
  forDirectMail: true,
};

export interface Scene {
  readonly deps: TestDeps;
  readonly db: Database;
  readonly userId: string;
  /** To be changed by the test. */
  readonly printers: (typeof PRINTER)[];
  readonly finds: PreflightFinding[];
  /** May throw, as a database does. */
  lacksAccounting: () => boolean;
  readonly told: CombinedNews[];
  readonly renewed: string[];
  readonly keys: ReturnType<typeof makeMailKeys>;
  readonly whenReady: ReturnType<typeof makeReleaseWhenReady>;
  job(set?: Partial<JobRow>): Promise<JobRow>;
  jobRow(id: string): Promise<JobRow>;
  issue(kind: 'release' | 'release-all' | 'new-code', jobId?: string): Promise<string>;
  /** A message of this sender, to its end. */
  mail(ask: Partial<ReleaseByMailAsk> & { readonly key: string }): Promise<Answer>;
  releases(): Promise<{ readonly jobId: string; readonly printerId: string }[]>;
  close(): Promise<void>;
}

export type Answer =
  | { readonly answer: 'code'; readonly userId: string }
  | { readonly answer: 'release'; readonly facts: ReleaseFacts };

/** @param options.db another engine than the SQLite of its own; stays open. */
export async function openScene(options: { readonly db?: Database } = {}): Promise<Scene> {
  const deps = await testDeps();
  const db = options.db ?? deps.db;
  const userId = anId();
  const printers = [PRINTER];
  const finds: PreflightFinding[] = [];
  const told: CombinedNews[] = [];
  const renewed: string[] = [];
  const keys = makeMailKeys({ ...deps, guess: makeKeyBudget(deps) });
  const begin = { lease: () => ({ holder: '', leaseUntil: 0 }), begin: () => undefined };
  const shared = {
    ...deps,
    db,
    listPrinters: async () => printers,
    look: () => async (asks: readonly { jobId: string }[], accepted: readonly string[]) => {
      const open = finds.filter(
        ({ key, jobs }) =>
          !accepted.includes(key) && jobs.some((id) => asks.some(({ jobId }) => jobId === id)),
      );
      return open.length === 0 ? undefined : { findings: open };
    },
    lacksAccounting: async () => scene.lacksAccounting(),
    claim: (
      ...[tx, asks, by]: [
        Parameters<typeof claimIn>[0],
        Parameters<typeof claimIn>[2],
        Parameters<typeof claimIn>[3],
      ]
    ) => claimIn(tx, { ...deps, ...begin }, asks, by),
  };
  const releaseByMail = makeReleaseByMail({
    ...shared,
    keys,
    renewCode: async (_tx, id) => {
      renewed.push(id);
    },
  });
  const whenReady = makeReleaseWhenReady({
    ...shared,
    tell: async (_tx, news) => {
      told.push(news);
    },
  });
  let received = deps.clock.now();
  const scene: Scene = {
    deps,
    db,
    userId,
    printers,
    finds,
    lacksAccounting: () => false,
    told,
    renewed,
    keys,
    whenReady,
    async job(set = {}) {
      received += 1;
      const job = aJob({ ownerId: userId, receivedAt: received, changedAt: received, ...set });
      await db.write((tx) => insertJob(tx, job));
      return job;
    },
    async jobRow(id) {
      const job = await db.read((tx) => findJob(tx, id));
      if (job === undefined) throw new Error(`no job ${id}`);
      return job;
    },
    issue: (kind, jobId) =>
      db.write((tx) => keys.issue(tx, { kind, userId, jobId, expiresAt: deps.clock.now() + DAY })),
    async mail(ask) {
      const prepared = await releaseByMail({
        printerWords: 'ff',
        ticket: {},
        unknown: [],
        sender: { address: 'jo@example.org', userId },
        ...ask,
      });
      return db.write((tx) => prepared.record(tx));
    },
    releases: () =>
      db.read((tx) =>
        tx.q.select({ jobId: tx.t.releases.jobId, printerId: tx.t.releases.printerId }).from(tx.t.releases),
      ),
    async close() {
      await whenReady.stop();
      await deps.close();
    },
  };
  return scene;
}

export function factsOf(answer: Answer): ReleaseFacts {
  if (answer.answer !== 'release') throw new Error(`the answer is a ${answer.answer}`);
  return answer.facts;
}

export const jam = (jobs: string[]): PreflightFinding => ({
  key: 'jam',
  kind: 'jam',
  severity: 'stop',
  sentence: 'Paper jam. Open door A.',
  jobs,
  choices: [],
});
