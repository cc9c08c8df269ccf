// From the moment the mail server has a message to its document being held: IDLE, fetching, storing, converting.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';
import { percentile } from '../statistics.ts';
import { makeLetters } from './letters.ts';
import { OURS, startMailRoom } from './mail-room.ts';

const MESSAGES = 60;
/** The first ones meet cold code. */
const WARM_UP = 10;
/** Apart, so that none waits for another; not a whole number of anything, so that no timer's beat is always met alike. */
const APART_MS = 707;

export const arrival: Measure = {
  name: 'arrival',
  async run({ say }) {
    const room = await startMailRoom();
    try {
      await room.reading(true);
      const letters = await makeLetters(WARM_UP + MESSAGES);
      const before = await room.counts();
      const arrivals: { readonly title: string; readonly begun: number; readonly taken: number }[] = [];
      const since = performance.now();
      for (const letter of letters) {
        const title = /^Subject: (.*)\r$/m.exec(letter.toString('latin1', 0, 500))?.[1] ?? '';
        const begun = Date.now();
        await room.dovecot.deliver(OURS, letter);
        arrivals.push({ title: `${title}.pdf`, begun, taken: Date.now() });
        await sleep(APART_MS);
      }
      await room.done(before, letters.length, since);
      // Both are of the same machine's clock.
      const heldAt = await room.heldAt();
      const counted = arrivals.slice(WARM_UP).map(({ title, begun, taken }) => {
        const held = heldAt.get(title);
        if (held === undefined) throw new Error(`${title} was not held`);
        return { fromTaken: held - taken, fromBegun: held - begun };
      });
      const waits = counted.map(({ fromTaken }) => fromTaken);
      const whole = counted.map(({ fromBegun }) => fromBegun);
      say(
        `  ${MESSAGES} messages: p50 ${percentile(waits, 0.5)}, p95 ${percentile(waits, 0.95)}, most ${Math.max(...waits)} ms; ` +
          `with their delivery by LMTP p50 ${percentile(whole, 0.5)}, p95 ${percentile(whole, 0.95)} ms`,
      );
      const row = (share: number, value: number) =>
        makeRow({
          area: 'mail',
          name: `arrival to held, p${share * 100}`,
          unit: 'ms',
          ours: percentile(waits, share),
          target: { kind: 'at-most', value },
        });
      return [row(0.5, 300), row(0.95, 1000)];
    } finally {
      await room.stop();
    }
  },
};
