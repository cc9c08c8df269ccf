// What is answered instead of a page that was asked for over plain HTTP, where the policy of the wire does not let it be shown there.
import { AppError } from '@platen/shared/app-error';
import { ENGLISH } from '@platen/shared/say/saying';
import type { Context } from 'hono';
import type { App } from '../app.ts';
import { plainHttpPage } from './plain-http-page.ts';
import { readerLanguage } from './reader-language.ts';
import type { Env } from './see.ts';
import { wireVerdict } from './who.ts';
import type { Surface } from './wire-policy.ts';

export const seenOf = (c: Context<Env>): { address: string; secure: boolean } => ({
  secure: 'encrypted' in c.env.incoming.socket,
  address: c.env.incoming.socket.remoteAddress ?? '',
});

/** What is answered instead of a page that was asked for over plain HTTP: the way to HTTPS, or why nothing is asked for here. */
export function elsewhere(
  app: App,
  c: Context<Env>,
  surface: Surface,
  printerAllows = false,
): Response | undefined {
  const { pages } = wireVerdict(app, surface, seenOf(c), printerAllows);
  if (pages === 'answer') return undefined;
  const secureUrl = overTls(app, c);
  if (pages === 'explain') {
    const { name: siteName } = app.settings.now().site;
    // The console is English only.
    const saying = surface === 'console' ? ENGLISH : readerLanguage(app, c.req.header('accept-language'));
    const page = plainHttpPage({ siteName, secureUrl }, saying);
    return c.html(page, 403, {
      'cache-control': 'no-store',
      'content-language': saying.tag,
      vary: 'accept-language',
    });
  }
  if (secureUrl === undefined) throw new AppError('https-only');
  return c.redirect(secureUrl, 308);
}

/** The address that was asked for, over TLS; undefined where HTTPS is off. */
function overTls(app: App, c: Context<Env>): string | undefined {
  const port = app.httpsPort();
  if (port === undefined) return undefined;
  const host = (c.req.header('host') ?? 'localhost').replace(/:\d+$/, '');
  return `https://${host}${port === 443 ? '' : `:${port}`}${c.req.path}`;
}
