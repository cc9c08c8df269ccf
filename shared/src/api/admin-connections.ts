// The console's API about programs: tokens by which they call this server, and webhooks by which it calls them. A token and a secret are in
// the one answer that makes them, and in no other.
import * as v from 'valibot';
import { SCOPES } from '../scopes.ts';
import { HOOK_EVENTS } from '../webhook.ts';
import { Id, TONES } from './common.ts';

const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));

/** POST /api/admin/tokens */
export const ApiTokenAdd = v.object({
  name: Name,
  scopes: v.pipe(v.array(v.picklist(SCOPES)), v.minLength(1), v.maxLength(SCOPES.length)),
  /** Until it ends by itself; absent: never. Ten years is as good as never. */
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650))),
});
export type ApiTokenAdd = v.InferOutput<typeof ApiTokenAdd>;

export const AdminApiToken = v.object({
  id: v.string(),
  name: v.string(),
  /** Its first characters, to tell it from others. */
  label: v.string(),
  scopes: v.array(v.picklist(SCOPES)),
  /** Unix ms. */
  createdAt: v.number(),
  createdBy: v.string(),
  expiresAt: v.optional(v.number()),
  expired: v.boolean(),
  lastUsedAt: v.optional(v.number()),
});
export type AdminApiToken = v.InferOutput<typeof AdminApiToken>;

export const ApiTokenMade = v.object({ token: v.string(), made: AdminApiToken });
export type ApiTokenMade = v.InferOutput<typeof ApiTokenMade>;

const Url = v.pipe(v.string(), v.trim(), v.minLength(9), v.maxLength(2000));
const Events = v.pipe(v.array(v.picklist(HOOK_EVENTS)), v.minLength(1), v.maxLength(HOOK_EVENTS.length));

/** POST /api/admin/webhooks */
export const WebhookAdd = v.object({
  name: Name,
  /** https:// only. */
  url: Url,
  events: Events,
  /** It may be told titles of documents. */
  titles: v.boolean(),
});
export type WebhookAdd = v.InferOutput<typeof WebhookAdd>;

/** PATCH /api/admin/webhooks/:id: what is absent stays. Another host gets a new secret, which the answer holds. */
export const WebhookChange = v.partial(v.object({ ...WebhookAdd.entries, enabled: v.boolean() }));
export type WebhookChange = v.InferOutput<typeof WebhookChange>;

export const AdminWebhook = v.object({
  id: v.string(),
  name: v.string(),
  url: v.string(),
  events: v.array(v.string()),
  titles: v.boolean(),
  enabled: v.boolean(),
  createdAt: v.number(),
  createdBy: v.string(),
  tone: v.picklist(TONES),
  /** How it is: waiting for its first message, working, or since when not. */
  condition: v.picklist(['new', 'well', 'failing', 'given-up', 'off']),
  /** Unix ms of the last attempt. */
  lastAt: v.optional(v.number()),
  lastStatus: v.optional(v.number()),
  /** Why the last message did not arrive. */
  problem: v.optional(v.string()),
});
export type AdminWebhook = v.InferOutput<typeof AdminWebhook>;

/** `secret` is there when it was made by this very call. */
export const WebhookSaved = v.object({ webhook: AdminWebhook, secret: v.optional(v.string()) });
export type WebhookSaved = v.InferOutput<typeof WebhookSaved>;

export const WebhookSecret = v.object({ secret: v.string() });

export const HookDelivery = v.object({
  id: Id,
  event: v.string(),
  state: v.picklist(['waiting', 'delivered', 'failed']),
  attempts: v.number(),
  note: v.optional(v.string()),
  /** Unix ms. */
  createdAt: v.number(),
  changedAt: v.number(),
  /** The body that was or will be sent. */
  body: v.string(),
});
export type HookDelivery = v.InferOutput<typeof HookDelivery>;
export const HookDeliveries = v.object({ deliveries: v.array(HookDelivery) });
export type HookDeliveries = v.InferOutput<typeof HookDeliveries>;

export const WebhookTested = v.object({ ok: v.boolean(), sentence: v.string() });
export type WebhookTested = v.InferOutput<typeof WebhookTested>;

/** GET /api/admin/connections */
export const AdminConnections = v.object({
  tokens: v.array(AdminApiToken),
  webhooks: v.array(AdminWebhook),
});
export type AdminConnections = v.InferOutput<typeof AdminConnections>;
