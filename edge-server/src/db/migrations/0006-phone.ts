// The phone and the panels on devices' browsers: where notices are pushed to, and which devices are believed when they say who is signed in.
import type { Migration } from '../migration.ts';

export const phone = {
  id: 6,
  sqlite: [
    `ALTER TABLE "printers" ADD COLUMN "panel_kind" text`,
    `ALTER TABLE "printers" ADD COLUMN "device_sign_in" integer NOT NULL DEFAULT false`,
    `CREATE TABLE "push_subscriptions" (
      "id" text PRIMARY KEY NOT NULL,
      "user_id" text NOT NULL,
      "endpoint_hash" text NOT NULL,
      "sealed" text NOT NULL,
      "label" text NOT NULL,
      "language" text NOT NULL,
      "session_hash" text NOT NULL,
      "created_at" integer NOT NULL,
      "last_ok_at" integer,
      "failures" integer NOT NULL
    )`,
    `CREATE UNIQUE INDEX "push_subscriptions_endpoint" ON "push_subscriptions" ("endpoint_hash")`,
    `CREATE INDEX "push_subscriptions_user" ON "push_subscriptions" ("user_id")`,
    `CREATE INDEX "push_subscriptions_session" ON "push_subscriptions" ("session_hash")`,
    `CREATE TABLE "push_notices" (
      "id" text PRIMARY KEY NOT NULL,
      "subscription_id" text NOT NULL,
      "facts" text NOT NULL,
      "attempts" integer NOT NULL,
      "created_at" integer NOT NULL
    )`,
    `CREATE INDEX "push_notices_subscription" ON "push_notices" ("subscription_id")`,
    `CREATE INDEX "push_notices_created" ON "push_notices" ("created_at")`,
    `CREATE TABLE "presences" (
      "session_hash" text PRIMARY KEY NOT NULL,
      "printer_id" text NOT NULL,
      "until" integer NOT NULL
    )`,
    `CREATE INDEX "presences_until" ON "presences" ("until")`,
  ],
  postgres: [
    `ALTER TABLE "printers" ADD COLUMN "panel_kind" text`,
    `ALTER TABLE "printers" ADD COLUMN "device_sign_in" boolean NOT NULL DEFAULT false`,
    `CREATE TABLE "push_subscriptions" (
      "id" text PRIMARY KEY NOT NULL,
      "user_id" text NOT NULL,
      "endpoint_hash" text NOT NULL,
      "sealed" text NOT NULL,
      "label" text NOT NULL,
      "language" text NOT NULL,
      "session_hash" text NOT NULL,
      "created_at" bigint NOT NULL,
      "last_ok_at" bigint,
      "failures" bigint NOT NULL
    )`,
    `CREATE UNIQUE INDEX "push_subscriptions_endpoint" ON "push_subscriptions" ("endpoint_hash")`,
    `CREATE INDEX "push_subscriptions_user" ON "push_subscriptions" ("user_id")`,
    `CREATE INDEX "push_subscriptions_session" ON "push_subscriptions" ("session_hash")`,
    `CREATE TABLE "push_notices" (
      "id" text PRIMARY KEY NOT NULL,
      "subscription_id" text NOT NULL,
      "facts" jsonb NOT NULL,
      "attempts" bigint NOT NULL,
      "created_at" bigint NOT NULL
    )`,
    `CREATE INDEX "push_notices_subscription" ON "push_notices" ("subscription_id")`,
    `CREATE INDEX "push_notices_created" ON "push_notices" ("created_at")`,
    `CREATE TABLE "presences" (
      "session_hash" text PRIMARY KEY NOT NULL,
      "printer_id" text NOT NULL,
      "until" bigint NOT NULL
    )`,
    `CREATE INDEX "presences_until" ON "presences" ("until")`,
  ],
} as const satisfies Migration;
