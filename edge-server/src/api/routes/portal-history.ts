// What became of one's documents, and a document itself, to be read in the browser.
import { Readable } from 'node:stream';
import { HistoryQuery, PortalHistory } from '@platen/shared/api/portal';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { listHistory } from '../../flow/store/history.ts';
import { findJob } from '../../flow/store/jobs.ts';
import { withReleases } from '../../flow/store/read-jobs.ts';
import { readStory, tell } from '../../flow/store/story.ts';
import { defineRoute, type Route } from '../route.ts';
import { jobView } from '../views/job-view.ts';

const PAGE = 30;
/** Who looks twice within the hour is told of once. */
const TOLD_MS = 3_600_000;
const ENDINGS = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' } as const;

export function portalHistoryRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/portal/history',
      role: 'portal-user',
      summary: 'Own documents that were printed, refused, deleted or whose time was up, the latest first.',
      query: HistoryQuery,
      reply: PortalHistory,
      handle: async ({ caller, query }) => {
        const [at = '', ...id] = query.after?.split('-') ?? [];
        const after = query.after === undefined ? undefined : { changedAt: Number(at), id: id.join('-') };
        const found = await app.db.read(async (tx) =>
          // One more than is shown tells whether there is a next page.
          withReleases(tx, await listHistory(tx, caller.userId, after, PAGE + 1)),
        );
        const shown = found.slice(0, PAGE);
        const last = shown.at(-1)?.job;
        return {
          entries: shown.map(({ job, ...more }) => ({
            job: jobView(job, { ...more, saying: caller.saying }),
            endedAt: job.changedAt,
          })),
          ...(found.length > PAGE && last !== undefined ? { next: `${last.changedAt}-${last.id}` } : {}),
          keptDays: app.settings.now().documents.keepRecordDays,
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/portal/jobs/:id/document',
      role: 'portal-user',
      summary: 'The own document itself: a PDF, or a picture as it came.',
      rawReply: 'application/pdf',
      handle: async ({ caller, params }) => {
        const job = await app.db.read((tx) => findJob(tx, params['id'] ?? ''));
        if (job === undefined || job.ownerId !== caller.userId)
          throw new AppError('not-found', { what: 'job' });
        const document = job.pages === null ? undefined : await app.previews.document(job);
        if (document === undefined) throw new AppError('not-found', { what: 'document' });
        const now = app.clock.now();
        await app.db.write(async (tx) => {
          const events = await readStory(tx, job.id);
          if (events.some(({ kind, at }) => kind === 'previewed' && now - at < TOLD_MS)) return;
          await tell(tx, { id: app.ids.id(), jobId: job.id, at: now, kind: 'previewed' });
        });
        const bytes = Readable.toWeb(Readable.from(document.bytes(), { objectMode: false }));
        return new Response(bytes as ReadableStream<Uint8Array>, {
          headers: {
            'content-type': document.mediaType,
            'content-length': String(document.size),
            // No name: what a document is called is not for headers, which proxies log.
            'content-disposition': `inline; filename="document.${ENDINGS[document.mediaType]}"`,
            'cache-control': 'no-store',
            'content-security-policy': "default-src 'none'; sandbox",
          },
        });
      },
    }),
  ];
}
