// The administrator's fonts: converters use them for documents that ask for them.

import { Nothing } from '@platen/shared/api/common';
import { FontAdded, FontFiles, FontQuery } from '@platen/shared/api/convert';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

/** As platform/font-folder.ts takes them, and a little, so that its sentence is heard instead of a broken connection. */
const MOST_BYTES = 52 * 1024 * 1024;

export function adminFontRoutes(app: App): Route[] {
  const note = (who: string, act: string, file: string) =>
    app.db.write((tx) => app.audit(tx, app.clock.now(), who, act, file));

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/fonts',
      role: 'admin',
      scope: 'settings:read',
      summary: 'Fonts added to those of the system.',
      reply: FontFiles,
      handle: async () => ({ fonts: await app.fonts.list() }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/fonts',
      role: 'admin',
      scope: 'settings:change',
      summary: 'Add a TrueType or OpenType font.',
      status: 201,
      query: FontQuery,
      rawBody: 'application/octet-stream',
      reply: FontAdded,
      handle: async ({ caller, query, incoming }) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        for await (const part of incoming as AsyncIterable<Buffer>) {
          bytes += part.length;
          if (bytes > MOST_BYTES) throw new AppError('font-unusable', { why: 'it is larger than 50 MB' });
          parts.push(part);
        }
        const font = await app.fonts.add(query.name, Buffer.concat(parts));
        await note(caller.who, 'added font', font.file);
        return { font };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/fonts/:file',
      role: 'admin',
      scope: 'settings:change',
      summary: 'Remove an added font.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const file = params['file'] ?? '';
        await app.fonts.remove(file);
        await note(caller.who, 'removed font', file);
        return { ok: true };
      },
    }),
  ];
}
