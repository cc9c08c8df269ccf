// A person's own code in the portal: shown when asked for, copied, large, gone by itself, and read from left to right in every language.
import { answer, refuse } from '../../panel-app/gallery/portal-fake.ts';
import type { PortalPicture } from '../../panel-app/gallery/portal-picture.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { speak } from '../../panel-app/src/locales/spoken.ts';
import { portalStyles } from '../../panel-app/src/portal/portal-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

installStyles(document, portalStyles);

let stage: PortalStage | undefined;
const open = async (picture: Omit<PortalPicture, 'name'>): Promise<PortalStage> => {
  stage = await setPortalStage({ name: 'code', ...picture });
  return stage;
};
const press = async (name: string): Promise<void> => {
  (await until(`the button ${name}`, () => buttonNamed(document, name))).click();
};
const asked = (): number => stage?.server.calls.filter((call) => call === 'GET /api/portal/code').length ?? 0;
const gone = (): Promise<boolean> =>
  until('the code is gone', () => !document.body.innerText.includes('482'));

/** What was put on the clipboard; `false`: it is not allowed. */
function clipboard(allowed = true): { readonly copied: string[]; readonly back: () => void } {
  const copied: string[] = [];
  const writeText = async (text: string): Promise<void> => {
    if (!allowed) throw new DOMException('no', 'NotAllowedError');
    copied.push(text);
  };
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  const { execCommand } = document;
  document.execCommand = () => false;
  return {
    copied,
    back: () => {
      Reflect.deleteProperty(navigator, 'clipboard');
      document.execCommand = execCommand;
    },
  };
}

describe('the own code', () => {
  afterEach(async () => {
    stage?.clear();
    Reflect.deleteProperty(document, 'hidden');
    await speak('en');
  });

  it('is copied without being shown, as it is typed, and it is said', async () => {
    const { copied, back } = clipboard();
    await open({ scene: {} });
    equal(asked(), 0, 'nobody asked for it yet');
    await press('Copy');
    await shows('Copied');
    equal([copied, asked()], [['482913675'], 1]);
    ok(!document.body.innerText.includes('482'), 'nobody behind the person reads it');
    back();
  });

  it('is shown to be copied by hand where the browser does not copy', async () => {
    const { back } = clipboard(false);
    await open({ scene: {} });
    await press('Copy');
    await shows('482 913 675');
    await accessible();
    back();
  });

  it('fills the screen on demand and goes back', async () => {
    await open({ scene: {} });
    await press('Show code');
    await press('Large');
    const large = await until('the large one', () => document.querySelector('.code-large'));
    equal(large.getAttribute('aria-modal'), 'true');
    await accessible();
    large.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await until('it is closed', () => document.querySelector('.code-large') === null);
    await shows('482 913 675');
    await press('Hide');
    await gone();
  });

  it('is hidden when the phone is put away', async () => {
    await open({ scene: {} });
    await press('Show code');
    await shows('482 913 675');
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    await gone();
  });

  it('says why it cannot be had, in its place', async () => {
    const answers = {
      'GET /api/portal/code': () => refuse('internal'),
      'POST /api/portal/code/renew': () => refuse('internal'),
    };
    await open({ scene: { answers }, hash: '#me' });
    await press('Show code');
    await shows('Something went wrong here.');
    await press('New code');
    await press('Get a new code');
    await until('the question says it', () => document.querySelector('platen-dialog .problem'));
    await accessible();
  });

  it('is replaced after the question, and the new one is what is copied', async () => {
    const { copied, back } = clipboard();
    await open({ scene: {}, hash: '#me' });
    await press('New code');
    await press('Get a new code');
    await shows('735 028 461');
    await press('Copy');
    await until('it is copied', () => copied.length === 1);
    equal(copied, ['735028461']);
    back();
  });

  it('runs from left to right in Arabic, too', async () => {
    await open({ scene: { answers: { 'GET /api/portal/code': () => answer({ code: '482913675' }) } } });
    await press('Show code');
    await shows('482 913 675');
    await speak('ar');
    const digits = await until('the digits', () =>
      [...(document.querySelector('.code-digits bdi')?.childNodes ?? [])].find((node) =>
        node.textContent?.startsWith('482 '),
      ),
    );
    const place = (at: number): number => {
      const range = document.createRange();
      const start = digits.textContent?.indexOf(String(at)) ?? 0;
      range.setStart(digits, start);
      range.setEnd(digits, start + 1);
      return range.getBoundingClientRect().left;
    };
    ok(place(4) < place(9) && place(9) < place(6), '482 is left of 913, and that of 675');
  });
});
