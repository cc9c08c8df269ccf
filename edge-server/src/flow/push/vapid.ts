// The key pair by which push services know this server (RFC 8292): made when the first person asks, kept sealed. A new one would end every
// subscription, so it is never made anew.
import type { Deps } from '../../deps.ts';
import type { VapidKeys } from '../../protocols/web-push/seal-push.ts';
import { keepFact, readFact } from '../store/facts.ts';

const NAME = 'push-vapid';

export function makeVapid(
  deps: Pick<Deps, 'db' | 'sealing'>,
  make: () => VapidKeys,
): () => Promise<VapidKeys> {
  let known: VapidKeys | undefined;
  return async () => {
    if (known !== undefined) return known;
    const sealed = await deps.db.write(async (tx) => {
      const there = await readFact(tx, NAME);
      if (there !== undefined) return there;
      return keepFact(tx, NAME, deps.sealing.seal(NAME, JSON.stringify(make())));
    });
    const opened = deps.sealing.open(NAME, sealed);
    if (opened === undefined)
      throw new Error('The key for push services cannot be opened: it was sealed by another server key.');
    known = JSON.parse(opened) as VapidKeys;
    return known;
  };
}
