// Notes that a device's panel called home. Panels ask every few seconds, so it is written once a minute at most.
import { AppError } from '@platen/shared/app-error';

const EVERY_MS = 60_000;
/** Forgotten all at once beyond this: at worst a few writes more. */
const MOST_PRINTERS = 20_000;

/** @param write stores the time; it may reject with `not-found`. */
export function makeNoteContact(write: (printerId: string, now: number) => Promise<void>) {
  const last = new Map<string, number>();
  return {
    /** Resolves when it is stored, or at once when that was done within the last minute. @param now Unix ms */
    async note(printerId: string, now: number): Promise<void> {
      const before = last.get(printerId);
      if (before !== undefined && now - before < EVERY_MS && now >= before) return;
      if (last.size >= MOST_PRINTERS) last.clear();
      last.set(printerId, now);
      try {
        await write(printerId, now);
      } catch (cause) {
        last.delete(printerId);
        // Removed in this very moment: there is nothing left to note.
        if (!(cause instanceof AppError && cause.code === 'not-found')) throw cause;
      }
    },
    /** The next call is written whenever it comes: after a set-up, the first one counts. */
    forget: (printerId: string): void => {
      last.delete(printerId);
    },
  };
}
