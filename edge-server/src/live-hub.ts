// Tells open screens at once that something of theirs changed. In memory and in this process: who was away looks anew; what other servers on the
// database change comes from live-servers.ts. What waits for a follower is a set of ids of bounded size, so memory stays flat whoever is slow.
import { type LiveEvent, MOST_LIVE_IDS } from '@platen/shared/api/live';
import { AppError } from '@platen/shared/app-error';
import type { LiveChange } from '@platen/shared/live-change';
import type { Clock } from './deps.ts';

/** Each holds a connection: more than a large site has people looking at one time, and far below what a process may open. */
const MOST_FOLLOWERS = 4_000;
/** Of one session: a browser opens six connections to a server, and one that reloads has its old one for a moment. */
const MOST_OF_SESSION = 8;
/** People and printers of whom it is remembered when they changed last; of the others everything is read anew. */
const MOST_REMEMBERED = 10_000;
/** Where all are to look again, so many begin at a time, this long after each other: each asks the database for a list. */
const LOOK_AT_ONCE = 200;
const LOOK_NEXT_MS = 100;
/** The last bits of a number say whose it is, so that a browser that was led to another server is told to look anew. */
const SERVERS = 1024;

/** Whose news somebody may hear. */
export interface Follower {
  readonly userId: string;
  readonly sessionHash: string;
  /** Opened with a document's PIN: nothing is told of the others. */
  readonly jobIds: readonly string[] | null;
  /** At a panel: its own. Undefined, in the portal: of any. */
  readonly printerId: string | undefined;
}

/** `session`: one of the person's may have ended. */
export type Wake = (why: 'news' | 'session' | 'closed') => void;

export interface Following {
  /** What changed since it was last taken; undefined: nothing. */
  readonly take: () => LiveEvent | undefined;
  readonly end: () => void;
}

export interface LiveHub {
  /** After the commit that changed it. */
  readonly changed: (changes: readonly LiveChange[]) => void;
  /** More may have changed than anybody knows: everybody reads everything anew. */
  readonly lookAgain: () => void;
  /**
   * @param wake called when there is something to take, when sessions of the person ended, and when the server stops.
   * @param after what the follower knows; undefined: everything there is now.
   * @throws `too-many-streams`
   */
  readonly follow: (who: Follower, after: number | undefined, wake: Wake) => Following;
  /** The number of now. */
  readonly now: () => number;
  readonly count: () => number;
  /** The server stops: everybody is woken, and nobody waits any more. */
  readonly close: () => void;
  readonly closed: () => boolean;
}

interface Place {
  readonly who: Follower;
  readonly jobs: Set<string>;
  printer: boolean;
  anew: boolean;
  readonly wake: Wake;
}

const ANY_PRINTER = 'printer ';
const personTopic = (userId: string): string => `person ${userId}`;
const printerTopic = (printerId: string | undefined): string => `${ANY_PRINTER}${printerId ?? ''}`;

/** @param server any number, another one on each server of a database as far as chance allows. */
export function makeLiveHub(clock: Pick<Clock, 'now' | 'after'>, server: number): LiveHub {
  const places = new Map<string, Set<Place>>();
  const ofSession = new Map<string, number>();
  /** By topic, the one changed last at the end. */
  const lastOf = new Map<string, number>();
  // Begins where no earlier life of the server has been, unless its clock went back: then what is asked for is above `n`, which is noticed.
  let n = clock.now() * SERVERS + (server % SERVERS);
  /** Of what was before nothing is known. */
  let floor = n;
  let followers = 0;
  let closed = false;

  const topicsOf = (who: Follower): readonly string[] => [
    personTopic(who.userId),
    printerTopic(who.printerId),
  ];

  function remember(topic: string): void {
    lastOf.delete(topic);
    lastOf.set(topic, n);
    if (lastOf.size <= MOST_REMEMBERED) return;
    const [oldest] = lastOf;
    if (oldest === undefined) return;
    floor = oldest[1];
    lastOf.delete(oldest[0]);
  }

  function tell(topic: string, note: (place: Place) => boolean): void {
    remember(topic);
    for (const place of [...(places.get(topic) ?? [])]) if (note(place)) place.wake('news');
  }

  function noteJob(place: Place, jobId: string): boolean {
    const { jobIds } = place.who;
    if (jobIds !== null && !jobIds.includes(jobId)) return false;
    if (place.jobs.size >= MOST_LIVE_IDS) place.anew = true;
    else place.jobs.add(jobId);
    return true;
  }

  const notePrinter = (place: Place): boolean => {
    place.printer = true;
    return true;
  };

  function missed(who: Follower, after: number): boolean {
    const strange = after < floor || after > n || after % SERVERS !== n % SERVERS;
    return strange || topicsOf(who).some((topic) => (lastOf.get(topic) ?? 0) > after);
  }

  return {
    changed(changes) {
      for (const change of changes) {
        n += SERVERS;
        switch (change.kind) {
          case 'job':
            tell(personTopic(change.userId), (place) => noteJob(place, change.jobId));
            break;
          case 'printer':
            tell(printerTopic(change.printerId), notePrinter);
            tell(printerTopic(undefined), notePrinter);
            break;
          case 'session':
            for (const place of [...(places.get(personTopic(change.userId)) ?? [])]) place.wake('session');
        }
      }
    },
    lookAgain() {
      n += SERVERS;
      // Who is away now and comes back is told the same.
      floor = n;
      lastOf.clear();
      const all = [...new Set([...places.values()].flatMap((there) => [...there]))];
      for (const place of all) place.anew = true;
      const wakeSome = (): void => {
        for (const place of all.splice(0, LOOK_AT_ONCE)) place.wake('news');
        if (all.length > 0) clock.after(LOOK_NEXT_MS, wakeSome);
      };
      wakeSome();
    },
    follow(who, after, wake) {
      const own = ofSession.get(who.sessionHash) ?? 0;
      if (followers >= MOST_FOLLOWERS || own >= MOST_OF_SESSION) throw new AppError('too-many-streams');
      const anew = after !== undefined && missed(who, after);
      const place: Place = { who, jobs: new Set(), printer: false, anew, wake };
      followers += 1;
      ofSession.set(who.sessionHash, own + 1);
      for (const topic of topicsOf(who)) {
        const there = places.get(topic);
        if (there === undefined) places.set(topic, new Set([place]));
        else there.add(place);
      }
      let here = true;
      return {
        take() {
          if (place.jobs.size === 0 && !place.printer && !place.anew) return undefined;
          const event = { n, jobs: [...place.jobs], printer: place.printer, anew: place.anew };
          place.jobs.clear();
          place.printer = false;
          place.anew = false;
          return event;
        },
        end() {
          if (!here) return;
          here = false;
          followers -= 1;
          const left = (ofSession.get(who.sessionHash) ?? 1) - 1;
          if (left === 0) ofSession.delete(who.sessionHash);
          else ofSession.set(who.sessionHash, left);
          for (const topic of topicsOf(who)) {
            const there = places.get(topic);
            there?.delete(place);
            if (there?.size === 0) places.delete(topic);
          }
        },
      };
    },
    now: () => n,
    count: () => followers,
    close() {
      closed = true;
      for (const topic of [...places.values()]) for (const place of [...topic]) place.wake('closed');
    },
    closed: () => closed,
  };
}
