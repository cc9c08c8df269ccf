// What a person does about notices: having a browser told, looking at those that are, trying one out, taking one off.
import { createHash } from 'node:crypto';
import { AppError } from '@platen/shared/app-error';
import type { Deps } from '../../deps.ts';
import { isPushKey, type PushTarget, type VapidKeys } from '../../protocols/web-push/seal-push.ts';
import {
  findSubscription,
  type PushRow,
  putSubscription,
  removeSubscription,
  subscriptionsOf,
} from '../store/push.ts';
import { isPushService } from './push-services.ts';
import { openTarget, type Pushed, type SendPush } from './send-push.ts';

/** A phone, a tablet, two computers with two browsers each; each costs a message at every end. */
const MOST_OF_PERSON = 10;
const MARK_LENGTH = 16;
/** Longer ones tell no more about a browser. */
const AGENT_LONGEST = 300;

export interface PushWish {
  readonly userId: string;
  readonly sessionHash: string;
  readonly target: PushTarget;
  /** The browser's User-Agent. */
  readonly agent: string;
  readonly language: string;
}

export interface PushDeviceRow extends PushRow {
  /** By it a browser knows itself. */
  readonly mark: string;
}

export interface PushDeps extends Pick<Deps, 'db' | 'clock' | 'ids' | 'sealing' | 'settings'> {
  readonly vapid: () => Promise<VapidKeys>;
  readonly send: SendPush;
}

export function makePushSubscriptions(deps: PushDeps) {
  const withMark = (row: PushRow): PushDeviceRow => {
    const endpoint = openTarget(deps.sealing, row)?.endpoint ?? '';
    return { ...row, mark: createHash('sha256').update(endpoint).digest('base64url').slice(0, MARK_LENGTH) };
  };

  return {
    /** What browsers need to subscribe; undefined where it is switched off. */
    publicKey: async (): Promise<string | undefined> =>
      deps.settings().push.enabled ? (await deps.vapid()).publicKey : undefined,

    /** Oldest first. */
    list: async (userId: string): Promise<PushDeviceRow[]> =>
      (await deps.db.read((tx) => subscriptionsOf(tx, userId))).map(withMark),

    /** The same browser again changes its row. Rejects with `push-off`, `push-service` or `too-many-push`. */
    async put({ userId, sessionHash, target, agent, language }: PushWish): Promise<PushDeviceRow> {
      const { enabled, services } = deps.settings().push;
      if (!enabled) throw new AppError('push-off');
      const url = new URL(target.endpoint);
      if (!isPushService(url, services))
        throw new AppError('push-service', { detail: `${url.host.slice(0, 100)} is not known here.` });
      if (!isPushKey(target.keys.p256dh))
        throw new AppError('bad-request', { detail: 'keys.p256dh: no point of P-256' });
      const endpointHash = deps.sealing.keyedHash('push-endpoint', target.endpoint);
      const row: PushRow = {
        id: deps.ids.id(),
        userId,
        endpointHash,
        sealed: deps.sealing.seal('push', JSON.stringify(target)),
        label: agent.slice(0, AGENT_LONGEST),
        language,
        sessionHash,
        createdAt: deps.clock.now(),
        lastOkAt: null,
        failures: 0,
      };
      return deps.db.write(async (tx) => {
        const own = await subscriptionsOf(tx, userId);
        if (own.length >= MOST_OF_PERSON && !own.some((one) => one.endpointHash === endpointHash))
          throw new AppError('too-many-push', { most: MOST_OF_PERSON });
        return withMark(await putSubscription(tx, row));
      });
    },

    /** Rejects with `not-found`. */
    async remove(userId: string, id: string): Promise<void> {
      if (!(await deps.db.write((tx) => removeSubscription(tx, id, userId))))
        throw new AppError('not-found', { what: 'device' });
    },

    /** A notice now, to see whether it comes. Rejects with `not-found` or `push-off`. */
    async test(userId: string, id: string, signal: AbortSignal): Promise<Pushed['kind']> {
      if (!deps.settings().push.enabled) throw new AppError('push-off');
      const row = await deps.db.read((tx) => findSubscription(tx, id));
      if (row === undefined || row.userId !== userId) throw new AppError('not-found', { what: 'device' });
      const pushed = (await deps.send.attempt(row, { kind: 'test' }, signal)) ?? { kind: 'gone' };
      await deps.db.write((tx) => deps.send.noteEnd(tx, row, pushed));
      return pushed.kind;
    },
  };
}

export type PushSubscriptions = ReturnType<typeof makePushSubscriptions>;
