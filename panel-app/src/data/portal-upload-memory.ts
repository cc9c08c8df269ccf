// Remembers in this browser where unfinished uploads stand, so that one goes on after the page was closed or reloaded.
// Holds names and addresses of uploads only; nothing of a document. Forgotten on sign-out, for shared computers.
import * as v from 'valibot';

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

const Entry = v.object({
  name: v.string(),
  size: v.number(),
  lastModified: v.number(),
  location: v.string(),
  at: v.number(),
});
export type UnfinishedUpload = v.InferOutput<typeof Entry>;

const same = (a: FileMark, b: FileMark) =>
  a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

/** Unfinished uploads of this browser, newest first. */
export function unfinishedUploads(now: number = Date.now()): readonly UnfinishedUpload[] {
  try {
    const parsed = v.safeParse(v.array(Entry), JSON.parse(localStorage.getItem(KEY) ?? '[]'));
    return parsed.success ? parsed.output.filter((entry) => now - entry.at < KEEP_MS) : [];
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
