// The three apps' files: kept in memory, compressed once, sent with what the browser can take. Also the way a panel shows its key.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { HttpBindings } from '@hono/node-server';
import { AppError } from '@platen/shared/app-error';
import type { Context, Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import type { App } from '../app.ts';
import { heardOf, mayUseHttp, secureOnly } from './who.ts';

type Env = { Bindings: HttpBindings };

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
};

interface Page {
  readonly type: string;
  readonly plain: Buffer;
  gzip?: Buffer;
  brotli?: Buffer;
}

/** A device keeps its panel address for years; browsers cap cookies at 400 days, and opening the address sets it anew. */
const PANEL_COOKIE_SECONDS = 400 * 24 * 3600;

export function addPages(hono: Hono<Env>, app: App, staticDir: string): void {
  const files = readFiles(staticDir);

  hono.get('/', (c) => toHttps(app, c) ?? send(c, files.get('portal.html'), false));
  hono.get('/admin', (c) => c.redirect('/admin/', 301));
  hono.get('/admin/', (c) => toHttps(app, c) ?? send(c, files.get('admin.html'), false));
  hono.get('/panel/', (c) => send(c, files.get('panel.html'), false));
  hono.get('/panel/:key', async (c) => {
    const printer = await app.printers.byPanelKey(c.req.param('key'));
    if (printer === undefined) throw new AppError('panel-unknown');
    const secure = 'encrypted' in c.env.incoming.socket;
    const address = c.env.incoming.socket.remoteAddress ?? '';
    if (!secure && !mayUseHttp(app, printer.allowHttp, { address })) throw new AppError('https-only');
    heardOf(app, printer.id);
    app.warm(printer);
    setCookie(c, secure ? '__Host-platen_panel' : 'platen_panel', c.req.param('key'), {
      httpOnly: true,
      secure,
      // Lax: the device's own menu page opens this address.
      sameSite: 'Lax',
      path: '/',
      maxAge: PANEL_COOKIE_SECONDS,
    });
    c.header('cache-control', 'no-store');
    return c.redirect('/panel/', 302);
  });
  for (const [name, page] of files) {
    if (name.endsWith('.html')) continue;
    hono.get(`/${name}`, (c) => send(c, page, name.startsWith('assets/')));
  }
}

/** Sends portal and console on to HTTPS when they were asked for over plain HTTP. */
function toHttps(app: App, c: Context<Env>): Response | undefined {
  const secure = 'encrypted' in c.env.incoming.socket;
  try {
    secureOnly(app, { secure, address: c.env.incoming.socket.remoteAddress ?? '' });
    return undefined;
  } catch {
    const port = app.httpsPort();
    if (port === undefined) throw new AppError('https-only');
    const host = (c.req.header('host') ?? 'localhost').replace(/:\d+$/, '');
    return c.redirect(`https://${host}${port === 443 ? '' : `:${port}`}${c.req.path}`, 308);
  }
}

function send(c: Context<Env>, page: Page | undefined, forever: boolean): Response {
  if (page === undefined) throw new AppError('not-found', { what: c.req.path });
  const accepts = c.req.header('accept-encoding') ?? '';
  const small = page.plain.length < 512 || page.type.startsWith('image/png');
  const headers: Record<string, string> = {
    'content-type': page.type,
    // File names in assets/ carry their content's hash; everything else is asked for anew.
    'cache-control': forever ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  };
  let body = page.plain;
  if (!small && /\bbr\b/.test(accepts)) {
    page.brotli ??= brotliCompressSync(page.plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: page.plain.length },
    });
    body = page.brotli;
    headers['content-encoding'] = 'br';
  } else if (!small && /\bgzip\b/.test(accepts)) {
    page.gzip ??= gzipSync(page.plain);
    body = page.gzip;
    headers['content-encoding'] = 'gzip';
  }
  return c.body(new Uint8Array(body), 200, headers);
}

/** All files below the folder; a missing folder gives none, and the pages then say "not found". */
function readFiles(dir: string): Map<string, Page> {
  const files = new Map<string, Page>();
  let names: string[] = [];
  try {
    names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  for (const name of names) {
    const type = TYPES[name.split('.').pop() ?? ''];
    if (type === undefined || name.endsWith('.map')) continue;
    files.set(name.replaceAll('\\', '/'), { type, plain: readFileSync(join(dir, name)) });
  }
  return files;
}
