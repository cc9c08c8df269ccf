// What the panel's component tests share: mocha's `it` with a type, a few asserts, and a scene on the stage for one test.
import type { PanelScene, PanelStage } from '../../panel-app/gallery/panel-scene.ts';
import { PANEL_SCENES } from '../../panel-app/gallery/panel-scenes.ts';
import { setStage } from '../../panel-app/gallery/panel-stage.ts';
import { panelStyles } from '../../panel-app/src/panel/panel-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';

declare const it: (name: string, run: () => Promise<void> | void) => void;

class Unmet extends Error {
  override name = 'Unmet';
}

export function ok(met: unknown, message: string): asserts met {
  if (met === undefined || met === null || met === false || met === '') throw new Unmet(message);
}

/** Compares as JSON, which is all that these values are. */
export function equal(got: unknown, wanted: unknown, message = 'not equal'): void {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (a !== b) throw new Unmet(`${message}: got ${a}, wanted ${b}`);
}

export type Shown = Awaited<ReturnType<typeof setStage>>;

let styled = false;

/** One test; whatever it puts into the page is gone after it. */
export function test(name: string, run: () => Promise<void> | void): void {
  it(name, async () => {
    if (!styled) installStyles(document, panelStyles);
    styled = true;
    document.documentElement.lang = 'en-GB';
    document.title = 'Panel';
    try {
      await run();
    } finally {
      document.body.textContent = '';
    }
  });
}

function scene(name: string): PanelScene {
  const found = PANEL_SCENES.find((one) => one.name === name);
  ok(found, `no scene ${name}`);
  return found;
}

/** Puts a scene on, by name or made for the test. */
export async function show(what: string | PanelScene): Promise<Shown> {
  return setStage(typeof what === 'string' ? scene(what) : what);
}

/** Waits until the app has drawn what it knows. */
export async function drawn({ app, clock }: Shown): Promise<void> {
  await clock.pass(0);
  await app.updateComplete;
  await app.later?.loading;
  await app.updateComplete;
}

/** What a person reads, with its white space taken together. */
export function words(of: ParentNode & Node = document.body): string {
  return (of.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** The button that says or is called this; the first part of its words is enough. */
export function findButton(label: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((button) => {
    const name = button.getAttribute('aria-label') ?? words(button);
    return name.startsWith(label);
  });
  ok(
    found,
    `no button "${label}" among: ${[...document.querySelectorAll('button')].map((one) => words(one)).join(' | ')}`,
  );
  return found;
}

export async function press(shown: Shown, label: string): Promise<void> {
  findButton(label).click();
  await drawn(shown);
}

export async function pressKey(
  shown: Shown,
  key: string,
  target: EventTarget = document.body,
): Promise<void> {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await drawn(shown);
}

/** Puts the painted first screen of panel.html into the page, as it stands there before any script. */
export async function paintFirstScreen(): Promise<void> {
  const page = await (await fetch('/panel-app/panel.html')).text();
  const painted = new DOMParser().parseFromString(page, 'text/html').querySelector('[data-painted]');
  ok(painted, 'nothing is painted');
  document.body.append(document.importNode(painted, true));
}

/** What the panel asked of the server, by name. */
export function calls({ server }: PanelStage, name: string): readonly (readonly unknown[])[] {
  return server.calls.filter(([called]) => called === name).map(([, ...carried]) => carried);
}
