// The step 'push': hands one notice to one push service. A few tries within the time the notice is worth something; a browser that the
// service no longer knows is taken off the list. What it says is read now: the document's title and printer as they are called by now.
import type { PushFacts, PushMessage } from '@platen/shared/push-notice';
import { isLanguage } from '@platen/shared/say/languages';
import { sayingOf } from '@platen/shared/say/saying';
import type { Posted } from '@platen/shared/webhook';
import type { Tx } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import type { PushTarget, SealedPush, VapidKeys } from '../../protocols/web-push/seal-push.ts';
import { sealPush } from '../../protocols/web-push/seal-push.ts';
import type { Step, StepOutcome, StepWorker } from '../step.ts';
import { findJob } from '../store/jobs.ts';
import {
  findNotice,
  findSubscription,
  noteAttempt,
  notePush,
  type PushNoticeRow,
  type PushRow,
  removeNotice,
  removeSubscription,
} from '../store/push.ts';
import { printerNames } from '../store/read-jobs.ts';
import { isPushService } from './push-services.ts';

/** As PostHook of flow/hooks/send-hook.ts, with bytes. */
export type PostPush = (url: string, message: SealedPush, signal: AbortSignal) => Promise<Posted>;

export interface SendPushDeps extends Pick<Deps, 'db' | 'clock' | 'log' | 'sealing' | 'settings'> {
  readonly vapid: () => Promise<VapidKeys>;
  /** An https: or mailto: address of this site (RFC 8292 section 2.1). */
  readonly contact: () => string;
  /** Checks the address there and then, and follows no redirection. */
  readonly post: PostPush;
}

