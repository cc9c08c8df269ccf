// What the server last said to the person who is signed in, for when it cannot be reached: titles and states, never a document, a picture or a
// code. On a computer of many it lasts as long as the tab; in the installed app until sign-out, a week at most.
import { inDatabase } from './phone-database.ts';

interface Seen {
  readonly path: string;
  /** Unix ms. */
  readonly at: number;
  /** Whose tab it was; see `mayShow`. */
  readonly tab: string;
  readonly value: unknown;
}

export interface LastSeen<T> {
  readonly value: T;
  /** Unix ms. */
  readonly at: number;
}

const KEEP_MS = 7 * 24 * 3_600_000;
const TAB = 'platen.tab';

/** Nobody installs an app on a computer that is not theirs. */
const installed = (): boolean =>
  window.matchMedia('(display-mode: standalone)').matches ||
  (navigator as { readonly standalone?: boolean }).standalone === true;

/** Lasts over a reload and ends with the tab. */
function thisTab(): string {
  try {
    const known = sessionStorage.getItem(TAB);
    if (known !== null) return known;
    const fresh = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36)).join(
      '',
    );
    sessionStorage.setItem(TAB, fresh);
    return fresh;
  } catch {
    // Without storage nothing that was kept may be shown: an empty mark belongs to no tab.
    return '';
  }
}

const mayShow = ({ at, tab }: Seen, now: number): boolean =>
  now - at < KEEP_MS && (installed() || (tab !== '' && tab === thisTab()));

/** @returns whether this browser keeps anything at all. */
export async function keepSeen(path: string, value: unknown, now: number = Date.now()): Promise<boolean> {
  const seen: Seen = { path, at: now, tab: thisTab(), value };
  return (await inDatabase('seen', 'readwrite', (objects) => objects.put(seen))).ok;
}

export async function lastSeen<T>(path: string, now: number = Date.now()): Promise<LastSeen<T> | undefined> {
  const found = await inDatabase(
    'seen',
    'readonly',
    (objects) => objects.get(path) as IDBRequest<Seen | undefined>,
  );
  if (!found.ok || found.value === undefined || !mayShow(found.value, now)) return undefined;
  return { value: found.value.value as T, at: found.value.at };
}

/** At sign-out, at the end of the session, and before somebody else is shown anything. */
export async function forgetSeen(): Promise<void> {
  await inDatabase('seen', 'readwrite', (objects) => objects.clear());
}
