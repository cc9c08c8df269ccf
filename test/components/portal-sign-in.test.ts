// The portal's ways to sign in, on a made-up server: choosing one, the mailed code in its two steps, the directory's password, single sign-on, and
// where one is signed in.
import { ALL_WAYS, WAYS } from '../../panel-app/gallery/portal-data.ts';
import { answer, type PortalScene, refuse } from '../../panel-app/gallery/portal-fake.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { chooseLanguage } from '../../panel-app/src/locales/own-language.ts';
import { PortalSignIn } from '../../panel-app/src/portal/screens/sign-in.ts';
import { SignInReturn } from '../../panel-app/src/sign-in/sign-in-return.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: PortalStage | undefined;
const open = async (ways: object, answers: PortalScene['answers'] = {}): Promise<PortalStage> => {
  stage = await setPortalStage({
    name: 'flow',
    scene: { signedIn: false, answers: { 'GET /api/portal/sign-in': () => answer(ways), ...answers } },
  });
  return stage;
};
const field = (name: string): Promise<HTMLInputElement> =>
  until(`the field ${name}`, () => document.querySelector<HTMLInputElement>(`[name=${name}]`));
const fill = async (name: string, value: string): Promise<void> => {
  (await field(name)).value = value;
};
const press = async (words: string): Promise<void> => {
  (await until(`the button ${words}`, () => buttonNamed(document, words))).click();
};
const MAILED = { ...WAYS, ownCode: false, mailedCode: true };

describe('signing in to the portal', () => {
  afterEach(() => {
    stage?.clear();
    localStorage.clear();
  });

  it('offers what the site has, and remembers the way that was used', async () => {
    const { server } = await open(ALL_WAYS);
    await press('Use my user name and password');
    await fill('user', ' mara ');
    await fill('password', ' with blanks ');
    const domain = await until('domains', () => document.querySelector<HTMLSelectElement>('[name=domain]'));
    domain.value = 'STAFF';
    (await field('stay')).checked = true;
    await press('Sign in');
    await shows('Your documents 8');
    equal(server.bodies[0], { user: 'mara', password: ' with blanks ', domain: 'STAFF', stay: true });
    stage?.clear();
    await open(ALL_WAYS);
    await field('password');
    ok(document.querySelector('[name=code]') === null, 'the way of the last time is shown');
  });

  it('mails a code: address and company code, then the digits, and the company code is remembered', async () => {
    const { server } = await open(MAILED);
    await fill('email', 'mara@example.org');
    await fill('company', 'abc234');
    await press('Mail me a code');
    await shows('If mara@example.org may print here, a code with 9 digits is on the way.');
    equal((await field('code')).getAttribute('autocomplete'), 'one-time-code');
    await fill('code', '482 913 675');
    await press('Sign in');
    await shows('Your documents 8');
    equal(server.bodies, [
      { email: 'mara@example.org', company: 'abc234', stay: false },
      { code: '482 913 675' },
    ]);
    stage?.clear();
    await open(MAILED);
    equal((await field('company')).value, 'abc234');
  });

  it('a wrong mailed code is told in place; one that is void leads back to the beginning', async () => {
    let said = refuse('mailed-code-wrong');
    await open(MAILED, { 'POST /api/portal/mailed-code/finish': () => said.clone() });
    await fill('email', 'mara@example.org');
    await fill('company', 'abc234');
    await press('Mail me a code');
    await fill('code', '482913675');
    await press('Sign in');
    await shows('This is not the code that we mailed you');
    said = refuse('mailed-code-void');
    await press('Sign in');
    await shows('Have a new one mailed to you.');
    await field('company');
  });

  it('a wrong company code is told, and another way starts clean', async () => {
    await open(
      { ...ALL_WAYS, ownCode: false },
      { 'POST /api/portal/mailed-code': () => refuse('company-code-wrong') },
    );
    await fill('email', 'mara@example.org');
    await fill('company', 'nonono');
    await press('Mail me a code');
    await shows('This is not the company code.');
    await press('Use my user name and password');
    await field('password');
    ok(!document.body.innerText.includes('This is not the company code.'), 'the refusal stays');
  });

  it('sends the browser to the provider, and says so when it cannot', async () => {
    const went: string[] = [];
    await open({ ...ALL_WAYS, ownCode: false, mailedCode: false, directory: undefined });
    const screen = await until('the screen', () => document.querySelector('portal-sign-in'));
    ok(screen instanceof PortalSignIn, 'no screen');
    screen.goTo = (url) => went.push(url);
    await press('Continue with Northgate account');
    await until('it left', () => went.length > 0);
    equal(went, ['https://login.example.org/authorize']);
    stage?.clear();
    await open({ ...ALL_WAYS, ownCode: false }, { 'POST /api/portal/open-id': () => refuse('open-id-away') });
    await press('Continue with Northgate account');
    await shows('The sign-in service does not answer.');
  });

  it('speaks another language on a press, remembers it, and writes Arabic from the right', async () => {
    await open(WAYS);
    const select = await until('the languages', () =>
      document.querySelector<HTMLSelectElement>('portal-sign-in select'),
    );
    equal(select.options.length, 11);
    select.value = 'ar';
    select.dispatchEvent(new Event('change'));
    await until('Arabic', () => document.documentElement.dir === 'rtl');
    equal([document.documentElement.lang, localStorage.getItem('platen.language')], ['ar', 'ar']);
    await accessible();
    select.value = 'en';
    select.dispatchEvent(new Event('change'));
    await until('English', () => document.documentElement.dir === 'ltr');
    await chooseLanguage(null);
  });

  it('offers no "stay signed in" where the administrator took it away', async () => {
    await open({ ...WAYS, stayDays: undefined });
    await field('code');
    equal(document.querySelector('[name=stay]'), null);
  });
});

