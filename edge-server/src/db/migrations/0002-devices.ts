// Printers become devices: other addresses, profile, identity, credentials, panel app; and accounting data that is remembered.
import type { Migration } from '../migration.ts';

export const devices = {
  id: 2,
  sqlite: [
    `ALTER TABLE "printers" ADD COLUMN "kind" text NOT NULL DEFAULT 'printer'`,
    `ALTER TABLE "printers" ADD COLUMN "other_uris" text NOT NULL DEFAULT '[]'`,
    `ALTER TABLE "printers" ADD COLUMN "profile" text`,
    `ALTER TABLE "printers" ADD COLUMN "identity" text`,
    `ALTER TABLE "printers" ADD COLUMN "field_sources" text NOT NULL DEFAULT '{}'`,
    `ALTER TABLE "printers" ADD COLUMN "for_direct_mail" integer NOT NULL DEFAULT false`,
    `ALTER TABLE "printers" ADD COLUMN "for_public" integer NOT NULL DEFAULT false`,
    `ALTER TABLE "printers" ADD COLUMN "credentials_sealed" text`,
    `ALTER TABLE "printers" ADD COLUMN "accounting" text`,
    `ALTER TABLE "printers" ADD COLUMN "panel" text`,
    `ALTER TABLE "attempts" ADD COLUMN "uri" text`,
    `CREATE TABLE "accounting_answers" (
      "user_id" text NOT NULL,
      "printer_id" text NOT NULL,
      "accounting_user" text,
      "account" text,
      "changed_at" integer NOT NULL,
      PRIMARY KEY ("user_id", "printer_id")
    )`,
  ],
  postgres: [
    `ALTER TABLE "printers" ADD COLUMN "kind" text NOT NULL DEFAULT 'printer'`,
    `ALTER TABLE "printers" ADD COLUMN "other_uris" jsonb NOT NULL DEFAULT '[]'`,
    `ALTER TABLE "printers" ADD COLUMN "profile" text`,
    `ALTER TABLE "printers" ADD COLUMN "identity" jsonb`,
    `ALTER TABLE "printers" ADD COLUMN "field_sources" jsonb NOT NULL DEFAULT '{}'`,
    `ALTER TABLE "printers" ADD COLUMN "for_direct_mail" boolean NOT NULL DEFAULT false`,
    `ALTER TABLE "printers" ADD COLUMN "for_public" boolean NOT NULL DEFAULT false`,
    `ALTER TABLE "printers" ADD COLUMN "credentials_sealed" text`,
    `ALTER TABLE "printers" ADD COLUMN "accounting" text`,
    `ALTER TABLE "printers" ADD COLUMN "panel" jsonb`,
    `ALTER TABLE "attempts" ADD COLUMN "uri" text`,
    `CREATE TABLE "accounting_answers" (
      "user_id" text NOT NULL,
      "printer_id" text NOT NULL,
      "accounting_user" text,
      "account" text,
      "changed_at" bigint NOT NULL,
      PRIMARY KEY ("user_id", "printer_id")
    )`,
  ],
} as const satisfies Migration;
