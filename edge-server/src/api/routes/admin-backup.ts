// Backups in the console and on the command line. A backup holds everything, so only whoever may decide about security takes one away.
import { Readable } from 'node:stream';
import { AdminBackup, BackupAsk, BackupPassphrase } from '@platen/shared/api/admin-backup';
import { Nothing } from '@platen/shared/api/common';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

const MEDIA_TYPE = 'application/octet-stream';

export function adminBackupRoutes(app: App): Route[] {
  async function file(by: string, passphrase: string | undefined, signal: AbortSignal): Promise<Response> {
    const bytes = await app.backups.stream({ passphrase, by }, signal);
    const day = new Date(app.clock.now()).toISOString().slice(0, 10);
    const headers = {
      'content-type': MEDIA_TYPE,
      'content-disposition': `attachment; filename="platen-${day}.platen-backup"`,
    };
    // Ends the backup when the reader goes away.
    return new Response(Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream, {
      headers,
    });
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/backup',
      role: 'admin',
      scope: 'health:read',
      summary: 'The backups that are kept, how the last one went, and whether it could be restored.',
      reply: AdminBackup,
      handle: async () => {
        const { running, last, drill, next, kept, ...status } = await app.backups.status();
        return {
          ...status,
          hour: app.settings.now().backup.hour,
          kept: [...kept],
          ...(running === undefined ? {} : { running }),
          ...(last === undefined ? {} : { last }),
          ...(drill === undefined ? {} : { drill }),
          ...(next === undefined ? {} : { next }),
        };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/backup',
      role: 'admin',
      scope: 'security:change',
      summary: 'Begin a backup into the folder of the settings. GET says how it goes.',
      reply: Nothing,
      handle: async ({ caller }) => {
        await app.backups.runNow(caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/admin/backup/passphrase',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'Set the passphrase of scheduled backups. It is kept sealed, and shown to nobody.',
      body: BackupPassphrase,
      reply: Nothing,
      handle: async ({ caller, body }) => {
        await app.backups.setPassphrase(body.passphrase, caller.who);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/backup/file',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'A backup as it is made, under a passphrase of its own or the stored one.',
      body: BackupAsk,
      rawReply: MEDIA_TYPE,
      handle: ({ caller, body, signal }) => file(caller.who, body.passphrase, signal),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/backup/file',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'A backup as it is made, under the stored passphrase: what a browser downloads.',
      rawReply: MEDIA_TYPE,
      handle: ({ caller, signal }) => file(caller.who, undefined, signal),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/backup/ready',
      role: 'admin',
      scope: 'security:change',
      fresh: true,
      summary: 'May a backup be downloaded now? Asks for everything a download asks for.',
      reply: Nothing,
      handle: async () => {
        await app.backups.mayStream();
        return { ok: true };
      },
    }),
  ];
}
