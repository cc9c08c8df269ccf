// Answers of the server that are kept for when it is away: an answer is noted, and where none comes the last one is given, with when it was.
// Which one was an old one is told to whoever watches.
import type { ApiResult } from './api-call.ts';
import { keepSeen, type LastSeen, lastSeen } from './last-seen.ts';

/** Off until the portal's own page says otherwise: tests and pictures are of nobody who was here before. */
let keeping = false;
let oldest: number | undefined;
let keeps = true;
const watchers = new Set<() => void>();

export interface SeenNews {
  /** Unix ms of the oldest answer that is shown in place of a new one; undefined: all is new. */
  readonly asOf: number | undefined;
  /** False: this browser keeps nothing for us. */
  readonly keeps: boolean;
}

export const isKeeping = (): boolean => keeping;
export const keepAnswers = (on: boolean): void => {
  keeping = on;
};

export const seenNews = (): SeenNews => ({ asOf: oldest, keeps });

export function onSeenNews(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

function note(asOf: number | undefined, kept: boolean): void {
  if (asOf === oldest && kept === keeps) return;
  oldest = asOf;
  keeps = kept;
  for (const watcher of watchers) watcher();
}

/** Notes an answer; nobody waits for it. @param path names the answer; only what may be shown to the same person again. */
export function noteAnswer(path: string, value: unknown): void {
  if (keeping) void keepSeen(path, value).then((kept) => note(undefined, kept));
}

/** The one before, in place of one that does not come. */
export const answerBefore = async <T>(path: string): Promise<LastSeen<T> | undefined> =>
  keeping ? lastSeen<T>(path) : undefined;

export async function orLastSeen<T>(path: string, asked: Promise<ApiResult<T>>): Promise<ApiResult<T>> {
  const answer = await asked;
  if (answer.ok) noteAnswer(path, answer.value);
  if (answer.ok || answer.why !== 'away') return answer;
  const before = await answerBefore<T>(path);
  if (before === undefined) return answer;
  note(oldest === undefined ? before.at : Math.min(oldest, before.at), keeps);
  return { ok: true, value: before.value };
}
