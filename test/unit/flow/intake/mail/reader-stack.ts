// Mail intake on a real database and a real store, with a mailbox in memory, for tests: one life of a server that can end at any moment,
// and what is there when everything has come to rest.
import type { Database, Tx } from '@platen/edge-server/db/database';
import { makeAccept } from '@platen/edge-server/flow/intake/accept';
import type { Judge, Judgement } from '@platen/edge-server/flow/intake/mail/judgement';
import { makeMailReaders } from '@platen/edge-server/flow/intake/mail/mail-readers';
import type { FoundDocument } from '@platen/edge-server/flow/intake/mail/receive-document';
import {
  makeTakeMessage,
  type RawMessage,
  type Refusal,
} from '@platen/edge-server/flow/intake/mail/take-message';
import type { StepWorker } from '@platen/edge-server/flow/step';
import type { MailAccountRow } from '@platen/edge-server/flow/store/mail-accounts';
import { countSenderRequest } from '@platen/edge-server/flow/store/mails';
import { claimSteps, finishStep, postponeStep } from '@platen/edge-server/flow/store/steps';
import type { Blobs } from '@platen/edge-server/platform/blobs';
import { type Clock, systemClock } from '@platen/edge-server/platform/clock';
import { systemIds } from '@platen/edge-server/platform/ids';
import { openLog } from '@platen/edge-server/platform/log';
import type { OpenMailbox } from '@platen/edge-server/protocols/mail/mailbox';
import type { MailAccountSettings } from '@platen/shared/mail';
import { SETTINGS_GROUPS, type Settings } from '@platen/shared/settings';

export interface LifeOptions {
  readonly db: Database;
  readonly blobs: Blobs;
  readonly open: (account: MailAccountRow) => OpenMailbox;
  readonly holder?: string;
  readonly judge?: Judge;
  readonly clock?: Clock;
  readonly freeBytes?: () => Promise<number>;
  readonly maxMegabytes?: number;
  readonly deadMs?: number;
  /** Called with each message that is being taken; what it throws is a failure of that message. */
  readonly onContents?: (token: string) => void | Promise<void>;
  readonly onApply?: (token: string) => void;
  /** What is in a message, instead of what its body says. */
  readonly documents?: (token: string) => FoundDocument[];
  readonly onRefused?: (refused: readonly Refusal[]) => void;
  /** False: no steps are worked on. */
  readonly take?: boolean;
}

/** Every look at the disk is a new one: a free figure is good for half a second (accept.ts). */
export function lookingAgain(): Clock {
  let at = 0;
  return {
    ...hastyClock,
    monotonic: () => {
      at += 1_000;
      return at;
    },
  };
}

/** Sleeps and short timers take a moment only; the dead man's switch keeps its time. */
export const hastyClock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 2), signal),
  after: (ms, act, options) => systemClock.after(ms <= 1_000 ? Math.min(ms, 2) : ms, act, options),
};

const logged: string[] = [];

/**
 * A message whose documents say who they are: `token` is in its subject and in each document. `size` octets of filling make its blobs
 * files instead of rows.
 */
export function message(
  token: string,
  more: { from?: string; documents?: number; size?: number } = {},
): string {
  const { from = 'anna@example.org', documents = 1, size = 0 } = more;
  const parts = Array.from({ length: documents }, (_, i) => `%PDF-${token} ${i} ${'x'.repeat(size)}`);
  const header = `From: ${from}\r\nSubject: ${token}\r\nMessage-ID: <same@example.org>`;
  return `${header}\r\n\r\n${parts.join('\r\n--\r\n')}`;
}

/** The header's From decides by its local part: wait, refuse, ignore, or else take. */
export const judgeByName: Judge = async (header) => judged(Buffer.from(header).toString());

function judged(header: string): Judgement {
  const address = /^From: (\S+)/m.exec(header)?.[1] ?? '';
  const subject = /^Subject: (\S+)/m.exec(header)?.[1];
  const kind = address.split('@')[0] ?? '';
  if (kind === 'wait') return { kind, address };
  if (kind === 'refuse') {
    return { kind, address, reason: 'mail-sender-not-allowed', answer: true, detail: 'on the block-list' };
  }
  if (kind === 'ignore') return { kind, address, reason: 'mail-automatic', detail: 'a loop' };
  const submitter = { address, name: kind, verified: true, confirm: false, answer: true };
  return { kind: 'take', submitter, subject, messageId: '<same@example.org>' };
}

/** Splits the body at its marks; nothing of MIME. */
async function readContents(raw: RawMessage) {
  let text = '';
  for await (const chunk of raw.read()) text += Buffer.from(chunk).toString('latin1');
  const at = text.indexOf('\r\n\r\n');
  const token = /^Subject: (\S+)/m.exec(text)?.[1] ?? '';
  const bodies = text.slice(at + 4).split('\r\n--\r\n');
  const documents = bodies.map(
    (body, i): FoundDocument => ({
      title: `${token}.${i}`,
      mediaType: 'application/pdf',
      size: body.length,
      open: async function* () {
        yield Buffer.from(body, 'latin1');
      },
    }),
  );
  const release = token.startsWith('key-') ? token : undefined;
  return { documents, refused: [], report: token, release };
}

function settingsWith(maxMegabytes: number): Settings {
  const all = Object.fromEntries(
    SETTINGS_GROUPS.map((group) => [
      group.id,
      Object.fromEntries(Object.entries(group.settings).map(([name, { default: value }]) => [name, value])),
    ]),
  ) as unknown as Settings;
  return { ...all, documents: { ...all.documents, maxMegabytes } };
}

