// The step 'hook': hands one message to one webhook. At least once: a server that dies in between sends it again with the same id. What
// does not arrive within a day is given up and shown; messages of one webhook do not wait for those of another.
import type { Posted, WebhookState } from '@platen/shared/webhook';
import type { Tx } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import type { Step, StepOutcome, StepWorker } from '../step.ts';
import {
  changeDelivery,
  findDelivery,
  findWebhook,
  type HookDeliveryRow,
  noteWebhook,
  type WebhookRow,
} from '../store/webhooks.ts';
import { LIFETIME_MS, restAfter, retryAfter } from './retry-times.ts';
import { type HookSecret, SIGNATURE_HEADER, sign } from './signature.ts';

/** Sends one message to an address that is checked there and then (build-hooks.ts, protocols/webhook/). Never rejects but on abort. */
export type PostHook = (
  url: string,
  message: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
  signal: AbortSignal,
) => Promise<Posted>;

export interface SendHookDeps extends Pick<Deps, 'db' | 'clock' | 'log' | 'sealing'> {
  readonly post: PostHook;
}

const GIVEN_UP = 'Given up after a day.';

/** The exact bytes that are signed and sent. */
export function bodyOf(row: Pick<HookDeliveryRow, 'id' | 'event' | 'createdAt' | 'data'>): string {
  const { id, event, createdAt, data } = row;
  return JSON.stringify({ id, event, at: new Date(createdAt).toISOString(), data });
}

export function openSecret(sealing: Deps['sealing'], sealed: string): HookSecret | undefined {
  const text = sealing.open('webhook', sealed);
  return text === undefined ? undefined : (JSON.parse(text) as HookSecret);
}

export function makeSendHook(deps: SendHookDeps) {
  /** Webhooks that do not answer: none of their messages is tried before. */
  const resting = new Map<string, number>();

  /** One attempt, now; what it changes is the caller's to write. */
  async function attempt(
    webhook: WebhookRow,
    row: Pick<HookDeliveryRow, 'id' | 'event' | 'createdAt' | 'data'>,
    signal: AbortSignal,
  ): Promise<Posted> {
    const secret = openSecret(deps.sealing, webhook.secretSealed);
    if (secret === undefined) {
      return { kind: 'unreachable', detail: 'The secret of this webhook cannot be read. Give it a new one.' };
    }
    const body = bodyOf(row);
    const headers = {
      'content-type': 'application/json',
      'platen-event': row.event,
      'platen-id': row.id,
      [SIGNATURE_HEADER]: sign(secret, deps.clock.now(), body),
    };
    return deps.post(webhook.url, { body, headers }, signal);
  }

  const work: StepWorker = async (step: Step, signal: AbortSignal): Promise<StepOutcome> => {
    const row = await deps.db.read((tx) => findDelivery(tx, step.subject));
    if (row === undefined || row.state !== 'waiting') return { kind: 'done' };
    const webhook = await deps.db.read((tx) => findWebhook(tx, row.webhookId));
    if (webhook === undefined || !webhook.enabled) {
      return end(row, 'failed', 'The webhook was switched off or removed.', row.attempts);
    }
    const now = deps.clock.now();
    // `changedAt` is that of the asking until a message has ended: one sent again by hand gets another day.
    if (now >= row.changedAt + LIFETIME_MS) return giveUp(row, webhook);
    const rest = (resting.get(webhook.id) ?? 0) - now;
    if (rest > 0) return { kind: 'retry', afterMs: rest };

    const posted = await attempt(webhook, row, signal);
    if (posted.kind !== 'taken' && signal.aborted) return { kind: 'retry', afterMs: 0 };
    const state = stateAfter(webhook.state, posted, deps.clock.now());
    if (posted.kind === 'taken') {
      resting.delete(webhook.id);
      return end(row, 'delivered', `Status ${posted.status}`, row.attempts + 1, (tx) =>
        noteWebhook(tx, webhook.id, state),
      );
    }
    deps.log.info('a webhook did not take a message', {
      webhook: webhook.id,
      event: row.event,
      detail: posted.detail,
    });
    if (posted.kind === 'unreachable') resting.set(webhook.id, deps.clock.now() + restAfter(state.failures));
    const attempts = row.attempts + 1;
    const afterMs = retryAfter(attempts, posted.kind === 'refused' ? posted.retryAfterMs : 0);
    return {
      kind: 'retry',
      afterMs,
      record: async (tx) => {
        await changeDelivery(tx, row.id, { attempts, note: posted.detail });
        await noteWebhook(tx, webhook.id, state);
      },
    };
  };

  function end(
    row: HookDeliveryRow,
    state: 'delivered' | 'failed',
    note: string,
    attempts: number,
    more?: (tx: Tx) => Promise<void>,
  ): StepOutcome {
    return {
      kind: 'done',
      record: async (tx) => {
        await changeDelivery(tx, row.id, { state, note, attempts, changedAt: deps.clock.now() });
        await more?.(tx);
      },
    };
  }

  function giveUp(row: HookDeliveryRow, webhook: WebhookRow): StepOutcome {
    const now = deps.clock.now();
    deps.log.error('a message to a webhook was given up', {
      webhook: webhook.id,
      event: row.event,
      detail: row.note,
    });
    const failures = webhook.state?.failures ?? 1;
    return end(row, 'failed', `${GIVEN_UP} ${row.note ?? ''}`.trim(), row.attempts, (tx) =>
      noteWebhook(tx, webhook.id, { ...webhook.state, failures, gaveUpAt: webhook.state?.gaveUpAt ?? now }),
    );
  }

  return {
    work,
    attempt,
    /** Its address or secret was changed, or somebody wants to see whether it works now. */
    wake: (webhookId: string): void => {
      resting.delete(webhookId);
    },
  };
}

export type SendHook = ReturnType<typeof makeSendHook>;

export function stateAfter(before: WebhookState | null, posted: Posted, at: number): WebhookState {
  if (posted.kind === 'taken') return { lastAt: at, lastStatus: posted.status, failures: 0 };
  const gaveUpAt = before?.gaveUpAt;
  return {
    lastAt: at,
    ...(posted.kind === 'refused' ? { lastStatus: posted.status } : {}),
    lastProblem: posted.detail,
    failures: (before?.failures ?? 0) + 1,
    ...(gaveUpAt === undefined ? {} : { gaveUpAt }),
  };
}
