// Short messages between the edge servers of one PostgreSQL database: LISTEN and NOTIFY on a connection of its own (PostgreSQL, "NOTIFY"). Whoever
// listens at that moment hears them and nobody later, so nothing that must not be lost goes this way. Never part of a transaction that does work:
// PostgreSQL commits those that notify one after the other.
import pg from 'pg';
import type { Clock, Log } from '../deps.ts';

/** Of a database: those of other databases of the same PostgreSQL are not heard. */
const CHANNEL = 'platen_live';
/** PostgreSQL takes less than 8000 bytes; before the text goes who said it. */
export const MOST_MESSAGE_BYTES = 7_900;
const CONNECT_MS = 5_000;
/** The wait before it is tried again; twice as long each time, with up to half of it by chance, so that not all servers come at once. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
/** A connection that broke without a word, as behind a firewall that forgets, is found by saying something to ourselves this often. */
const BEAT_MS = 15_000;
/** Our own word is back by then. Longer only where LISTEN does nothing: behind a pooler that changes connections between statements. */
const ANSWER_MS = 5_000;

export interface ChannelEars {
  /** What another server said. Must not throw. */
  readonly heard: (text: string) => void;
  /** From now on it is heard what others say; what they said before was not. */
  readonly listening: () => void;
}

export interface ServerChannel {
  /** Resolves with whether PostgreSQL took it; never rejects. At most MOST_MESSAGE_BYTES bytes. */
  readonly tell: (text: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/**
 * Connects, now and whenever it broke, until it is closed.
 * @param self how this process is called among its like; no secret, no spaces.
 */
export function openServerChannel(
  {
    url,
    self,
    clock,
    log,
  }: { readonly url: string; readonly self: string; readonly clock: Clock; readonly log: Log },
  ears: ChannelEars,
): ServerChannel {
  const over = new AbortController();
  let client: pg.Client | undefined;
  /** Our own word came back. */
  let answered: () => void = () => undefined;

  const say = (to: pg.Client, text: string): Promise<unknown> =>
    to.query('SELECT pg_notify($1, $2)', [CHANNEL, `${self} ${text}`]);

  const hear = ({ payload = '' }: pg.Notification): void => {
    const cut = payload.indexOf(' ');
    if (cut < 0) return;
    const text = payload.slice(cut + 1);
    if (payload.slice(0, cut) !== self) return text === '' ? undefined : ears.heard(text);
    if (text === '') answered();
  };

  /** Rejects where what we say to ourselves does not come back. */
  const prove = (to: pg.Client): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = clock.after(ANSWER_MS, () => reject(new Error('what was said is not heard')));
      answered = () => {
        late();
        resolve();
      };
      say(to, '').catch((cause: unknown) => {
        late();
        reject(cause instanceof Error ? cause : new Error(String(cause)));
      });
    });

  /** One connection, from its beginning to its end. Rejects when it breaks, resolves when it is closed. */
  async function connect(): Promise<void> {
    const mine = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      application_name: 'platen live',
    });
    const broken = new Promise<never>((_, reject) => {
      mine.on('error', reject);
      mine.on('end', () => reject(new Error('the connection ended')));
    });
    // Where nobody waits for it any more.
    broken.catch(() => undefined);
    const closed = new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve()));
    mine.on('notification', hear);
    try {
      await Promise.race([mine.connect(), broken]);
      await Promise.race([mine.query(`LISTEN ${CHANNEL}`), broken]);
      await Promise.race([prove(mine), broken, closed]);
      if (over.signal.aborted) return;
      client = mine;
      log.debug('other servers on the database are heard');
      ears.listening();
      while (!over.signal.aborted) {
        await Promise.race([clock.sleep(BEAT_MS, over.signal).catch(() => undefined), broken]);
        if (!over.signal.aborted) await Promise.race([prove(mine), broken, closed]);
      }
    } finally {
      client = undefined;
      mine.end().catch(() => undefined);
    }
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!over.signal.aborted) {
      const began = clock.monotonic();
      try {
        await connect();
      } catch (cause) {
        // One that held is no failure to be patient with.
        if (clock.monotonic() - began > LONGEST_WAIT_MS) failures = 0;
        // Once: as long as it lasts there is nothing new to say.
        if (failures === 0) log.warn('what other servers on the database change is not heard', { cause });
      }
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
      failures += 1;
      await clock.sleep(wait * (1 + Math.random() / 2), over.signal).catch(() => undefined);
    }
  }
  const running = run();

  return {
    async tell(text) {
      try {
        if (client === undefined) return false;
        await say(client, text);
        return true;
      } catch (cause) {
        log.debug('other servers on the database could not be told', { cause });
        return false;
      }
    },
    async close() {
      over.abort();
      await running;
    },
  };
}
