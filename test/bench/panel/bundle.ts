// How many bytes a device loads from the keypad to a pressed Print: what a browser really fetched, and the same from the built files.
import type { Page } from 'playwright-core';
import type { Measure } from '../area.ts';
import type { BenchUser } from '../platen-api.ts';
import { makeRow } from '../row.ts';
import { brotliBytes, gzipBytes, legacyFiles, panelWords } from './built-files.ts';
import { countFetched, type Fetched, listFetched, sumBytes } from './count-fetched.ts';
import { arrive, openPanelSite, type PanelSite } from './panel-site.ts';

/** Issue 8, "Speed". */
const MODERN_KB = 40;
const LEGACY_KB = 110;
/** The first walk makes the server compress its files as well as it can; the second one is counted. */
const WALKS = 2;

/** Code, list, preview, options, Print: what people do who look first. */
const walk = async (page: Page, site: PanelSite, user: BenchUser): Promise<void> => {
  await arrive(page, site.panelUrl);
  await page.keyboard.type(user.code);
  await page.locator('.job-picture img').first().waitFor();
  await page.locator('.job-picture').first().click();
  await page.locator('.sheet img.shown').waitFor();
  await page
    .getByRole('button', { name: /options/i })
    .first()
    .click();
  await page.locator('.at-options').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.at-preview .print').click();
  await page.locator('.at-progress, .at-done').waitFor();
};

const fetchedByWalk = async (): Promise<readonly Fetched[]> => {
  const site = await openPanelSite();
  try {
    let files: readonly Fetched[] = [];
    for (let number = 0; number < WALKS; number += 1) {
      const user = await site.platen.addUser(`walk-${number}@example.test`);
      await site.send(user, 2);
      const { page, devtools, close } = await site.visit();
      const count = await countFetched(devtools);
      await walk(page, site, user);
      files = count.files();
      await close();
    }
    return files;
  } finally {
    await site.stop();
  }
};

/** The address of a page is not its file's name. */
const fileOf = (path: string): string => (path === '/panel/' ? 'panel.html' : path.slice(1));

export const bundle: Measure = {
  name: 'bundle',
  async run({ say }) {
    const fetched = await fetchedByWalk();
    say(`  from the keypad to Print the browser fetched\n${listFetched(fetched)}`);
    // The redirect from the panel's own address has no body.
    const paths = fetched.filter(({ bytes }) => bytes > 0).map(({ path }) => fileOf(path));
    const built = await Promise.all(paths.map(brotliBytes));
    const fromFiles = built.reduce((sum, bytes) => sum + bytes, 0);
    const words = await Promise.all(
      (await panelWords()).map(async ([language, path]) => ({ language, bytes: await brotliBytes(path) })),
    );
    const [most] = [...words].sort((one, other) => other.bytes - one.bytes);
    if (most === undefined) throw new Error('the panel was built in one language only');
    say(`  words: ${words.map(({ language, bytes }) => `${language} ${bytes}`).join(', ')} bytes`);
    const legacy = await Promise.all((await legacyFiles()).map(gzipBytes));
    say(`  legacy panel: page ${legacy[0] ?? 0}, script ${legacy[1] ?? 0} bytes`);
    const common = { area: 'panel', unit: 'kB' };
    const modern = { kind: 'at-most', value: MODERN_KB } as const;
    return [
      makeRow({
        ...common,
        name: 'modern panel from code to print, as fetched over HTTPS',
        ours: sumBytes(fetched) / 1000,
        target: modern,
      }),
      makeRow({
        ...common,
        name: 'the same from the built files, brotli',
        ours: fromFiles / 1000,
        target: modern,
      }),
      makeRow({
        ...common,
        name: `the same with the longest words beside English (${most.language})`,
        ours: (fromFiles + most.bytes) / 1000,
        target: modern,
      }),
      makeRow({
        ...common,
        name: 'legacy panel with its polyfills, gzip',
        ours: legacy.reduce((sum, bytes) => sum + bytes, 0) / 1000,
        target: { kind: 'at-most', value: LEGACY_KB },
      }),
    ];
  },
};
