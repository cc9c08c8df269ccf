// What a message of the outbox says, read at the moment it leaves: the documents as they are by then, the code unsealed, keys freshly made.
// Nothing of it is stored. Wiring between people, the flow's rows and the texts; the sending itself is flow/outbox/send-mail.ts.
import { type AppError, fillSentence } from '@platen/shared/app-error';
import { ERRORS, type ErrorCode, isErrorCode } from '@platen/shared/error-table';
import { unpackRelease } from '@platen/shared/mail-release';
import {
  MAIL_LANGUAGES,
  type MailLanguage,
  type ReportFacts,
  type ReportRefused,
  type ReportTaken,
  unpackReport,
} from '@platen/shared/mail-report';
import type { AlertFacts, CodeFacts, MailFacts, NotAllowedFacts } from '@platen/shared/mail-texts/mail-text';
import type { Tx } from './db/database.ts';
import type { Deps } from './deps.ts';
import { refusedLines } from './flow/intake/mail/report.ts';
import type { SendMailDeps, ToSay } from './flow/outbox/send-mail.ts';
import type { KeyAsk } from './flow/release/by-mail/mail-keys.ts';
import { findJob, type JobRow, listJobsOfMail } from './flow/store/jobs.ts';
import { accountsInUse, findMailAccount } from './flow/store/mail-accounts.ts';
import { findMail, WAITS_AT_MOST_MS } from './flow/store/mails.ts';
import type { OutboxRow } from './flow/store/outbox.ts';
import { releasedNow } from './flow/store/released-now.ts';
import { openCode } from './people/codes.ts';
import { MAILED_CODE_MINUTES, openMailedCode } from './people/mailed-code.ts';
import { findUser, findUserByEmail, type UserRow } from './people/users.ts';

export interface FactsDeps extends Pick<Deps, 'db' | 'clock' | 'sealing' | 'settings'> {
  readonly issueKey: (tx: Tx, ask: KeyAsk) => Promise<string>;
  /** https:// address of this server without a slash at the end; undefined when none is known. */
  readonly publicAddress: () => string | undefined;
}

/** Long enough for an ordinary letter to be converted, so that the answer can say how many pages it has; nobody waits longer for it. */
const REPORT_WAIT_MS = 8_000;
/** Looked at so often meanwhile, should nobody hurry it. */
const LOOK_MS = 1_000;
/** A key in a mail without documents, such as "new code": as long as somebody may still look for that mail. */
const LOOSE_KEY_MS = 30 * 24 * 3_600_000;

const LIVE: ReadonlySet<JobRow['state']> = new Set(['received', 'locked', 'held']);

/** What an alert may be about, but an account in trouble, which is the rest. */
const ALERTS = ['quarantine', 'sender-waits', 'over', 'attack', 'certificate'] as const;
/** Where in the console, but for mail itself. */
const ALERT_PLACES: Readonly<Record<string, string>> = {
  attack: 'security=codes',
  certificate: 'security=certificate',
};
/** What stands for a person whose mailbox has to prove itself first (mail-judge.ts): keys are bound to the address then. */
export const addressOwner = (address: string): string => `address:${address.toLowerCase()}`;

