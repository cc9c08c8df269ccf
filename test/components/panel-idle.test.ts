// The end of a visit that nobody ended: the countdown, its warning, and when it must not run.
import { REPORT, release } from '../../panel-app/gallery/panel-data.ts';
import { nowPrinting } from '../../panel-app/gallery/panel-fake.ts';
import { calls, drawn, equal, ok, press, pressKey, type Shown, show, test, words } from './panel-support.ts';

const later = async (shown: Shown, ms: number): Promise<void> => {
  await shown.clock.pass(ms);
  await drawn(shown);
};
const touch = (): void => {
  document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
};
const clockInBar = (): string => words(document.querySelector('.bar-time') ?? document.body);

test('the time left stands in the bar and every tap or key starts it anew', async () => {
  const shown = await show('jobs');
  await later(shown, 15_000);
  equal(clockInBar(), '0:45');
  touch();
  await drawn(shown);
  equal(clockInBar(), '1:00');
  await later(shown, 10_000);
  await pressKey(shown, 'a');
  equal(clockInBar(), '1:00');
});

test('the server hears of a person at most every five seconds', async () => {
  const shown = await show('jobs');
  await later(shown, 6000);
  touch();
  touch();
  await later(shown, 1000);
  touch();
  await later(shown, 1000);
  equal(calls(shown, 'extend').length, 1);
  await later(shown, 5000);
  equal(calls(shown, 'extend').length, 2);
});

test('the last seconds are a warning with a large way out of it', async () => {
  const shown = await show('jobs');
  await later(shown, 39_000);
  ok(!words().includes('Are you still there?'), 'too early');
  await later(shown, 1000);
  ok(words().includes('You will be signed out in 20 seconds.'), words());
  await press(shown, 'I need more time');
  ok(!words().includes('Are you still there?'), 'the warning stays');
  equal(clockInBar(), '1:00');
});

test('a tap beside the warning does not sweep it away unread; pressing Sign out in it signs out', async () => {
  const shown = await show('idle-warning');
  touch();
  await drawn(shown);
  ok(words().includes('Are you still there?'), 'it went by a tap');
  [...document.querySelectorAll<HTMLButtonElement>('.dialog button')][0]?.click();
  await drawn(shown);
  ok(words().includes('Enter your code'), words());
});

test('when time is up the person is signed out and told so', async () => {
  const shown = await show('jobs');
  await later(shown, 60_000);
  ok(words().includes('You were signed out. Enter your code to go on.'), words());
  equal(calls(shown, 'signOut').length, 1);
});

test('time stands still while pages are being printed, and runs when the printer has stopped', async () => {
  const shown = await show({ name: 'test', jobs: [REPORT] });
  nowPrinting(shown.server, [release('report')]);
  await press(shown, 'Print 1 document');
  await later(shown, 180_000);
  ok(words().includes('Printing page 3 of 12.'), words());
  equal(clockInBar(), '');
  nowPrinting(shown.server, [release('report', { tone: 'warn', sentence: 'No paper.' })]);
  await later(shown, 62_000);
  ok(words().includes('You were signed out.'), words());
});

for (const event of ['suspend', 'resume']) {
  test(`the device's ${event} event ends the session`, async () => {
    const shown = await show('jobs');
    document.dispatchEvent(new Event(event));
    await drawn(shown);
    ok(words().includes('Enter your code'), words());
    equal(calls(shown, 'signOut').length, 1);
  });
}

test('an app that is taken out of the page leaves no timer and no listener behind', async () => {
  const shown = await show('jobs');
  shown.app.remove();
  const before = shown.server.calls.length;
  document.dispatchEvent(new Event('suspend'));
  await shown.clock.pass(120_000);
  equal(shown.server.calls.length, before);
});
