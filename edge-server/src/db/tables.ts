// Every table of the system, described once for both engines. Times are Unix milliseconds; ids are random text.

import type { AccountingNeed, DeviceIdentity, PanelState } from '@platen/shared/device';
import type { DocumentFacts } from '@platen/shared/document-facts';
import type { JobState } from '@platen/shared/job-state';
import type { PanelKind } from '@platen/shared/panel-kind';
import type { PrinterCapabilities, PrinterCondition } from '@platen/shared/printer-capabilities';
import type { Confidence, ReleaseState } from '@platen/shared/release-state';
import type { StoryKind } from '@platen/shared/story';
import type { Ticket } from '@platen/shared/ticket';
import type { ColumnKit } from './column-kit.ts';
import { describeAccountTables } from './tables-accounts.ts';
import { describeMailTables } from './tables-mail.ts';
import { describePeopleTables } from './tables-people.ts';
import { describePhoneTables } from './tables-phone.ts';
import { describePrintTables } from './tables-print.ts';

export function describeTables(kit: ColumnKit) {
  const { table, index, uniqueIndex, primaryKey, text, int, flag, json, bytes } = kit;

  const settings = table('settings', {
    key: text('key').primaryKey(),
    value: json('value').$type<number | boolean | string>().notNull(),
    changedAt: int('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  });

  /** Small facts of this installation: the setup link's hash, the schema's step. */
  const facts = table('facts', {
    name: text('name').primaryKey(),
    value: text('value').notNull(),
  });

  const printers = table(
    'printers',
    {
      id: text('id').primaryKey(),
      name: text('name').notNull(),
      alias: text('alias'),
      site: text('site'),
      location: text('location'),
      uri: text('uri').notNull(),
      enabled: flag('enabled').notNull(),
      allowHttp: flag('allow_http').notNull(),
      source: text('source').notNull(),
      tlsPin: text('tls_pin'),
      /** A device that can be walked up to, or the queue of another print server. */
      kind: text('kind').$type<'printer' | 'queue'>().notNull().default('printer'),
      /** Other addresses of the same device, tried in order after `uri`. */
      otherUris: json('other_uris').$type<readonly string[]>().notNull().default([]),
      /** Id of the device profile the administrator chose; null: detected from `identity`. */
      profile: text('profile'),
      /** What the device said of itself when it was last asked. */
      identity: json('identity').$type<DeviceIdentity>(),
      /** Which fields did not come from `source`: field name to where it came from. */
      fieldSources: json('field_sources').$type<Readonly<Record<string, string>>>().notNull().default({}),
      forDirectMail: flag('for_direct_mail').notNull().default(false),
      forPublic: flag('for_public').notNull().default(false),
      /** It has a queue of its own at /ipp/direct/ID that prints at once. */
      directQueue: flag('direct_queue').notNull().default(false),
      /** Who is signed in at the device is believed, as its panel tells it. */
      deviceSignIn: flag('device_sign_in').notNull().default(false),
      /** SNMP and administrator's credentials of the device, sealed ('device-credentials'); never shown again. */
      credentialsSealed: text('credentials_sealed'),
      /** Accounting data that must be asked for; null: as the profile or the printer says. */
      accounting: text('accounting').$type<AccountingNeed>(),
      /** Which making of the panel its browser is given; null: by its User-Agent and its family. */
      panelKind: text('panel_kind').$type<PanelKind>(),
      /** The panel app on the device. */
      panel: json('panel').$type<PanelState>(),
      panelKeyHash: text('panel_key_hash').notNull(),
      panelKeySealed: text('panel_key_sealed').notNull(),
      /** As of the last answer; shown until a fresh one is there. */
      capabilities: json('capabilities').$type<PrinterCapabilities>(),
      condition: json('condition').$type<PrinterCondition>(),
      createdAt: int('created_at').notNull(),
      removedAt: int('removed_at'),
    },
    (t) => [uniqueIndex('printers_panel_key').on(t.panelKeyHash)],
  );

  /** One delivery at a time opens jobs at a printer; `fence` outdates whoever held the lane before. */
  const lanes = table('lanes', {
    printerId: text('printer_id').primaryKey(),
    holder: text('holder').notNull(),
    leaseUntil: int('lease_until').notNull(),
    fence: int('fence').notNull(),
  });

  const blobs = table('blobs', {
    id: text('id').primaryKey(),
    /** Plain bytes. */
    size: int('size').notNull(),
    chunkSize: int('chunk_size').notNull(),
    location: text('location').$type<'file' | 'inline'>().notNull(),
    /** The data key under the server's key. Gone means shredded. */
    wrappedKey: bytes('wrapped_key').notNull(),
    inline: bytes('inline'),
  });

  const jobs = table(
    'jobs',
    {
      id: text('id').primaryKey(),
      ownerId: text('owner_id').notNull(),
      state: text('state').$type<JobState>().notNull(),
      title: text('title').notNull(),
      channel: text('channel').notNull(),
      mediaType: text('media_type').notNull(),
      size: int('size').notNull(),
      /** The document as received. Null once shredded. */
      blobId: text('blob_id'),
      /** The document to print, where it is another one than the original. */
      printBlobId: text('print_blob_id'),
      printMediaType: text('print_media_type'),
      pages: int('pages'),
      facts: json('facts').$type<DocumentFacts>(),
      ticket: json('ticket').$type<Ticket>().notNull(),
      /** What of the ticket came with the document, before any defaults; null: nothing. */
      asked: json('asked').$type<Ticket>(),
      /** The error-table code of a refusal. */
      reason: text('reason'),
      /** The message it came in, for documents that came by mail. */
      mailId: text('mail_id'),
      /** Keyed hash of the document's bytes: equal for the same document of the same owner, and telling nothing else. */
      contentHash: text('content_hash'),
      /** An earlier job of the same owner with the same bytes that was still there when this one came: "print once?" (SPEC A16). */
      duplicateOf: text('duplicate_of'),
      /** The printer named in the subject of its message: it prints there as soon as it is ready, once (SPEC B6). Null again from then on. */
      releaseTo: text('release_to'),
      receivedAt: int('received_at').notNull(),
      changedAt: int('changed_at').notNull(),
      /** When retention ends; for `printed` when the kept document goes. */
      expiresAt: int('expires_at').notNull(),
    },
    (t) => [
      index('jobs_owner').on(t.ownerId, t.state, t.receivedAt),
      index('jobs_expiry').on(t.state, t.expiresAt),
      index('jobs_received').on(t.receivedAt),
      index('jobs_state').on(t.state, t.receivedAt),
      index('jobs_mail').on(t.mailId),
      index('jobs_content').on(t.ownerId, t.contentHash, t.receivedAt),
    ],
  );

  const releases = table(
    'releases',
    {
      id: text('id').primaryKey(),
      jobId: text('job_id').notNull(),
      ownerId: text('owner_id').notNull(),
      printerId: text('printer_id').notNull(),
      state: text('state').$type<ReleaseState>().notNull(),
      ticket: json('ticket').$type<Ticket>().notNull(),
      /** The panel or portal session that asked, for its progress screen. */
      sessionHash: text('session_hash'),
      /** Number of the running attempt, from 1. */
      attempt: int('attempt').notNull(),
      /** The lane's fencing number of whoever works on it. */
      fence: int('fence').notNull(),
      confidence: text('confidence').$type<Confidence>(),
      reason: text('reason'),
      /** Why it waits or stopped, as the person reads it. */
      note: text('note'),
      pagesDone: int('pages_done').notNull(),
      pages: int('pages').notNull(),
      /** Impressions the printer said it made; null where it did not say. */
      impressions: int('impressions'),
      cancelAsked: flag('cancel_asked').notNull(),
      createdAt: int('created_at').notNull(),
      changedAt: int('changed_at').notNull(),
      endedAt: int('ended_at'),
    },
    (t) => [
      index('releases_job').on(t.jobId, t.createdAt),
      index('releases_session').on(t.sessionHash),
      index('releases_state').on(t.state, t.createdAt),
      index('releases_ended').on(t.endedAt),
    ],
  );

  /** Accounting data a user gave at a printer, filled in the next time. */
  const accountingAnswers = table(
    'accounting_answers',
    {
      userId: text('user_id').notNull(),
      printerId: text('printer_id').notNull(),
      /** job-accounting-user-id and job-account-id (PWG 5100.3, 5100.11). */
      accountingUser: text('accounting_user'),
      account: text('account'),
      changedAt: int('changed_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.userId, t.printerId] })],
  );

  /** What one attempt left behind at the printer: everything recovery may ask about. */
  const attempts = table(
    'attempts',
    {
      releaseId: text('release_id').notNull(),
      number: int('number').notNull(),
      /** UUID whose first eight characters go into the job-name. */
      token: text('token').notNull(),
      printerUuid: text('printer_uuid'),
      /** Seconds, as the printer said at preflight; and our clock at that moment. */
      printerUpTime: int('printer_up_time'),
      preflightAt: int('preflight_at'),
      /** Life count of pages (marker or printer-impressions-completed) before we sent anything. */
      markerCount: int('marker_count'),
      remoteJobId: int('remote_job_id'),
      remoteJobUuid: text('remote_job_uuid'),
      remoteJobUri: text('remote_job_uri'),
      /** The address of the printer that this attempt used. */
      uri: text('uri'),
      usesPrintJob: flag('uses_print_job').notNull(),
      endedAs: text('ended_as'),
    },
    (t) => [primaryKey({ columns: [t.releaseId, t.number] })],
  );

  const events = table(
    'events',
    {
      id: text('id').primaryKey(),
      jobId: text('job_id').notNull(),
      at: int('at').notNull(),
      kind: text('kind').$type<StoryKind>().notNull(),
      values: json('values').$type<Record<string, string | number>>().notNull(),
    },
    (t) => [index('events_job').on(t.jobId, t.at)],
  );

  const steps = table(
    'steps',
    {
      id: text('id').primaryKey(),
      kind: text('kind').$type<'convert' | 'deliver' | 'mail' | 'send' | 'hook' | 'push'>().notNull(),
      /** The job, release, message, outbox row or webhook delivery the step is about. */
      subject: text('subject').notNull(),
      dueAt: int('due_at').notNull(),
      attempts: int('attempts').notNull(),
      /** Empty: free to claim. */
      holder: text('holder').notNull(),
      leaseUntil: int('lease_until').notNull(),
      createdAt: int('created_at').notNull(),
    },
    (t) => [index('steps_due').on(t.kind, t.dueAt), index('steps_subject').on(t.subject)],
  );

  const uploads = table(
    'uploads',
    {
      id: text('id').primaryKey(),
      ownerId: text('owner_id').notNull(),
      title: text('title').notNull(),
      claimedType: text('claimed_type').notNull(),
      size: int('size').notNull(),
      blobId: text('blob_id').notNull(),
      chunkSize: int('chunk_size').notNull(),
      wrappedKey: bytes('wrapped_key').notNull(),
      createdAt: int('created_at').notNull(),
      expiresAt: int('expires_at').notNull(),
      /** Set when the last byte was taken: asking again gives the same answer. */
      jobId: text('job_id'),
    },
    (t) => [index('uploads_expiry').on(t.expiresAt)],
  );

  const accounts = describeAccountTables(kit);
  const mail = describeMailTables(kit);
  const people = describePeopleTables(kit);
  const print = describePrintTables(kit);
  const phone = describePhoneTables(kit);

  /** Who changed what; each entry carries the hash of the one before. */
  const audit = table('audit', {
    number: int('number').primaryKey(),
    at: int('at').notNull(),
    who: text('who').notNull(),
    act: text('act').notNull(),
    about: text('about').notNull(),
    detail: json('detail').$type<Record<string, string | number | boolean>>().notNull(),
    previous: text('previous').notNull(),
    hash: text('hash').notNull(),
  });

  return {
    settings,
    facts,
    ...accounts,
    printers,
    lanes,
    blobs,
    jobs,
    releases,
    attempts,
    accountingAnswers,
    events,
    steps,
    uploads,
    ...mail,
    ...people,
    ...print,
    ...phone,
    audit,
  };
}

export type Tables = ReturnType<typeof describeTables>;
