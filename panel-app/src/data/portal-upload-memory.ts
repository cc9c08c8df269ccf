// Remembers in this browser where unfinished uploads stand, so that one goes on after the page was closed or reloaded.
// Holds names and addresses of uploads only; nothing of a document. Forgotten on sign-out, for shared computers.

/** What makes a file "the same one" when it is picked again. */
export interface FileMark {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
}

const KEY = 'platen.uploads';
/** The server drops unfinished uploads after a day; older marks are useless. */
const KEEP_MS = 24 * 60 * 60 * 1000;
/** More than this nobody left unfinished on purpose; the oldest go. */
const MOST = 50;

export interface UnfinishedUpload extends FileMark {
  /** Where the server keeps it. */
  readonly location: string;
  /** Unix ms. */
  readonly at: number;
}

/** What an older release, or somebody else, left in the storage is not trusted. */
function isUnfinished(entry: unknown): entry is UnfinishedUpload {
  if (typeof entry !== 'object' || entry === null) return false;
  const { name, size, lastModified, location, at } = entry as Partial<Record<string, unknown>>;
  const numbers = [size, lastModified, at].every((value) => typeof value === 'number');
  return numbers && typeof name === 'string' && typeof location === 'string';
}

const same = (a: FileMark, b: FileMark) =>
  a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

/** Unfinished uploads of this browser, newest first. */
export function unfinishedUploads(now: number = Date.now()): readonly UnfinishedUpload[] {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
    if (!Array.isArray(stored)) return [];
    return stored.filter(isUnfinished).filter((entry) => now - entry.at < KEEP_MS);
  } catch {
    // Storage is switched off in this browser, or holds rubbish: uploads then only survive a lost connection.
    return [];
  }
}

function store(entries: readonly UnfinishedUpload[]): void {
  try {
    if (entries.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(entries.slice(0, MOST)));
  } catch {
    // As above: without storage an upload is not remembered, and that is all.
    return;
  }
}

export function recallUpload(file: FileMark): string | undefined {
  return unfinishedUploads().find((entry) => same(entry, file))?.location;
}

export function rememberUpload(file: FileMark, location: string): void {
  const { name, size, lastModified } = file;
  const others = unfinishedUploads().filter((entry) => !same(entry, file));
  store([{ name, size, lastModified, location, at: Date.now() }, ...others]);
}

export function forgetUpload(file: FileMark): void {
  store(unfinishedUploads().filter((entry) => !same(entry, file)));
}

export function forgetAllUploads(): void {
  store([]);
}
