// The installed licence: read at start, looked at anew every few hours, asked about on-line where it names an address. `has` is the one
// question that managed features ask; nothing else in the server does.
import type { AdminLicence } from '@platen/shared/api/admin-licence';
import { AppError } from '@platen/shared/app-error';
import type { Licence, ManagedFeature } from '@platen/shared/licence';
import type { Clock, Log } from '../deps.ts';
import { type CheckFacts, stateOf, viewOf, WORKS } from './licence-state.ts';
import { readLicence, readWithdrawn } from './read-signed.ts';

/** What is kept of it. */
export interface KeptLicence {
  readonly text: string;
  readonly installedAt: number;
  readonly checkedAt?: number | undefined;
  readonly goodAt?: number | undefined;
  readonly withdrawn?: boolean | undefined;
  /** `issuedAt` of the newest list that was seen. */
  readonly listAt?: number | undefined;
  readonly problem?: string | undefined;
}

export interface LicenceStore {
  read(): Promise<KeptLicence | undefined>;
  /** `undefined` removes it. `who` goes into the audit log with `act`; absent for what the server notes by itself. */
  write(
    kept: KeptLicence | undefined,
    by?: { readonly who: string; readonly act: string; readonly about: string },
  ): Promise<void>;
  /** Living users. */
  people(): Promise<number>;
}

export interface Licences {
  has(feature: ManagedFeature): boolean;
  view(): Promise<AdminLicence>;
  /** Rejects with `licence-unusable`; the installed one then stays. */
  install(text: string, who: string): Promise<AdminLicence>;
  remove(who: string): Promise<AdminLicence>;
  /** Asks the check address now, if the licence has one. */
  check(signal?: AbortSignal): Promise<AdminLicence>;
  start(): Promise<void>;
  stop(): void;
}

/** Another server of the same database may have installed one; and what begins or ends at midnight is seen soon. */
const REREAD_MS = 60_000;
/** Withdrawals are rare, and an issuer's server should not be asked more often than daily by each installation. */
const CHECK_MS = 24 * 3_600_000;

export function makeLicences(deps: {
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly store: LicenceStore;
  /** SPKI in base64. */
  readonly keys: readonly string[];
  /** Fetches the list of withdrawn licences; rejects with an Error that says why it could not. */
  readonly fetchList: (address: string, signal: AbortSignal) => Promise<string>;
}): Licences {
  const { clock, log, store } = deps;
  let kept: KeptLicence | undefined;
  let licence: Licence | undefined;
  let rereading: Promise<void> | undefined;
  const stopping = new AbortController();
  const stops: (() => void)[] = [];

  function take(next: KeptLicence | undefined): void {
    if (next?.text !== kept?.text || licence === undefined) {
      const read = next === undefined ? undefined : readLicence(next.text, deps.keys);
      // A key that was taken off the list ends what it signed.
      if (read?.ok === false) log.warn('the installed licence is not signed by a known key', {});
      licence = read?.ok === true ? read.licence : undefined;
    }
    kept = next;
  }

  const facts = (): CheckFacts => ({
    at: kept?.checkedAt,
    goodAt: Math.max(kept?.goodAt ?? 0, kept?.installedAt ?? 0),
    withdrawn: kept?.withdrawn === true,
    problem: kept?.problem,
  });
  const view = async (): Promise<AdminLicence> => viewOf(licence, facts(), await store.people(), clock.now());

  async function install(text: string, who: string): Promise<AdminLicence> {
    const read = readLicence(text, deps.keys);
    if (!read.ok) {
      throw new AppError('licence-unusable', {
        detail:
          read.why === 'no-licence'
            ? 'it is no licence file'
            : 'it was changed, or its signature is of an unknown key',
      });
    }
    const now = clock.now();
    if (stateOf(read.licence, { goodAt: now, withdrawn: false }, now) === 'ended') {
      throw new AppError('licence-unusable', { detail: `it ended on ${read.licence.notAfter}` });
    }
    const same = licence?.serial === read.licence.serial ? kept : undefined;
    // The same one again does not begin its grace anew, and does not come back from being withdrawn.
    const next: KeptLicence = { ...same, text, installedAt: same?.installedAt ?? now };
    await store.write(next, { who, act: 'installed licence', about: read.licence.serial });
    take(next);
    if (read.licence.check !== undefined) void checkQuietly();
    return view();
  }

  async function check(signal: AbortSignal = stopping.signal): Promise<AdminLicence> {
    const current = kept;
    const address = licence?.check;
    if (current === undefined || licence === undefined || address === undefined) return view();
    const { serial } = licence;
    const at = clock.now();
    let next: KeptLicence;
    try {
      const read = readWithdrawn(await deps.fetchList(address, signal), deps.keys);
      if (!read.ok) throw new Error('its answer is not signed by a known key');
      if (read.withdrawn.issuedAt < (current.listAt ?? 0))
        throw new Error('its answer is older than the last one');
      const withdrawn = read.withdrawn.serials.includes(serial);
      next = {
        ...current,
        checkedAt: at,
        goodAt: withdrawn ? current.goodAt : at,
        withdrawn,
        listAt: read.withdrawn.issuedAt,
        problem: undefined,
      };
    } catch (cause) {
      signal.throwIfAborted();
      const problem = (cause instanceof Error ? cause.message : String(cause)).slice(0, 200);
      log.info('the licence could not be checked', { problem });
      next = { ...current, checkedAt: at, problem };
    }
    // Another one may have been installed meanwhile.
    if (kept?.text === current.text) {
      await store.write(next);
      take(next);
    }
    return view();
  }

  async function checkQuietly(): Promise<void> {
    await check().catch((cause: unknown) => {
      if (!stopping.signal.aborted) log.warn('the check of the licence failed', { cause });
    });
  }

  async function reread(): Promise<void> {
    take(await store.read());
    const due = clock.now() - (kept?.checkedAt ?? 0) >= CHECK_MS;
    if (due && licence?.check !== undefined) await checkQuietly();
  }

  return {
    has: (feature) =>
      licence?.features.includes(feature) === true && WORKS.has(stateOf(licence, facts(), clock.now())),
    view,
    install,
    remove: async (who) => {
      if (kept !== undefined) {
        await store.write(undefined, { who, act: 'removed licence', about: licence?.serial ?? '' });
        take(undefined);
      }
      return view();
    },
    check,
    start: async () => {
      take(await store.read());
      const again = (): void => {
        rereading ??= reread()
          .catch((cause: unknown) => log.warn('the licence could not be read again', { cause }))
          .finally(() => {
            rereading = undefined;
          });
      };
      stops.push(clock.every(REREAD_MS, again));
      again();
    },
    stop: () => {
      stopping.abort();
      for (const stop of stops.splice(0)) stop();
    },
  };
}
