// Messages per second out of a full mailbox until each is removed from it, its document held and its sender answered, against
// fetchmail, which only files them.
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';
import { alternate, median } from '../statistics.ts';
import { makeLetters } from './letters.ts';
import { COPY, type MailRoom, OURS, startMailRoom, type Times } from './mail-room.ts';
import { runFetchmail } from './run-fetchmail.ts';

const ROUNDS = 3;
/** Some seconds of work, so that logging in does not decide. */
const MESSAGES = 300;
/** Sent before and not counted: a server that has been up for a while is what is compared. */
const WARM_UP = 100;

const takeOurs = async (room: MailRoom, count: number): Promise<Times> => {
  await room.fill(OURS, await makeLetters(count));
  const before = await room.counts();
  const since = performance.now();
  await room.reading(true);
  const times = await room.done(before, count, since);
  await room.reading(false);
  return times;
};

const takeCopy = async (room: MailRoom, count: number): Promise<number> => {
  await room.fill(COPY, await makeLetters(count));
  return runFetchmail(room.dovecot, count);
};

const seconds = (values: readonly number[]): string => values.map((ms) => (ms / 1000).toFixed(1)).join(', ');

export const messages: Measure = {
  name: 'messages',
  async run({ say }) {
    const room = await startMailRoom();
    try {
      await takeOurs(room, WARM_UP);
      const { ours, peer } = await alternate(
        ROUNDS,
        () => takeOurs(room, MESSAGES),
        () => takeCopy(room, MESSAGES),
      );
      say(
        `  ${MESSAGES} messages: removed after ${seconds(ours.map(({ removedMs }) => removedMs))} s, ` +
          `held after ${seconds(ours.map(({ heldMs }) => heldMs))} s, ` +
          `answered after ${seconds(ours.map(({ answeredMs }) => answeredMs))} s; ` +
          `fetchmail ${peer.map((each) => each.toFixed(1)).join(', ')} s`,
      );
      const rates = ours.map((times) => (MESSAGES * 1000) / Math.max(...Object.values(times)));
      return [
        makeRow({
          area: 'mail',
          name: 'messages of 40 kB taken, removed, held, answered',
          unit: 'messages/s',
          ours: median(rates),
          peer: median(peer.map((each) => MESSAGES / each)),
          target: { kind: 'ratio-at-least', value: 0.8 },
        }),
      ];
    } finally {
      await room.stop();
    }
  },
};
