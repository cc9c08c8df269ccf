// Pages of a held document as JPEG for a screen: drawn on request, kept in memory only, bounded, and gone with the session (SPEC D3).
import { createHash } from 'node:crypto';
import { AppError } from '@platen/shared/app-error';
import type { Deps } from '../../deps.ts';
import type { BlobGrant, StoredBlob } from '../../platform/blobs.ts';
import { findBlob } from '../store/documents.ts';
import type { JobRow } from '../store/jobs.ts';

/** All pictures of all sessions together: about 400 pages at 1024x600. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Longer than a panel's idle time with its warning at the default; a page that is wanted again is drawn again. */
const IDLE_MS = 2 * 60_000;
/** Pages drawn ahead of the one that was asked for. */
const AHEAD = 1;

export interface PageLook {
  /** 1 for the first page; of the imposed sheets where `numberUp` is above 1. */
  readonly page: number;
  /** Box in pixels the picture fits into. */
  readonly width: number;
  readonly height: number;
  readonly grey: boolean;
  readonly numberUp: 1 | 2 | 4;
}

/** render/render-host.ts renderPage(), narrowed. */
export type DrawPage = (
  grant: BlobGrant,
  look: PageLook,
  ask: { readonly priority: 'preview' | 'convert'; readonly signal?: AbortSignal },
) => Promise<{ ok: true; jpeg: Uint8Array } | { ok: false; detail: string }>;

export interface Previews {
  /** Rejects with `preview-failed` or `job-gone`. */
  page(job: JobRow, look: PageLook, sessionHash: string, signal?: AbortSignal): Promise<Uint8Array>;
  /** Forgets every picture of a session. */
  forget(sessionHash: string): void;
  /** Forgets pictures nobody has looked at for a while: those of a session that ended without a word. */
  forgetIdle(): void;
  /** Bytes held now. */
  held(): number;
}

export function makePreviews(
  deps: Pick<Deps, 'db' | 'clock' | 'blobs' | 'log'> & { readonly draw: DrawPage },
): Previews {
  // A Map keeps insertion order: the first entry is the one not looked at for longest.
  const kept = new Map<string, { jpeg: Uint8Array; sessionHash: string; usedAt: number }>();
  const drawing = new Map<string, Promise<Uint8Array>>();
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

  async function printDocument(job: JobRow): Promise<StoredBlob> {
    const id = job.printBlobId ?? job.blobId;
    const blob = id === null ? undefined : await deps.db.read((tx) => findBlob(tx, id));
    if (blob === undefined) throw new AppError('job-gone', { job: job.id, state: job.state });
    return blob;
  }

  function draw(job: JobRow, look: PageLook, sessionHash: string, ahead: boolean): Promise<Uint8Array> {
    const key = keyOf(job.id, look, sessionHash);
    const running = drawing.get(key);
    if (running !== undefined) return running;
    // No abort on a lost request: another may be waiting for the same picture, and one page is soon drawn.
    const drawn = (async () => {
      const blob = await printDocument(job);
      const outcome = await deps.draw(deps.blobs.grant(blob), look, {
        priority: ahead ? 'convert' : 'preview',
      });
      if (!outcome.ok) throw new AppError('preview-failed', { detail: outcome.detail });
      keep(key, sessionHash, outcome.jpeg);
      return outcome.jpeg;
    })().finally(() => drawing.delete(key));
    drawing.set(key, drawn);
    return drawn;
  }

  return {
    page: async (job, look, sessionHash) => {
      const sheets = Math.ceil((job.pages ?? 1) / look.numberUp);
      if (look.page < 1 || look.page > sheets) throw new AppError('not-found', { what: `page ${look.page}` });
      const key = keyOf(job.id, look, sessionHash);
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, { ...known, usedAt: deps.clock.monotonic() });
      }
      const jpeg = known?.jpeg ?? (await draw(job, look, sessionHash, false));
      for (let page = look.page + 1; page <= Math.min(sheets, look.page + AHEAD); page++) {
        const next = { ...look, page };
        if (kept.has(keyOf(job.id, next, sessionHash))) continue;
        // Small pictures are thumbnails: nobody pages through those.
        if (look.width < THUMBNAIL_WIDTH) break;
        draw(job, next, sessionHash, true).catch((cause: unknown) =>
          deps.log.debug('a page was not drawn ahead', { job: job.id, page, cause }),
        );
      }
      return jpeg;
    },
    forget: (sessionHash) => {
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

const THUMBNAIL_WIDTH = 200;

function keyOf(jobId: string, look: PageLook, sessionHash: string): string {
  const { page, width, height, grey, numberUp } = look;
  return createHash('sha256')
    .update([sessionHash, jobId, page, width, height, grey, numberUp].join(' '))
    .digest('base64');
}