/** `gone`: the service no longer knows this browser. `useless`: what is wrong will not mend itself. */
export type Pushed =
  | { readonly kind: 'taken' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'useless'; readonly detail: string }
  | { readonly kind: 'later'; readonly detail: string; readonly afterMs: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** After the first try, and so on; then it is given up. A push service is seldom away for long. */
const WAITS = [10_000, MINUTE, 5 * MINUTE, 30 * MINUTE] as const;
/** How long a notice is worth something: that it was printed only as long as one may still be on the way to the printer. */
const WORTH_MS: Readonly<Record<PushFacts['kind'], number>> = {
  printed: HOUR,
  returned: 12 * HOUR,
  uncertain: 12 * HOUR,
  refused: 12 * HOUR,
  test: 5 * MINUTE,
};
/** Notices in a row that a service would not take: that browser will not come back. */
const MOST_FAILURES = 20;
/** Of a title: notices show some 100 characters. */
const TITLE_LONGEST = 120;

export const openTarget = (
  sealing: Deps['sealing'],
  row: Pick<PushRow, 'sealed'>,
): PushTarget | undefined => {
  const text = sealing.open('push', row.sealed);
  return text === undefined ? undefined : (JSON.parse(text) as PushTarget);
};

export function makeSendPush(deps: SendPushDeps) {
  async function messageOf(tx: Tx, row: PushRow, facts: PushFacts): Promise<PushMessage | undefined> {
    const { say, tag } = sayingOf(isLanguage(row.language) ? row.language : 'en');
    const { kind, jobId, printerId } = facts;
    if (kind === 'test' || jobId === undefined) {
      const words = { title: deps.settings().site.name, body: say('push.test') };
      return { kind: 'test', tag: 'test', ...words, path: '/#me', lang: tag };
    }
    const job = await findJob(tx, jobId);
    // Deleted meanwhile, or somebody else's by now: there is nothing to tell.
    if (job === undefined || job.ownerId !== row.userId || job.state === 'deleted') return undefined;
    const printer =
      printerId === undefined ? '' : ((await printerNames(tx, [printerId])).get(printerId) ?? '');
    const { maskTitles } = deps.settings().panel;
    return {
      kind,
      tag: jobId.slice(0, 64),
      title: say(`push.${kind}`),
      body: maskTitles
        ? say(`push.${kind}-masked`, { printer })
        : say(`push.${kind}-text`, { document: shorten(job.title), printer }),
      path: `/#document=${encodeURIComponent(jobId)}`,
      lang: tag,
    };
  }

  /** One try, now. @returns undefined: there is nothing to tell. */
  async function attempt(row: PushRow, facts: PushFacts, signal: AbortSignal): Promise<Pushed | undefined> {
    const target = openTarget(deps.sealing, row);
    if (target === undefined) return { kind: 'gone' };
    // The list of services may have changed since.
    if (!isPushService(new URL(target.endpoint), deps.settings().push.services))
      return { kind: 'useless', detail: 'Its push service is not one that may be used.' };
    const message = await deps.db.read((tx) => messageOf(tx, row, facts));
    if (message === undefined) return undefined;
    const sealed = sealPush(target, JSON.stringify(message), {
      vapid: await deps.vapid(),
      contact: deps.contact(),
      ttl: Math.round(WORTH_MS[facts.kind] / 1000),
      // Somebody has to do something about the one, and may like to know the other.
      urgency: facts.kind === 'uncertain' || facts.kind === 'test' ? 'high' : 'normal',
      // A keyed hash: the push service learns no id of ours.
      topic: deps.sealing.keyedHash('push-topic', `${row.id} ${message.tag}`).slice(0, 32),
    });
    const posted = await deps.post(target.endpoint, sealed, signal);
    if (posted.kind === 'taken') return { kind: 'taken' };
    if (posted.kind === 'unreachable') return { kind: 'later', detail: posted.detail, afterMs: 0 };
    const { status, detail, retryAfterMs = 0 } = posted;
    // RFC 8030 section 7.3: it has expired or was cancelled.
    if (status === 404 || status === 410) return { kind: 'gone' };
    if (status === 429 || status >= 500) return { kind: 'later', detail, afterMs: retryAfterMs };
    return { kind: 'useless', detail };
  }

  const work: StepWorker = async (step: Step, signal: AbortSignal): Promise<StepOutcome> => {
    const notice = await deps.db.read((tx) => findNotice(tx, step.subject));
    if (notice === undefined) return { kind: 'done' };
    const row = await deps.db.read((tx) => findSubscription(tx, notice.subscriptionId));
    const left = notice.createdAt + WORTH_MS[notice.facts.kind] - deps.clock.now();
    if (row === undefined || left <= 0 || !deps.settings().push.enabled) return drop(notice);
    const pushed = await attempt(row, notice.facts, signal);
    if (pushed === undefined) return drop(notice);
    if (pushed.kind !== 'taken' && signal.aborted) return { kind: 'retry', afterMs: 0 };
    if (pushed.kind === 'later') {
      const wait = Math.max(WAITS[notice.attempts] ?? Number.POSITIVE_INFINITY, pushed.afterMs);
      if (wait < left) {
        return {
          kind: 'retry',
          afterMs: wait,
          record: (tx) => noteAttempt(tx, notice.id, notice.attempts + 1),
        };
      }
    }
    return drop(notice, (tx) => noteEnd(tx, row, pushed));
  };

  const drop = (notice: PushNoticeRow, more?: (tx: Tx) => Promise<void>): StepOutcome => ({
    kind: 'done',
    record: async (tx) => {
      await removeNotice(tx, notice.id);
      await more?.(tx);
    },
  });

  async function noteEnd(tx: Tx, row: PushRow, pushed: Pushed): Promise<void> {
    if (pushed.kind === 'taken') return notePush(tx, row.id, { lastOkAt: deps.clock.now(), failures: 0 });
    if (pushed.kind !== 'gone')
      deps.log.info('a push service did not take a notice', { subscription: row.id, detail: pushed.detail });
    const failures = row.failures + 1;
    if (pushed.kind === 'gone' || failures >= MOST_FAILURES) await removeSubscription(tx, row.id);
    else await notePush(tx, row.id, { failures });
  }

  return { work, attempt, noteEnd };
}

export type SendPush = ReturnType<typeof makeSendPush>;

/** By whole characters, as people count them. */
function shorten(title: string): string {
  const letters = [...title];
  return letters.length <= TITLE_LONGEST ? title : `${letters.slice(0, TITLE_LONGEST - 1).join('')}…`;
}
