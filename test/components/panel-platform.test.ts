// The panel on a device's own browser: leaving it, who is signed in at it, its cards, its coming and going.
import { BOOK, REPORT, release, session } from '../../panel-app/gallery/panel-data.ts';
import { fakePlatform } from '../../panel-app/gallery/panel-device-scenes.ts';
import { AWAY, nowPrinting, refused, taken } from '../../panel-app/gallery/panel-fake.ts';
import type { PanelScene } from '../../panel-app/gallery/panel-scene.ts';
import { apeosPlatform } from '../../panel-app/src/platform/apeos.ts';
import { onFront } from '../../panel-app/src/platform/front.ts';
import type { PanelPlatform } from '../../panel-app/src/platform/panel-platform.ts';
import {
  calls,
  drawn,
  equal,
  findButton,
  ok,
  press,
  type Shown,
  show,
  test,
  words,
} from './panel-support.ts';

const MARA = { name: 'mara', qualified: 'EXAMPLE\\mara', email: '' };
const SAID = { deviceUser: 'mara', deviceQualified: 'EXAMPLE\\mara' };
const BELIEVED = { ways: ['code', 'device'] } as const;

const on = (platform: PanelPlatform, more: Partial<PanelScene> = {}): Promise<Shown> =>
  show({ name: 'test', start: { ways: [...BELIEVED.ways] }, platform, ...more });
const fire = async (shown: Shown, name: string): Promise<void> => {
  document.dispatchEvent(new Event(name));
  await drawn(shown);
  await drawn(shown);
};
const hasButton = (label: string): boolean => {
  try {
    return findButton(label) !== undefined;
  } catch {
    return false;
  }
};

test('a browser that is nobody’s device has no key to leave by, and loads nothing for one', async () => {
  const shown = await show('code');
  equal(shown.app.loadingDevice, undefined);
  ok(!hasButton('Exit'), words());
});

test('Exit signs out at the server first, and then leaves', async () => {
  const order: string[] = [];
  const shown = await on(
    fakePlatform({
      exit: () => {
        order.push(`exit after ${calls(shown, 'signOut').length} sign-out`);
        return Promise.resolve(true);
      },
    }),
    { jobs: [REPORT] },
  );
  await press(shown, 'Exit');
  equal(order, ['exit after 1 sign-out']);
  equal(shown.panel.store.get().session, undefined);
});

test('where leaving fails the session has ended all the same, and the screen says which key leads out', async () => {
  const shown = await on(fakePlatform({ exit: () => Promise.resolve(false) }), { jobs: [REPORT] });
  await press(shown, 'Exit');
  await drawn(shown);
  equal(calls(shown, 'signOut').length, 1);
  ok(words().includes('Press the Home key of the device to leave.'), words());
});

test('a server that is away does not keep anybody from leaving', async () => {
  let left = false;
  const shown = await on(
    fakePlatform({
      exit: () => {
        left = true;
        return Promise.resolve(true);
      },
    }),
  );
  // Its call never ends, so the queue never empties.
  shown.app.remove();
  shown.app.inTurn = () => new Promise(() => undefined);
  document.body.append(shown.app);
  shown.app.openDevice(
    fakePlatform({
      exit: () => {
        left = true;
        return Promise.resolve(true);
      },
    }),
  );
  await shown.app.loadingDevice;
  await drawn(shown);
  findButton('Exit').click();
  await shown.clock.pass(1900);
  equal(left, false);
  await shown.clock.pass(200);
  equal(left, true);
});

test('whoever is signed in at the device is signed in here when the panel comes up', async () => {
  const shown = await on(fakePlatform({ person: MARA }));
  equal(calls(shown, 'signIn'), [[null, null, SAID]]);
  ok(shown.panel.store.get().session !== undefined, words());
});

test('the device is not asked where its word is not believed', async () => {
  let asked = 0;
  const platform = fakePlatform({
    signedInAtDevice: () => {
      asked++;
      return Promise.resolve(MARA);
    },
  });
  const shown = await on(platform, { start: { ways: ['code'] } });
  await fire(shown, 'resume');
  equal(asked, 0);
  equal(calls(shown, 'signIn'), []);
});

test('a name that is not known leads to the code, with a sentence, and is not tried again', async () => {
  const shown = await on(fakePlatform({ person: MARA }), {
    prepare: (server) => {
      server.signIn = refused('device-nobody');
    },
  });
  ok(words().includes('Your name at this device is not known here.'), words());
  ok(!hasButton('Continue as'), words());
  shown.server.signIn = taken(session([]));
  for (const digit of '482917305') shown.panel.code.digit(digit);
  await drawn(shown);
  equal(calls(shown, 'signIn').length, 2);
  ok(words().includes('Nothing is waiting'), words());
});

test('after signing out nobody is signed in by itself, but one press leads back', async () => {
  const shown = await on(fakePlatform({ person: MARA }), { jobs: [] });
  await shown.clock.pass(1000);
  shown.panel.signOut();
  await drawn(shown);
  const before = calls(shown, 'signIn').length;
  await shown.clock.pass(5000);
  equal(calls(shown, 'signIn').length, before);
  await press(shown, 'Continue as mara');
  equal(calls(shown, 'signIn').length, before + 1);
  ok(shown.panel.store.get().session !== undefined, words());
});

