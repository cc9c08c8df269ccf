// What the portal fetches from its address to the drawn documents of somebody who has just signed in.
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';
import { countFetched, type Fetched, listFetched, sumBytes } from './count-fetched.ts';
import { openPanelSite } from './panel-site.ts';

/** The first visit makes the server compress its files as well as it can; the second one is counted. */
const VISITS = 2;

export const portal: Measure = {
  name: 'portal',
  async run({ say }) {
    const site = await openPanelSite();
    try {
      const user = await site.platen.addUser('anna@example.test');
      await site.send(user, 3);
      let files: readonly Fetched[] = [];
      for (let number = 0; number < VISITS; number += 1) {
        const { page, devtools, close } = await site.visit();
        const count = await countFetched(devtools);
        await page.goto(site.platen.server.httpsUrl);
        await page.getByLabel('Email address').fill(user.email);
        await page.getByLabel('Confirmation code').fill(user.code);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page
          .getByText(/^Minutes of meeting/)
          .first()
          .waitFor();
        files = count.files();
        await close();
      }
      say(`  from the sign-in to the documents the browser fetched\n${listFetched(files)}`);
      return [
        makeRow({
          area: 'panel',
          name: 'portal from its sign-in to the documents, as fetched over HTTPS',
          unit: 'kB',
          ours: sumBytes(files) / 1000,
          target: { kind: 'at-most', value: 90 },
        }),
      ];
    } finally {
      await site.stop();
    }
  },
};
