// The tables of the phone and of panels on devices' browsers: where notices are pushed to. Part of tables.ts.
import type { PushFacts } from '@platen/shared/push-notice';
import type { ColumnKit } from './column-kit.ts';

export function describePhoneTables(kit: ColumnKit) {
  const { table, index, uniqueIndex, text, int, json } = kit;

  /** Browsers that a person wants to be told in (Push API). */
  const pushSubscriptions = table(
    'push_subscriptions',
    {
      id: text('id').primaryKey(),
      userId: text('user_id').notNull(),
      /** Keyed hash of the endpoint: one browser is one row, whoever is signed in there. */
      endpointHash: text('endpoint_hash').notNull(),
      /** Endpoint and its two keys (RFC 8291), sealed ('push'): whoever has them can write to that browser. */
      sealed: text('sealed').notNull(),
      /** What its owner recognises it by. */
      label: text('label').notNull(),
      /** BCP 47 tag of the language it is written to in. */
      language: text('language').notNull(),
      /** The session that asked: signing it out ends this, too. */
      sessionHash: text('session_hash').notNull(),
      createdAt: int('created_at').notNull(),
      lastOkAt: int('last_ok_at'),
      /** Notices in a row that did not arrive; 0 after one that did. */
      failures: int('failures').notNull(),
    },
    (t) => [
      uniqueIndex('push_subscriptions_endpoint').on(t.endpointHash),
      index('push_subscriptions_user').on(t.userId),
      index('push_subscriptions_session').on(t.sessionHash),
    ],
  );

  /** Notices on their way, each with a step 'push'. What it says is read when it leaves. */
  const pushNotices = table(
    'push_notices',
    {
      id: text('id').primaryKey(),
      subscriptionId: text('subscription_id').notNull(),
      facts: json('facts').$type<PushFacts>().notNull(),
      attempts: int('attempts').notNull(),
      createdAt: int('created_at').notNull(),
    },
    (t) => [
      index('push_notices_subscription').on(t.subscriptionId),
      index('push_notices_created').on(t.createdAt),
    ],
  );

  /** Portal sessions whose phone has scanned a panel's code (people/presence.ts): the last one, and until when it counts. */
  const presences = table(
    'presences',
    {
      sessionHash: text('session_hash').primaryKey(),
      printerId: text('printer_id').notNull(),
      until: int('until').notNull(),
    },
    (t) => [index('presences_until').on(t.until)],
  );

  return { pushSubscriptions, pushNotices, presences };
}
