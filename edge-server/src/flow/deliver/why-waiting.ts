// Why a document waits in line: because another one is being sent to the same printer, and what keeps that one.
import { STORED } from '@platen/shared/say/saying';
import { type Run, update } from './run.ts';

/** Whose document is at each printer, by printer id; of this process. */
export type LaneHolders = Map<string, Run>;

/** Most turns come sooner; a note that flashes by tells nothing. */
const FIRST_MS = 1_500;
/** What keeps the one in front changes seldom. */
const AGAIN_MS = 5_000;

const WAITING = STORED.say('deliver.in-line');

/** Waits for `turn` and tells meanwhile why. Whatever becomes of the notes, the turn is what counts. */
export async function tellWhyWaiting(run: Run, holders: LaneHolders, turn: Promise<void>): Promise<void> {
  const { clock, log } = run.deps;
  const over = new AbortController();
  const telling = (async () => {
    for (let pause = FIRST_MS; ; pause = AGAIN_MS) {
      await clock.sleep(pause, over.signal);
      // The printer's trouble in front is ours too.
      const note = holders.get(run.printer.id)?.release.note ?? WAITING;
      if (!over.signal.aborted && run.release.note !== note) await update(run, { note });
    }
  })().catch((cause: unknown) => {
    // A release that was taken over is noticed by whoever works on it next.
    if (!over.signal.aborted) log.warn('a wait could not be explained', { release: run.release.id, cause });
  });
  try {
    await turn;
  } finally {
    over.abort();
    await telling;
  }
}
