// What an administrator does with webhooks: adding, changing, trying out, a new secret, sending a message again. Every change is in the
// audit log, in the same transaction. Sending is send-hook.ts's.
import { AppError } from '@platen/shared/app-error';
import { type HookEvent, type Posted, TEST_EVENT } from '@platen/shared/webhook';
import type { Tx } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { insertStep } from '../store/steps.ts';
import {
  changeDelivery,
  changeWebhook,
  dropWaiting,
  findDelivery,
  findWebhook,
  type HookDeliveryRow,
  insertWebhook,
  listDeliveries,
  listWebhooks,
  noteWebhook,
  type WebhookRow,
} from '../store/webhooks.ts';
import type { NewsNote } from './note-news.ts';
import { openSecret, type SendHook, stateAfter } from './send-hook.ts';
import { HOOK_SECRET_PREFIX, type HookSecret, ROTATION_MS } from './signature.ts';

/** Each is asked for at every event; more are a mistake or a bus, which one webhook can feed. */
const MOST_WEBHOOKS = 50;
/** Shown in the console. */
const SHOWN = 50;

export interface WebhookWish {
  readonly name: string;
  readonly url: string;
  readonly events: readonly HookEvent[];
  readonly titles: boolean;
  readonly enabled: boolean;
}

export interface WebhooksDeps extends Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing'> {
  readonly send: SendHook;
  readonly news: Pick<NewsNote, 'forget'>;
  /** A sentence that says why this server may not speak there; undefined when it may. */
  readonly refusal: (url: URL) => Promise<string | undefined>;
  readonly audit: (
    tx: Tx,
    at: number,
    entry: {
      who: string;
      act: string;
      about: string;
      detail?: Readonly<Record<string, string | number | boolean>>;
    },
  ) => Promise<void>;
  readonly knock: () => void;
}

