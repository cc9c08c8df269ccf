// Looking for a printer: what is typed, the site that is chosen, where the phone is, and the printers found so far. Shows nothing.
import type { PortalPrinter, PortalSite } from '@platen/shared/api/portal';
import { type PrintersAsk, readPrinters } from '../data/portal-printers.ts';
import { printersOrSeen } from '../data/portal-seen.ts';
import type { AttemptHost } from '../state/attempt.ts';
import { isSignedOut, refusalSentence, signedOut } from '../state/refusal.ts';
import { sitesByDistance } from './distance.ts';

/** `unknown`: the phone did not tell, or was not allowed to. */
export type Nearness = 'off' | 'asking' | 'on' | 'unknown';

export interface FindPrinters {
  readonly search: () => string;
  readonly site: () => string;
  /** undefined until the first answer. */
  readonly found: () => readonly PortalPrinter[] | undefined;
  readonly total: () => number;
  readonly sites: () => readonly PortalSite[];
  readonly busy: () => boolean;
  readonly problem: () => string | undefined;
  readonly nearness: () => Nearness;
  /** Metres by the site's name, once the person has asked for the nearest. */
  readonly distances: () => ReadonlyMap<string, number>;
  readonly type: (search: string) => void;
  readonly choose: (site: string) => void;
  /** Asks the phone where it is; once more: back to the usual order. */
  readonly nearest: () => void;
  readonly more: () => void;
  readonly again: () => void;
  /** A printer says something else: the first page is asked again, at most every few seconds, and not in a hidden tab. */
  readonly freshen: () => void;
  readonly stop: () => void;
}

/** Between two letters of somebody who types on a phone. */
const PAUSE_MS = 180;
/** A site of hundreds of printers has news all the time. */
const FRESHEN_MS = 3000;
/** As the server pages. */
const FIRST_PAGE = 30;
/** Nobody stands and waits longer for a satellite. */
const LOCATE_MS = 10_000;
/** Where somebody was five minutes ago is near enough to choose a building. */
const LOCATED_MS = 300_000;

export function findPrinters(host: AttemptHost, firstFound: () => void = () => undefined): FindPrinters {
  let ask: PrintersAsk = { search: '', site: '', near: [], offset: 0 };
  let found: readonly PortalPrinter[] | undefined;
  let total = 0;
  let sites: readonly PortalSite[] = [];
  let problem: string | undefined;
  let nearness: Nearness = 'off';
  let distances: ReadonlyMap<string, number> = new Map();
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let freshenTimer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function read(offset = 0): Promise<void> {
    clearTimeout(timer);
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    host.requestUpdate();
    const asked = readPrinters({ ...ask, offset }, mine.signal);
    const usual = ask.search === '' && ask.site === '' && ask.near.length === 0 && offset === 0;
    // Without a connection the usual ones are as they were seen.
    const answer = await (usual ? printersOrSeen(asked) : asked);
    if (mine.signal.aborted) return;
    asking = undefined;
    problem = undefined;
    if (answer.ok) {
      const { printers } = answer.value;
      const known = new Set(offset === 0 ? [] : found?.map(({ printer }) => printer.id));
      found =
        offset === 0
          ? printers
          : [...(found ?? []), ...printers.filter(({ printer }) => !known.has(printer.id))];
      ({ total, sites } = answer.value);
      firstFound();
    } else if (isSignedOut(answer)) signedOut(host);
    else problem = refusalSentence(answer);
    host.requestUpdate();
  }

  function located({ coords }: GeolocationPosition): void {
    if (stopped || nearness !== 'asking') return;
    distances = sitesByDistance(sites, coords);
    nearness = 'on';
    ask = { ...ask, near: [...distances.keys()] };
    void read();
  }

  return {
    search: () => ask.search,
    site: () => ask.site,
    found: () => found,
    total: () => total,
    sites: () => sites,
    busy: () => asking !== undefined,
    problem: () => problem,
    nearness: () => nearness,
    distances: () => distances,
    type(search) {
      ask = { ...ask, search };
      clearTimeout(timer);
      timer = setTimeout(() => void read(), PAUSE_MS);
    },
    choose(site) {
      ask = { ...ask, site };
      void read();
    },
    nearest() {
      if (nearness === 'on') {
        nearness = 'off';
        distances = new Map();
        ask = { ...ask, near: [] };
        void read();
        return;
      }
      nearness = 'asking';
      host.requestUpdate();
      navigator.geolocation.getCurrentPosition(
        located,
        () => {
          nearness = 'unknown';
          host.requestUpdate();
        },
        { timeout: LOCATE_MS, maximumAge: LOCATED_MS },
      );
    },
    more: () => void read(found?.length ?? 0),
    again: () => void read(),
    freshen() {
      if (freshenTimer !== undefined || stopped) return;
      freshenTimer = setTimeout(() => {
        freshenTimer = undefined;
        // Who has asked for more reads on; those rows must not go away under the finger.
        if (!document.hidden && asking === undefined && (found?.length ?? 0) <= FIRST_PAGE) void read();
      }, FRESHEN_MS);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(freshenTimer);
      asking?.abort();
    },
  };
}
