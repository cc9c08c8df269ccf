// In the transaction that ends a release or refuses a document: a notice for each browser in which its owner wants to hear of it (SPEC E7,
// H7). Rows only; sending is send-push.ts, later and elsewhere, so that nothing of delivery waits for a push service.
import type { PushFacts } from '@platen/shared/push-notice';
import type { News } from '@platen/shared/webhook';
import type { Tx } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { insertNotice, subscriptionsOf } from '../store/push.ts';
import { insertStep } from '../store/steps.ts';

/** What a piece of news is for the person; undefined: nothing to be told of, such as what they stopped themselves. */
export function pushOf({ event, facts }: Pick<News, 'event' | 'facts'>): PushFacts | undefined {
  const jobId = String(facts['jobId']);
  if (event === 'job.refused') return { kind: 'refused', jobId };
  const at = { jobId, printerId: String(facts['printerId']) };
  if (event === 'release.done') return { kind: 'printed', ...at, pages: Number(facts['pages']) };
  if (event === 'release.uncertain') return { kind: 'uncertain', ...at };
  return event === 'release.failed' && facts['outcome'] === 'returned'
    ? { kind: 'returned', ...at }
    : undefined;
}

export function makeNotePush(deps: Pick<Deps, 'clock' | 'ids' | 'settings'>, knock: () => void) {
  async function put(tx: Tx, subscriptionId: string, facts: PushFacts): Promise<void> {
    const now = deps.clock.now();
    const id = deps.ids.id();
    await insertNotice(tx, { id, subscriptionId, facts, attempts: 0, createdAt: now });
    await insertStep(tx, { id: `push-${id}`, kind: 'push', subject: id, dueAt: now, now });
    tx.afterCommit.push(knock);
  }

  return {
    put,
    record: async (tx: Tx, news: readonly News[]): Promise<void> => {
      if (!deps.settings().push.enabled) return;
      for (const one of news) {
        const facts = pushOf(one);
        if (facts === undefined) continue;
        const told = await subscriptionsOf(tx, String(one.facts['userId']));
        for (const { id } of told) await put(tx, id, facts);
      }
    },
  };
}
