// The tables of printing from computers and phones: IPP jobs and personal queues. Part of tables.ts.
import type { Ticket } from '@platen/shared/ticket';
import type { ColumnKit } from './column-kit.ts';

export function describePrintTables(kit: ColumnKit) {
  const { table, index, text, int, json } = kit;

  /** What a client knows a job by. The document's own story is its job's. */
  const ippJobs = table(
    'ipp_jobs',
    {
      /** job-id; the database counts. */
      number: int('number').primaryKey(),
      uuid: text('uuid').notNull(),
      ownerId: text('owner_id').notNull(),
      /** The document; null until it has come. */
      jobId: text('job_id'),
      name: text('name').notNull(),
      /** job-originating-user-name. */
      userName: text('user_name').notNull(),
      /** document-format as the client said it. */
      format: text('format'),
      ticket: json('ticket').$type<Ticket>().notNull(),
      /** `open` waits for its document; canceled and aborted never had one. */
      state: text('state').$type<'open' | 'closed' | 'canceled' | 'aborted'>().notNull(),
      createdAt: int('created_at').notNull(),
      endedAt: int('ended_at'),
    },
    (t) => [
      index('ipp_jobs_owner').on(t.ownerId, t.number),
      index('ipp_jobs_state').on(t.state, t.createdAt),
    ],
  );

  /** Queue addresses that are one person's own: whoever prints there is that person. */
  const printQueues = table(
    'print_queues',
    {
      /** Keyed hash of the secret in the address. */
      secretHash: text('secret_hash').primaryKey(),
      userId: text('user_id').notNull(),
      createdAt: int('created_at').notNull(),
      lastUsedAt: int('last_used_at'),
    },
    (t) => [index('print_queues_user').on(t.userId)],
  );

  return { ippJobs, printQueues };
}
