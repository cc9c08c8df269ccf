// The panel in other languages: chosen by hand for one visit, the person's own after signing in, right to left in Arabic, and no text cut in German.
import { LANGUAGES } from '@platen/shared/say/languages';
import { setViewport } from '@web/test-runner-commands';
import { session } from '../../panel-app/gallery/panel-data.ts';
import { taken } from '../../panel-app/gallery/panel-fake.ts';
import { PANEL_SCENES } from '../../panel-app/gallery/panel-scenes.ts';
import { speak } from '../../panel-app/src/locales/spoken.ts';
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

/** The narrow ones: where German fits there it fits everywhere. */
const SIZES = [
  { width: 800, height: 480 },
  { width: 640, height: 240 },
];

const ALL_SIZES = [...SIZES, { width: 1024, height: 600 }, { width: 1280, height: 800 }];

/** Waits until what was loaded for it is drawn. */
async function until(shown: Shown, what: string, met: () => boolean): Promise<void> {
  for (let look = 0; look < 400 && !met(); look++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    await drawn(shown);
  }
  ok(met(), `${what} did not happen; the page says: ${words()}`);
}

const says = (text: string) => (): boolean => words().includes(text);

async function inEnglish(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } finally {
    document.body.textContent = '';
    await speak('en');
  }
}

async function choose(shown: Shown, name: string): Promise<void> {
  document.querySelector<HTMLElement>('.bar-language')?.click();
  await until(shown, 'the languages', () => document.querySelector('.languages') !== null);
  await press(shown, name);
}

test('a language is chosen on the first screen, and the next person finds the panel in its own again', () =>
  inEnglish(async () => {
    const shown = await show('code');
    ok(words().includes('English'), 'the key says the language in use');
    document.querySelector<HTMLElement>('.bar-language')?.click();
    await until(shown, 'the languages', () => document.querySelector('.languages') !== null);
    const names = [...document.querySelectorAll<HTMLElement>('.languages .button')];
    equal(names.length, 11);
    equal(
      names.map(({ lang, dir }) => `${lang} ${dir}`).filter((one) => !one.endsWith(' ltr')),
      ['ar rtl'],
    );
    equal(
      names.filter((one) => one.ariaPressed === 'true').map((one) => words(one)),
      ['English'],
    );
    const asked = calls(shown, 'start').length;
    await press(shown, 'Deutsch');
    await until(shown, 'German', says('Code eingeben'));
    equal([document.documentElement.lang, document.documentElement.dir], ['de', 'ltr']);
    ok(calls(shown, 'start').length > asked, 'what the server says is asked for anew');
    await shown.clock.pass(61_000);
    await until(shown, 'English again', says('Enter your code'));
    equal(document.documentElement.lang, 'en');
  }));

test('whoever signs in is spoken to in their own language, and the panel is as before when they are gone', () =>
  inEnglish(async () => {
    const shown = await show('code');
    const list = session([]);
    shown.server.signIn = taken({ ...list, user: { ...list.user, language: 'de' } });
    shown.server.session = shown.server.signIn;
    for (const digit of '482917305') shown.panel.code.digit(digit);
    await until(shown, 'German', says('Nichts wartet auf Sie'));
    await press(shown, 'Abmelden');
    await until(shown, 'English again', says('Enter your code'));
  }));

test('a language chosen by hand is kept for the visit, whatever the person has set', () =>
  inEnglish(async () => {
    const shown = await show('code');
    await choose(shown, 'Deutsch');
    await until(shown, 'German', says('Code eingeben'));
    const list = session([]);
    shown.server.signIn = taken({ ...list, user: { ...list.user, language: 'en' } });
    shown.server.session = shown.server.signIn;
    for (const digit of '482917305') shown.panel.code.digit(digit);
    await until(shown, 'the list', says('Nichts wartet auf Sie'));
    shown.panel.signOut();
    await until(shown, 'English again', says('Enter your code'));
  }));

test('Arabic runs from right to left, and the digits of the keypad stay as they are on every telephone', () =>
  inEnglish(async () => {
    const shown = await show('code');
    await choose(shown, 'العربية');
    await until(shown, 'Arabic', () => document.documentElement.dir === 'rtl');
    await until(shown, 'the keypad', () => document.querySelectorAll('.key').length === 12);
    const [one, two, three] = ['1', '2', '3'].map((digit) => findButton(digit).getBoundingClientRect().left);
    ok(one !== undefined && two !== undefined && three !== undefined && one < two && two < three, '1 2 3');
    const help = document.querySelector('.bar-help')?.getBoundingClientRect();
    ok(help !== undefined && help.left < window.innerWidth / 2, 'help is at the left');
  }));

/** What is cut off: text wider or higher than its box, where that hides it, and buttons whose words stand out. */
function cut(): string[] {
  return [
    ...document.querySelectorAll<HTMLElement>(
      '.button, .bar h1, .notice, .dialog, h1, h2, .hint, .field-label',
    ),
  ].flatMap((box) => {
    if (box.closest('.one-line') !== null || box.clientWidth <= 1) return [];
    const wide = box.scrollWidth - box.clientWidth;
    const high = box.matches('.dialog') ? 0 : box.scrollHeight - box.clientHeight;
    // Letters may reach a little beyond their line.
    return wide > 1 || high > 4 ? [`${box.className} "${words(box)}" by ${wide} x ${high}`] : [];
  });
}

test('no text is cut in German, on any screen', () =>
  inEnglish(async () => {
    await show('code');
    document.body.textContent = '';
    await speak('de');
    const faults: string[] = [];
    for (const size of SIZES) {
      await setViewport(size);
      for (const scene of PANEL_SCENES) {
        await show(scene);
        faults.push(...cut().map((fault) => `${scene.name} at ${size.width}: ${fault}`));
        document.body.textContent = '';
      }
    }
    await setViewport({ width: 800, height: 480 });
    equal(faults, []);
  }));

test('the names of options fit beside their choices in every language, at every size', () =>
  inEnglish(async () => {
    const faults: string[] = [];
    for (const language of LANGUAGES) {
      document.body.textContent = '';
      await speak(language);
      for (const size of ALL_SIZES) {
        await setViewport(size);
        for (const scene of ['options', 'options-one', 'preview', 'preview-few-options']) {
          await show(scene);
          faults.push(
            ...cut()
              .filter((fault) => fault.startsWith('field-label'))
              .map((fault) => `${language}, ${scene} at ${size.width}: ${fault}`),
          );
          document.body.textContent = '';
        }
      }
    }
    await setViewport({ width: 800, height: 480 });
    equal(faults, []);
  }));
