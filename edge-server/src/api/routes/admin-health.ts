// The server's health in the console and on the command line: the doctor, at once or as it goes, and the log with its live tail.
import { Doctor } from '@platen/shared/api/admin';
import { LogPage, LogQuery } from '@platen/shared/api/admin-health';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

export function adminHealthRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/doctor',
      role: 'admin',
      scope: 'health:read',
      summary: 'Check what usually goes wrong, and how to mend it.',
      reply: Doctor,
      handle: async ({ signal }) => ({ checks: await app.doctor(signal) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/doctor/run',
      role: 'admin',
      scope: 'health:read',
      summary: 'The same, told as it goes: one line of JSON for each part that was examined.',
      rawReply: 'application/x-ndjson',
      handle: async ({ signal }) => {
        const gone = new AbortController();
        const either = AbortSignal.any([signal, gone.signal]);
        const encoder = new TextEncoder();
        const body = new ReadableStream<Uint8Array>({
          start: (lines) => {
            // Not awaited: the answer begins with the first line.
            app
              .doctor(either, (news) => {
                if (!either.aborted) lines.enqueue(encoder.encode(`${JSON.stringify(news)}\n`));
              })
              .then(
                () => {
                  if (!either.aborted) lines.close();
                },
                (cause: unknown) => {
                  app.log.error('the doctor failed', { cause });
                  if (!either.aborted) lines.error(cause);
                },
              );
          },
          cancel: () => gone.abort(),
        });
        return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/logs',
      role: 'admin',
      scope: 'logs:read',
      summary: 'The last lines of the log; with `wait`, held until there is a new one.',
      query: LogQuery,
      reply: LogPage,
      handle: async ({ query, signal }) => {
        const { wait, limit, ...rest } = query;
        const ring = app.recentLog;
        const ask = { ...rest, limit, text: rest.text === '' ? undefined : rest.text };
        let page = ring.read(ask);
        if (wait > 0) {
          const over = AbortSignal.any([signal, AbortSignal.timeout(wait * 1000)]);
          // New lines that the filter leaves out are waited past; what was looked at need not be looked at again.
          while (page.entries.length === 0 && !over.aborted && !ring.released()) {
            await ring.news(page.last, over);
            page = { ...ring.read({ ...ask, after: page.last }), forgotten: page.forgotten };
          }
        }
        return { ...page, entries: [...page.entries], level: ring.level };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/logs/file',
      role: 'admin',
      scope: 'logs:read',
      summary: 'All lines that are in memory, as a file of one JSON object a line.',
      rawReply: 'application/x-ndjson',
      handle: async () => {
        const name = `platen-log-${new Date(app.clock.now()).toISOString().slice(0, 16).replace(/[:T]/g, '-')}.jsonl`;
        return new Response(app.recentLog.text(), {
          headers: {
            'content-type': 'application/x-ndjson',
            'content-disposition': `attachment; filename="${name}"`,
          },
        });
      },
    }),
  ];
}
