// Printed sides of a held document as JPEG for a screen: drawn on request with every option that was chosen, kept in memory
// only, bounded, and gone with the session (SPEC D3).
import { createHash } from 'node:crypto';
import { AppError } from '@platen/shared/app-error';
import type { MediaSize } from '@platen/shared/media-size';
import { countSides, type Impose } from '@platen/shared/ticket';
import type { Deps } from '../../deps.ts';
import type { BlobGrant, StoredBlob } from '../../platform/blobs.ts';
import { findBlob } from '../store/documents.ts';
import type { JobRow } from '../store/jobs.ts';
import { makeAhead } from './ahead.ts';

/** All pictures of all sessions together: about 400 pages at 1024x600. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Longer than a panel's idle time with its warning at the default; a page that is wanted again is drawn again. */
const IDLE_MS = 2 * 60_000;
/** Sides drawn ahead of the one that was asked for: a person turns two in the time one takes. */
const AHEAD = 2;
/** Pixels across. Smaller pictures are thumbnails: nobody pages through those. */
const THUMBNAIL_WIDTH = 200;

export interface PageLook {
  /** 1 for the first printed side. */
  readonly side: number;
  /** Box in pixels the picture fits into. */
  readonly width: number;
  readonly height: number;
  readonly grey: boolean;
  /** What becomes of the pages on paper. */
  readonly impose: Impose;
  /** Without it each side is as large as its page. */
  readonly paper?: MediaSize | undefined;
}

export interface PagePicture {
  readonly jpeg: Uint8Array;
  /** Sides the document is printed on with these options. */
  readonly sides: number;
}

/** render/render-host.ts renderPage(), narrowed. */
export type DrawPage = (
  grant: BlobGrant,
  look: PageLook,
) => Promise<{ ok: true; jpeg: Uint8Array } | { ok: false; detail: string }>;

export interface Previews {
  /** Rejects with `not-found`, `preview-failed` or `job-gone`. */
  page(job: JobRow, look: PageLook, sessionHash: string, signal?: AbortSignal): Promise<PagePicture>;
  /** The document itself, where browsers can show it: a picture as it came, else what is printed. Undefined for other kinds. Rejects with `job-gone`. */
  document(job: JobRow): Promise<ShownDocument | undefined>;
  /** Forgets every picture of a session, those that are being drawn too. */
  forget(sessionHash: string): void;
  /** Forgets pictures nobody has looked at for a while: those of a session that ended without a word. */
  forgetIdle(): void;
  /** Bytes held now. */
  held(): number;
}

/** Kinds that every browser shows and runs nothing of. */
const SHOWN = ['application/pdf', 'image/jpeg', 'image/png'] as const;

