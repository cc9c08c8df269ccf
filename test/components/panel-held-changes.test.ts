// Changes heard by held answers, as the legacy panel does: one request at a time, everything else goes first, and what is not answered is not relied on.
import type { LiveEvent } from '@platen/shared/api/live';
import { type HandClock, handClock, settle } from '../../panel-app/gallery/hand-clock.ts';
import type { ApiResult } from '../../panel-app/src/data/api-call.ts';
import { heldChanges } from '../../panel-app/src/legacy/held-changes.ts';
import { type TurnsWithHeld, turnsWithHeld } from '../../panel-app/src/legacy/turns-with-held.ts';
import { followPanel } from '../../panel-app/src/state/panel-live.ts';
import { equal, ok, test } from './panel-support.ts';

interface Asked {
  readonly after: number | undefined;
  readonly signal: AbortSignal;
  readonly answer: (result: ApiResult<LiveEvent>) => void;
}

interface Site {
  readonly clock: HandClock;
  readonly turns: TurnsWithHeld;
  readonly asked: Asked[];
  readonly told: LiveEvent[];
  readonly health: boolean[];
  readonly life: AbortController;
  readonly last: () => Asked;
}

const QUIET_MS = 300;
const event = (n: number, rest: Partial<LiveEvent> = {}): ApiResult<LiveEvent> => ({
  ok: true,
  value: { n, jobs: [], printer: false, anew: false, ...rest },
});
const away: ApiResult<LiveEvent> = { ok: false, why: 'away' };

/** Somebody is signed in, and the first answer, which says that it works, has come. */
async function listening(answered = true): Promise<Site> {
  const clock = handClock(0);
  const turns = turnsWithHeld(clock);
  const [asked, told, health]: [Asked[], LiveEvent[], boolean[]] = [[], [], []];
  const life = new AbortController();
  const last = (): Asked => {
    const found = asked[asked.length - 1];
    ok(found, 'nothing was asked');
    return found;
  };
  heldChanges(turns, clock, (after, signal) => {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ ok: false, why: 'stopped' }));
      asked.push({ after, signal, answer: resolve });
    });
  })({ told: (one) => told.push(one), health: (now) => health.push(now), signal: life.signal });
  await clock.pass(QUIET_MS);
  if (answered) {
    last().answer(event(5));
    await clock.pass(QUIET_MS);
  }
  return { clock, turns, asked, told, health, life, last };
}

/** A call of the app's own that takes as long as the test likes. */
function call({ turns }: Site): { begun: boolean; readonly end: () => void } {
  let finish = (): void => undefined;
  const made = { begun: false, end: () => finish() };
  void turns.inTurn(() => {
    made.begun = true;
    return new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  return made;
}

test('the first answer says that it works and has everything read once; the next one waits for what comes after', async () => {
  const site = await listening();
  equal(site.health, [true]);
  equal(site.told, [{ n: 5, jobs: [], printer: false, anew: true }]);
  equal(
    site.asked.map(({ after }) => after),
    [undefined, 5],
  );
  site.last().answer(event(9, { jobs: ['a'] }));
  await site.clock.pass(QUIET_MS);
  equal(site.told[1]?.jobs, ['a']);
  // Held for its whole time, and nothing happened: no reason to read.
  site.last().answer(event(9));
  await site.clock.pass(QUIET_MS);
  equal([site.told.length, site.asked.length, site.last().after], [2, 4, 9]);
});

test('it gives way to every other call at once, and begins again when it has been quiet', async () => {
  const site = await listening();
  const held = site.last();
  const first = call(site);
  await settle();
  ok(held.signal.aborted && first.begun, 'the other call waited');
  const second = call(site);
  await site.clock.pass(5000);
  ok(!second.begun, 'two at a time');
  first.end();
  await site.clock.pass(5000);
  ok(second.begun, 'its turn did not come');
  equal(site.asked.length, 2, 'held beside another call');
  second.end();
  await site.clock.pass(QUIET_MS - 1);
  equal(site.asked.length, 2, 'not quiet yet');
  await site.clock.pass(1);
  equal([site.asked.length, site.last().after], [3, 5]);
  equal(site.health, [true], 'giving way is no failure');
});

test('a browser that never says that it broke a request off does not stop the queue', async () => {
  const clock = handClock(0);
  const turns = turnsWithHeld(clock);
  void turns.held(() => new Promise(() => undefined), new AbortController().signal);
  await clock.pass(QUIET_MS);
  let called = false;
  void turns.inTurn(() => {
    called = true;
    return Promise.resolve();
  });
  await settle();
  ok(called, 'the queue stands');
});

test('what is not answered is not relied on, and is tried again after a wait that grows', async () => {
  const site = await listening(false);
  for (const wait of [1000, 2000, 4000]) {
    const before = site.asked.length;
    site.last().answer(away);
    await site.clock.pass(wait + QUIET_MS - 1);
    equal(site.asked.length, before, `before ${wait} ms`);
    await site.clock.pass(1);
    equal(site.asked.length, before + 1, `after ${wait} ms`);
  }
  equal(site.health, [], 'never healthy');
  site.last().answer(event(7));
  await site.clock.pass(QUIET_MS);
  equal(site.health, [true]);
});

test('a proxy that lets no held answer through is waited for longer each time, though first answers come', async () => {
  const site = await listening();
  for (const wait of [1000, 2000, 4000]) {
    site.last().answer(away);
    await site.clock.pass(wait + QUIET_MS);
    equal(site.last().after, undefined, 'asks first whether anybody is there');
    site.last().answer(event(5));
    await site.clock.pass(QUIET_MS);
  }
  equal(site.health, [true, false, true, false, true, false, true]);
});

test('an answer in other words is none', async () => {
  const site = await listening(false);
  site.last().answer({ ok: true, value: { sorry: true } as unknown as LiveEvent });
  await site.clock.pass(QUIET_MS);
  equal([site.health.length, site.told.length], [0, 0]);
});

test('it ends with the session, also while it waits for its turn', async () => {
  const site = await listening();
  site.life.abort();
  await site.clock.pass(120_000);
  ok(site.last().signal.aborted, 'still held');
  equal(site.asked.length, 2);
  const other = await listening();
  const busy = call(other);
  await settle();
  other.life.abort();
  busy.end();
  await other.clock.pass(120_000);
  equal(other.asked.length, 2);
});

test('a panel that hears this way is calm, reads at each change, and asks as before when nobody answers', async () => {
  const clock = handClock(0);
  const turns = turnsWithHeld(clock);
  const core = { calm: { now: false } };
  const answers: ((result: ApiResult<LiveEvent>) => void)[] = [];
  let read = 0;
  const life = new AbortController();
  followPanel(
    core,
    () => turns.inTurn(() => Promise.resolve(void read++)),
    life.signal,
    heldChanges(turns, clock, () => new Promise((resolve) => answers.push(resolve))),
  );
  const answer = async (result: ApiResult<LiveEvent>): Promise<void> => {
    await clock.pass(QUIET_MS);
    answers[answers.length - 1]?.(result);
    await settle();
  };
  await answer(event(1));
  equal([core.calm.now, read], [true, 1]);
  await answer(event(2, { jobs: ['a'] }));
  equal([core.calm.now, read], [true, 2]);
  await answer(away);
  equal([core.calm.now, read], [false, 3]);
  life.abort();
});
