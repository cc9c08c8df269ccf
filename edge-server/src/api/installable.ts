// What makes the portal an app that can be installed: its manifest with the site's name (Web Application Manifest), where other apps share to,
// and the address by which notices lead to it. The service worker and the icons are files of the portal's build.
import type { Context, Hono } from 'hono';
import type { App } from '../app.ts';
import { acceptedFiles } from '../flow/convert/accepted.ts';
import { elsewhere } from './elsewhere.ts';
import type { Env } from './see.ts';

/** Beyond it a home screen cuts names off. */
const SHORT_NAME_LENGTH = 12;

const icon = (size: number, purpose: 'any' | 'maskable') => ({
  src: `/icons/${purpose === 'any' ? 'app' : 'maskable'}-${size}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

/** @param siteName as the administrator called the site. */
export function manifestOf(siteName: string, accepts: readonly string[]): Record<string, unknown> {
  const shortcut = (name: string, hash: string) => ({
    name,
    url: `/#${hash}`,
    icons: [icon(192, 'any')],
  });
  return {
    id: '/',
    name: siteName,
    short_name: siteName.length <= SHORT_NAME_LENGTH ? siteName : 'Print',
    description: 'Send documents, and print them at any printer here.',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    // Of the light look; the page's own theme-color says it for both.
    background_color: '#ffffff',
    theme_color: '#0b5fd8',
    categories: ['productivity', 'utilities'],
    icons: [icon(192, 'any'), icon(512, 'any'), icon(192, 'maskable'), icon(512, 'maskable')],
    shortcuts: [shortcut('Documents', 'documents'), shortcut('Printers', 'printers')],
    share_target: {
      action: '/share',
      method: 'POST',
      enctype: 'multipart/form-data',
      params: { title: 'title', text: 'text', url: 'url', files: [{ name: 'files', accept: accepts }] },
    },
  };
}

const toPortal = (c: Context<Env>, to: string): Response => {
  c.header('cache-control', 'no-store');
  return c.redirect(to, 303);
};

export function addInstallable(hono: Hono<Env>, app: App): void {
  const accepts = [...acceptedFiles()];
  hono.get('/manifest.webmanifest', (c) => {
    const notHere = elsewhere(app, c, 'public');
    if (notHere !== undefined) return notHere;
    return c.body(JSON.stringify(manifestOf(app.settings.now().site.name, accepts)), 200, {
      'content-type': 'application/manifest+json',
      'cache-control': 'no-cache',
    });
  });
  // The service worker answers this; it comes here only where there is none. The body is not read: nobody has signed in for it.
  hono.post('/share', (c) => elsewhere(app, c, 'portal') ?? toPortal(c, '/?share=none#documents'));
  hono.get('/share', (c) => toPortal(c, '/#documents'));
}
