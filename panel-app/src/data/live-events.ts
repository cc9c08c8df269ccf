// Hears from the server that something changed (server-sent events, WHATWG HTML 9.2), and comes back by itself when the way there broke. It
// says that there is something to read, and reads nothing. Only a page that is seen listens: a hidden tab holds none of the browser's six
// connections. Where there is no EventSource, or a proxy lets none through, it is never healthy, and whoever polls goes on polling.
import type { LiveEvent } from '@platen/shared/api/live';

export interface LiveEventsOptions {
  readonly path: string;
  /** Something changed, or may have: `anew` where it is not known what. */
  readonly told: (event: LiveEvent) => void;
  /** It works, or works no longer. */
  readonly health: (healthy: boolean) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** A test puts its own here. */
  readonly open?: (path: string) => EventSource;
}

/** The first wait before it is tried again, ms; twice as long each time, with up to half of it by chance, so that a restart is not met by all at once. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

export function followEvents({ path, told, health, signal, open = openSource }: LiveEventsOptions): void {
  if (signal.aborted || (typeof EventSource === 'undefined' && open === openSource)) return;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let healthy = false;
  /** The last number heard: what comes after it is asked for. */
  let last: number | undefined;

  const be = (now: boolean): void => {
    if (healthy === now) return;
    healthy = now;
    health(now);
  };

  function take(message: MessageEvent<string>): LiveEvent | undefined {
    try {
      const event = JSON.parse(message.data) as LiveEvent;
      last = event.n;
      return event;
    } catch {
      // Not ours: a proxy's page. The connection is of no use.
      broke();
      return undefined;
    }
  }

  function begin(): void {
    clearTimeout(timer);
    if (source !== undefined || signal.aborted || document.hidden) return;
    const first = last === undefined;
    const mine = open(first ? path : `${path}?after=${last}`);
    source = mine;
    mine.addEventListener('hello', (message: MessageEvent<string>) => {
      const event = take(message);
      if (event === undefined) return;
      failures = 0;
      be(true);
      // What happened between the page's own reading and now was told to nobody.
      if (first || event.anew) told({ ...event, anew: true });
    });
    mine.addEventListener('message', (message: MessageEvent<string>) => {
      const event = take(message);
      if (event !== undefined) told(event);
    });
    mine.addEventListener('error', broke);
  }

  function rest(): void {
    source?.close();
    source = undefined;
    clearTimeout(timer);
  }

  function broke(): void {
    rest();
    be(false);
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
    failures += 1;
    timer = setTimeout(begin, wait * (1 + Math.random() / 2));
  }

  const seen = (): void => {
    if (!document.hidden) return begin();
    rest();
    be(false);
  };
  const online = (): void => {
    failures = 0;
    begin();
  };

  document.addEventListener('visibilitychange', seen);
  window.addEventListener('online', online);
  signal.addEventListener('abort', () => {
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('online', online);
    rest();
  });
  begin();
}

function openSource(path: string): EventSource {
  return new EventSource(path);
}