export function makeWebhooks(deps: WebhooksDeps) {
  const newSecret = (): string => `${HOOK_SECRET_PREFIX}${deps.ids.token()}`;
  const sealed = (secret: HookSecret): string => deps.sealing.seal('webhook', JSON.stringify(secret));

  /** Rejects with `webhook-url`. */
  async function checkUrl(text: string): Promise<string> {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const refuse = (detail: string) => new AppError('webhook-url', { detail });
    if (url === undefined) throw refuse('it is no address.');
    if (url.protocol !== 'https:') throw refuse('it must begin with https://.');
    // It would stand in lists and logs; the signature is what proves who writes.
    if (url.username !== '' || url.password !== '') throw refuse('it must not hold a name or password.');
    if (url.hash !== '') throw refuse('it must not have a part behind #.');
    const sentence = await deps.refusal(url);
    if (sentence !== undefined) throw refuse(sentence);
    return url.href;
  }

  async function needed(tx: Tx, id: string): Promise<WebhookRow> {
    const row = await findWebhook(tx, id);
    if (row === undefined) throw new AppError('not-found', { what: `webhook ${id}` });
    return row;
  }

  return {
    list: (): Promise<WebhookRow[]> => deps.db.read(listWebhooks),

    /** The last messages to one, newest first. Rejects with `not-found`. */
    deliveries: (id: string): Promise<HookDeliveryRow[]> =>
      deps.db.read(async (tx) => {
        await needed(tx, id);
        return listDeliveries(tx, id, SHOWN);
      }),

    /** The secret is told this once. Rejects with `webhook-url` or `too-many-webhooks`. */
    async add(wish: WebhookWish, by: string): Promise<{ row: WebhookRow; secret: string }> {
      const url = await checkUrl(wish.url);
      const secret = newSecret();
      const now = deps.clock.now();
      const row: WebhookRow = {
        id: deps.ids.id(),
        name: wish.name,
        url,
        events: [...wish.events],
        titles: wish.titles,
        secretSealed: sealed({ current: secret }),
        enabled: wish.enabled,
        state: null,
        createdAt: now,
        createdBy: by,
        removedAt: null,
      };
      await deps.db.write(async (tx) => {
        if ((await listWebhooks(tx)).length >= MOST_WEBHOOKS) {
          throw new AppError('too-many-webhooks', { most: MOST_WEBHOOKS });
        }
        await insertWebhook(tx, row);
        await deps.audit(tx, now, { who: by, act: 'added webhook', about: row.id, detail: tellOf(row) });
        tx.afterCommit.push(deps.news.forget);
      });
      return { row, secret };
    },

    /** Sets what is given. Another host gets a new secret, which is told: the old one was for somebody else. */
    async change(
      id: string,
      wish: { readonly [K in keyof WebhookWish]?: WebhookWish[K] | undefined },
      by: string,
    ): Promise<{ row: WebhookRow; secret?: string }> {
      const url = wish.url === undefined ? undefined : await checkUrl(wish.url);
      const now = deps.clock.now();
      const changed = await deps.db.write(async (tx) => {
        const before = await needed(tx, id);
        const moved = url !== undefined && new URL(url).host !== new URL(before.url).host;
        const secret = moved ? newSecret() : undefined;
        const row = await changeWebhook(tx, id, {
          name: wish.name ?? before.name,
          url: url ?? before.url,
          events: wish.events === undefined ? before.events : [...wish.events],
          titles: wish.titles ?? before.titles,
          enabled: wish.enabled ?? before.enabled,
          ...(secret === undefined ? {} : { secretSealed: sealed({ current: secret }), state: null }),
        });
        if (row === undefined) throw new AppError('not-found', { what: `webhook ${id}` });
        await deps.audit(tx, now, { who: by, act: 'changed webhook', about: id, detail: tellOf(row) });
        tx.afterCommit.push(deps.news.forget);
        return { row, ...(secret === undefined ? {} : { secret }) };
      });
      deps.send.wake(id);
      return changed;
    },

    /** The old secret signs beside the new one for a day. Rejects with `not-found`. */
    async renewSecret(id: string, by: string): Promise<{ secret: string }> {
      const secret = newSecret();
      const now = deps.clock.now();
      await deps.db.write(async (tx) => {
        const before = openSecret(deps.sealing, (await needed(tx, id)).secretSealed);
        const next: HookSecret = {
          current: secret,
          ...(before === undefined ? {} : { previous: before.current, previousUntil: now + ROTATION_MS }),
        };
        await changeWebhook(tx, id, { secretSealed: sealed(next) });
        await deps.audit(tx, now, { who: by, act: 'gave webhook a new secret', about: id });
      });
      return { secret };
    },

    /** What waits for it is dropped. Rejects with `not-found`. */
    async remove(id: string, by: string): Promise<void> {
      const now = deps.clock.now();
      await deps.db.write(async (tx) => {
        const row = await changeWebhook(tx, id, { removedAt: now, enabled: false });
        if (row === undefined) throw new AppError('not-found', { what: `webhook ${id}` });
        await dropWaiting(tx, id);
        await deps.audit(tx, now, { who: by, act: 'removed webhook', about: id, detail: tellOf(row) });
        tx.afterCommit.push(deps.news.forget);
      });
    },

    /** Sends a message of kind "test" now and says how it ended; it is not tried again. Rejects with `not-found`. */
    async test(id: string, signal: AbortSignal): Promise<Posted> {
      const webhook = await deps.db.read((tx) => needed(tx, id));
      const at = deps.clock.now();
      const row = { id: deps.ids.id(), event: TEST_EVENT, createdAt: at, data: { webhook: id } };
      const posted = await deps.send.attempt(webhook, row, signal);
      const state = stateAfter(webhook.state, posted, deps.clock.now());
      await deps.db.write((tx) => noteWebhook(tx, id, state));
      if (posted.kind === 'taken') {
        deps.send.wake(id);
        deps.knock();
      }
      return posted;
    },

    /** The same message with the same id once more, for another day; one that waits goes on waiting. Rejects with `not-found`. */
    async resend(id: string, deliveryId: string, by: string): Promise<void> {
      const now = deps.clock.now();
      await deps.db.write(async (tx) => {
        await needed(tx, id);
        const row = await findDelivery(tx, deliveryId);
        if (row === undefined || row.webhookId !== id) throw new AppError('not-found', { what: 'message' });
        if (row.state === 'waiting') return;
        await changeDelivery(tx, row.id, { state: 'waiting', attempts: 0, note: null, changedAt: now });
        await insertStep(tx, { id: `hook-${row.id}`, kind: 'hook', subject: row.id, dueAt: now, now });
        await deps.audit(tx, now, { who: by, act: 'sent webhook message again', about: row.id });
      });
      deps.send.wake(id);
      deps.knock();
    },
  };
}

const tellOf = ({ name, url, events, titles, enabled }: WebhookRow) => ({
  name,
  // A path or query may hold somebody's key.
  host: new URL(url).host,
  events: events.join(' '),
  titles,
  enabled,
});

export type Webhooks = ReturnType<typeof makeWebhooks>;
