// Tells administrators before the certificate ends and when it does not name this server (SPEC G4): by mail once for each threshold, and to the
// console and the doctor as long as it is so.
import type { CertificateFinding } from '@platen/shared/api/admin-certificate';
import type { Tx } from './db/database.ts';
import type { Deps } from './deps.ts';
import type { InsertOutbox } from './flow/outbox/insert-outbox.ts';
import type { CertificateDescription } from './platform/certificate.ts';
import { readFactIn, writeFact } from './settings/facts.ts';

export interface CertificateWatchDeps extends Pick<Deps, 'db' | 'clock' | 'log' | 'settings'> {
  readonly holder: string;
  readonly insertOutbox: InsertOutbox;
  readonly current: () => Promise<
    | {
        readonly description: CertificateDescription;
        /** Somebody renews it by itself: Platen or an authority. */
        readonly renewsItself: boolean;
        readonly findings: readonly CertificateFinding[];
      }
    | undefined
  >;
}

const DAY_MS = 24 * 3_600_000;
/** Nobody has to be told to the minute. */
const LOOK_EVERY_MS = 3_600_000;
/** SPEC G4; 0 is the end itself. */
const THRESHOLDS = [30, 14, 3, 0] as const;

interface Told {
  readonly sha256: string;
  /** The lowest threshold that was told of. */
  readonly days?: number | undefined;
  /** The names that were told of as missing. */
  readonly names?: string | undefined;
}

/**
 * The threshold that is reached, in days. What renews itself does so with a third of its life left: only when that must have failed, at
 * less than a quarter, there is something to tell.
 */
export function thresholdOf(
  { notBefore, notAfter }: Pick<CertificateDescription, 'notBefore' | 'notAfter'>,
  renewsItself: boolean,
  now: number,
): number | undefined {
  const left = notAfter - now;
  const life = notAfter - notBefore;
  if (renewsItself && left > life / 4) return undefined;
  return THRESHOLDS.filter((days) => left <= days * DAY_MS)
    .filter((days) => !renewsItself || days === 0 || days * DAY_MS <= life / 4)
    .at(-1);
}

export function makeCertificateWatch(deps: CertificateWatchDeps) {
  const fact = `certificate.told:${deps.holder}`;
  let stopTimer: (() => void) | undefined;
  let last: Promise<void> = Promise.resolve();

  async function lookNow(): Promise<void> {
    const current = await deps.current();
    const recipient = deps.settings().mail.alertAddress.trim();
    // Whoever sets the address later is told then.
    if (current === undefined || recipient === '') return;
    const { description, findings, renewsItself } = current;
    const days = thresholdOf(description, renewsItself, deps.clock.now());
    const mismatch = findings.find(({ code }) => code === 'name-mismatch' || code === 'no-names');
    const ending = findings.find(({ code }) => code === 'ends-soon' || code === 'expired');
    await deps.db.write(async (tx) => {
      const told = parse(await readFactIn(tx, fact));
      const known: Told = told?.sha256 === description.sha256 ? told : { sha256: description.sha256 };
      const fresh =
        days !== undefined && ending !== undefined && (known.days === undefined || days < known.days);
      const unnamed = mismatch !== undefined && known.names !== mismatch.sentence;
      if (fresh) await tell(tx, `${days}`, ending);
      if (unnamed) await tell(tx, mismatch.sentence, mismatch);
      const next: Told = {
        sha256: description.sha256,
        days: fresh ? days : known.days,
        names: mismatch?.sentence,
      };
      if (JSON.stringify(next) !== JSON.stringify(told)) await writeFact(tx, fact, JSON.stringify(next));

      async function tell(within: Tx, what: string, { sentence, cure }: CertificateFinding): Promise<void> {
        await deps.insertOutbox(within, {
          kind: 'alert',
          recipient,
          // The same from each of several servers that share one certificate.
          about: `certificate ${description.sha256} ${what}`,
          values: {
            about: 'certificate',
            account: description.names[0] ?? '',
            detail: cure === undefined ? sentence : `${sentence} ${cure}`,
          },
        });
      }
    });
  }

  const look = (): Promise<void> => {
    last = last.then(lookNow).catch((cause: unknown) => {
      deps.log.error('the certificate could not be watched', { cause });
    });
    return last;
  };

  return {
    look,
    start: (): void => {
      stopTimer = deps.clock.every(LOOK_EVERY_MS, () => void look());
      void look();
    },
    stop: async (): Promise<void> => {
      stopTimer?.();
      await last;
    },
  };
}

function parse(text: string | undefined): Told | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Told);
}
