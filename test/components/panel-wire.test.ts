// What goes over the wire: one request at a time, our header on each, and every kind of bad end as a value.
import { type ApiResult, callApi } from '../../panel-app/src/data/api-call.ts';
import { connectPanel } from '../../panel-app/src/data/panel.ts';
import { equal, ok, test } from './panel-support.ts';

interface Asked {
  readonly path: string;
  readonly init: RequestInit;
  readonly answer: (response: Response) => void;
  readonly fail: (cause: unknown) => void;
}

/** Puts a stand-in in the place of fetch for one test. */
async function withFetch(run: (asked: Asked[]) => Promise<void>): Promise<void> {
  const real = window.fetch;
  const asked: Asked[] = [];
  window.fetch = (path, init = {}) =>
    new Promise((answer, fail) => {
      init.signal?.addEventListener('abort', () => fail(new DOMException('aborted', 'AbortError')));
      asked.push({ path: String(path), init, answer, fail });
    });
  try {
    await run(asked);
  } finally {
    window.fetch = real;
  }
}

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 0));
const never = new AbortController().signal;

test('requests go out one at a time, in the order they were asked for', async () => {
  await withFetch(async (asked) => {
    const api = connectPanel();
    const first = api.start(never);
    const second = api.session(never);
    await turn();
    equal(
      asked.map(({ path }) => path),
      ['/api/panel/start'],
    );
    asked[0]?.fail(new TypeError('no way'));
    equal(await first, { ok: false, why: 'away' });
    await turn();
    equal(
      asked.map(({ path }) => path),
      ['/api/panel/start', '/api/panel/session'],
    );
    asked[1]?.answer(json({ jobs: [] }));
    equal(await second, { ok: true, value: { jobs: [] } });
  });
});

test('every call carries X-Platen, and changing ones their JSON', async () => {
  await withFetch(async (asked) => {
    const api = connectPanel();
    void api.signIn({ code: '482917305' }, never);
    await turn();
    const { init } = asked[0] ?? {};
    equal(new Headers(init?.headers).get('X-Platen'), '1');
    equal([init?.method, init?.body], ['POST', '{"code":"482917305"}']);
  });
});

test('signing out outlives the page', async () => {
  await withFetch(async (asked) => {
    void connectPanel().signOut();
    await turn();
    equal([asked[0]?.init.method, asked[0]?.init.keepalive], ['DELETE', true]);
  });
});

async function outcome(response: Response): Promise<ApiResult<unknown>> {
  let result: ApiResult<unknown> | undefined;
  await withFetch(async (asked) => {
    const call = callApi({ path: '/x' });
    asked[0]?.answer(response);
    result = await call;
  });
  ok(result, 'no result');
  return result;
}

test('a refusal is a value with the code and sentence of the server', async () => {
  const error = { code: 'wrong-code', message: 'This code does not match.', values: {}, retry: false };
  equal(await outcome(json({ error }, 401)), { ok: false, why: 'refused', status: 401, error });
});

test('an answer that is not ours counts as no answer', async () => {
  equal(await outcome(new Response('<html>proxy</html>')), { ok: false, why: 'away' });
  equal(await outcome(json({ message: 'Bad Gateway' }, 502)), { ok: false, why: 'away' });
});

test('an empty success is a success', async () => {
  equal(await outcome(new Response(null, { status: 204 })), { ok: true, value: { ok: true } });
});

test('a silent server is given up after the time-out, a call nobody wants any more at once', async () => {
  await withFetch(async () => {
    equal(await callApi({ path: '/x', timeoutMs: 5 }), { ok: false, why: 'away' });
    const stop = new AbortController();
    const call = callApi({ path: '/x', signal: stop.signal });
    stop.abort();
    equal(await call, { ok: false, why: 'stopped' });
    equal(await callApi({ path: '/x', signal: stop.signal }), { ok: false, why: 'stopped' });
  });
});
