// Since when something that the printer tells has been as it is: noticed when somebody looks, which is when it matters to them.
import type { Clock } from './deps.ts';

/** So many queues of one printer and one address each; what is beyond is noticed anew. */
const MOST = 2_000;

/** @returns the Unix ms since when `value` has been what it is; what never changed has been so since the start. */
export function makeSince(
  clock: Pick<Clock, 'now'>,
  startedAt: number,
): (what: string, value: unknown) => number {
  const known = new Map<string, { readonly text: string; readonly at: number }>();
  return (what, value) => {
    const text = JSON.stringify(value);
    const before = known.get(what);
    if (before?.text === text) return before.at;
    const at = before === undefined ? startedAt : clock.now();
    known.set(what, { text, at });
    const oldest = known.size > MOST ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return at;
  };
}
