// Preferences in the portal, on a made-up server: reached from "Me", saved as soon as chosen, told, undone, and honest when refused.
import { refuse } from '../../panel-app/gallery/portal-fake.ts';
import type { PortalPicture } from '../../panel-app/gallery/portal-picture.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { chooseLanguage } from '../../panel-app/src/locales/own-language.ts';
import { speak } from '../../panel-app/src/locales/spoken.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: PortalStage | undefined;
const open = async (picture: Omit<PortalPicture, 'name'> = { scene: {} }): Promise<PortalStage> => {
  stage = await setPortalStage({ name: 'preferences', hash: '#preferences', ...picture });
  return stage;
};
const press = async (name: string): Promise<void> => {
  (await until(`the button ${name}`, () => buttonNamed(document, name))).click();
};
const isChosen = (name: string): boolean => buttonNamed(document, name)?.ariaChecked === 'true';
const select = (): HTMLSelectElement => {
  const found = document.querySelector<HTMLSelectElement>('portal-preferences select');
  ok(found, 'the languages');
  return found;
};

describe('preferences in the portal', () => {
  afterEach(async () => {
    stage?.clear();
    await chooseLanguage(null);
    await speak('en');
  });

  it('are one tap from "Me" and one back, and "Me" stays marked in the navigation', async () => {
    await open({ scene: {}, hash: '#me' });
    (
      await until('the way there', () => document.querySelector<HTMLElement>('a[href="#preferences"]'))
    ).click();
    await shows('Language of the portal and of mail to you');
    const marked = document.querySelector('.bar-nav [aria-current]');
    equal([marked?.getAttribute('href'), marked?.getAttribute('aria-current')], ['#me', 'true']);
    equal(document.querySelectorAll('.bar-nav a').length, 4);
    document.querySelector<HTMLElement>('main a[href="#me"]')?.click();
    await shows('Your account');
  });

  it('show what is set, and what is usual where nothing is', async () => {
    await open();
    await shows('usual here: “Both sides”');
    await shows('usual here: as the printer does');
    ok(isChosen('As usual'), 'no sides are set');
    ok(isChosen('Black and white'), 'grey is set');
    equal(select().selectedOptions[0]?.textContent, 'As usual here: English');
  });

  it('save a choice at once, say so with the documents it changes, and take it back', async () => {
    const { server } = await open();
    await press('One side');
    ok(await until('it is shown at once', () => isChosen('One side')), 'shown');
    await shows('Saved, for 3 waiting documents too.');
    equal(server.bodies, [
      { defaults: { printColorMode: 'monochrome', sides: 'one-sided' }, language: null },
    ]);
    await press('Undo');
    await shows('As it was before.');
    equal(server.bodies.at(-1), { defaults: { printColorMode: 'monochrome' }, language: null });
    ok(!isChosen('One side'), 'taken back');
    ok(buttonNamed(document, 'Undo') === undefined, 'nothing more to undo');
  });

  it('give an option back to the usual one', async () => {
    const { server } = await open();
    await until('the choices', () => buttonNamed(document, 'As usual'));
    [...document.querySelectorAll<HTMLElement>('[role=radio]')]
      .filter((one) => one.textContent.trim() === 'As usual')[1]
      ?.click();
    await shows('Saved');
    equal(server.bodies, [{ defaults: {}, language: null }]);
  });

  it('save the language, speak it at once, and undo it', async () => {
    const { server } = await open();
    await until('the languages', () => document.querySelector('portal-preferences select'));
    select().value = 'de';
    select().dispatchEvent(new Event('change'));
    await shows('Gespeichert');
    equal(server.bodies, [{ defaults: { printColorMode: 'monochrome' }, language: 'de' }]);
    equal(select().value, 'de');
    equal([document.documentElement.lang, document.documentElement.dir], ['de', 'ltr']);
    await press('Rückgängig');
    await shows('As it was before.');
    equal(select().value, '');
  });

  it('send fast choices one after the other, and the last one stays', async () => {
    const { server } = await open();
    await press('One side');
    await press('Both sides');
    await press('Colour');
    await shows('Saved');
    equal(server.bodies.length, 3);
    equal(server.bodies.at(-1), {
      defaults: { sides: 'two-sided-long-edge', printColorMode: 'auto' },
      language: null,
    });
    ok(isChosen('Both sides') && isChosen('Colour'), 'both are shown');
  });

  it('go back to what holds when the server refuses, and say why', async () => {
    const answers = {
      'PUT /api/portal/preferences': () => refuse('disk-full', { where: 'the data directory' }),
    };
    await open({ scene: { answers } });
    await press('Both sides');
    await shows('There is no room');
    ok(!isChosen('Both sides') && isChosen('As usual'), 'as the server has it');
    ok(buttonNamed(document, 'Undo') === undefined, 'nothing to undo');
  });

  it('can be asked for again when they could not be read', async () => {
    let away = true;
    const answers = {
      'GET /api/portal/preferences': () => {
        if (away) return refuse('disk-full', { where: 'the data directory' });
        throw new TypeError('away');
      },
    };
    await open({ scene: { answers } });
    await shows('There is no room');
    away = false;
    await press('Try again');
    await shows('The server does not answer');
  });

  it('ask for the sign-in when the session is over', async () => {
    const answers = { 'PUT /api/portal/preferences': () => refuse('not-signed-in') };
    await open({ scene: { answers } });
    await press('One side');
    await shows('You were signed out.');
  });
});
