// The doctor on upkeep: how old the last backup is.
import type { Check, Exam } from '../doctor.ts';

export interface UpkeepParts {
  readonly now: () => number;
  /** Unix ms of the last backup that was made of this site; undefined: none yet. */
  readonly lastBackup: () => Promise<number | undefined>;
  /** When this site began, Unix ms. */
  readonly since: () => Promise<number | undefined>;
  /** Demo data need no backup. */
  readonly tryOut: boolean;
}

const DAY_MS = 24 * 3_600_000;
/** A week and a day of grace: a weekly backup that failed once is told. */
const OLD_DAYS = 8;
/** The first days of a site have nothing that is worth one. */
const GRACE_DAYS = 3;

export function upkeepExams(parts: UpkeepParts): Exam[] {
  return parts.tryOut ? [] : [{ area: 'upkeep', id: 'backup', what: 'The backup', run: () => backup(parts) }];
}

async function backup(parts: UpkeepParts): Promise<Check[]> {
  const id = 'backup';
  const cure = 'Make one with: platen backup FILE, and let it run every night (docs/backup.md).';
  const at = await parts.lastBackup();
  if (at === undefined) {
    const since = await parts.since();
    if (since !== undefined && parts.now() - since < GRACE_DAYS * DAY_MS)
      return [{ id, ok: true, sentence: 'No backup was made yet; this site is new.' }];
    return [{ id, ok: false, sentence: 'No backup of this site was ever made.', cure }];
  }
  const days = Math.floor((parts.now() - at) / DAY_MS);
  const sentence =
    days < 1
      ? 'The last backup was made within the last day.'
      : `The last backup is ${days} ${days === 1 ? 'day' : 'days'} old.`;
  return [days < OLD_DAYS ? { id, ok: true, sentence } : { id, ok: false, sentence, cure }];
}
