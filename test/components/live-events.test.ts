// Hearing of changes in the browser, with an EventSource of the test's own: when it is opened, what is passed on, coming back after a break, and
// what the list of documents and the panel make of it.

import type { LiveEvent } from '@platen/shared/api/live';
import type { PortalJobs } from '@platen/shared/api/portal';
import type { ApiResult } from '../../panel-app/src/data/api-call.ts';
import { followEvents } from '../../panel-app/src/data/live-events.ts';
import { liveJobs } from '../../panel-app/src/portal/live-jobs.ts';
import { followPanel } from '../../panel-app/src/state/panel-live.ts';
import { afterEach, describe, equal, it, ok, until } from './portal-and-admin-checks.ts';

class FakeSource extends EventTarget {
  closed = false;
  constructor(readonly path: string) {
    super();
  }
  close(): void {
    this.closed = true;
  }
  say(type: string, event: Partial<LiveEvent> | string): void {
    const whole = { n: 1, jobs: [], printer: false, anew: false };
    const data = typeof event === 'string' ? event : JSON.stringify({ ...whole, ...event });
    this.dispatchEvent(new MessageEvent(type, { data }));
  }
  breaks(): void {
    this.dispatchEvent(new Event('error'));
  }
}

let life = new AbortController();
function follow() {
  hide(false);
  const sources: FakeSource[] = [];
  const told: LiveEvent[] = [];
  const health: boolean[] = [];
  followEvents({
    path: '/api/portal/events',
    signal: life.signal,
    told: (event) => told.push(event),
    health: (now) => health.push(now),
    open: (path) => {
      const source = new FakeSource(path);
      sources.push(source);
      return source as unknown as EventSource;
    },
  });
  return { sources, told, health };
}
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** What the browser says of this tab; those of tests are hidden behind each other. */
function hide(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('hearing of changes', () => {
  afterEach(() => {
    life.abort();
    life = new AbortController();
    Reflect.deleteProperty(document, 'hidden');
  });

  it('is healthy from the first word on, and has everything read once, since something may have been missed', () => {
    const { sources, told, health } = follow();
    equal(health, []);
    sources[0]?.say('hello', { n: 5 });
    equal(health, [true]);
    equal(told, [{ n: 5, jobs: [], printer: false, anew: true }]);
    sources[0]?.say('message', { n: 6, jobs: ['a'] });
    equal(told[1], { n: 6, jobs: ['a'], printer: false, anew: false });
  });

  it('comes back after a break, asks for what came after the last word, and reads anew only if told to', async () => {
    const { sources, told, health } = follow();
    sources[0]?.say('hello', { n: 5 });
    sources[0]?.breaks();
    equal(health, [true, false]);
    ok(sources[0]?.closed, 'closed');
    // Without waiting for its own time: the network came back.
    window.dispatchEvent(new Event('online'));
    equal(sources[1]?.path, '/api/portal/events?after=5');
    sources[1]?.say('hello', { n: 9 });
    equal(told.length, 1, 'nothing was missed');
    sources[1]?.breaks();
    window.dispatchEvent(new Event('online'));
    sources[2]?.say('hello', { n: 12, anew: true });
    equal(told.at(-1)?.anew, true);
    await later();
    equal(sources.length, 3);
  });

  it('comes back by itself', async () => {
    const { sources } = follow();
    sources[0]?.breaks();
    await until('another try', () => sources.length === 2);
  });

  it('holds no connection in a hidden tab, and opens one when it is seen again', () => {
    const { sources, health } = follow();
    sources[0]?.say('hello', { n: 5 });
    hide(true);
    ok(sources[0]?.closed, 'closed');
    equal(health, [true, false]);
    window.dispatchEvent(new Event('online'));
    equal(sources.length, 1, 'not while it is hidden');
    hide(false);
    equal(sources.length, 2);
  });

  it('takes what is not ours for a break, and ends with its signal', () => {
    const { sources, health, told } = follow();
    sources[0]?.say('hello', '<html>');
    equal([health.length, told.length], [0, 0]);
    ok(sources[0]?.closed, 'closed');
    life.abort();
    window.dispatchEvent(new Event('online'));
    hide(false);
    equal(sources.length, 1);
  });
});

type Follow = Parameters<typeof followEvents>[0];

describe('the list of documents', () => {
  const none: ApiResult<PortalJobs> = { ok: true, value: { jobs: [] } };

  it('is read once more for any number of changes that come while it is read', async () => {
    hide(false);
    let listening: Follow | undefined;
    const answers: ((answer: ApiResult<PortalJobs>) => void)[] = [];
    const live = liveJobs({
      signedOut: () => undefined,
      read: () => new Promise((resolve) => answers.push(resolve)),
      follow: (options) => {
        listening = options;
      },
    });
    const printers: string[] = [];
    live.onPrinters(() => printers.push('changed'));
    ok(listening === undefined, 'nobody waits for it before the first answer');
    answers[0]?.(none);
    const options = await until('it listens', () => listening);
    options.health(true);
    for (let i = 0; i < 5; i++) options.told({ n: i, jobs: ['a'], printer: false, anew: false });
    equal(answers.length, 2, 'one question');
    answers[1]?.(none);
    await until('one more for the rest', () => answers.length === 3);
    answers[2]?.(none);
    await later();
    equal(answers.length, 3);
    options.told({ n: 9, jobs: [], printer: true, anew: false });
    await later();
    equal([answers.length, printers.length], [3, 1], 'a printer is no reason to read the documents');
    live.stop();
    ok(options.signal.aborted, 'it ends with the session');
  });

  it('asks at once when the stream ended: the session may have', async () => {
    hide(false);
    let listening: Follow | undefined;
    let signedOut = 0;
    const over: ApiResult<PortalJobs> = {
      ok: false,
      why: 'refused',
      status: 401,
      error: { code: 'not-signed-in', message: '', values: {}, retry: false },
    };
    let answer: ApiResult<PortalJobs> = none;
    const live = liveJobs({
      signedOut: () => signedOut++,
      read: () => Promise.resolve(answer),
      follow: (options) => {
        listening = options;
      },
    });
    const options = await until('it listens', () => listening);
    options.health(true);
    answer = over;
    options.health(false);
    await until('the session is over', () => signedOut === 1);
    live.stop();
  });
});

describe('a panel that hears', () => {
  it('is calm while it does, asks for what is on the screen, and is not when its person has gone', async () => {
    const core = { calm: { now: false } };
    const ended = new AbortController();
    let heard = 0;
    let listening: Follow | undefined;
    followPanel(
      core,
      () => {
        heard++;
        return Promise.resolve();
      },
      ended.signal,
      (options) => {
        listening = options;
      },
    );
    ok(listening, 'it listens');
    equal(listening.path, '/api/panel/events');
    listening.health(true);
    ok(core.calm.now, 'calm');
    listening.told({ n: 1, jobs: ['a'], printer: false, anew: false });
    await later();
    equal(heard, 1);
    ended.abort();
    ok(!core.calm.now, 'asks as before for the next person');
  });

  it('listens for nobody who has gone already', () => {
    const ended = new AbortController();
    ended.abort();
    followPanel(
      { calm: { now: false } },
      () => Promise.resolve(),
      ended.signal,
      () => {
        throw new Error('it listened');
      },
    );
  });
});
