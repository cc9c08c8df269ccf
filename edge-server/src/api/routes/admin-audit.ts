// The audit log in the console: reading, searching, taking it along as a file, verifying it.
import { AuditAsk, type AuditEntryView, AuditPage, AuditVerdict } from '@platen/shared/api/admin-security';
import { stringify } from 'csv-stringify/sync';
import type { App } from '../../app.ts';
import { type AuditQuery, type AuditRow, auditActors, readAudit } from '../../people/read-audit.ts';
import { defineRoute, type Route } from '../route.ts';

/** A screen or two. */
const PAGE = 100;
/** Rows of the file read at a time: the log of a year is never in memory at once. */
const AT_ONCE = 1000;

const view = ({ number, at, who, act, about, detail }: AuditRow): AuditEntryView => ({
  number,
  at,
  who,
  act,
  about,
  detail,
});

/** Lines end in CR LF (RFC 4180); a cell that a spreadsheet would run is made text (threats.md T35). */
const line = (values: readonly (string | number)[]): string =>
  stringify([[...values]], { escape_formulas: true, record_delimiter: 'windows' });

export function adminAuditRoutes(app: App): Route[] {
  async function* file(ask: Omit<AuditQuery, 'limit' | 'before'>): AsyncGenerator<string> {
    // The mark makes Excel read UTF-8.
    yield `\uFEFF${line(['number', 'time', 'who', 'act', 'about', 'detail', 'hash'])}`;
    let before: number | undefined;
    for (;;) {
      const rows = await app.db.read((tx) => readAudit(tx, { ...ask, before, limit: AT_ONCE }));
      if (rows.length > 0) yield rows.map((row) => line(cells(row))).join('');
      before = rows[rows.length - 1]?.number;
      if (before === undefined || rows.length < AT_ONCE) return;
    }
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/audit',
      role: 'admin',
      scope: 'audit:read',
      summary: 'Who changed what and when, the newest first.',
      query: AuditAsk,
      reply: AuditPage,
      handle: async ({ query }) => {
        const limit = query.limit ?? PAGE;
        return app.db.read(async (tx) => {
          const rows = await readAudit(tx, { ...query, limit: limit + 1 });
          const entries = rows.slice(0, limit);
          const last = entries[entries.length - 1];
          return {
            entries: entries.map(view),
            ...(rows.length > limit && last !== undefined ? { next: last.number } : {}),
            ...(query.before === undefined ? { actors: await auditActors(tx) } : {}),
          };
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/audit.csv',
      role: 'admin',
      scope: 'audit:read',
      summary: 'The same as a file, with each hash.',
      query: AuditAsk,
      rawReply: 'text/csv',
      handle: async ({ query, signal }) => {
        const { search, who, since, until } = query;
        const pieces = file({ search, who, since, until });
        const body = new ReadableStream<Uint8Array>({
          pull: async (to) => {
            const piece = signal.aborted ? { done: true as const, value: undefined } : await pieces.next();
            if (piece.done === true) to.close();
            else to.enqueue(Buffer.from(piece.value));
          },
          cancel: async () => void (await pieces.return(undefined)),
        });
        return new Response(body, {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="platen-audit.csv"',
          },
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/audit/verify',
      role: 'admin',
      scope: 'audit:read',
      summary: 'Read the whole log and compare it with its hashes, its end and its seals.',
      reply: AuditVerdict,
      handle: async ({ signal }) => app.auditSeals.verify(signal),
    }),
  ];
}

const cells = ({ number, at, who, act, about, detail, hash }: AuditRow): (string | number)[] => [
  number,
  new Date(at).toISOString(),
  who,
  act,
  about,
  Object.entries(detail)
    .map(([key, value]) => `${key}: ${value}`)
    .join('; '),
  hash,
];