export function makeMailFacts(deps: FactsDeps): SendMailDeps['factsFor'] {
  const { db, clock } = deps;

  async function report(row: OutboxRow): Promise<ToSay | { readonly waitMs: number } | undefined> {
    const record = unpackReport(row.values);
    const { mailId, userId } = row;
    if (record === undefined || mailId === null) return undefined;
    return db.write(async (tx) => {
      const jobs = await listJobsOfMail(tx, mailId);
      const left = row.createdAt + REPORT_WAIT_MS - clock.now();
      if (left > 0 && jobs.some(({ state }) => state === 'received'))
        return { waitMs: Math.min(left, LOOK_MS) };
      const mail = await findMail(tx, mailId);
      const account = mail === undefined ? undefined : await findMailAccount(tx, mail.accountId);
      const user = userId === null ? undefined : await findUser(tx, userId);
      const mailbox = account?.address ?? '';
      const common = {
        subject: record.subject,
        left: record.left,
        ticket: record.ticket,
        unknownWords: record.unknownWords,
        printer: printerOf(record.printer),
        mailbox,
        portal: deps.publicAddress(),
      };
      if (record.confirm) {
        const confirmKey = await confirmKeyOf(tx, row);
        if (confirmKey === undefined) return undefined;
        const taken = [{ title: record.subject, state: 'received' as const }];
        return said(row, user, { kind: 'report', facts: { ...common, taken, refused: [], confirmKey } });
      }
      const live = jobs.filter(({ state }) => LIVE.has(state));
      const facts: ReportFacts = {
        ...common,
        ...(user === undefined ? {} : await personal(tx, user, live)),
        taken: await takenOf(tx, jobs, user),
        refused: [
          ...refusedLines(record),
          ...jobs.filter(({ state }) => state === 'refused').map(whyRefused),
        ],
        keptUntil: live.length === 0 ? undefined : Math.min(...live.map(({ expiresAt }) => expiresAt)),
      };
      return said(row, user, { kind: 'report', facts });
    });
  }

  async function confirmKeyOf(tx: Tx, row: OutboxRow): Promise<string | undefined> {
    const { confirm } = row.values;
    if (typeof confirm !== 'string') return undefined;
    const userId = addressOwner(row.recipient);
    const expiresAt = clock.now() + WAITS_AT_MOST_MS;
    return deps.issueKey(tx, { kind: 'confirm', userId, jobId: confirm, expiresAt });
  }

  async function personal(tx: Tx, user: UserRow, live: readonly JobRow[]): Promise<Partial<ReportFacts>> {
    const { codeInAnswers, releaseByMail } = deps.settings().mail;
    const until = Math.max(clock.now(), ...live.map(({ expiresAt }) => expiresAt));
    const all =
      releaseByMail && live.length > 1
        ? await deps.issueKey(tx, { kind: 'release-all', userId: user.id, expiresAt: until })
        : undefined;
    return {
      ...(codeInAnswers ? { code: openCode(deps, user.id, user.codeSealed) } : {}),
      releaseAllKey: all,
      newCodeKey: await newCodeKey(tx, user.id),
    };
  }

  const newCodeKey = (tx: Tx, userId: string): Promise<string> =>
    deps.issueKey(tx, { kind: 'new-code', userId, expiresAt: clock.now() + LOOSE_KEY_MS });

  async function takenOf(tx: Tx, jobs: readonly JobRow[], user: UserRow | undefined): Promise<ReportTaken[]> {
    const taken: ReportTaken[] = [];
    for (const job of jobs) {
      if (job.state === 'refused') continue;
      const prints = user !== undefined && deps.settings().mail.releaseByMail && LIVE.has(job.state);
      const releaseKey = prints
        ? await deps.issueKey(tx, {
            kind: 'release',
            userId: user.id,
            jobId: job.id,
            expiresAt: job.expiresAt,
          })
        : undefined;
      const twin = job.duplicateOf === null ? undefined : await findJob(tx, job.duplicateOf);
      taken.push({
        title: job.title,
        pages: job.pages ?? undefined,
        state: job.state,
        releaseKey,
        duplicateOf: twin === undefined ? undefined : { title: twin.title, receivedAt: twin.receivedAt },
      });
    }
    return taken;
  }

  async function trouble(row: OutboxRow): Promise<ToSay | undefined> {
    const { job: jobId } = row.values;
    return db.read(async (tx) => {
      const job = typeof jobId === 'string' ? await findJob(tx, jobId) : undefined;
      if (job === undefined || (job.state !== 'refused' && job.state !== 'locked')) return undefined;
      const documents = [job.state === 'locked' ? lockedLine(job) : whyRefused(job)];
      const facts = { documents, portal: deps.publicAddress() };
      return said(row, await findUser(tx, job.ownerId), { kind: 'trouble', facts });
    });
  }

  async function code(row: OutboxRow): Promise<ToSay | undefined> {
    const { userId } = row;
    if (userId === null) return undefined;
    return db.write(async (tx) => {
      const user = await findUser(tx, userId);
      if (user === undefined) return undefined;
      const [receiving] = await accountsInUse(tx, 'receives');
      const { why } = row.values;
      const facts: CodeFacts = {
        code: openCode(deps, user.id, user.codeSealed),
        why: why === 'new' || why === 'renewed' ? why : 'asked',
        portal: deps.publicAddress(),
        ...(receiving === undefined
          ? {}
          : { mailbox: receiving.address, newCodeKey: await newCodeKey(tx, user.id) }),
      };
      return said(row, user, { kind: 'code', facts });
    });
  }

  async function signIn(row: OutboxRow): Promise<ToSay | undefined> {
    const attempt = text(row.values['attempt']);
    if (attempt === undefined) return undefined;
    return db.read(async (tx) => {
      const code = await openMailedCode(tx, deps, attempt, clock.now());
      // Used or expired meanwhile.
      if (code === undefined) return undefined;
      const user = await findUserByEmail(tx, row.recipient);
      return said(row, user, { kind: 'sign-in', facts: { code, minutes: MAILED_CODE_MINUTES } });
    });
  }

  async function release(row: OutboxRow): Promise<ToSay | { readonly waitMs: number } | undefined> {
    return db.read(async (tx) => {
      const now = await releasedNow(tx, unpackRelease(row.values), row.createdAt, clock.now());
      if ('waitMs' in now) return now;
      const user = row.userId === null ? undefined : await findUser(tx, row.userId);
      const facts = { release: now.facts, portal: deps.publicAddress() };
      return said(row, user, { kind: 'release', facts });
    });
  }

  function notAllowed(row: OutboxRow): ToSay {
    const { why, subject } = row.values;
    const reason: NotAllowedFacts['why'] =
      why === 'mail-sender-unverified' || why === 'mail-sender-waits' ? why : 'mail-sender-not-allowed';
    return said(row, undefined, {
      kind: 'not-allowed',
      facts: { why: reason, subject: text(subject) ?? '' },
    });
  }

  function alert(row: OutboxRow): ToSay {
    const { about, account, errorCode, detail, sender, subject } = row.values;
    const base = deps.publicAddress();
    const facts: AlertFacts = {
      about: ALERTS.find((one) => one === about) ?? 'account',
      account: text(account),
      errorCode: errorOf(errorCode),
      detail: text(detail),
      sender: text(sender),
      subject: text(subject),
      console: base === undefined ? undefined : `${base}/admin#${ALERT_PLACES[text(about) ?? ''] ?? 'mail'}`,
    };
    return said(row, undefined, { kind: 'alert', facts });
  }

  function said(row: OutboxRow, user: UserRow | undefined, mail: MailFacts): ToSay {
    // An administrator reads the console's language.
    const language = row.kind === 'alert' ? 'en' : languageOf(user, mailLanguageOf(deps.settings()));
    return { mail, language };
  }

  return async (row) => {
    switch (row.kind) {
      case 'report':
        return report(row);
      case 'trouble':
        return trouble(row);
      case 'code':
        return code(row);
      case 'sign-in':
        return signIn(row);
      case 'release':
        return release(row);
      case 'not-allowed':
        return notAllowed(row);
      case 'alert':
        return alert(row);
      default:
        return undefined;
    }
  };
}