describe('where one is signed in', () => {
  afterEach(() => stage?.clear());
  const me = async (): Promise<PortalStage> => {
    stage = await setPortalStage({ name: 'flow', scene: {}, hash: '#me' });
    return stage;
  };

  it('names the devices, and signs one out', async () => {
    const { server } = await me();
    await shows('Firefox on Windows');
    await shows('Safari on iPhone');
    await shows('Unknown device');
    await press('Sign out: Safari on iPhone');
    await shows('Signed out there.');
    ok(server.calls.includes('DELETE /api/portal/sessions/s-phone'), server.calls.join(' '));
    ok(!document.body.innerText.includes('Safari on iPhone'), 'it is still listed');
  });

  it('signs out everywhere after asking, and asks to sign in again', async () => {
    const { server } = await me();
    await press('Sign out everywhere');
    await shows('On every device and at every printer, here too.');
    const buttons = await until('the question', () => {
      const found = document.querySelectorAll<HTMLButtonElement>('platen-dialog button');
      return found.length > 1 ? found : undefined;
    });
    buttons[buttons.length - 1]?.click();
    await shows('Sign in with your email address');
    ok(server.calls.includes('DELETE /api/portal/sessions'), server.calls.join(' '));
  });
});

describe('the page that a provider sends people back to', () => {
  const { fetch } = window;
  let page: SignInReturn | undefined;
  afterEach(() => {
    page?.remove();
    window.fetch = fetch;
  });

  /** @returns where it went, and what the server was given */
  function arrive(query: string, reply: () => Response): { went: string[]; given: [string, unknown][] } {
    const seen = { went: [] as string[], given: [] as [string, unknown][] };
    window.fetch = async (input, init) => {
      seen.given.push([String(input), JSON.parse(String(init?.body))]);
      return reply();
    };
    page = new SignInReturn();
    page.query = query;
    page.leave = (home) => seen.went.push(home);
    document.body.append(page);
    return seen;
  }

  it('hands the answer on and makes room for the portal, or for the console', async () => {
    for (const [surface, home] of [
      ['portal', '/'],
      ['admin', '/admin/'],
    ] as const) {
      const query = `?code=abc&state=${surface}.xyz`;
      const seen = arrive(query, () => answer({ ok: true }));
      await until('it left', () => seen.went.length > 0);
      equal(seen.went, [home]);
      equal(seen.given, [[`/api/${surface}/open-id/finish`, { query }]]);
      page?.remove();
    }
  });

  it('says what went wrong and leads back; without a flow it asks nobody', async () => {
    arrive('?error=access_denied&state=portal.xyz', () => refuse('open-id-refused'));
    await shows('The sign-in did not work. Start again.');
    await accessible();
    page?.remove();
    const seen = arrive('?code=abc&state=evil.xyz', () => answer({ ok: true }));
    await shows('There is no sign-in to finish here.');
    equal(seen.given, []);
  });
});
