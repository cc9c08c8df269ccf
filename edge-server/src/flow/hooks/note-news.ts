// Turns what a transaction made happen into messages for the webhooks that listen, in that same transaction (db/with-news.ts calls it).
import { createHash } from 'node:crypto';
import type { LiveChange } from '@platen/shared/live-change';
import type { News } from '@platen/shared/webhook';
import type { Tx } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { insertStep } from '../store/steps.ts';
import { countWaiting, insertDelivery, listWebhooks } from '../store/webhooks.ts';

/** Another edge server may have changed a webhook: what is remembered here is believed this long. */
const REMEMBER_MS = 5_000;
/** Messages of one webhook that may wait: a day's work of a large site. A receiver that is away longer asks the API what it missed. */
const MOST_WAITING = 20_000;

interface Listener {
  readonly id: string;
  readonly events: ReadonlySet<string>;
  readonly titles: boolean;
  waiting: number;
}

export interface NewsNote {
  readonly record: (tx: Tx, news: readonly News[]) => Promise<void>;
  /** A webhook was changed here. */
  readonly forget: () => void;
  /** Called after a commit that left messages; set once the runner is there. */
  onQueued: () => void;
  /** Called after the commit of every piece of news, whoever listens: for counting. */
  onNews: (news: News) => void;
  /** Called after a commit with what it changed of what people look at; set once there are screens. */
  onTouched: (changes: readonly LiveChange[]) => void;
  /** In the same transaction, after the webhooks' own; set by whoever tells of it another way. */
  alsoRecord: (tx: Tx, news: readonly News[]) => Promise<void>;
}

export function makeNewsNote(deps: Pick<Deps, 'clock' | 'log'>): NewsNote {
  let known: { readonly at: number; readonly listeners: readonly Listener[] } | undefined;

  async function listeners(tx: Tx): Promise<readonly Listener[]> {
    const now = deps.clock.monotonic();
    if (known !== undefined && now - known.at < REMEMBER_MS) return known.listeners;
    const rows = (await listWebhooks(tx)).filter(({ enabled }) => enabled);
    const waiting = rows.length === 0 ? new Map<string, number>() : await countWaiting(tx);
    const found = rows.map(({ id, events, titles }) => ({
      id,
      events: new Set(events),
      titles,
      waiting: waiting.get(id) ?? 0,
    }));
    known = { at: now, listeners: found };
    return found;
  }

  const note: NewsNote = {
    async record(tx, news) {
      const all = await listeners(tx);
      for (const one of news) {
        tx.afterCommit.push(() => note.onNews(one));
        for (const listener of all) if (listener.events.has(one.event)) await queue(tx, listener, one);
      }
      await note.alsoRecord(tx, news);
    },
    forget: () => {
      known = undefined;
    },
    onQueued: () => undefined,
    onNews: () => undefined,
    onTouched: () => undefined,
    alsoRecord: () => Promise.resolve(),
  };

  async function queue(tx: Tx, listener: Listener, news: News): Promise<void> {
    if (listener.waiting >= MOST_WAITING) {
      deps.log.warn('a webhook is not told: too many messages wait for it', {
        webhook: listener.id,
        event: news.event,
      });
      return;
    }
    const { event, at, facts, title } = news;
    const data = { ...facts, ...(listener.titles && title !== undefined ? { title } : {}) };
    const id = deliveryId(listener.id, event, at, facts);
    const row = {
      id,
      webhookId: listener.id,
      event,
      data,
      attempts: 0,
      note: null,
      createdAt: at,
      changedAt: at,
    };
    if (!(await insertDelivery(tx, { ...row, state: 'waiting' }))) return;
    await insertStep(tx, { id: `hook-${id}`, kind: 'hook', subject: id, dueAt: at, now: at });
    listener.waiting += 1;
    tx.afterCommit.push(() => note.onQueued());
  }

  return note;
}

/** The same for the same news, so that a transaction that is run again makes no second message. */
function deliveryId(webhookId: string, event: string, at: number, facts: News['facts']): string {
  const text = JSON.stringify([
    webhookId,
    event,
    at,
    Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
