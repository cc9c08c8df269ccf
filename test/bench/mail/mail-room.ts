// Dovecot, Postfix and a Platen between them, for the benchmarks of mail: mail to "print" is fetched over IMAPS, answers leave by SMTP with
// STARTTLS. What Postfix has taken it throws away: the people's own mailboxes would only take the processor from what is measured.
import type { AdminJob } from '@platen/shared/api/admin';
import type { AdminMailAccount, Outbox } from '@platen/shared/api/admin-mail';
import { type Dovecot, startDovecot } from '../../servers/dovecot.ts';
import { type PlatenServer, startPlaten } from '../../servers/platen.ts';
import { type Postfix, startPostfix } from '../../servers/postfix.ts';
import { operatorCall } from '../../support/operator.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** The mailbox that Platen reads, and the one that the peer reads. */
export const OURS = 'print';
export const COPY = 'copy';
export const PASSWORD = 'secret';

type HeldJobs = { readonly jobs: readonly AdminJob[]; readonly total: number };
type Story = { readonly story: readonly { readonly at: number; readonly kind: string }[] };

/** Deliveries at a time while a mailbox is filled, which is not measured. */
const FILLING = 4;
/** Of some seconds; finer would take from what is measured. */
const LOOK_MS = 50;
const PATIENCE_MS = 10 * 60_000;

export type Counts = { readonly held: number; readonly answered: number };
export type Times = { readonly removedMs: number; readonly heldMs: number; readonly answeredMs: number };

export type MailRoom = {
  readonly server: PlatenServer;
  readonly dovecot: Dovecot;
  /** Puts messages into a mailbox. */
  fill(user: string, letters: readonly Buffer[]): Promise<void>;
  /** Lets Platen read its mailbox, or not. Resolves when it is told. */
  reading(on: boolean): Promise<void>;
  counts(): Promise<Counts>;
  /**
   * Waits until the mailbox is empty, and then until so many more documents are held and messages answered than `before`; ms from `since`
   * (monotonic) until each was seen.
   */
  done(before: Counts, count: number, since: number): Promise<Times>;
  /** When each document was held, Unix ms, by its title. */
  heldAt(): Promise<ReadonlyMap<string, number>>;
  stop(): Promise<void>;
};

export const startMailRoom = async (): Promise<MailRoom> => {
  const started: { stop(): Promise<unknown> }[] = [];
  const stop = async (): Promise<void> => {
    for (const one of started.splice(0).reverse()) await one.stop();
  };
  const start = async <T extends { stop(): Promise<unknown> }>(starting: Promise<T>): Promise<T> => {
    const one = await starting;
    started.push(one);
    return one;
  };
  try {
    const dovecot = await start(startDovecot({ users: { [OURS]: PASSWORD, [COPY]: PASSWORD } }));
    const postfix = await start(
      startPostfix({ lmtpPort: dovecot.lmtpPort, settings: 'virtual_transport = discard:' }),
    );
    const server = await start(startPlaten({ env: { PLATEN_MAIL_LOOPBACK: 'on' } }));
    return await openRoom({ dovecot, postfix, server, stop });
  } catch (error) {
    await stop();
    throw error;
  }
};

type Parts = {
  readonly dovecot: Dovecot;
  readonly postfix: Postfix;
  readonly server: PlatenServer;
  stop(): Promise<void>;
};

const openRoom = async ({ dovecot, postfix, server, stop }: Parts): Promise<MailRoom> => {
  const call = async <T>(method: string, path: string, value?: object): Promise<T> => {
    const answer = await operatorCall(server, method, `/api/admin/${path}`, value);
    if (answer.status >= 300) throw new Error(`${method} ${path}: HTTP ${answer.status} ${answer.text}`);
    return answer.json<T>();
  };
  // No server here puts its word into Authentication-Results; who may send is not what is measured.
  await call('PUT', 'settings/mail.whoMaySend', { value: 'anyone' });
  await call('PUT', 'settings/mail.trust', { value: 'everyone' });
  await call('POST', 'mail/accounts', {
    name: 'Answers',
    kind: 'smtp',
    receives: false,
    sends: true,
    address: 'platen@example.test',
    settings: {
      host: postfix.host,
      port: postfix.smtpPort,
      security: 'starttls',
      auth: 'none',
      tlsPin: postfix.fingerprint,
    },
  });
  const { id } = await call<AdminMailAccount>('POST', 'mail/accounts', {
    name: 'Print',
    kind: 'imap',
    receives: true,
    sends: false,
    address: `${OURS}@example.test`,
    enabled: false,
    settings: {
      host: dovecot.host,
      port: dovecot.imapsPort,
      security: 'tls',
      auth: 'password',
      user: OURS,
      tlsPin: dovecot.fingerprint,
    },
    secret: PASSWORD,
  });

  const heldJobs = (limit: number) => call<HeldJobs>('GET', `jobs?state=held&limit=${limit}`);
  const mails = async (state: string): Promise<number> =>
    (await call<Outbox>('GET', `mail/outbox?state=${state}&limit=1`)).total;
  const counts = async (): Promise<Counts> => {
    const [jobs, answered] = await Promise.all([heldJobs(1), mails('sent')]);
    return { held: jobs.total, answered };
  };

  return {
    server,
    dovecot,
    counts,
    async fill(user, letters) {
      const left = letters.values();
      await Promise.all(
        Array.from({ length: FILLING }, async () => {
          for (const letter of left) await dovecot.deliver(user, letter);
        }),
      );
    },
    async reading(on) {
      await call('PATCH', `mail/accounts/${id}`, { enabled: on });
    },
    async done(before, count, since) {
      const times: { -readonly [Name in keyof Times]: number | undefined } = {
        removedMs: undefined,
        heldMs: undefined,
        answeredMs: undefined,
      };
      return waitUntil(
        async () => {
          // The server is asked only once there is hope: each question takes from what is measured.
          if ((await dovecot.mailCount(OURS)) > 0) return undefined;
          times.removedMs ??= performance.now() - since;
          const now = await counts();
          const passedMs = performance.now() - since;
          if (now.held >= before.held + count) times.heldMs ??= passedMs;
          if (now.answered >= before.answered + count) times.answeredMs ??= passedMs;
          const { removedMs, heldMs, answeredMs } = times;
          if (removedMs === undefined || heldMs === undefined || answeredMs === undefined) return undefined;
          return { removedMs, heldMs, answeredMs };
        },
        { what: `${count} messages to be taken`, timeoutMs: PATIENCE_MS, everyMs: LOOK_MS },
      );
    },
    async heldAt() {
      // The most that is given at once; the benchmarks hold fewer.
      const { jobs } = await heldJobs(1000);
      const times = new Map<string, number>();
      for (const { id: jobId, title } of jobs) {
        const { story } = await call<Story>('GET', `jobs/${jobId}`);
        const converted = story.find(({ kind }) => kind === 'converted');
        if (converted !== undefined) times.set(title, converted.at);
      }
      return times;
    },
    stop,
  };
};
