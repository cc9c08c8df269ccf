// The tables of printing from computers and phones: IPP jobs and personal queues. Part of tables.ts.
import type { QueueKind, QueueOwner } from '@platen/shared/intake-queue';
import type { Ticket } from '@platen/shared/ticket';
import type { ColumnKit } from './column-kit.ts';

/** How some documents are printed, by document-number from 1. */
export interface IppOverride {
  readonly documents: readonly { readonly from: number; readonly to: number }[];
  readonly ticket: Ticket;
}

/** What a subscriber knows of the printer and of the jobs that have not ended. */
export interface IppSeen {
  /** Jobs above this number are new. */
  readonly newest: number;
  /** By number: how the job stood, how it was to be printed, and how far it was. */
  readonly jobs: Readonly<Record<string, readonly [standing: string, config: string, progress: string]>>;
  readonly printer: string;
  readonly config: string;
}

export interface IppEvent {
  readonly sequence: number;
  /** notify-subscribed-event. */
  readonly event: string;
  /** Unix ms: when it was, and when a client asked that had not been told of it. */
  readonly at: number;
  readonly found: number;
  readonly text: string;
  /** Of an event about a job, else of the printer. */
  readonly job?: number;
  readonly state: number;
  readonly reasons: readonly string[];
  /** printer-is-accepting-jobs, or job-impressions-completed. */
  readonly accepting?: boolean;
  readonly impressions?: number;
}

export function describePrintTables(kit: ColumnKit) {
  const { table, index, primaryKey, text, int, flag, json, bytes } = kit;

  /** What a client knows a job by. The document's own story is its job's. */
  const ippJobs = table(
    'ipp_jobs',
    {
      /** job-id; the database counts. */
      number: int('number').primaryKey(),
      uuid: text('uuid').notNull(),
      ownerId: text('owner_id').notNull(),
      /** Of the queue that prints directly at this printer; null: it is held. */
      printerId: text('printer_id'),
      name: text('name').notNull(),
      /** job-originating-user-name. */
      userName: text('user_name').notNull(),
      ticket: json('ticket').$type<Ticket>().notNull(),
      /** For some of its documents only (PWG 5100.6). */
      overrides: json('overrides').$type<IppOverride[]>(),
      /** `open` waits for documents; canceled and aborted never had one. */
      state: text('state').$type<'open' | 'closed' | 'canceled' | 'aborted'>().notNull(),
      createdAt: int('created_at').notNull(),
      /** When it began or its last document came: an open job waits so long from here. */
      changedAt: int('changed_at').notNull(),
      endedAt: int('ended_at'),
    },
    (t) => [
      index('ipp_jobs_owner').on(t.ownerId, t.number),
      index('ipp_jobs_state').on(t.state, t.changedAt),
    ],
  );

  /** The documents of an IPP job, each held as a job of its own. */
  const ippJobDocuments = table(
    'ipp_job_documents',
    {
      ippJob: int('ipp_job').notNull(),
      /** document-number, from 1. */
      place: int('place').notNull(),
      jobId: text('job_id').notNull(),
      /** document-name and document-format as the client said them. */
      name: text('name'),
      format: text('format'),
    },
    (t) => [primaryKey({ columns: [t.ippJob, t.place] }), index('ipp_job_documents_job').on(t.jobId)],
  );

  /** Who wants to be told what (RFC 3995), and what there is to tell: it is found when they ask (RFC 3996). */
  const ippSubscriptions = table(
    'ipp_subscriptions',
    {
      /** notify-subscription-id; the database counts. */
      number: int('number').primaryKey(),
      uuid: text('uuid').notNull(),
      ownerId: text('owner_id').notNull(),
      /** Of one job; null: of the printer. */
      ippJob: int('ipp_job'),
      userName: text('user_name').notNull(),
      /** notify-events. */
      events: json('events').$type<string[]>().notNull(),
      userData: bytes('user_data'),
      /** Seconds; 0 for one that lives as long as its job. */
      lease: int('lease').notNull(),
      createdAt: int('created_at').notNull(),
      expiresAt: int('expires_at').notNull(),
      /** notify-sequence-number of the last event. */
      sequence: int('sequence').notNull(),
      /** How everything was when they last asked. */
      seen: json('seen').$type<IppSeen>().notNull(),
      /** Events that may be asked for again. */
      kept: json('kept').$type<IppEvent[]>().notNull(),
    },
    (t) => [index('ipp_subscriptions_owner').on(t.ownerId), index('ipp_subscriptions_job').on(t.ippJob)],
  );

  /** PINs that phones and computers set for one job (job-password, PWG 5100.11); each dies with its job. */
  const jobPins = table(
    'job_pins',
    {
      ippJob: int('ipp_job').primaryKey(),
      ownerId: text('owner_id').notNull(),
      /** Keyed hash, to find it. */
      pinHash: text('pin_hash').notNull(),
      digits: int('digits').notNull(),
      createdAt: int('created_at').notNull(),
    },
    (t) => [index('job_pins_hash').on(t.pinHash)],
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

  /** Queues for LPR and raw TCP (shared/src/intake-queue.ts). */
  const intakeQueues = table('intake_queues', {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    kind: text('kind').$type<QueueKind>().notNull(),
    port: int('port').notNull(),
    /** Addresses and networks that may send here. */
    networks: json('networks').$type<string[]>().notNull(),
    trustNames: flag('trust_names').notNull(),
    /** Put behind a bare user name; empty: nothing is. */
    domain: text('domain').notNull(),
    names: json('names').$type<QueueOwner[]>().notNull(),
    sources: json('sources').$type<QueueOwner[]>().notNull(),
    /** Whose all other documents are; null: they are refused. */
    fallbackId: text('fallback_id'),
    enabled: flag('enabled').notNull(),
    createdAt: int('created_at').notNull(),
    changedAt: int('changed_at').notNull(),
  });

  /** What a client of LPR knows its documents by: the number it gave, at its own address. */
  const lprJobs = table(
    'lpr_jobs',
    {
      jobId: text('job_id').primaryKey(),
      queueId: text('queue_id').notNull(),
      address: text('address').notNull(),
      /** 0 to 999, as the client counts. */
      number: int('number').notNull(),
      userName: text('user_name').notNull(),
      createdAt: int('created_at').notNull(),
    },
    (t) => [index('lpr_jobs_queue').on(t.queueId, t.address), index('lpr_jobs_created').on(t.createdAt)],
  );

  return { ippJobs, ippJobDocuments, ippSubscriptions, printQueues, jobPins, intakeQueues, lprJobs };
}
