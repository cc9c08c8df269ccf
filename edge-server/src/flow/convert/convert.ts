// The convert stage: right after intake, makes the print document and finds its facts, so that the walk-up needs no waiting.
import { fillSentence } from '@platen/shared/app-error';
import { ERRORS, type ErrorCode } from '@platen/shared/error-table';
import type { Deps } from '../../deps.ts';
import type { BlobGrant, StoredBlob } from '../../platform/blobs.ts';
import type { Step, StepOutcome } from '../step.ts';
import { findBlob, insertBlob, shredBlobs } from '../store/documents.ts';
import { findJob, type JobRow, moveJob } from '../store/jobs.ts';
import { tell } from '../store/story.ts';
import type { ConvertContext, ConvertOutcome, DocumentBytes, DocumentEngine } from './converter.ts';
import { converterFor } from './converters.ts';

/** After this many tries that found nothing wrong with the document itself, it is refused all the same: somebody waits for word. */
const MOST_TRIES = 5;

/** The sandbox's cap in delivery-and-mail.md section 9. */
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;

type ConvertDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'blobs' | 'settings'> & {
  /** The render host bound to one document. */
  readonly engineFor: (grant: BlobGrant) => DocumentEngine;
  /** What else converters may use on this machine. */
  readonly rooms?: Pick<ConvertContext, 'office' | 'tools'>;
};

export function makeConvert(deps: ConvertDeps) {
  return async function convert(step: Step, signal: AbortSignal): Promise<StepOutcome> {
    const job = await deps.db.read((tx) => findJob(tx, step.subject));
    // Deleted meanwhile, or done by an earlier life whose step was not yet removed.
    if (job === undefined || job.state !== 'received' || job.blobId === null) return { kind: 'done' };
    const original = await deps.db.read((tx) => findBlob(tx, job.blobId ?? ''));
    if (original === undefined) return { kind: 'done' };

    const outcome = await run(job, original, signal);
    switch (outcome.kind) {
      case 'done':
        return done(job, outcome);
      case 'refused':
        return refuse(job, outcome.code, outcome.detail);
      case 'locked':
        return refuse(job, 'document-password', 'opens with a password only');
      case 'retry':
        if (signal.aborted) return { kind: 'retry', afterMs: 0 };
        if (step.attempts >= MOST_TRIES) return refuse(job, 'document-too-slow', outcome.detail);
        deps.log.warn('conversion will be tried again', { job: job.id, detail: outcome.detail });
        return { kind: 'retry', afterMs: outcome.afterMs };
    }
  };

  const readOriginal = (original: StoredBlob): DocumentBytes => ({
    size: original.size,
    read: async (start, end) => {
      const parts: Uint8Array[] = [];
      for await (const part of deps.blobs.read(original, { start, end })) parts.push(part);
      return Buffer.concat(parts);
    },
  });

  async function run(job: JobRow, original: StoredBlob, signal: AbortSignal): Promise<ConvertOutcome> {
    const converter = converterFor(job.mediaType);
    if (converter === undefined) return { kind: 'refused', code: 'document-type', detail: job.mediaType };
    const { maxPages, imageMedia } = deps.settings().documents;
    const media = imageMedia === 'letter' ? 'na_letter_8.5x11in' : 'iso_a4_210x297mm';
    const engine = deps.engineFor(deps.blobs.grant(original));
    return converter.convert(
      { mediaType: job.mediaType },
      {
        engine,
        ...deps.rooms,
        document: readOriginal(original),
        media,
        maxPages,
        maxOutputBytes: MOST_OUTPUT_BYTES,
        postScript: false,
        onProgress: () => undefined,
        signal,
      },
    );
  }

  async function done(job: JobRow, made: ConvertOutcome & { kind: 'done' }): Promise<StepOutcome> {
    const print = made.pdf === undefined ? undefined : await deps.blobs.put(made.pdf);
    return {
      kind: 'done',
      record: async (tx) => {
        const now = deps.clock.now();
        if (print !== undefined) await insertBlob(tx, print);
        const moved = await moveJob(tx, job.id, ['received'], 'held', {
          changedAt: now,
          pages: made.facts.pages,
          facts: made.facts,
          printBlobId: print?.id ?? null,
          printMediaType: made.printMediaType,
        });
        if (moved === undefined) {
          // Deleted while it was being made ready: what was made goes too.
          const files = await shredBlobs(tx, [print?.id ?? null]);
          tx.afterCommit.push(() => removeFiles(files));
          return;
        }
        await tell(tx, {
          id: deps.ids.id(),
          jobId: job.id,
          at: now,
          kind: 'converted',
          values: { count: made.facts.pages === 1 ? '1 page' : `${made.facts.pages} pages` },
        });
      },
    };
  }

  function refuse(job: JobRow, code: ErrorCode, detail: string): StepOutcome {
    const { maxPages, maxMegabytes } = deps.settings().documents;
    // The values a refusal's sentence may name; the row keeps them beside the code.
    const values =
      code === 'document-too-many-pages'
        ? { limit: maxPages }
        : code === 'document-too-large'
          ? { limit: `${maxMegabytes} MB` }
          : {};
    deps.log.info('a document was refused', { job: job.id, problem: code, detail });
    return {
      kind: 'done',
      record: async (tx) => {
        const now = deps.clock.now();
        const reason = Object.keys(values).length === 0 ? code : `${code} ${JSON.stringify(values)}`;
        const change = { changedAt: now, reason, blobId: null };
        if ((await moveJob(tx, job.id, ['received'], 'refused', change)) === undefined) return;
        const files = await shredBlobs(tx, [job.blobId]);
        tx.afterCommit.push(() => removeFiles(files));
        await tell(tx, {
          id: deps.ids.id(),
          jobId: job.id,
          at: now,
          kind: 'refused',
          values: { reason: fillSentence(ERRORS[code].user, values) },
        });
      },
    };
  }

  /** The keys are gone with the commit; a file that cannot be removed is only waste, which the next start sweeps. */
  function removeFiles(ids: readonly string[]): void {
    for (const id of ids) {
      deps.blobs.remove(id).catch((cause: unknown) => deps.log.warn('a file stays', { id, cause }));
    }
  }
}
