// The portal as an app: installing it, another version of it, and the lines above every screen that tell how it stands to its server.
import { buttonNamed } from '../../panel-app/gallery/portal-stage.ts';
import { portalStyles } from '../../panel-app/src/portal/portal-styles.ts';
import { PortalConnected } from '../../panel-app/src/portal/pwa/connected.ts';
import { PortalInstall } from '../../panel-app/src/portal/pwa/install.ts';
import { offerInstall } from '../../panel-app/src/portal/pwa/install-offer.ts';
import type { NewVersion } from '../../panel-app/src/portal/pwa/new-version.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

installStyles(document, portalStyles);
offerInstall();

const usual = PortalConnected.usual;
const clear = (): void => {
  for (const element of document.querySelectorAll('main,portal-install,portal-connected')) element.remove();
};
const put = <E extends HTMLElement>(element: E): E => {
  const main = document.createElement('main');
  const heading = document.createElement('h1');
  heading.textContent = 'Me';
  main.append(heading, element);
  document.body.append(main);
  return element;
};

describe('installing the portal', () => {
  afterEach(clear);

  /** As Chromium says that it can be installed; the person answers `outcome`. */
  const offer = (outcome: 'accepted' | 'dismissed') => {
    let asked = 0;
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: async () => {
        asked++;
        return { outcome };
      },
    });
    window.dispatchEvent(event);
    return { event, asked: () => asked };
  };

  it('is not spoken of where the browser does not offer it', async () => {
    const element = put(new PortalInstall());
    await element.updateComplete;
    equal(element.innerText.trim(), '');
  });

  it('is offered on "Me" and not across the page, and asks the browser only after the press', async () => {
    const element = put(new PortalInstall());
    const { event, asked } = offer('accepted');
    ok(event.defaultPrevented, 'the browser’s own question is held back');
    await shows('On your home screen it opens at once');
    await accessible();
    equal(asked(), 0);
    buttonNamed(element, 'Install it')?.click();
    await shows('Installed. You find it among your apps.');
    equal(asked(), 1);
    await accessible();
  });

  it('goes on as it was where the person says no', async () => {
    const element = put(new PortalInstall());
    offer('dismissed');
    (await until('the button', () => buttonNamed(element, 'Install it'))).click();
    await until('nothing is said of it', () => element.innerText.trim() === '');
  });

  it('says how on an iPhone, where no page can', async () => {
    PortalInstall.usual = { ...PortalInstall.usual, installWay: () => 'apple' };
    const element = put(new PortalInstall());
    await shows('Tap Share, then “Add to Home Screen”.');
    equal(buttonNamed(element, 'Install it'), undefined);
    await accessible();
  });
});

describe('how the page stands to its server', () => {
  afterEach(() => {
    clear();
    PortalConnected.usual = usual;
    Reflect.deleteProperty(document, 'hidden');
    Reflect.deleteProperty(navigator, 'onLine');
    history.replaceState(null, '', location.pathname);
  });

  const show = (state: { ready?: boolean; asOf?: number; keeps?: boolean; online?: boolean }) => {
    let taken = 0;
    const version: NewVersion = {
      ready: () => state.ready ?? false,
      subscribe: () => () => undefined,
      take: () => taken++,
    };
    Object.defineProperty(navigator, 'onLine', { value: state.online ?? true, configurable: true });
    PortalConnected.usual = { version, news: () => ({ asOf: state.asOf, keeps: state.keeps ?? true }) };
    return { element: put(new PortalConnected()), taken: () => taken };
  };
  const hide = (): void => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  };

  it('is not spoken of while all is well', async () => {
    const { element } = show({});
    await element.updateComplete;
    equal(element.innerText.trim(), '');
  });

  it('tells how old what is shown is, but not beside a list that says so itself', async () => {
    const { element } = show({ asOf: Date.now() - 9 * 60_000 });
    await shows('Not connected. This is how it was 9 minutes ago.');
    await accessible();
    element.list = true;
    await until('no longer', () => element.innerText.trim() === '');
  });

  it('says that nothing is kept here, once that matters', async () => {
    show({ keeps: false, online: false });
    await shows('This browser keeps nothing for later');
    clear();
    const { element } = show({ keeps: false });
    await element.updateComplete;
    equal(element.innerText.trim(), '');
  });

  it('loads another version on a press, and by itself when nobody looks', async () => {
    const { element, taken } = show({ ready: true });
    await shows('A new version of this page is ready.');
    await accessible();
    buttonNamed(element, 'Load it now')?.click();
    equal(taken(), 1);
    hide();
    equal(taken(), 2);
  });

  it('loads none while documents are on their way, somebody types, or a question is open', async () => {
    const { element, taken } = show({ ready: true });
    element.busy = true;
    await shows('It is loaded as soon as your documents have been sent.');
    equal(buttonNamed(element, 'Load it now'), undefined);
    hide();
    element.busy = false;
    const input = document.createElement('input');
    input.ariaLabel = 'Name';
    put(input).focus();
    hide();
    input.blur();
    const dialog = put(document.createElement('platen-dialog'));
    hide();
    equal(taken(), 0);
    dialog.remove();
    hide();
    equal(taken(), 1);
  });

  for (const [said, words] of [
    ['none', 'Nothing that can be printed was shared.'],
    ['full', 'There is no room left on this device for what was shared.'],
    ['not-kept', 'This browser does not let this page keep what was shared.'],
  ] as const)
    it(`tells what became of a share that went wrong, once: ${said}`, async () => {
      history.replaceState(null, '', `?share=${said}#documents`);
      const { element } = show({});
      await shows(words);
      equal([location.search, location.hash], ['', '#documents']);
      await accessible();
      buttonNamed(element, 'Close')?.click();
      await until('it is closed', () => element.innerText.trim() === '');
    });

  it('says nothing of an address that somebody made up', async () => {
    history.replaceState(null, '', '?share=%3Cb%3E#documents');
    const { element } = show({});
    await element.updateComplete;
    equal(element.innerText.trim(), '');
  });
});
