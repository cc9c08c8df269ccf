// The index by which the same document sent twice is found. With its time in it SQLite takes it before the one by owner and state, by which
// every job of that owner would be looked at.
import type { Migration } from '../migration.ts';

const statements = [
  `DROP INDEX "jobs_content"`,
  `CREATE INDEX "jobs_content" ON "jobs" ("owner_id", "content_hash", "received_at")`,
];

export const twins = { id: 7, sqlite: statements, postgres: statements } as const satisfies Migration;