/** Of a person, else the site's. */
export function languageOf(user: Pick<UserRow, 'language'> | undefined, site: string): MailLanguage {
  const wanted = [user?.language, site].map((tag) => tag?.toLowerCase().split('-')[0]);
  for (const tag of wanted) {
    const known = MAIL_LANGUAGES.find((language) => language === tag);
    if (known !== undefined) return known;
  }
  return 'en';
}

/** The site's own where mail follows it; English where mail is not written in that. */
export const mailLanguageOf = ({
  mail,
  site,
}: {
  readonly mail: { readonly language: string };
  readonly site: { readonly language: string };
}): string => (mail.language === 'site' ? site.language : mail.language);

function whyRefused({ title, reason }: JobRow): ReportRefused {
  const code = errorOf(reason) ?? 'document-broken';
  return { title, errorCode: code, values: {}, sentence: fillSentence(ERRORS[code].user, {}) };
}

function lockedLine({ title }: JobRow): ReportRefused {
  const code: AppError['code'] = 'document-password';
  return { title, errorCode: code, values: {}, sentence: fillSentence(ERRORS[code].user, {}) };
}

function printerOf(
  printer: { readonly name: string; readonly errorCode?: string | undefined } | undefined,
): ReportFacts['printer'] {
  if (printer === undefined) return undefined;
  const { name, errorCode } = printer;
  return errorCode === undefined
    ? { name }
    : { name, errorCode: errorOf(errorCode) ?? 'mail-printer-unknown' };
}

const errorOf = (value: unknown): ErrorCode | undefined =>
  typeof value === 'string' && isErrorCode(value) ? value : undefined;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
