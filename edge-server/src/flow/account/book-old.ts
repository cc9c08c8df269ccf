// Books the releases that ended before this server kept records, once, a few hundred in a transaction, while it serves.
import type { Deps } from '../../deps.ts';
import { readEnded, readMark, writeMark } from '../store/records.ts';
import { book } from './book-record.ts';

/** Releases in one transaction: some ten milliseconds, in which nothing else is written. */
const BATCH = 200;
const DONE = 'done';

/**
 * Goes on where an earlier start was interrupted. What is booked already is passed over, so several servers may do it together.
 * @returns how many were booked.
 */
export async function bookOld(deps: Pick<Deps, 'db'>, signal: AbortSignal): Promise<number> {
  let booked = 0;
  while (!signal.aborted) {
    const more = await deps.db.write(async (tx) => {
      const mark = (await readMark(tx)) ?? '0 ';
      if (mark === DONE) return undefined;
      const [endedAt = '0', id = ''] = mark.split(' ');
      const some = await readEnded(tx, { endedAt: Number(endedAt), id }, BATCH);
      let count = 0;
      for (const one of some) {
        // A question that is still open is booked when somebody answers it.
        if (one.release.state === 'uncertain' && one.job?.state === 'uncertain') continue;
        if (await book(tx, one)) count += 1;
      }
      const last = some[BATCH - 1];
      await writeMark(tx, last === undefined ? DONE : `${last.release.endedAt} ${last.release.id}`);
      return count;
    });
    if (more === undefined) break;
    booked += more;
  }
  return booked;
}