/** What a token stands for in the outbox: kind, and what it is about. */
async function say(
  tx: Tx,
  kind: 'report' | 'not-allowed' | 'alert' | 'release',
  about: string,
): Promise<void> {
  const id = systemIds.id();
  await tx.q.insert(tx.t.outbox).values({
    ...{ id, kind, recipient: 'x@example.org', userId: null, mailId: null, values: { about } },
    ...{
      messageId: `<${id}>`,
      inReplyTo: null,
      state: 'waiting',
      attempts: 0,
      note: null,
      createdAt: 0,
      changedAt: 0,
    },
  });
}

export function startLife(options: LifeOptions) {
  const { db, blobs, clock = hastyClock, holder = 'here', judge = judgeByName } = options;
  const log = openLog({ level: 'debug', write: (line) => void logged.push(line) });
  const settings = () => settingsWith(options.maxMegabytes ?? 1024);
  const deps = { db, blobs, clock, log, settings, ids: systemIds };
  const stop = new AbortController();
  const accept = makeAccept({
    ...deps,
    recognise: () => ({ ok: true, mediaType: 'application/pdf' }),
    freeBytes: options.freeBytes ?? (async () => 1e12),
    knock: () => undefined,
  });
  const common = {
    ...deps,
    judge,
    tellRefused: (tx: Tx, { reason, address }: { reason: string; address: string }) =>
      say(tx, 'not-allowed', `${reason} ${address}`),
    waits: (tx: Tx, { address }: { address: string }) => countSenderRequest(tx, address, clock.now()),
    alert: (tx: Tx, { code, over = false }: { code: string; over?: boolean }) =>
      say(tx, 'alert', over ? `over: ${code}` : code),
  };
  const readers = makeMailReaders({
    ...common,
    ...{ holder, open: options.open, checkRoom: accept.checkRoom },
    ...(options.deadMs === undefined ? {} : { deadMs: options.deadMs }),
    knockSteps: () => pump(),
  });
  const take: StepWorker = makeTakeMessage({
    ...common,
    accept,
    readContents: async (raw) => {
      const contents = await readContents(raw);
      await options.onContents?.(contents.report);
      return { ...contents, documents: options.documents?.(contents.report) ?? contents.documents };
    },
    personFor: async (_tx, { address }) => ({ userId: `of ${address}`, isNew: false }),
    prepareRelease: async (ask: string) => ({
      record: async (tx) => {
        await say(tx, 'release', ask);
        return ask;
      },
    }),
    answer: async (tx, { report, refused }) => {
      await say(tx, 'report', report);
      options.onRefused?.(refused);
      options.onApply?.(report);
    },
    knockConvert: () => undefined,
    knockReader: readers.knock,
  });

  let pumping: Promise<void> = Promise.resolve();
  let asked = false;
  let busy = false;
  /** What flow/runner.ts does, without its waits: a step that is to be tried again is tried again at once. */
  function pump(): void {
    if (options.take === false) return;
    asked = true;
    if (busy) return;
    busy = true;
    pumping = work().finally(() => {
      busy = false;
    });
  }
  async function work(): Promise<void> {
    while (asked && !stop.signal.aborted) {
      // Before the look: what is asked for during it is looked for again.
      asked = false;
      try {
        const claim = { holder, now: 9e15, leaseMs: 0, limit: 4 };
        const steps = await db.write((tx) => claimSteps(tx, 'mail', claim));
        if (steps.length > 0) asked = true;
        for (const step of steps) {
          const outcome = await take(step, stop.signal);
          if (stop.signal.aborted) return;
          await db.write(async (tx) => {
            const ours =
              outcome.kind === 'done'
                ? await finishStep(tx, step.id, holder)
                : await postponeStep(tx, step.id, holder, 0);
            if (ours) await outcome.record?.(tx);
          });
        }
      } catch (cause) {
        log.warn('the step failed', { cause });
        asked = true;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
  }

  return {
    readers,
    pump,
    async start() {
      await readers.start();
      pump();
    },
    async stop() {
      stop.abort(new Error('the server stops'));
      await readers.stop();
      await pumping;
    },
  };
}

export async function addAccount(
  db: Database,
  settings: Partial<MailAccountSettings> = {},
  id = 'account',
): Promise<void> {
  await db.write(async (tx) => {
    await tx.q.insert(tx.t.mailAccounts).values({
      ...{ id, name: id, kind: 'imap', receives: true, sends: false, address: 'print@example.org' },
      settings: { auth: 'password', pollSeconds: 0.02, ...settings },
      ...{ secretSealed: null, enabled: true, state: null, holder: '', leaseUntil: 0, fence: 0 },
      ...{ createdAt: 0, changedAt: 0, removedAt: null },
    });
  });
}

export async function everything(db: Database) {
  return db.read(async ({ q, t }) => ({
    mails: await q.select().from(t.mails),
    jobs: await q.select().from(t.jobs),
    outbox: await q.select().from(t.outbox),
    blobs: await q.select().from(t.blobs),
    steps: await q.select().from(t.steps),
    requests: await q.select().from(t.senderRequests),
    accounts: await q.select().from(t.mailAccounts),
  }));
}

export async function forgetAll(db: Database): Promise<void> {
  await db.write(async ({ q, t }) => {
    for (const table of [t.mails, t.jobs, t.outbox, t.blobs, t.steps, t.senderRequests, t.mailAccounts]) {
      await q.delete(table);
    }
  });
}

/** Titles of jobs in order, and what the outbox says of `kind`. */
export const titles = (all: Awaited<ReturnType<typeof everything>>): string[] =>
  all.jobs.map(({ title }) => title).sort();
export const said = (all: Awaited<ReturnType<typeof everything>>, kind: string): string[] =>
  all.outbox
    .filter((row) => row.kind === kind)
    .map(({ values }) => String(values['about']))
    .sort();
