// Every screen of the panel with a keypad of hardware alone: from whatever has the focus, arrows lead to everything that can be pressed, on the widest and
// on the narrowest display, and digits stand for the first nine.
import { setViewport } from '@web/test-runner-commands';
import { PANEL_SCENES } from '../../panel-app/gallery/panel-scenes.ts';
import { still } from '../../panel-app/gallery/still.ts';
import { buttonsInReach } from '../../panel-app/src/panel/access/in-reach.ts';
import { drawn, equal, ok, pressKey, type Shown, show, test, words } from './panel-support.ts';

const ARROWS = ['ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowLeft'] as const;

const named = (one: Element): string => one.getAttribute('aria-label') ?? words(one);
const groupOf = (one: Element): Element | null => one.closest('[role=radiogroup]');

function arrow(key: string): void {
  const from = document.activeElement ?? document.body;
  from.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

/** Everything that arrows lead to from the first one on. Within a choice of few, left and right choose: it is reached as one. */
function walked(first: HTMLElement | undefined): ReadonlySet<Element> {
  const found = new Set<HTMLElement>(first === undefined ? [] : [first]);
  for (const from of found) {
    for (const key of ARROWS) {
      if (groupOf(from) !== null && (key === 'ArrowLeft' || key === 'ArrowRight')) continue;
      from.focus();
      arrow(key);
      if (document.activeElement instanceof HTMLButtonElement) found.add(document.activeElement);
    }
  }
  return found;
}

/** Longer than a change is let settle before its buttons are numbered. */
const SETTLED_MS = 160;
const root = document.documentElement;

/** The first arrow of a visit switches number keys on. */
async function begin(shown: Shown): Promise<void> {
  const already = root.hasAttribute('data-keys');
  await pressKey(shown, 'ArrowDown');
  while (!root.hasAttribute('data-keys')) await still(5);
  if (already) await still(SETTLED_MS);
}

function missed(shown: Shown): readonly string[] {
  const all = buttonsInReach(shown.app, 'pane');
  const found = walked(all[0]);
  const groups = new Set([...found].map(groupOf));
  return all
    .filter((one) => !found.has(one) && (groupOf(one) === null || !groups.has(groupOf(one))))
    .map(named);
}

for (const scene of PANEL_SCENES) {
  // The large page is moved by arrows.
  if (scene.name === 'zoom') continue;
  test(`${scene.name}: arrows lead to everything that can be pressed, and Clear leads back`, async () => {
    await setViewport({ width: 800, height: 480 });
    const shown = await show(scene);
    await begin(shown);
    equal(missed(shown), [], 'not reached at 800x480');
    const numbers = [...shown.app.querySelectorAll('[data-key]')].map((one) => one.getAttribute('data-key'));
    equal(numbers.length, new Set(numbers).size, 'a digit stands twice');
    const accent = buttonsInReach(shown.app, 'sight').find((one) => one.matches('.accent'));
    if (accent !== undefined) equal(accent.dataset['key'], '0', `${named(accent)} is not on 0`);
    await setViewport({ width: 640, height: 240 });
    await drawn(shown);
    equal(missed(shown), [], 'not reached at 640x240');
    const was = shown.panel.store.get();
    for (let count = 0; count < 4; count++) await pressKey(shown, 'Clear');
    const { session, screen } = shown.panel.store.get();
    equal(session === undefined, was.session === undefined, 'signed in or out by Clear');
    if (session !== undefined) ok(/^(jobs|progress|done)$/.test(screen), `Clear ends at ${screen}`);
  });
}
