// `npm run gallery`: draws every screen of every surface, on made-up data, at every size, into test/.out/gallery, and keeps a
// chosen few of the pictures in docs/gallery. `npm run gallery -- panel --scene jobs --size 800x480` draws some.
import {
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { build } from 'vite';
import { findCommand } from './setup/find-command.mjs';
import { repository } from './setup/repository.mjs';

/** The displays each surface is made for; the panel's are those of the devices, the others a phone and a desk. */
const SURFACES = {
  panel: { sizes: ['800x480', '1024x600', '1280x800', '640x240'], looks: ['light'] },
  portal: { sizes: ['360x780', '390x844', '1280x860'], looks: ['light', 'dark'] },
  admin: { sizes: ['1280x860', '390x844'], looks: ['light', 'dark'] },
};

/** The pictures that are kept in the repository: one look at every surface and size. The whole set is several megabytes. */
const KEPT = [
  'panel-code-typed-800x480',
  'panel-jobs-800x480',
  'panel-preview-800x480',
  'panel-options-800x480',
  'panel-progress-stopped-800x480',
  'panel-jobs-uncertain-800x480',
  'panel-done-800x480',
  'panel-preview-grey-two-up-1024x600',
  'panel-jobs-states-1280x800',
  'panel-code-640x240',
  'panel-jobs-640x240',
  'portal-documents-360x780',
  'portal-document-1280x860',
  'admin-dashboard-1280x860',
  'admin-printer-1280x860',
];

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scene: { type: 'string', multiple: true },
    size: { type: 'string', multiple: true },
    look: { type: 'string', multiple: true },
    /** Languages of panel and portal; English without it. The pictures' names end in them. */
    lang: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
});

const source = join(repository, 'panel-app', 'gallery');
const page = (surface) => `${surface}-gallery.html`;
const surfaces = Object.keys(SURFACES).filter(
  (name) => existsSync(join(source, page(name))) && (positionals.length === 0 || positionals.includes(name)),
);

const buildSite = async (outDir) =>
  build({
    configFile: false,
    root: source,
    base: './',
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'chrome100',
      rolldownOptions: {
        input: surfaces.map((name) => join(source, page(name))),
        // English is in the page already when a language is looked for among the files.
        checks: { ineffectiveDynamicImport: false },
      },
    },
  });

/** Serves the built site on a free port of the loopback. */
const serve = async (root) => {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    const file = join(root, path);
    if (!file.startsWith(root) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
};

const wanted = (list, filter) => (filter === undefined ? list : list.filter((one) => filter.includes(one)));

/** Takes one picture of each scene; a scene that throws ends the run, because a gallery with holes shows nothing. */
const shoot = async (browser, origin, { surface, size, look, lang }, out) => {
  const [width, height] = size.split('x').map(Number);
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    // Fingers, and so a camera. The panel is drawn for both.
    hasTouch: surface !== 'panel' && width < 600,
  });
  const tab = await context.newPage();
  const failures = [];
  tab.on('pageerror', (error) => failures.push(String(error)));
  await tab.goto(`${origin}/${page(surface)}`);
  const listed = await tab.$$eval('a', (links) =>
    links.map((link) => new URL(link.href).searchParams.get('scene')),
  );
  const shown = [];
  for (const scene of wanted(listed, asked.scene)) {
    await tab.goto(
      `${origin}/${page(surface)}?scene=${scene}&look=${look}${lang === undefined ? '' : `&lang=${lang}`}`,
    );
    await tab.waitForSelector('html[data-ready]', { timeout: 20_000 });
    await tab.waitForFunction(() => [...document.images].every((image) => image.complete), undefined, {
      timeout: 20_000,
    });
    // Notes for a missing picture appear after 300 ms.
    await tab.waitForTimeout(surface === 'panel' ? 40 : 120);
    if (failures.length > 0) throw new Error(`${surface} ${scene} at ${size}: ${failures.join('; ')}`);
    const name = `${surface}-${scene}-${size}${look === 'light' ? '' : `-${look}`}${lang === undefined ? '' : `-${lang}`}.png`;
    const raw = await tab.screenshot();
    // Flat surfaces and text: 64 colours are not told from the original, at a quarter of the bytes.
    const small = await sharp(raw)
      .png({ palette: true, colours: 64, compressionLevel: 9, effort: 10 })
      .toBuffer();
    writeFileSync(join(out, name), small);
    shown.push({ name, bytes: small.length });
  }
  await context.close();
  return shown;
};

const writeIndex = (out) => {
  const names = readdirSync(out).filter((name) => name.endsWith('.png'));
  const figure = (name) =>
    `<figure><a href="${name}"><img loading="lazy" src="${name}" alt=""></a><figcaption>${name.slice(0, -4)}</figcaption></figure>`;
  writeFileSync(
    join(out, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Platen: every screen</title>
<style>body{font:14px system-ui,sans-serif;margin:24px;display:flex;flex-wrap:wrap;gap:16px;background:#eee}figure{margin:0}img{max-width:400px;border:1px solid #ccc;display:block}</style>
${names.map(figure).join('\n')}\n</html>\n`,
  );
};

const site = mkdtempSync(join(tmpdir(), 'platen-gallery-'));
const kept = join(repository, 'docs', 'gallery');
const out = asked.out ?? join(repository, 'test', '.out', 'gallery');
mkdirSync(out, { recursive: true });
let server;
let browser;
try {
  await buildSite(site);
  const served = await serve(site);
  server = served.server;
  browser = await chromium.launch({
    executablePath: findCommand('chromium', 'chromium-browser', 'google-chrome'),
    // Chromium refuses its sandbox as root; the pages are our own.
    args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
  });
  const all = [];
  for (const surface of surfaces) {
    for (const size of wanted(SURFACES[surface].sizes, asked.size)) {
      for (const look of wanted(SURFACES[surface].looks, asked.look)) {
        for (const lang of asked.lang ?? [undefined])
          all.push(...(await shoot(browser, served.origin, { surface, size, look, lang }, out)));
      }
    }
  }
  writeIndex(out);
  if (asked.out === undefined) {
    mkdirSync(kept, { recursive: true });
    const drawn = KEPT.map((name) => `${name}.png`).filter((name) => all.some((one) => one.name === name));
    for (const name of drawn) copyFileSync(join(out, name), join(kept, name));
  }
  const kilobytes = Math.round(all.reduce((sum, { bytes }) => sum + bytes, 0) / 1024);
  console.log(`${all.length} pictures, ${kilobytes} kB, in ${out}`);
} finally {
  await browser?.close();
  server?.close();
  rmSync(site, { recursive: true, force: true });
}
