// Which page a panel's browser is sent at /panel/: the panel of today, the one for browsers of before, or the way to the plain forms. What
// decides is panel-kind.ts; what was chosen in the address (`?kind=`) holds until the browser is closed.
import { isPanelKind, type PanelKind } from '@platen/shared/panel-kind';
import { negotiateLanguage } from '@platen/shared/say/negotiate';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { App } from '../app.ts';
import { seenOf } from './elsewhere.ts';
import { panelKind } from './panel-kind.ts';
import type { Env } from './see.ts';

/** Where the plain forms live. */
export const PLAIN_PANEL = '/panel/plain';

/** The first lines of panel.html name this: a browser that knows modules leaves it alone, any other is led to the older panel. */
export const OLDER_SCRIPT = "location.replace('/panel/?kind=legacy');\n";

const kindCookie = (secure: boolean): string => (secure ? '__Host-platen_panel_kind' : 'platen_panel_kind');

/** The name of the file to send; a Response where it is elsewhere. `has`: whether the build has that file. */
export async function panelPage(
  app: App,
  c: Context<Env>,
  has: (name: string) => boolean,
): Promise<string | Response> {
  const { secure } = seenOf(c);
  const asked = c.req.query('kind');
  if (asked !== undefined) {
    // Whatever else is asked for takes the choice back.
    const value = isPanelKind(asked) ? asked : '';
    setCookie(c, kindCookie(secure), value, {
      httpOnly: true,
      secure,
      sameSite: 'Lax',
      path: '/',
      ...(value === '' ? { maxAge: 0 } : {}),
    });
    c.header('cache-control', 'no-store');
    return c.redirect(value === 'plain' ? PLAIN_PANEL : '/panel/', 302);
  }
  const kind = await kindOf(app, c, secure);
  if (kind === 'modern') return inLanguage(app, 'panel', has);
  if (kind === 'legacy' && has('panel-legacy.html')) return inLanguage(app, 'panel-legacy', has);
  c.header('cache-control', 'no-store');
  return c.redirect(PLAIN_PANEL, 302);
}

/** Painted in the site's language, where the build has it. */
function inLanguage(app: App, page: string, has: (name: string) => boolean): string {
  const painted = `${page}.${negotiateLanguage(app.settings.now().site.language) ?? 'en'}.html`;
  return has(painted) ? painted : `${page}.html`;
}

async function kindOf(app: App, c: Context<Env>, secure: boolean): Promise<PanelKind> {
  const visit = getCookie(c, kindCookie(secure));
  const key = getCookie(c, secure ? '__Host-platen_panel' : 'platen_panel');
  const printer = key === undefined ? undefined : await app.printers.byPanelKey(key);
  return panelKind({
    userAgent: c.req.header('user-agent') ?? '',
    panel: printer === undefined ? undefined : app.profileOf(printer).panel,
    forced: printer?.panelKind,
    visit: isPanelKind(visit) ? visit : undefined,
  });
}
