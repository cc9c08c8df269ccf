// What a press costs on the processor of a device: a digit, and the last digit of a code that opens a long list.
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';
import { median, percentile } from '../statistics.ts';
import { arrive, CPU_SLOW_DOWN, openPanelSite, tapDigit, timePress } from './panel-site.ts';

const JOBS = 200;
/** Rows that the display of 800 x 480 shows, the last one in part. */
const IN_SIGHT = 5;
const SIGN_INS = 7;
/** Fewer than any code has, so that none is sent. */
const DIGITS = ['4', '7', '1'];
const ROUNDS = 10;

export const digit: Measure = {
  name: 'digit',
  async run({ say }) {
    const site = await openPanelSite();
    try {
      const { page } = await site.visit({ slow: true });
      await arrive(page, site.panelUrl);
      const samples: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [index, key] of DIGITS.entries()) {
          const drawn = { selector: '.code-place:not(:empty)', count: index + 1 };
          // By finger and by real keys in turn.
          const act = (): Promise<void> => (round % 2 === 0 ? tapDigit(page, key) : page.keyboard.press(key));
          samples.push(await timePress(page, drawn, act));
        }
        await page.keyboard.press('Escape');
        await page.locator('.code-place:not(:empty)').first().waitFor({ state: 'detached' });
      }
      say(`  median ${median(samples).toFixed(1)} ms of ${samples.length}`);
      return [
        makeRow({
          area: 'panel',
          name: `key press to digit drawn, CPU ${CPU_SLOW_DOWN} times slower, p95`,
          unit: 'ms',
          ours: percentile(samples, 0.95),
          target: { kind: 'at-most', value: 50 },
        }),
      ];
    } finally {
      await site.stop();
    }
  },
};

export const list: Measure = {
  name: 'list',
  async run({ say }) {
    const site = await openPanelSite();
    try {
      const user = await site.platen.addUser('many@example.test');
      await site.send(user, JOBS);
      const { page } = await site.visit({ slow: true });
      await arrive(page, site.panelUrl);
      const last = user.code.slice(-1);
      const signIns = async (count: number): Promise<readonly number[]> => {
        const samples: number[] = [];
        for (let round = 0; round < SIGN_INS; round += 1) {
          await page.keyboard.type(user.code.slice(0, -1));
          samples.push(await timePress(page, { selector: '.job', count }, () => tapDigit(page, last)));
          await page.locator('.bar-out').click();
          await page.locator('.at-code').waitFor();
        }
        say(`  ${count} rows: ${samples.map(Math.round).join(', ')} ms`);
        return samples;
      };
      const name = `code's last digit to list of ${JOBS} drawn, CPU ${CPU_SLOW_DOWN} times slower`;
      const common = { area: 'panel', unit: 'ms' };
      return [
        makeRow({
          ...common,
          name: `${name}: what is in sight`,
          ours: median(await signIns(IN_SIGHT)),
          target: { kind: 'at-most', value: 200 },
        }),
        makeRow({
          ...common,
          name: `${name}: the last row, out of sight`,
          ours: median(await signIns(JOBS)),
          target: { kind: 'at-most', value: 1000 },
        }),
      ];
    } finally {
      await site.stop();
    }
  },
};