test('a server that is away is no refusal: one press tries again', async () => {
  const shown = await on(fakePlatform({ person: MARA }), {
    prepare: (server) => {
      server.signIn = AWAY;
    },
  });
  shown.server.signIn = taken(session([]));
  await press(shown, 'Continue as mara');
  ok(shown.panel.store.get().session !== undefined, words());
});

test('who types already is not interrupted by who is signed in at the device', async () => {
  let say: (person: typeof MARA) => void = () => undefined;
  const shown = await on(
    fakePlatform({
      signedInAtDevice: () =>
        new Promise((answer) => {
          say = answer;
        }),
    }),
  );
  shown.panel.code.digit('4');
  say(MARA);
  await drawn(shown);
  equal(calls(shown, 'signIn'), []);
  equal(shown.panel.store.get().entry.digits, '4');
  findButton('Continue as mara');
});

test('resume is a new person: the one before is signed out and the device is asked anew', async () => {
  let person: typeof MARA | undefined = MARA;
  const shown = await on(fakePlatform({ signedInAtDevice: () => Promise.resolve(person) }));
  await fire(shown, 'suspend');
  equal(shown.panel.store.get().session, undefined);
  equal(calls(shown, 'signOut').length, 1);
  equal(calls(shown, 'signIn').length, 1, 'nobody is signed in behind the device’s own menu');
  person = undefined;
  await fire(shown, 'resume');
  equal(shown.panel.store.get().session, undefined);
  ok(!hasButton('Continue as'), 'whoever was here is not offered to the next');
});

test('somebody who left while the server was asked is not signed in for the next', async () => {
  const shown = await on(fakePlatform({ person: MARA }), { start: { ways: ['code'] } });
  let answer: () => void = () => undefined;
  const { core } = shown.panel;
  const made = core.api.signIn;
  Object.assign(core.api, {
    signIn: (...asked: Parameters<typeof made>) =>
      new Promise((done) => {
        answer = () => void made(...asked).then(done);
      }),
  });
  const { start } = shown.panel.store.get();
  ok(start, 'no start');
  shown.panel.store.set({ start: { ...start, ways: [...BELIEVED.ways] } });
  await drawn(shown);
  await fire(shown, 'suspend');
  answer();
  await drawn(shown);
  equal(shown.panel.store.get().session, undefined);
  ok(calls(shown, 'signOut').length >= 1, 'the session that was opened is ended');
});

test('suspending while pages print signs the person out and cancels nothing', async () => {
  const shown = await on(fakePlatform(), { jobs: [REPORT, BOOK] });
  nowPrinting(shown.server, [release(REPORT.id)]);
  shown.panel.print();
  await drawn(shown);
  await fire(shown, 'suspend');
  equal(shown.panel.store.get().session, undefined);
  equal(calls(shown, 'signOut').length, 1);
  equal(calls(shown, 'cancel'), []);
  equal(calls(shown, 'release').length, 1);
});

test('a page that is put aside and taken up again tells of it once each; one that was only loaded does not', () => {
  const told: boolean[] = [];
  const end = onFront((front) => told.push(front));
  const page = (name: string, persisted: boolean): void => {
    window.dispatchEvent(new PageTransitionEvent(name, { persisted }));
  };
  page('pageshow', false);
  equal(told, []);
  page('pagehide', true);
  page('pageshow', true);
  document.dispatchEvent(new Event('suspend'));
  document.dispatchEvent(new Event('resume'));
  equal(told, [false, true, false, true]);
  end();
  document.dispatchEvent(new Event('resume'));
  equal(told.length, 4);
});

interface WithEwb {
  EwbClass?: unknown;
}
/** Its object as a page of the device sees it. */
async function withEwb<T>(found: object | undefined, run: () => Promise<T>): Promise<T> {
  const place = window as WithEwb;
  if (found !== undefined) place.EwbClass = found;
  try {
    return await run();
  } finally {
    delete place.EwbClass;
  }
}

test('Apeos: Exit asks for the device’s menu, and says so where the app is still here afterwards', async () => {
  for (const throws of [false, true]) {
    const asked: string[] = [];
    const found = {
      screenChange: (name: string) => {
        asked.push(name);
        if (throws) throw new TypeError('native');
      },
    };
    equal(await withEwb(found, async () => apeosPlatform(() => Promise.resolve()).exit?.()), false);
    equal(asked, ['allservice']);
  }
  equal(await withEwb(undefined, async () => apeosPlatform(() => Promise.resolve()).exit?.()), false);
});

test('Apeos: a card that the device has read signs in as any card does', async () => {
  const shown = await on(apeosPlatform(), { start: { ways: ['code', 'card'] } });
  const event = Object.assign(new Event('FxSystemEvent'), { CardId: '04A22B917F' });
  document.dispatchEvent(event);
  await drawn(shown);
  equal(calls(shown, 'signIn'), [[null, null, { card: '04A22B917F' }]]);
  for (const other of [
    new Event('FxSystemEvent'),
    new CustomEvent('FxSystemEvent', { detail: { CardId: 7 } }),
  ]) {
    document.dispatchEvent(other);
  }
  await drawn(shown);
  equal(calls(shown, 'signIn').length, 1);
});

test('Apeos: signing in or out at the device is a new person', async () => {
  const shown = await on(apeosPlatform(), { start: { ways: ['code'] }, jobs: [REPORT] });
  document.dispatchEvent(new CustomEvent('FxSystemEvent', { detail: { AuthState: 'LOGOUT' } }));
  await drawn(shown);
  equal(shown.panel.store.get().session, undefined);
  equal(calls(shown, 'signOut').length, 1);
});
