// The three apps' files: kept in memory, compressed once, sent with what the browser can take. Also the way a panel shows its key.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompress, brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { AppError } from '@platen/shared/app-error';
import type { Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { App } from '../app.ts';
import { AT_PAGE } from './at-printer.ts';
import { elsewhere, seenOf } from './elsewhere.ts';
import { addInstallable } from './installable.ts';
import { OPEN_ID_PAGE } from './open-id-page.ts';
import { OLDER_SCRIPT, panelPage } from './panel-page.ts';
import type { Env } from './see.ts';
import { heardOf } from './who.ts';

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

  hono.get('/', (c) => elsewhere(app, c, 'portal') ?? send(c, files.get('portal.html'), false));
  hono.get(OPEN_ID_PAGE, (c) => elsewhere(app, c, 'portal') ?? send(c, files.get('sign-in.html'), false));
  // A phone that has scanned a panel's code. Behind the # it is in no request from here on, and what is there is read by our page alone.
  hono.get(`${AT_PAGE}/:token{[A-Za-z0-9._-]{1,120}}`, (c) => {
    const away = elsewhere(app, c, 'portal');
    if (away !== undefined) return away;
    c.header('cache-control', 'no-store');
    return c.redirect(`/#at=${c.req.param('token')}`, 302);
  });
  hono.get('/admin', (c) => elsewhere(app, c, 'console') ?? c.redirect('/admin/', 301));
  hono.get('/admin/', (c) => elsewhere(app, c, 'console') ?? send(c, files.get('admin.html'), false));
  hono.get('/panel/', async (c) => {
    const key = seenOf(c).secure ? undefined : getCookie(c, 'platen_panel');
    const printer = key === undefined ? undefined : await app.printers.byPanelKey(key);
    const notHere = elsewhere(app, c, 'panel', printer?.allowHttp);
    if (notHere !== undefined) return notHere;
    const page = await panelPage(app, c, (name) => files.has(name));
    return typeof page === 'string' ? send(c, files.get(page), false) : page;
  });
  hono.get('/panel/older.js', (c) =>
    c.body(OLDER_SCRIPT, 200, { 'content-type': TYPES['js'] ?? '', 'cache-control': 'no-cache' }),
  );
  hono.get('/panel/:key', async (c) => {
    // Where no panel at all may use plain HTTP, its key is not even looked at there.
    const never = elsewhere(app, c, 'panel', true);
    if (never !== undefined) return never;
    const printer = await app.printers.byPanelKey(c.req.param('key'));
    if (printer === undefined) throw new AppError('panel-unknown');
    const notHere = elsewhere(app, c, 'panel', printer.allowHttp);
    if (notHere !== undefined) return notHere;
    const { secure } = seenOf(c);
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
  addInstallable(hono, app);
  for (const [name, page] of files) {
    if (name.endsWith('.html')) continue;
    hono.get(`/${name}`, (c) => elsewhere(app, c, 'public') ?? send(c, page, name.startsWith('assets/')));
  }
}

/** Brotli's qualities: a hundred times quicker, and a twentieth smaller. */
const [QUICK, BEST] = [9, 11];

const brotli = (bytes: Buffer, quality: number): Record<number, number> => ({
  [constants.BROTLI_PARAM_QUALITY]: quality,
  [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
});

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
    if (page.brotli === undefined) {
      // The first one does not wait for the best there is; whoever comes after gets it.
      page.brotli = brotliCompressSync(page.plain, { params: brotli(page.plain, QUICK) });
      brotliCompress(page.plain, { params: brotli(page.plain, BEST) }, (error, best) => {
        if (error === null) page.brotli = best;
      });
    }
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
