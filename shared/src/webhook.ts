// What webhooks are told of, and what is remembered of one: how the last message to it ended.

/** Everything a webhook can be told of. The first word is what it is about. */
export const HOOK_EVENTS = [
  'job.received',
  'job.held',
  'job.refused',
  'release.done',
  'release.failed',
  'release.uncertain',
  'printer.condition',
  'user.added',
  'user.disabled',
  'attack',
  'certificate.expiring',
] as const;
export type HookEvent = (typeof HOOK_EVENTS)[number];

/** Sent on request only, to try an address out. */
export const TEST_EVENT = 'test';

export type NewsFacts = Readonly<Record<string, string | number | boolean>>;

/** Something that happened, as the transaction that made it happen says it. Ids and facts: never a code, password or token. */
export interface News {
  readonly event: HookEvent;
  /** Unix ms. */
  readonly at: number;
  readonly facts: NewsFacts;
  /** A document's title: only for webhooks that may have it. */
  readonly title?: string;
}

export interface WebhookState {
  readonly lastAt?: number;
  readonly lastStatus?: number;
  /** Why the last message did not arrive. */
  readonly lastProblem?: string;
  /** Messages in a row that did not arrive; 0 after one that did. */
  readonly failures: number;
  /** When messages began to be given up; absent while none was since the last that arrived. */
  readonly gaveUpAt?: number;
}

/** What became of one attempt to hand a message to a receiver, or a notice to a push service. `detail` is for the administrator and holds nothing that the receiver wrote. */
export type Posted =
  | { readonly kind: 'taken'; readonly status: number }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly detail: string;
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'unreachable'; readonly detail: string };
