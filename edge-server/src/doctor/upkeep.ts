// The doctor on upkeep: how old the last backup is, what the licence has to say, and whether webhooks arrive.
import type { AdminLicence } from '@platen/shared/api/admin-licence';
import type { Check, Exam } from '../doctor.ts';

export interface UpkeepParts {
  readonly now: () => number;
  /** Unix ms of the last backup that was made of this site; undefined: none yet. */
  readonly lastBackup: () => Promise<number | undefined>;
  /** When this site began, Unix ms. */
  readonly since: () => Promise<number | undefined>;
  readonly licence: () => Promise<Pick<AdminLicence, 'state' | 'tone' | 'sentence' | 'notices'>>;
  readonly webhooks: () => Promise<
    readonly {
      readonly name: string;
      readonly enabled: boolean;
      readonly state: { readonly gaveUpAt?: number } | null;
    }[]
  >;
  /** Demo data need no backup. */
  readonly tryOut: boolean;
}

const DAY_MS = 24 * 3_600_000;
/** A week and a day of grace: a weekly backup that failed once is told. */
const OLD_DAYS = 8;
/** The first days of a site have nothing that is worth one. */
const GRACE_DAYS = 3;

export function upkeepExams(parts: UpkeepParts): Exam[] {
  const area = 'upkeep';
  return [
    ...(parts.tryOut ? [] : [{ area, id: 'backup', what: 'The backup', run: () => backup(parts) } as const]),
    { area, id: 'licence', what: 'The licence', run: () => licence(parts) },
    { area, id: 'webhooks', what: 'Webhooks', run: () => webhooks(parts) },
  ];
}

/** The core needs none, so a site without is told nothing. */
async function licence(parts: UpkeepParts): Promise<Check[]> {
  const id = 'licence';
  const { state, tone, sentence, notices } = await parts.licence();
  if (state === 'none') return [];
  const told = [sentence, ...notices].join(' ');
  if (tone === 'ok') return [{ id, ok: true, sentence: told }];
  const cure =
    'Install the licence that follows: Health > Backup and licence, or: platen licence install FILE.';
  return [{ id, ok: false, sentence: told, cure }];
}

async function webhooks(parts: UpkeepParts): Promise<Check[]> {
  const id = 'webhooks';
  const on = (await parts.webhooks()).filter(({ enabled }) => enabled);
  if (on.length === 0) return [];
  const lost = on.filter(({ state }) => state?.gaveUpAt !== undefined);
  if (lost.length === 0) return [{ id, ok: true, sentence: 'All webhooks take their messages.' }];
  return lost.map(({ name }) => ({
    id,
    ok: false,
    sentence: `The webhook "${name}" takes no messages: those of more than a day ago were given up.`,
    cure: 'Look at its last answers under Connections, mend its receiver, and send them again there.',
  }));
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
