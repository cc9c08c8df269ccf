// The service worker's part of notices: what is shown, where a press leads, and that a notice is shown whatever came.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPush, type PushScope, renewPush, showPush } from '../../../panel-app/src/service-worker/push.ts';

function scopeOf(
  windows: readonly { readonly url: string; readonly stays?: boolean }[] = [],
  signedIn = true,
) {
  const did: string[] = [];
  const shown: { title: string; options: NotificationOptions | undefined }[] = [];
  const sent: { method: string; body: unknown }[] = [];
  const subscription = {
    toJSON: () => ({ endpoint: 'https://push.example.org/2', keys: { p256dh: 'p', auth: 'a' } }),
  };
  const scope: PushScope = {
    registration: {
      showNotification: (title, options) => {
        shown.push({ title, options });
        return Promise.resolve();
      },
      pushManager: { subscribe: () => Promise.resolve(subscription as unknown as PushSubscription) },
    },
    clients: {
      matchAll: () =>
        Promise.resolve(
          windows.map(({ url, stays }) => ({
            url,
            focus: () => Promise.resolve(did.push(`focus ${url}`)),
            navigate: (to: string) =>
              stays === true
                ? Promise.reject(new TypeError('not controlled'))
                : Promise.resolve(did.push(`go ${to}`)),
          })),
        ),
      openWindow: (url) => Promise.resolve(did.push(`open ${url}`)),
    },
    location: { origin: 'https://print.example.org' },
    fetch: (_path, init) => {
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      sent.push({ method: init?.method ?? 'GET', body });
      return Promise.resolve(Response.json({ publicKey: 'K' }, { status: signedIn ? 200 : 401 }));
    },
  };
  return { scope, did, shown, sent };
}
const dataOf = (value: unknown) => ({ json: () => value });
const MESSAGE = {
  kind: 'uncertain',
  tag: 'job-1',
  title: 'Did it come out?',
  body: 'Please check.',
  path: '/#document=job-1',
  lang: 'ar',
};

test('shows the notice in its language and direction, under the tag of its document', async () => {
  const { scope, shown } = scopeOf();
  await showPush(scope, dataOf(MESSAGE));
  const [one] = shown;
  assert.equal(one?.title, 'Did it come out?');
  assert.equal(one.options?.tag, 'job-1');
  assert.equal(one.options.dir, 'rtl');
  assert.equal(one.options.requireInteraction, true);
  assert.deepEqual(one.options.data, { path: '/#document=job-1' });
});

test('shows one whatever came: nothing, something else, or no JSON', async () => {
  for (const data of [
    null,
    dataOf(null),
    dataOf('text'),
    dataOf({ title: 5 }),
    {
      json: (): unknown => {
        throw new SyntaxError('no JSON');
      },
    },
  ]) {
    const { scope, shown } = scopeOf();
    await showPush(scope, data);
    assert.deepEqual(
      shown.map(({ title, options }) => [title, options?.data]),
      [['Platen', { path: '/' }]],
    );
  }
});

test('a press leads the portal that is open to the document, or opens one', async () => {
  const other = { url: 'https://print.example.org/admin' };
  const portal = { url: 'https://print.example.org/#me' };
  const to = 'https://print.example.org/#document=job-1';
  const data = { path: MESSAGE.path };
  const cases = [
    [
      [other, portal],
      [`focus ${portal.url}`, `go ${to}`],
    ],
    [[other], [`open ${to}`]],
    [[{ ...portal, stays: true }], [`focus ${portal.url}`, `open ${to}`]],
  ] as const;
  for (const [windows, expected] of cases) {
    const { scope, did } = scopeOf(windows);
    await openPush(scope, data);
    assert.deepEqual(did, expected);
  }
});

test('a press never leads to another site', async () => {
  for (const data of [{ path: 'https://evil.example/' }, { path: '//evil.example/x' }, null, {}]) {
    const { scope, did } = scopeOf();
    await openPush(scope, data);
    assert.deepEqual(did, ['open https://print.example.org/']);
  }
});

test('a subscription that the browser ended is made anew for whoever is still signed in', async () => {
  const one = scopeOf();
  await renewPush(one.scope);
  assert.deepEqual(one.sent[1], {
    method: 'PUT',
    body: { endpoint: 'https://push.example.org/2', keys: { p256dh: 'p', auth: 'a' } },
  });
  const out = scopeOf([], false);
  await renewPush(out.scope);
  assert.equal(out.sent.length, 1);
});
