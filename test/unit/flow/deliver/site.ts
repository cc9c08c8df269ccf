// A site in small for delivery tests: SQLite, blobs, one owner, printers, and a runner that works one step at a time and can
// be killed at any commit. Its clock runs faster than the real one, so that minutes of waiting pass in a second.

import type { Database, Tx } from '@platen/edge-server/db/database';
import type { Blobs } from '@platen/edge-server/deps';
import { describePrinter } from '@platen/edge-server/devices/read-condition';
import { bookRecord } from '@platen/edge-server/flow/account/book-record';
import { type Deliver, makeDeliver } from '@platen/edge-server/flow/deliver/deliver';
import type { AskLifeSigns } from '@platen/edge-server/flow/deliver/delivery-protocol';
import type { MakeReady } from '@platen/edge-server/flow/deliver/maker';
import type { PrinterTarget } from '@platen/edge-server/flow/deliver/target';
import { cancel } from '@platen/edge-server/flow/release/cancel';
import { claim } from '@platen/edge-server/flow/release/claim';
import { insertBlob } from '@platen/edge-server/flow/store/documents';
import { findJob, insertJob, type JobRow } from '@platen/edge-server/flow/store/jobs';
import {
  type AttemptRow,
  findAttempt,
  findRelease,
  type ReleaseRow,
} from '@platen/edge-server/flow/store/releases';
import { claimSteps, finishStep, postponeStep } from '@platen/edge-server/flow/store/steps';
import { readStory } from '@platen/edge-server/flow/store/story';
import type { Clock } from '@platen/edge-server/platform/clock';
import { ENGLISH } from '@platen/shared/say/saying';
import type { Settings } from '@platen/shared/settings';
import type { Ticket } from '@platen/shared/ticket';
import { type TestDeps, testDeps } from '../../../support/deps.ts';
import { patientClock } from '../../../support/patient-clock.ts';
import { aJob } from '../../../support/rows.ts';

/** A database whose server dies at the `at`th commit: with `before` the commit itself is lost, else it is the last one. */
export function dyingDatabase(db: Database, at: number, when: 'before' | 'after') {
  let commits = 0;
  let dead = false;
  const dying = new AbortController();
  const killed = (): Error => Object.assign(new Error('killed'), { name: 'Killed' });
  const die = (): Error => {
    dead = true;
    dying.abort();
    return killed();
  };
  const mortal: Database = {
    ...db,
    read: (work) => (dead ? Promise.reject(killed()) : db.read(work)),
    async write(work) {
      if (dead) throw killed();
      commits += 1;
      if (commits !== at) return db.write(work);
      if (when === 'before') throw die();
      await db.write(work);
      throw die();
    },
  };
  return { db: mortal, died: dying.signal, commits: () => commits, isDead: () => dead };
}

/** Further than any step's due time in a test. */
const FAR_MS = 3_600_000;

export interface SiteOptions {
  /** How much faster than real the clock runs. */
  readonly factor?: number;
  readonly delivery?: Partial<Settings['delivery']>;
  /** Another engine than the SQLite of its own; stays open. */
  readonly db?: Database;
  /** Reads documents instead of the store. */
  readonly readBlob?: Blobs['read'];
  /** Makes documents ready; without it they go as they are. */
  readonly makeReady?: MakeReady;
  readonly lifeSigns?: AskLifeSigns;
}

export interface Claim {
  readonly jobId: string;
  readonly releaseId: string;
}

export interface Site {
  readonly deps: TestDeps;
  readonly clock: Clock;
  /** Registers an address. */
  addPrinter(uri: string, tlsPin?: string, more?: Partial<PrinterTarget>): string;
  /** Holds a document and releases it at a printer. */
  release(
    printerId: string,
    options?: { ticket?: Ticket; document?: Buffer; pages?: number; job?: Partial<JobRow> },
  ): Promise<Claim>;
  worker(db?: Database): Deliver;
  /** Works on the step of a release as the runner does, again and again, until it is gone. */
  deliver(claim: Claim, worker?: Deliver): Promise<ReleaseRow>;
  /** One go: what the runner does with one claimed step. @returns whether the step is gone. */
  step(claim: Claim, worker: Deliver, db?: Database, stop?: AbortSignal): Promise<boolean>;
  cancel(claim: Claim, worker: Deliver): Promise<void>;
  /** Its note as it is read in English. */
  releaseRow(id: string): Promise<ReleaseRow>;
  attemptRow(id: string, number?: number): Promise<AttemptRow>;
  jobRow(id: string): Promise<JobRow>;
  /** Kinds of the events in the job's story, in order. */
  story(jobId: string): Promise<string[]>;
  close(): Promise<void>;
}