export interface ShownDocument {
  readonly mediaType: (typeof SHOWN)[number];
  /** Bytes. */
  readonly size: number;
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

interface Drawing {
  readonly jpeg: Promise<Uint8Array>;
  /** Until the session ends: then the picture goes to whoever waits for it and nowhere else. */
  readonly wanted: { readonly by: string; still: boolean };
}

export function makePreviews(
  deps: Pick<Deps, 'db' | 'clock' | 'blobs' | 'log'> & { readonly draw: DrawPage },
): Previews {
  // A Map keeps insertion order: the first entry is the one not looked at for longest.
  const kept = new Map<string, { jpeg: Uint8Array; sessionHash: string; usedAt: number }>();
  const drawing = new Map<string, Drawing>();
  let bytes = 0;

  function keep(key: string, sessionHash: string, jpeg: Uint8Array): void {
    kept.set(key, { jpeg, sessionHash, usedAt: deps.clock.monotonic() });
    bytes += jpeg.length;
    for (const [oldest, entry] of kept) {
      if (bytes <= MOST_BYTES) break;
      kept.delete(oldest);
      bytes -= entry.jpeg.length;
    }
  }

  const printDocument = (job: JobRow): Promise<StoredBlob> => blobOf(job, job.printBlobId ?? job.blobId);

  async function blobOf(job: JobRow, id: string | null): Promise<StoredBlob> {
    const blob = id === null ? undefined : await deps.db.read((tx) => findBlob(tx, id));
    if (blob === undefined) throw new AppError('job-gone', { job: job.id, state: job.state });
    return blob;
  }

  function draw(job: JobRow, look: PageLook, sessionHash: string): Promise<Uint8Array> {
    const key = keyOf(job.id, look, sessionHash);
    const running = drawing.get(key);
    if (running !== undefined) return running.jpeg;
    // No abort on a lost request: another may be waiting for the same picture, and one page is soon drawn.
    const wanted = { by: sessionHash, still: true };
    const jpeg = (async () => {
      const blob = await printDocument(job);
      const outcome = await deps.draw(deps.blobs.grant(blob), look);
      if (!outcome.ok) throw new AppError('preview-failed', { detail: outcome.detail });
      if (wanted.still) keep(key, sessionHash, outcome.jpeg);
      return outcome.jpeg;
    })().finally(() => {
      if (wanted.still) drawing.delete(key);
    });
    drawing.set(key, { jpeg, wanted });
    return jpeg;
  }

  const ahead = makeAhead();

  async function drawAhead(job: JobRow, look: PageLook, sessionHash: string): Promise<void> {
    if (kept.has(keyOf(job.id, look, sessionHash))) return;
    try {
      await draw(job, look, sessionHash);
    } catch (cause) {
      deps.log.debug('a page was not drawn ahead', { job: job.id, side: look.side, cause });
    }
  }

  async function shownDocument(job: JobRow): Promise<ShownDocument | undefined> {
    const printed =
      job.printBlobId === null
        ? []
        : [{ id: job.printBlobId, type: job.printMediaType ?? 'application/pdf' }];
    const received = { id: job.blobId, type: job.mediaType };
    const ways = job.mediaType.startsWith('image/') ? [received, ...printed] : [...printed, received];
    // What is printed may differ from what came: an encrypted original is not opened beside its unlocked print.
    for (const { id, type } of ways) {
      const mediaType = SHOWN.find((one) => one === type);
      if (mediaType === undefined) continue;
      const blob = await blobOf(job, id);
      return { mediaType, size: blob.size, bytes: () => deps.blobs.read(blob) };
    }
    return undefined;
  }

  return {
    document: shownDocument,
    page: async (job, look, sessionHash) => {
      const sides = countSides(look.impose, job.pages ?? 1);
      if (look.side < 1 || look.side > sides) throw new AppError('not-found', { what: `page ${look.side}` });
      // What might have been wanted next is decided anew below.
      ahead.forget(sessionHash);
      const key = keyOf(job.id, look, sessionHash);
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, { ...known, usedAt: deps.clock.monotonic() });
      }
      const jpeg = known?.jpeg ?? (await ahead.after(() => draw(job, look, sessionHash)));
      // Not kept: the session has ended meanwhile.
      if (look.width >= THUMBNAIL_WIDTH && kept.has(key)) {
        const next = Array.from({ length: AHEAD }, (_, step) => look.side + 1 + step);
        ahead.plan(
          sessionHash,
          next
            .filter((side) => side <= sides)
            .map((side) => () => drawAhead(job, { ...look, side }, sessionHash)),
        );
      }
      return { jpeg, sides };
    },
    forget: (sessionHash) => {
      ahead.forget(sessionHash);
      for (const [key, { wanted }] of drawing) {
        if (wanted.by !== sessionHash) continue;
        wanted.still = false;
        drawing.delete(key);
      }
      for (const [key, entry] of kept) {
        if (entry.sessionHash !== sessionHash) continue;
        kept.delete(key);
        bytes -= entry.jpeg.length;
      }
    },
    forgetIdle: () => {
      const oldest = deps.clock.monotonic() - IDLE_MS;
      for (const [key, entry] of kept) {
        if (entry.usedAt > oldest) break;
        kept.delete(key);
        bytes -= entry.jpeg.length;
      }
    },
    held: () => bytes,
  };
}

/** Everything the picture depends on. */
function keyOf(jobId: string, look: PageLook, sessionHash: string): string {
  const { side, width, height, grey, paper } = look;
  const {
    numberUp = 1,
    pageRanges = [],
    booklet = false,
    orientation,
    printScaling,
    watermark,
  } = look.impose;
  const ranges = pageRanges.map(({ from, to }) => [from, to]);
  const options = [numberUp, ranges, booklet, orientation ?? null, printScaling ?? null, watermark ?? null];
  const sheet = paper === undefined ? null : [paper.width, paper.height];
  return createHash('sha256')
    .update(JSON.stringify([sessionHash, jobId, side, width, height, grey, options, sheet]))
    .digest('base64');
}
