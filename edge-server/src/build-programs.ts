// Puts together what programs outside are told and may ask: webhooks, metrics, backups. Wiring only; API tokens are build-people.ts's.
import { readFileSync } from 'node:fs';
import type { App } from './app.ts';
import { type BackupParts, buildBackups } from './build-backups.ts';
import { buildPush } from './build-push.ts';
import type { Config } from './config.ts';
import type { Tx } from './db/database.ts';
import { type Resolved, resolveAllowed } from './devices/address-policy.ts';
import { ownAddresses } from './devices/discover/own-links.ts';
import { listPrinters } from './devices/printers.ts';
import { tellCertificate } from './flow/hooks/certificate-news.ts';
import { makeSendHook, type PostHook } from './flow/hooks/send-hook.ts';
import { makeWebhooks } from './flow/hooks/webhooks.ts';
import type { Runner, RunnerWorker } from './flow/runner.ts';
import type { StepKind } from './flow/step.ts';
import { countBlobs, countLiveJobs, countSteps } from './flow/store/counts.ts';
import { removeOldNotices } from './flow/store/push.ts';
import { removeOldDeliveries } from './flow/store/webhooks.ts';
import { makeLiveHub } from './live-hub.ts';
import { joinLiveServers, type LiveServers } from './live-servers.ts';
import type { Storage } from './open-storage.ts';
import { audit } from './people/audit.ts';
import { postHook } from './protocols/webhook/post-hook.ts';

/** Messages under way at a time. One that waits for its receiver's answer holds its place for some seconds at most. */
const SEND_PARALLEL = 8;
/** Messages that ended can be looked at and sent again for this long. */
const KEEP_MS = 7 * 86_400_000;
/** No notice is worth anything by then (flow/push/send-push.ts). */
const NOTICE_MS = 2 * 86_400_000;
/** The certificate's end is a matter of days. */
const CERTIFICATE_MS = 6 * 3_600_000;

export interface ProgramParts extends BackupParts {
  readonly config: Config;
  readonly runner: () => Runner;
  readonly app: () => App;
  readonly freeBytes: () => Promise<number>;
  readonly ownPorts: () => readonly number[];
}

export function buildPrograms(storage: Storage, parts: ProgramParts) {
  const { deps, news, metrics } = storage;
  const { db, clock, ids, log } = deps;
  const { config } = parts;
  const ca = config.hookCaFile === undefined ? undefined : readFileSync(config.hookCaFile, 'utf8');

  /** Judged anew each time: a name may lead elsewhere by now. The connection goes to these addresses and nowhere else. */
  async function judge(url: URL): Promise<Resolved> {
    const port = url.port === '' ? 443 : Number(url.port);
    // Of the ports below 1024 only HTTPS's own: a webhook has nothing to say to mail servers and directories.
    if (port < 1024 && port !== 443)
      return { ok: false, sentence: `Port ${port} is not one that webhooks use.` };
    return resolveAllowed(url.hostname, {
      allowLoopback: config.hookLoopback ?? false,
      ownAddresses: ownAddresses(),
      ownPorts: parts.ownPorts(),
      port,
    });
  }
  const post: PostHook = async (text, message, signal) => {
    const url = new URL(text);
    const found = await judge(url);
    if (!found.ok) return { kind: 'unreachable', detail: found.sentence };
    const headers = { ...message.headers, 'user-agent': `Platen/${parts.app().version}` };
    return postHook({ url, addresses: found.addresses, ca }, { ...message, headers }, signal);
  };

  const send = makeSendHook({ ...deps, post });
  const webhooks = makeWebhooks({
    ...deps,
    send,
    news,
    refusal: async (url) => {
      const found = await judge(url);
      return found.ok ? undefined : found.sentence;
    },
    audit,
    knock: () => parts.runner().knock('hook'),
  });
  const push = buildPush(storage, { ...parts, judge, ca });
  const backups = buildBackups(storage, parts);
  let stopLooking: (() => void) | undefined;

  const live = makeLiveHub(clock, ids.bytes(2).readUInt16BE());
  let servers: LiveServers | undefined;
  news.onTouched = (changes) => {
    live.changed(changes);
    servers?.tell(changes);
  };
  news.onQueued = () => parts.runner().knock('hook');
  news.onNews = ({ event, facts }) =>
    metrics.happened(event, String(facts['channel'] ?? facts['outcome'] ?? ''));
  metrics.ask = async () => {
    const now = clock.now();
    const [jobs, steps, documents, printers, accounts, freeBytes] = await Promise.all([
      db.read(countLiveJobs),
      db.read((tx) => countSteps(tx, now)),
      db.read(countBlobs),
      db.read(listPrinters),
      parts.app().mail.accounts.list(),
      parts.freeBytes(),
    ]);
    const states = new Map<string, number>();
    for (const { condition, enabled } of printers) {
      const state = enabled ? (condition?.state ?? 'unknown') : 'off';
      states.set(state, (states.get(state) ?? 0) + 1);
    }
    const { notAfter } = parts.app().certificate();
    return {
      version: parts.app().version,
      jobs,
      steps: steps.map(({ oldestDueAt, ...step }) => ({ ...step, oldestMs: now - (oldestDueAt ?? now) })),
      documents,
      printers: states,
      freeBytes,
      mail: accounts
        .filter(({ enabled, receives }) => enabled && receives)
        .map(({ name, createdAt, state }) => ({
          account: name,
          agoMs: now - (state?.lastOkAt ?? createdAt),
        })),
      certificateMs: notAfter === 0 ? undefined : notAfter - now,
    };
  };

  const lookAtCertificate = (): void => {
    tellCertificate(deps, parts.app().certificate()).catch((cause: unknown) =>
      log.warn('webhooks could not be told of the certificate', { cause }),
    );
  };

  return {
    /** The fields of the App that are about programs. */
    parts: { webhooks, metrics, live, push: push.app, backups: backups.app },
    workers: { hook: { work: send.work, parallel: SEND_PARALLEL }, ...push.workers },
    /** The same workers, with how long each step took counted. */
    timed: <W extends Partial<Record<StepKind, RunnerWorker>>>(workers: W): W =>
      Object.fromEntries(
        Object.entries(workers).map(([kind, worker]) => [
          kind,
          worker && {
            ...worker,
            work: async (...args: Parameters<RunnerWorker['work']>) => {
              const began = clock.monotonic();
              const outcome = await worker.work(...args);
              metrics.step(kind, outcome.kind, clock.monotonic() - began);
              return outcome;
            },
          },
        ]),
      ) as W,
    housekeeping: async (tx: Tx, now: number): Promise<void> => {
      await removeOldDeliveries(tx, now - KEEP_MS);
      await removeOldNotices(tx, now - NOTICE_MS);
    },
    start: (): void => {
      lookAtCertificate();
      stopLooking = clock.every(CERTIFICATE_MS, lookAtCertificate);
      backups.start();
      const { databaseUrl: url } = config;
      // The embedded database has one server.
      if (url !== undefined) servers = joinLiveServers(live, { url, clock, ids, log });
    },
    stop: async (): Promise<void> => {
      stopLooking?.();
      await servers?.close();
      await backups.stop();
    },
  };
}
