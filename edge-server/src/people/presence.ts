// Standing at a printer with a phone (SPEC B15). A panel shows a code that is signed for its printer and for half a minute; whoever scans it has
// shown that somebody stands there now, and nothing else: who it is, signing in tells. What was shown is kept with the portal session.
import { timingSafeEqual } from 'node:crypto';
import { eq, lte } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { networkOf } from './guess-scopes.ts';

/** A code is shown for one step and taken for two: a phone needs some seconds to see it and to open the page. */
export const STEP_MS = 30_000;
/** 160 bits in base64url, as many as a token needs that nobody can guess; more would make a picture of finer modules. */
const MARK_HEX = 40;
/** Wrong codes from one network within a minute. Right ones are not counted: a whole school may come in through one address. */
const MOST_WRONG = 30;
const WRONG_MS = 60_000;
/** Networks that are counted at a time; the oldest go first. */
const MOST_NETWORKS = 5_000;

/** What a code is made for. Its panel's key goes in, too: a new one makes old codes worthless. */
interface Place {
  readonly id: string;
  readonly panelKeyHash: string;
}

export interface Present {
  readonly printerId: string;
  /** Unix ms. */
  readonly until: number;
}

export function makePresence(deps: Pick<Deps, 'db' | 'clock' | 'sealing' | 'settings'>) {
  const wrong = new Map<string, { count: number; since: number }>();

  const stepNow = (): number => Math.floor(deps.clock.now() / STEP_MS);
  const mark = (purpose: string, text: string): string =>
    Buffer.from(deps.sealing.keyedHash(purpose, text).slice(0, MARK_HEX), 'hex').toString('base64url');
  const codeAt = ({ id, panelKeyHash }: Place, step: number): string =>
    `${id}.${mark('presence', `${id}|${step}|${panelKeyHash}`)}`;
  const scanOf = ({ id, panelKeyHash }: Place, until: string): string =>
    `${id}.${until}.${mark('presence-scan', `${id}|${until}|${panelKeyHash}`)}`;

  const untilNow = (): number => deps.clock.now() + deps.settings().presence.minutes * 60_000;

  return {
    /** The code of this moment, and for how many ms it is the one to show. */
    codeFor: (
      place: Place,
    ): { readonly token: string; readonly step: number; readonly expiresIn: number } => {
      const step = stepNow();
      return { token: codeAt(place, step), step, expiresIn: (step + 1) * STEP_MS - deps.clock.now() };
    },

    /** The printer that a code or a scan names; it says nothing of whether that is true. */
    printerIdIn: (token: string): string => token.split('.')[0] ?? '',

    /** Until when its bearer counts as being at this printer; undefined: the code is old, changed, or of another panel. */
    readCode: (token: string, place: Place): number | undefined => {
      const step = stepNow();
      // Both are compared whatever the first one says.
      const now = same(token, codeAt(place, step));
      const before = same(token, codeAt(place, step - 1));
      return now || before ? untilNow() : undefined;
    },

    /** For the browser that scanned and has nobody signed in yet: kept in a cookie that no script reads. */
    noteScan: (place: Place, until: number): string => scanOf(place, until.toString(36)),
    readScan: (scan: string, place: Place): number | undefined => {
      const written = scan.split('.')[1] ?? '';
      const until = Number.parseInt(written, 36);
      return same(scan, scanOf(place, written)) && until > deps.clock.now() ? until : undefined;
    },

    /** This session's phone is at this printer, and no longer at another. */
    keep: (sessionHash: string, { printerId, until }: Present): Promise<void> =>
      deps.db.write(async (tx) => {
        const { presences } = tx.t;
        await tx.q
          .insert(presences)
          .values({ sessionHash, printerId, until })
          .onConflictDoUpdate({ target: presences.sessionHash, set: { printerId, until } });
      }),
    /** Where the phone of this session is now. A session that has ended is asked by nobody. */
    of: (sessionHash: string): Promise<Present | undefined> =>
      deps.db.read(async (tx) => {
        const { presences } = tx.t;
        const [row] = await tx.q
          .select()
          .from(presences)
          .where(eq(presences.sessionHash, sessionHash))
          .limit(1);
        return row !== undefined && row.until > deps.clock.now() ? row : undefined;
      }),

    /** Whether wrong codes from this address's network have to wait. */
    isBusy: (address: string): boolean => {
      const seen = wrong.get(networkOf(address));
      return seen !== undefined && deps.clock.now() - seen.since < WRONG_MS && seen.count >= MOST_WRONG;
    },
    noteWrong: (address: string): void => {
      const network = networkOf(address);
      const now = deps.clock.now();
      const seen = wrong.get(network);
      if (seen !== undefined && now - seen.since < WRONG_MS) {
        seen.count += 1;
        return;
      }
      wrong.delete(network);
      wrong.set(network, { count: 1, since: now });
      const oldest = wrong.size > MOST_NETWORKS ? wrong.keys().next().value : undefined;
      if (oldest !== undefined) wrong.delete(oldest);
    },
  };
}

export type Presence = ReturnType<typeof makePresence>;

export async function dropOldPresences(tx: Tx, now: number): Promise<void> {
  await tx.q.delete(tx.t.presences).where(lte(tx.t.presences.until, now));
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
