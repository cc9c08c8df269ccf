// Tokens, webhooks and their messages as the console sees them: never a secret.
import type {
  AdminApiToken,
  AdminWebhook,
  HookDelivery,
  WebhookTested,
} from '@platen/shared/api/admin-connections';
import type { Posted } from '@platen/shared/webhook';
import { bodyOf } from '../../flow/hooks/send-hook.ts';
import type { HookDeliveryRow, WebhookRow } from '../../flow/store/webhooks.ts';
import type { ApiTokenRow } from '../../people/api-tokens.ts';

export function tokenView(row: ApiTokenRow, now: number): AdminApiToken {
  const { id, name, label, scopes, createdAt, createdBy, expiresAt, lastUsedAt } = row;
  return {
    id,
    name,
    label,
    scopes: [...scopes],
    createdAt,
    createdBy,
    ...(expiresAt === null ? {} : { expiresAt }),
    expired: expiresAt !== null && expiresAt <= now,
    ...(lastUsedAt === null ? {} : { lastUsedAt }),
  };
}

const TONE_OF = { new: 'quiet', well: 'ok', failing: 'warn', 'given-up': 'bad', off: 'quiet' } as const;

function conditionOf({ enabled, state }: WebhookRow): AdminWebhook['condition'] {
  if (!enabled) return 'off';
  if (state === null || state.lastAt === undefined) return 'new';
  if (state.failures === 0) return 'well';
  return state.gaveUpAt === undefined ? 'failing' : 'given-up';
}

export function webhookView(row: WebhookRow): AdminWebhook {
  const { id, name, url, events, titles, enabled, createdAt, createdBy, state } = row;
  const condition = conditionOf(row);
  return {
    id,
    name,
    url,
    events: [...events],
    titles,
    enabled,
    createdAt,
    createdBy,
    tone: TONE_OF[condition],
    condition,
    ...(state?.lastAt === undefined ? {} : { lastAt: state.lastAt }),
    ...(state?.lastStatus === undefined ? {} : { lastStatus: state.lastStatus }),
    ...(state?.lastProblem === undefined ? {} : { problem: state.lastProblem }),
  };
}

export function deliveryView(row: HookDeliveryRow): HookDelivery {
  const { id, event, state, attempts, note, createdAt, changedAt } = row;
  return {
    id,
    event,
    state,
    attempts,
    ...(note === null ? {} : { note }),
    createdAt,
    changedAt,
    body: bodyOf(row),
  };
}

export function postedView(posted: Posted): WebhookTested {
  if (posted.kind === 'taken')
    return { ok: true, sentence: `It arrived: the answer was status ${posted.status}.` };
  return { ok: false, sentence: posted.detail };
}
