// How a licence stands today, in a sentence, and what it switches on. Pure. Nothing but managed features ever depends on it.
import type { AdminLicence, LicenceState } from '@platen/shared/api/admin-licence';
import { FEATURE_WORDS, type Licence, MANAGED_FEATURES } from '@platen/shared/licence';

/** What is known from asking the check address. */
export interface CheckFacts {
  /** Unix ms. */
  readonly at?: number | undefined;
  /** When it last said, signed, that this licence is not withdrawn; its installation counts as such. */
  readonly goodAt: number;
  readonly withdrawn: boolean;
  readonly problem?: string | undefined;
}

const DAY_MS = 86_400_000;
/** Time enough to order a new one. */
const NOTICE_DAYS = 30;
/** A check address that cannot be reached for so long is a moved server or a blocked firewall: a month in which somebody is told daily. */
export const GRACE_DAYS = 30;
/** Of the grace, silent: a server that is down for a weekend is nobody's business. */
const QUIET_DAYS = 7;

/** The moment after the last day (UTC). */
const endOf = (licence: Licence): number => Date.parse(`${licence.notAfter}T00:00:00Z`) + DAY_MS;

export function stateOf(licence: Licence | undefined, check: CheckFacts, now: number): LicenceState {
  if (licence === undefined) return 'none';
  if (check.withdrawn) return 'withdrawn';
  if (now < Date.parse(`${licence.notBefore}T00:00:00Z`)) return 'not-yet';
  if (now >= endOf(licence)) return 'ended';
  if (licence.check !== undefined && now - check.goodAt >= GRACE_DAYS * DAY_MS) return 'unchecked';
  return endOf(licence) - now <= NOTICE_DAYS * DAY_MS ? 'ending' : 'good';
}

/** Managed features work in these states. */
export const WORKS: ReadonlySet<LicenceState> = new Set<LicenceState>(['good', 'ending']);

const TONE = {
  none: 'quiet',
  good: 'ok',
  ending: 'warn',
  'not-yet': 'quiet',
  ended: 'warn',
  withdrawn: 'warn',
  unchecked: 'warn',
} as const satisfies Readonly<Record<LicenceState, AdminLicence['tone']>>;

const REST = 'Everything else works as before.';

function sentenceOf(state: LicenceState, licence: Licence | undefined): string {
  switch (state) {
    case 'none':
      return 'There is no licence, and none is needed. One adds managed features.';
    case 'good':
      return `Licensed to ${licence?.licensee ?? ''} until ${licence?.notAfter ?? ''}.`;
    case 'ending':
      return `The licence ends on ${licence?.notAfter ?? ''}.`;
    case 'not-yet':
      return `The licence begins on ${licence?.notBefore ?? ''}.`;
    case 'ended':
      return `The licence ended on ${licence?.notAfter ?? ''}. Its managed features are off. ${REST}`;
    case 'withdrawn':
      return `The licence was withdrawn by who issued it. Its managed features are off. ${REST}`;
    case 'unchecked':
      return `The licence could not be checked for ${GRACE_DAYS} days. Its managed features are off until it can. ${REST}`;
  }
}

/** What is going to change, told before it does. */
function noticesOf(
  state: LicenceState,
  licence: Licence,
  check: CheckFacts,
  used: number,
  now: number,
): string[] {
  const notices: string[] = [];
  if (state === 'ending') {
    notices.push(
      `After ${licence.notAfter} its managed features are off. ${REST} Install the new licence here.`,
    );
  }
  const unheard = Math.floor((now - check.goodAt) / DAY_MS);
  if (licence.check !== undefined && WORKS.has(state) && unheard >= QUIET_DAYS) {
    const left = GRACE_DAYS - unheard;
    notices.push(
      `${hostOf(licence.check)} could not say for ${unheard} days whether the licence is good. Managed features go on for ${left} more ${left === 1 ? 'day' : 'days'}.`,
    );
  }
  if (licence.seats > 0 && used > licence.seats) {
    notices.push(
      `The licence is for ${licence.seats} people, and there are ${used}. Nobody is locked out; order more seats.`,
    );
  }
  return notices;
}

export const hostOf = (address: string): string => new URL(address).host;

export function viewOf(
  licence: Licence | undefined,
  check: CheckFacts,
  used: number,
  now: number,
): AdminLicence {
  const state = stateOf(licence, check, now);
  const on = new Set(WORKS.has(state) ? licence?.features : []);
  const common = {
    state,
    tone: TONE[state],
    sentence: sentenceOf(state, licence),
    features: MANAGED_FEATURES.map((id) => ({ id, label: FEATURE_WORDS[id], on: on.has(id) })),
  };
  if (licence === undefined) return { ...common, notices: [], seats: { used } };
  const { licensee, serial, notBefore, notAfter, seats } = licence;
  const notices = noticesOf(state, licence, check, used, now);
  return {
    ...common,
    tone: common.tone === 'ok' && notices.length > 0 ? 'warn' : common.tone,
    notices,
    licensee,
    serial,
    notBefore,
    notAfter,
    seats: { used, ...(seats === 0 ? {} : { most: seats }) },
    ...(licence.check === undefined
      ? {}
      : {
          check: {
            host: hostOf(licence.check),
            goodAt: check.goodAt,
            ...(check.at === undefined ? {} : { at: check.at }),
            ...(check.problem === undefined ? {} : { problem: check.problem }),
          },
        }),
  };
}
