// How much memory the server takes while a message with a 100 MB attachment is fetched, taken apart, stored and converted.
import type { Measure } from '../area.ts';
import { residentMb, watchMemory } from '../process-memory.ts';
import { makeRow } from '../row.ts';
import { makeLargeLetter, makeLetters } from './letters.ts';
import { OURS, startMailRoom } from './mail-room.ts';

const BYTES = 100_000_000;
// On a fresh server each: what an earlier one had taken would hide the growth.
const ROUNDS = 3;
/** Before it: a server that has been up for a while has its code loaded and its young heap at full size. What grows then is the message's. */
const WARM_UP = 100;

type Taken = { readonly grownMb: number; readonly seconds: number };

const takeOne = async (letter: Buffer): Promise<Taken> => {
  const room = await startMailRoom();
  try {
    const empty = await room.counts();
    await room.fill(OURS, await makeLetters(WARM_UP));
    await room.reading(true);
    await room.done(empty, WARM_UP, performance.now());
    await room.reading(false);
    await room.fill(OURS, [letter]);
    const before = await room.counts();
    const level = await residentMb(room.server.pid());
    const memory = watchMemory(room.server.pid());
    const since = performance.now();
    await room.reading(true);
    const times = await room.done(before, 1, since);
    await memory.stop();
    return { grownMb: memory.peakMb() - level, seconds: Math.max(...Object.values(times)) / 1000 };
  } finally {
    await room.stop();
  }
};

export const attachment: Measure = {
  name: 'attachment',
  async run({ say }) {
    const letter = makeLargeLetter(BYTES);
    const taken: Taken[] = [];
    for (let round = 0; round < ROUNDS; round += 1) taken.push(await takeOne(letter));
    say(
      `  100 MB attachment: memory grew by ${taken.map(({ grownMb }) => grownMb.toFixed(1)).join(', ')} MB; ` +
        `held and answered after ${taken.map(({ seconds }) => seconds.toFixed(1)).join(', ')} s`,
    );
    return [
      makeRow({
        area: 'mail',
        name: '100 MB attachment, growth of resident memory',
        unit: 'MB',
        // The worst round: a promise about memory holds always or not at all.
        ours: Math.max(...taken.map(({ grownMb }) => grownMb)),
        target: { kind: 'at-most', value: 48 },
      }),
    ];
  },
};