export const DOCUMENT = Buffer.from(`%PDF-1.4\n${'a page of text\n'.repeat(2_000)}%%EOF\n`);

export async function openSite({
  factor = 20,
  delivery = {},
  db,
  readBlob,
  makeReady,
  lifeSigns,
}: SiteOptions = {}): Promise<Site> {
  const own = await testDeps();
  const deps: TestDeps = { ...own, db: db ?? own.db };
  const clock = patientClock(factor);
  const settings = (): Settings => {
    const all = deps.settings();
    return { ...all, delivery: { ...all.delivery, ...delivery } };
  };
  const printers = new Map<string, PrinterTarget>();
  const workers: Deliver[] = [];

  async function must<T>(row: T | undefined): Promise<T> {
    if (row === undefined) throw new Error('no such row');
    return row;
  }

  const site: Site = {
    deps,
    clock,
    addPrinter(uri, tlsPin, more = {}) {
      const id = `printer${printers.size + 1}`;
      printers.set(id, { id, name: `Printer ${printers.size + 1}`, uri, tlsPin, ...more });
      return id;
    },
    async release(printerId, { ticket = {}, document = DOCUMENT, pages = 1, job = {} } = {}) {
      const blob = await deps.blobs.put(document);
      const row = aJob({ blobId: blob.id, size: document.length, pages, state: 'held', ...job });
      await deps.db.write(async (tx) => {
        await insertBlob(tx, blob);
        await insertJob(tx, row);
      });
      const printer = { id: printerId, name: printers.get(printerId)?.name ?? '' };
      const claimed = await claim(
        // Nobody's step: the test itself says when a worker takes it up.
        {
          db: deps.db,
          clock,
          ids: deps.ids,
          lease: () => ({ holder: '', leaseUntil: 0 }),
          begin: () => undefined,
        },
        [{ jobId: row.id, ticket }],
        { printer },
      );
      const releaseId = claimed.releases[0]?.id;
      if (releaseId === undefined) throw new Error('not claimed');
      return { jobId: row.id, releaseId };
    },
    worker(db = deps.db) {
      const worker = makeDeliver({
        ...deps,
        db,
        clock,
        blobs: readBlob === undefined ? deps.blobs : { ...deps.blobs, read: readBlob },
        settings,
        holder: 'server-1',
        findPrinter: async (_tx: Tx, id) => printers.get(id),
        ownerName: async () => 'Anna Example',
        settlePrinted: async () => undefined,
        book: bookRecord,
        describePrinter,
        ...(makeReady === undefined ? {} : { makeReady }),
        ...(lifeSigns === undefined ? {} : { lifeSigns }),
      });
      workers.push(worker);
      return worker;
    },
    async step({ releaseId }, worker, db = deps.db, stop = new AbortController().signal) {
      // Claims whatever is there, with a lease that has run out by the next time; each caller works on its own.
      const found = await db.write((tx) =>
        claimSteps(tx, 'deliver', {
          holder: 'server-1',
          now: clock.now() + FAR_MS,
          leaseMs: -FAR_MS,
          limit: 1_000,
        }),
      );
      const step = found.find(({ subject }) => subject === releaseId);
      if (step === undefined) return true;
      const outcome = await worker.work(step, stop);
      if (stop.aborted && outcome.kind === 'retry' && outcome.record === undefined) return false;
      await db.write(async (tx) => {
        if (outcome.kind === 'done') await finishStep(tx, step.id, 'server-1');
        else await postponeStep(tx, step.id, 'server-1', clock.now());
        await outcome.record?.(tx);
      });
      return outcome.kind === 'done';
    },
    async deliver(claimed, worker = site.worker()) {
      while (!(await site.step(claimed, worker)));
      return site.releaseRow(claimed.releaseId);
    },
    cancel: ({ releaseId }, worker) =>
      cancel({ db: deps.db, clock, wake: worker.wake }, releaseId, undefined),
    releaseRow: async (id) => {
      const row = await must(await deps.db.read((tx) => findRelease(tx, id)));
      return { ...row, note: row.note === null ? null : ENGLISH.told(row.note) };
    },
    async attemptRow(id, number) {
      const release = await site.releaseRow(id);
      return must(await deps.db.read((tx) => findAttempt(tx, id, number ?? release.attempt)));
    },
    jobRow: async (id) => must(await deps.db.read((tx) => findJob(tx, id))),
    story: async (jobId) => (await deps.db.read((tx) => readStory(tx, jobId))).map(({ kind }) => kind),
    async close() {
      for (const worker of workers) worker.close();
      await own.close();
    },
  };
  return site;
}
