// Who is signed in at the portal, and what may be sent there: the answer to every way of signing in.
import type { PortalMe } from '@platen/shared/api/portal';
import { AppError } from '@platen/shared/app-error';
import { negotiateLanguage } from '@platen/shared/say/negotiate';
import type { App } from '../app.ts';
import { acceptedFiles } from '../flow/convert/accepted.ts';
import { pagesUsed } from '../flow/store/pages-used.ts';
import { findUser } from '../people/users.ts';

const ACCEPTS = [...acceptedFiles()];

/** Throws `not-signed-in` when the account is gone. */
export async function portalMe(app: App, userId: string): Promise<PortalMe> {
  const { user, used } = await app.db.read(async (tx) => {
    const found = await findUser(tx, userId);
    const pages = found?.guestPages == null ? undefined : await pagesUsed(tx, [userId]);
    return { user: found, used: pages?.get(userId) ?? 0 };
  });
  if (user === undefined) throw new AppError('not-signed-in', { role: 'portal-user' });
  const language = negotiateLanguage(user.language ?? undefined);
  const { site, documents, presence } = app.settings.now();
  return {
    email: user.email,
    name: user.name,
    ...(language === undefined ? {} : { language }),
    ...(user.guestUntil === null
      ? {}
      : {
          guest: {
            until: user.guestUntil,
            ...(user.guestPages === null ? {} : { pagesLeft: Math.max(0, user.guestPages - used) }),
          },
        }),
    siteName: site.name,
    maxDocument: app.accept.limit(),
    retentionHours: documents.retentionHours,
    accepts: ACCEPTS,
    ...(presence.enabled ? { presence: true as const } : {}),
  };
}
