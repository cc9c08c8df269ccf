// Puts push notices together: the keys of this server, what is noted at the end of a release, the step that sends. Wiring only.
import type { App } from './app.ts';
import type { Resolved } from './devices/address-policy.ts';
import { makeNotePush } from './flow/push/note-push.ts';
import { makeSendPush, type PostPush } from './flow/push/send-push.ts';
import { makePushSubscriptions } from './flow/push/subscriptions.ts';
import { makeVapid } from './flow/push/vapid.ts';
import type { Runner } from './flow/runner.ts';
import type { Storage } from './open-storage.ts';
import { makeVapidKeys } from './protocols/web-push/seal-push.ts';
import { postHook } from './protocols/webhook/post-hook.ts';
import { publicHosts } from './public-hosts.ts';

/** Notices under way at a time: each waits for its service for a moment. */
const PUSH_PARALLEL = 8;

export interface PushParts {
  readonly runner: () => Runner;
  readonly app: () => App;
  /** Judged anew each time, as for webhooks. */
  readonly judge: (url: URL) => Promise<Resolved>;
  /** Authorities to trust besides the system's, PEM: for tests. */
  readonly ca: string | undefined;
}

export function buildPush({ deps, news }: Storage, parts: PushParts) {
  const vapid = makeVapid(deps, makeVapidKeys);
  const post: PostPush = async (text, { headers, body }, signal) => {
    const url = new URL(text);
    const found = await parts.judge(url);
    if (!found.ok) return { kind: 'unreachable', detail: found.sentence };
    const own = { ...headers, 'user-agent': `Platen/${parts.app().version}` };
    return postHook({ url, addresses: found.addresses, ca: parts.ca }, { headers: own, body }, signal);
  };
  const send = makeSendPush({
    ...deps,
    vapid,
    // Push services refuse names that are none on the Internet; a made-up one would be worse.
    contact: () => `https://${publicHosts(deps.settings())[0] ?? 'localhost'}/`,
    post,
  });
  const note = makeNotePush(deps, () => parts.runner().knock('push'));
  news.alsoRecord = note.record;
  return {
    app: makePushSubscriptions({ ...deps, vapid, send }),
    workers: { push: { work: send.work, parallel: PUSH_PARALLEL } },
  };
}
