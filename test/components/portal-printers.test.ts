// Printers in the portal: found as somebody types, by site, the nearest first without telling where the phone is; opened they show their trays.
import { jobs } from '../../panel-app/gallery/portal-data.ts';
import { answer, refuse } from '../../panel-app/gallery/portal-fake.ts';
import type { PortalPicture } from '../../panel-app/gallery/portal-picture.ts';
import { printers, printersPage } from '../../panel-app/gallery/portal-printers-data.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { portalStyles } from '../../panel-app/src/portal/portal-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

installStyles(document, portalStyles);

let stage: PortalStage | undefined;
const asked: URL[] = [];
/** Answers from the made-up printers as the server would, and keeps what was asked. */
const find = (request: Request): Response => {
  const url = new URL(request.url);
  asked.push(url);
  const word = url.searchParams.get('search') ?? '';
  const near = url.searchParams.get('near')?.split('\n') ?? [];
  const site = url.searchParams.get('site');
  const rank = (name = ''): number => (near.includes(name) ? near.indexOf(name) : near.length);
  const found = printers
    .filter(({ printer }) => printer.name.toLowerCase().includes(word.toLowerCase()))
    .filter(({ printer }) => site === null || printer.site === site)
    .sort((a, b) => rank(a.printer.site) - rank(b.printer.site));
  return answer(printersPage(found));
};
const open = async (
  answers: NonNullable<PortalPicture['scene']['answers']> = {},
  list = jobs(Date.now()),
): Promise<PortalStage> => {
  asked.length = 0;
  const scene = { jobs: list, answers: { 'GET /api/portal/printers': find, ...answers } };
  stage = await setPortalStage({ name: 'printers', scene, hash: '#printers' });
  await until('the list', () =>
    document.querySelector('portal-printer-list .printers, .finder-none, .notice'),
  );
  return stage;
};
const press = async (name: string): Promise<void> => {
  (await until(`the button ${name}`, () => buttonNamed(document, name))).click();
};
const list = (...wanted: readonly string[]): Promise<boolean> =>
  until(`the list ${wanted.join(', ')}`, () => {
    const text = [...document.querySelectorAll('.printer b')].map((b) => b.textContent);
    return text.length === wanted.length && wanted.every((name, index) => text[index]?.startsWith(name));
  });
const type = (text: string): void => {
  const field = document.querySelector<HTMLInputElement>('.finder input');
  ok(field, 'a field to type into');
  field.value = text;
  field.dispatchEvent(new Event('input'));
};

/** The phone's place, or that it tells none. */
function phoneAt(place: { latitude: number; longitude: number } | undefined): () => void {
  const fake = {
    getCurrentPosition: (good: PositionCallback, bad: PositionErrorCallback) => {
      if (place === undefined) bad({ code: 1 } as GeolocationPositionError);
      else good({ coords: place } as GeolocationPosition);
    },
  };
  Object.defineProperty(navigator, 'geolocation', { value: fake, configurable: true });
  return () => Reflect.deleteProperty(navigator, 'geolocation');
}

describe('printers in the portal', () => {
  afterEach(() => stage?.clear());

  it('finds them as somebody types, asking once for what was typed last', async () => {
    await open();
    for (const part of ['w', 'wo', 'work']) type(part);
    await list('Workshop');
    equal(
      asked.map(({ search }) => search),
      ['', '?search=work'],
    );
    type('nothing like it');
    await shows('No printer is called that.');
    await accessible();
  });

  it('narrows by site', async () => {
    await open();
    const select = document.querySelector<HTMLSelectElement>('.finder-site select');
    ok(select, 'the sites');
    select.value = 'Harbour campus';
    select.dispatchEvent(new Event('change'));
    await list('Print shop', 'Workshop');
  });

  it('asks the phone where it is only when told to, and tells the server nothing but the order of the sites', async () => {
    const phoneBack = phoneAt({ latitude: 52.5299, longitude: 13.4601 });
    await open();
    equal(asked.length, 1);
    await press('Nearest first');
    await list('Print shop', 'Workshop', 'Reception MFD', 'Library MFD');
    await shows('50 m away');
    await shows('Where you are is not kept.');
    equal(asked[1]?.searchParams.get('near'), 'Harbour campus\nNorthgate');
    ok(!asked.some(({ search }) => /52|13/.test(search)), 'no place leaves the phone');
    await accessible();
    await press('Nearest first');
    await list('Reception MFD', 'Library MFD', 'Print shop', 'Workshop');
    phoneBack();
  });

  it('says what to do where the phone tells no place', async () => {
    const phoneBack = phoneAt(undefined);
    await open();
    await press('Nearest first');
    await shows('Choose a site instead');
    phoneBack();
  });

  it('shows trays, toner and abilities of the one that is opened, and prints there what waits', async () => {
    const { server } = await open();
    await press('Reception MFD');
    await shows('tray 2: low');
    await shows('7% left, low');
    await shows('Both sides');
    ok(server.calls.includes('GET /api/portal/printers/p1'), 'asked anew');
    await press('Print 3 documents here');
    await press('Print at Reception MFD');
    await until('it was sent', () => server.calls.includes('POST /api/portal/release'));
    const body = server.bodies[0] as { printerId: string; jobs: readonly { id: string }[] };
    equal([body.printerId, ...body.jobs.map(({ id }) => id)], ['p1', 'j-report', 'j-plan', 'j-photo']);
  });

  it('says that nothing waits, and that the server does not answer', async () => {
    await open({}, []);
    await press('Workshop');
    await shows('Nothing of yours waits to be printed.');
    stage?.clear();
    await open({ 'GET /api/portal/printers': () => refuse('internal') });
    await until('a way out', () => buttonNamed(document, 'Try again'));
  });

  it('shows more of a large site on a press, and none twice', async () => {
    const some = printers.slice(0, 2);
    const more = (request: Request): Response => {
      asked.push(new URL(request.url));
      const offset = Number(new URL(request.url).searchParams.get('offset') ?? 0);
      return answer({
        ...printersPage(printers.slice(offset, offset + some.length)),
        total: printers.length,
      });
    };
    await open({ 'GET /api/portal/printers': more });
    await list('Reception MFD', 'Library MFD');
    (await until('the button', () => buttonNamed(document, 'Show more 2 of 4'))).click();
    await list('Reception MFD', 'Library MFD', 'Print shop', 'Workshop');
    equal(asked.at(-1)?.searchParams.get('offset'), '2');
  });
});
