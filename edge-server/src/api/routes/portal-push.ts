// Notifications of the portal's user: the key to subscribe with, the browsers that are told, a notice to try one.
import { Nothing } from '@platen/shared/api/common';
import { PushDevice, PushState, PushSubscribe, PushTested } from '@platen/shared/api/portal-push';
import { AppError } from '@platen/shared/app-error';
import { isLanguage } from '@platen/shared/say/languages';
import { negotiateLanguage } from '@platen/shared/say/negotiate';
import type { App } from '../../app.ts';
import type { PushDeviceRow } from '../../flow/push/subscriptions.ts';
import { findUser } from '../../people/users.ts';
import { defineRoute, type Route } from '../route.ts';

const deviceView = ({ id, label, mark, createdAt, lastOkAt, failures }: PushDeviceRow) => ({
  id,
  agent: label,
  mark,
  createdAt,
  ...(lastOkAt === null ? {} : { lastOkAt }),
  failures,
});

export function portalPushRoutes(app: App): Route[] {
  /** What the browser asks for: its screen is in it. Then the person's own, then the site's. */
  async function languageOf(userId: string, accepted: string | undefined): Promise<string> {
    const asked = negotiateLanguage(accepted);
    if (asked !== undefined) return asked;
    const own = (await app.db.read((tx) => findUser(tx, userId)))?.language?.slice(0, 2) ?? '';
    return isLanguage(own) ? own : app.settings.now().site.language;
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/portal/push',
      role: 'portal-user',
      summary: 'Notifications: the key to subscribe with, and the own browsers that are told.',
      reply: PushState,
      handle: async ({ caller }) => {
        const publicKey = await app.push.publicKey();
        const devices = (await app.push.list(caller.userId)).map(deviceView);
        return {
          enabled: publicKey !== undefined,
          devices,
          ...(publicKey === undefined ? {} : { publicKey }),
        };
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/portal/push',
      role: 'portal-user',
      summary:
        'Have this browser told when own documents are printed, or are not. It ends with signing out there.',
      body: PushSubscribe,
      reply: PushDevice,
      handle: async ({ caller, body, header }) => {
        // Opened with one document's PIN: not the person.
        if (caller.session.jobIds !== null) throw new AppError('not-signed-in', { role: 'portal-user' });
        return deviceView(
          await app.push.put({
            userId: caller.userId,
            sessionHash: caller.session.tokenHash,
            target: body,
            agent: header('user-agent') ?? '',
            language: await languageOf(caller.userId, header('accept-language')),
          }),
        );
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/portal/push/:id',
      role: 'portal-user',
      summary: 'Tell this browser nothing more.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await app.push.remove(caller.userId, params['id'] ?? '');
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/push/:id/test',
      role: 'portal-user',
      summary: 'Send it a notice now, to see whether it comes.',
      reply: PushTested,
      handle: async ({ caller, params, signal }) => {
        const kind = await app.push.test(caller.userId, params['id'] ?? '', signal);
        return { taken: kind === 'taken', gone: kind === 'gone' };
      },
    }),
  ];
}
