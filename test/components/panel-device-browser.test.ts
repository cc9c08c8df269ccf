// What a device's own browser does otherwise, and what the device on loopback says: touches, the soft keyboard, Xerox's services, one request at a time.
import { answerAsEip, type FakeEip, fakeEip, onFakeEip } from '../../panel-app/gallery/fake-eip.ts';
import { settle } from '../../panel-app/gallery/hand-clock.ts';
import { oneAtATime } from '../../panel-app/src/data/one-at-a-time.ts';
import { eipPlatform } from '../../panel-app/src/platform/eip.ts';
import { onePress } from '../../panel-app/src/platform/one-press.ts';
import type { InTurn, PanelPlatform } from '../../panel-app/src/platform/panel-platform.ts';
import { postSoap } from '../../panel-app/src/platform/post-soap.ts';
import { NO_KEYBOARD, quietKeyboard } from '../../panel-app/src/platform/quiet-keyboard.ts';
import { drawn, equal, findButton, ok, show, test } from './panel-support.ts';

const AGENT = 'Mozilla/5.0 (Linux) AppleWebKit/534 (KHTML, like Gecko) x2g_1.0';
const atOnce: InTurn = (task) => task();

function keyAndCount(): { key: HTMLElement; presses: () => number; tap: () => void; click: () => void } {
  const key = document.createElement('button');
  const face = document.createElement('span');
  key.append(face);
  document.body.append(key);
  let count = 0;
  key.addEventListener('click', () => count++);
  return {
    key,
    presses: () => count,
    tap: () => face.dispatchEvent(new Event('tap', { bubbles: true, cancelable: true })),
    click: () => face.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })),
  };
}

test('one touch is one press, whichever of its two events the browser sends, and in whichever order', () => {
  const ways: Readonly<Record<string, readonly ('tap' | 'click')[]>> = {
    taps: ['tap', 'tap', 'tap'],
    clicks: ['click', 'click', 'click'],
    'tap and click': ['tap', 'click', 'tap', 'click', 'tap', 'click'],
    'click and tap': ['click', 'tap', 'click', 'tap', 'click', 'tap'],
  };
  for (const [name, events] of Object.entries(ways)) {
    let now = 0;
    const end = onePress(document, () => now);
    const { key, presses, tap, click } = keyAndCount();
    for (const event of events) {
      now += 40;
      if (event === 'tap') tap();
      else click();
    }
    end();
    key.remove();
    equal(presses(), 3, name);
  }
});

test('a click that follows a tap is dropped wherever it falls, and one that comes much later is a press', () => {
  let now = 0;
  const end = onePress(document, () => now);
  const first = keyAndCount();
  const other = keyAndCount();
  first.tap();
  now += 300;
  other.click();
  equal([first.presses(), other.presses()], [1, 0], 'the screen changed under the finger');
  now += 5000;
  first.tap();
  now += 1000;
  other.click();
  equal([first.presses(), other.presses()], [2, 1]);
  end();
});

test('a key of the panel takes a tap as one press', async () => {
  const shown = await show('code');
  const end = onePress(document, () => 0);
  findButton('7').dispatchEvent(new Event('tap', { bubbles: true, cancelable: true }));
  await drawn(shown);
  end();
  equal(shown.panel.store.get().entry.digits, '7');
});

test('the soft keyboard stays away: it is closed at the start and at every field, whose name says so', () => {
  let closed = 0;
  const end = quietKeyboard(document, { EIP_CloseEmbeddedKeyboard: () => closed++ });
  equal(closed, 1);
  const field = document.createElement('input');
  field.name = 'user';
  document.body.append(field);
  for (const _ of [1, 2]) {
    field.dispatchEvent(new FocusEvent('focus'));
    equal(field.name, `user${NO_KEYBOARD}`);
  }
  equal(closed, 3);
  end();
});

const eip = async <T>(
  change: Partial<FakeEip>,
  run: (platform: PanelPlatform, device: FakeEip) => Promise<T>,
  agent = AGENT,
): Promise<T> => {
  const device = fakeEip(change);
  return onFakeEip(device, () => run(eipPlatform(agent, atOnce), device));
};

test('a Xerox device says who is signed in, and "Guest" is nobody', async () => {
  const mara = { username: 'mara', qualified: 'EXAMPLE\\mara', email: 'mara@example.org' };
  equal(await eip(mara, async (platform) => platform.signedInAtDevice?.()), {
    name: 'mara',
    qualified: 'EXAMPLE\\mara',
    email: 'mara@example.org',
  });
  equal(await eip({}, async (platform) => platform.signedInAtDevice?.()), undefined);
});

test('a Xerox device that refuses or is silent is nobody’s, and cannot be left', async () => {
  for (const mood of ['faults', 'silent'] as const) {
    const change = { username: 'mara', mood };
    equal(await eip(change, async (platform) => platform.signedInAtDevice?.()), undefined, mood);
    equal(await eip(change, async (platform) => platform.exit?.()), false, mood);
  }
  equal(await eip({}, async (platform) => platform.exit?.()), true);
});

test('touches are put right on Xerox devices whose interface needs it, and left alone on the others', async () => {
  const pressesOf = async (
    generation: string,
    agent = AGENT,
  ): Promise<readonly [number, readonly string[]]> =>
    eip(
      { generation },
      async (platform, device) => {
        const end = platform.begin();
        await settle();
        const { key, tap, presses } = keyAndCount();
        tap();
        key.remove();
        end();
        return [presses(), device.asked] as const;
      },
      agent,
    );
  equal(await pressesOf('9.1'), [1, ['GetDeviceInformationRequest']]);
  equal(await pressesOf('8.5'), [0, ['GetDeviceInformationRequest']]);
  equal(await pressesOf('9.1', AGENT.replace('x2g', 'x3g')), [0, []]);
});

test('calls to the device wait for those to the server, and those for them', async () => {
  const inTurn = oneAtATime();
  const device = fakeEip({ username: 'mara' });
  await onFakeEip(device, async () => {
    let end: () => void = () => undefined;
    const first = inTurn(
      () =>
        new Promise<void>((done) => {
          end = done;
        }),
    );
    const asking = eipPlatform(AGENT, inTurn).signedInAtDevice?.();
    await settle();
    equal(device.asked, []);
    end();
    await first;
    equal((await asking)?.name, 'mara');
  });
});

test('an answer of five megabytes is not read', async () => {
  const device = fakeEip();
  const own = window.XMLHttpRequest;
  const long = 'x'.repeat(5_000_000);
  await onFakeEip(device, async () => {
    const make = window.XMLHttpRequest;
    window.XMLHttpRequest = function big(): object {
      const request = new make();
      const send = request.send.bind(request);
      request.send = (body) => {
        send(body);
        Object.defineProperty(request, 'responseText', { get: () => long, set: () => undefined });
      };
      return request;
    } as unknown as typeof XMLHttpRequest;
    equal(await postSoap('/webservices/office/cuisession/1', '<x/>'), undefined);
  });
  ok(window.XMLHttpRequest === own, 'the stand-in is gone');
  ok(answerAsEip(fakeEip(), '/nowhere', '')?.status === 500, 'another service is a fault');
});
