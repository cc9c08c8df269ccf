// Reads a message once, as it comes, and tells what it is made of. Whatever the octets are, the answer is a value; only the source's own
// errors are thrown.
import { setImmediate } from 'node:timers/promises';
import type { Draft, Shared } from './draft.ts';
import { type MailLimits, mailLimits } from './limits.ts';
import type { Outline } from './outline.ts';
import { makeScan } from './scan.ts';

/** Octets that are worked through before the clock is looked at: some hundred parts at most. */
const TURN = 1024;

/** Each write has its price: single octets are gathered up to this. */
const LEAST = 256;

/** Then everything else that waits has its turn. Only fairness hangs on it, no outcome. */
const TURN_MS = 10;

/** @throws what `raw` throws, and the signal's reason. */
export async function readOutline(
  raw: AsyncIterable<Uint8Array>,
  limits: MailLimits = mailLimits,
  signal?: AbortSignal,
): Promise<Outline> {
  const shared: Shared = {
    limits,
    parts: [],
    defects: new Set(),
    headerLeft: limits.allHeaderBytes,
    full: false,
  };
  const scan = makeScan(shared, undefined);
  let size = 0;
  let since = performance.now();
  const work = async (octets: Uint8Array): Promise<void> => {
    for (let at = 0; at < octets.length && !shared.full; at += TURN) {
      scan.write(octets.subarray(at, at + TURN));
      if (performance.now() - since < TURN_MS) continue;
      await setImmediate();
      signal?.throwIfAborted();
      since = performance.now();
    }
  };
  let gathered: Uint8Array = new Uint8Array();
  for await (const chunk of raw) {
    size += chunk.length;
    const small = gathered.length + chunk.length < LEAST;
    const octets = gathered.length === 0 && !small ? chunk : Buffer.concat([gathered, chunk]);
    gathered = small ? octets : new Uint8Array();
    if (!small) await work(octets);
  }
  await work(gathered);
  scan.end();
  return outlineOf(shared, size);
}

function outlineOf(shared: Shared, size: number): Outline {
  const parts = withoutCostly(shared);
  const [root] = parts;
  // The scan's end makes a part even of nothing.
  if (root === undefined) throw new Error('a message without a root part');
  return { header: root.header, root, parts, size, defects: [...shared.defects] };
}

/** Whatever lies in encoded data is decoded from its beginning each time: parts that cost more than the limit together are left out. */
function withoutCostly(shared: Shared): readonly Draft[] {
  let left = shared.limits.reopenedBytes;
  const kept = shared.parts.filter((part) => {
    for (let outer = part.within; outer !== undefined; outer = outer.within) left -= outer.size;
    return part.within === undefined || left >= 0;
  });
  if (kept.length === shared.parts.length) return kept;
  shared.defects.add('mail-too-many-parts');
  const staying = new Set(kept);
  for (const part of kept)
    part.children.splice(0, part.children.length, ...part.children.filter((child) => staying.has(child)));
  return kept;
}
