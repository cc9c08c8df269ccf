// What sixty people one after the other leave behind in the page of a panel, which is never loaded anew. An hour's people, not the hour.
import type { CDPSession, Page } from 'playwright-core';
import type { Measure } from '../area.ts';
import type { BenchUser } from '../platen-api.ts';
import { makeRow } from '../row.ts';
import { arrive, openPanelSite } from './panel-site.ts';

const USERS = 60;
const MB = 1e6;

interface Heap {
  /** Script's heap, the browser's own for the page's nodes, and buffers. */
  readonly bytes: number;
  readonly nodes: number;
}

const measureHeap = async (devtools: CDPSession): Promise<Heap> => {
  // What only the first collection lets go of goes with the second.
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  // Newer protocols tell of more parts than the types know.
  const heap: Readonly<Record<string, number>> = { ...(await devtools.send('Runtime.getHeapUsage')) };
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  const parts = ['usedSize', 'embedderHeapUsedSize', 'backingStorageSize'];
  return { bytes: parts.reduce((sum, part) => sum + (heap[part] ?? 0), 0), nodes };
};

/** Code, list, preview, options, printed, signed out; the second document stays. */
const visitOnce = async (page: Page, user: BenchUser): Promise<void> => {
  await page.keyboard.type(user.code);
  await page.locator('.job-picture').first().click();
  await page.locator('.sheet img.shown').waitFor();
  await page.getByRole('button', { name: 'More copies' }).first().click();
  await page
    .getByRole('button', { name: /options/i })
    .first()
    .click();
  await page.locator('.at-options').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.at-preview .print').click();
  await page.locator('.at-done').waitFor();
  await page.locator('.bar-out').click();
  await page.locator('.at-code').waitFor();
};

export const memory: Measure = {
  name: 'memory',
  async run({ say }) {
    const site = await openPanelSite();
    try {
      const users: BenchUser[] = [];
      for (let number = 0; number <= USERS; number += 1) {
        const user = await site.platen.addUser(`user-${number}@example.test`);
        await site.send(user, 2);
        users.push(user);
      }
      const { page, devtools } = await site.visit();
      await arrive(page, site.panelUrl);
      let before: Heap | undefined;
      for (const [number, user] of users.entries()) {
        await visitOnce(page, user);
        // The first visit loads what is loaded later, once for all.
        if (number === 0) before = await measureHeap(devtools);
        if (number % 20 === 0) say(`  after ${number + 1}: ${JSON.stringify(await measureHeap(devtools))}`);
      }
      const after = await measureHeap(devtools);
      return [
        makeRow({
          area: 'panel',
          name: `growth of the panel page's memory, ${USERS} users in turn`,
          unit: 'MB',
          ours: (after.bytes - (before?.bytes ?? Number.NaN)) / MB,
          target: { kind: 'at-most', value: 5 },
        }),
      ];
    } finally {
      await site.stop();
    }
  },
};
