// The console's printers as a fleet: sites, files, details, credentials, finding and importing, on a made-up server.

import { answer, refuse } from '../../panel-app/gallery/admin-fake.ts';
import { fileMistakes, importMistakes, searched } from '../../panel-app/gallery/admin-fleet-data.ts';
import type { AdminPicture } from '../../panel-app/gallery/admin-picture.ts';
import {
  type AdminStage,
  press,
  setAdminStage,
  settle,
  type as typeInto,
} from '../../panel-app/gallery/admin-stage.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: AdminStage | undefined;
const open = async (picture: Omit<AdminPicture, 'name'>): Promise<AdminStage> => {
  stage = await setAdminStage({ name: 'flow', ...picture });
  return stage;
};
const called = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);
const body = (): unknown => stage?.server.bodies.at(-1);
const field = (name: string): HTMLInputElement | null => document.querySelector(`[name=${name}]`);
const rows = (): readonly string[] =>
  [...document.querySelectorAll<HTMLElement>('.row-link')].map((link) => link.innerText.trim());
const names = (): string =>
  [...document.querySelectorAll('tbody tr')].map((row) => row.textContent).join('|');
const now = Date.now();

describe('a test page from the sheet of a printer', () => {
  afterEach(() => stage?.clear());

  it('is printed and watched', async () => {
    await open({ scene: {}, hash: '#printers=p1' });
    await press('Print a test page');
    await called('POST /api/admin/printers/p1/test-page');
    await shows('Print it again');
  });

  it('is not offered to who may only look', async () => {
    await open({ scene: { role: 'auditor' }, hash: '#printers=p1' });
    await settle();
    ok(document.querySelector('admin-printer-test') === null, 'no button');
  });
});

describe('the list of printers', () => {
  afterEach(() => stage?.clear());

  it('stands in groups by site, those without one last', async () => {
    await open({ scene: {}, hash: '#printers' });
    const groups = [...document.querySelectorAll<HTMLElement>('.group th')].map((head) =>
      head.innerText.replace(/\s+/g, ' ').trim(),
    );
    equal(groups, ['Annex 2', 'Main building 2', 'Without a site 1']);
    await press('Group by site');
    equal(document.querySelectorAll('.group').length, 0);
    ok(names().includes('Main building'), 'the site is a column now');
  });

  it('shows one site alone, and says when nothing is filtered', async () => {
    await open({ scene: {}, hash: '#printers' });
    await typeInto('Show which site', 'Annex');
    equal(rows().length, 2);
    await typeInto('Show which site', '');
    equal(rows().length, 5);
  });

  it('says what is a queue and which file a printer came from', async () => {
    await open({ scene: {}, hash: '#printers' });
    await shows('Print queue · IPP Everywhere printer');
    await shows('file copy-room.json');
  });

  it('names each mistake in the files with its place and its cure', async () => {
    await open({ scene: { mistakes: fileMistakes }, hash: '#printers' });
    await shows('3 mistakes in the device files.');
    await shows('devices/copy-room.json:12:18');
    await shows('Write "address".');
    ok(!document.body.innerText.includes('annex.json'), 'only the first few');
    await press('Show all 3');
    await shows('devices/annex.json:31:1');
  });
});

describe('the details of a printer', () => {
  afterEach(() => stage?.clear());

  it('send profile, addresses, kind and accounting only when they were changed', async () => {
    await open({ scene: {}, hash: '#printers=p2', steps: [['Details']] });
    await shows('Detected: Xerox AltaLink');
    await until('the profiles', () => document.querySelectorAll('[name=profile] option').length > 3);
    await typeInto('profile', 'xerox-versalink');
    await typeInto('otherUris', 'socket://a.example.org:9100\n\n  lpr://a.example.org/lp ');
    await typeInto('accounting', 'user-and-account');
    await press('Save details');
    await called('PATCH /api/admin/printers/p2');
    equal(body(), {
      otherUris: ['socket://a.example.org:9100', 'lpr://a.example.org/lp'],
      profile: 'xerox-versalink',
      accounting: 'user-and-account',
    });
    await shows('Saved.');
    await typeInto('profile', '');
    await press('Save details');
    await until('detected again', () => JSON.stringify(body()) === '{"profile":null}');
  });

  it('keep what was typed while another tab is looked at', async () => {
    await open({ scene: {}, hash: '#printers=p2', steps: [['Details'], ['location', 'Cellar'], ['Access']] });
    await press('Details');
    equal(field('location')?.value, 'Cellar');
  });

  it('that a file sets have a lock and no field', async () => {
    await open({ scene: {}, hash: '#printers=p4', steps: [['Details']] });
    await shows('from file copy-room.json');
    equal(field('name'), null);
    equal(field('profile'), null);
    ok(field('alias') !== null, 'what the file leaves out may be set');
    ok(!document.body.innerText.includes('Remove printer'), 'it is removed in its file');
    await typeInto('alias', 'shop');
    await press('Save details');
    await called('PATCH /api/admin/printers/p4');
    equal(body(), { alias: 'shop' });
    await press('Overview');
    const [enabled, mail] = document.querySelectorAll<HTMLInputElement>('.switches input');
    equal([enabled?.disabled, mail?.disabled], [true, false]);
    mail?.click();
    await until('it is sent', () => JSON.stringify(body()) === '{"forDirectMail":true}');
  });

  it('say beside the button why they were not saved', async () => {
    await open({
      scene: { answers: { 'PATCH /api/admin/printers/p2': () => refuse('printer-unreachable') } },
      hash: '#printers=p2',
      steps: [['Details'], ['uri', 'ipps://elsewhere.example.org/ipp/print']],
    });
    await shows('the passwords stored for the old one are forgotten');
    await press('Save details');
    await shows('The printer does not answer.');
    equal(field('uri')?.value, 'ipps://elsewhere.example.org/ipp/print');
  });
});

describe('the own queue of a printer', () => {
  afterEach(() => stage?.clear());

  it('is off at first, says what it means, and shows its address once it is on', async () => {
    await open({ scene: {}, hash: '#printers=p2' });
    await shows('Paper lies in the tray until somebody takes it.');
    equal(document.querySelector('.direct-address'), null);
    const label = [...document.querySelectorAll<HTMLElement>('.switches label')].find((one) =>
      one.innerText.includes('From computers and phones'),
    );
    label?.querySelector('input')?.click();
    await called('PATCH /api/admin/printers/p2');
    equal(body(), { directQueue: true });
  });

  it('has an address to copy', async () => {
    await open({ scene: {}, hash: '#printers=p3' });
    await shows('/ipp/direct/p3');
    await shows('Copy address');
  });
});

describe('the credentials of a printer', () => {
  afterEach(() => stage?.clear());

  it('are replaced without ever being shown', async () => {
    await open({ scene: {}, hash: '#printers=p2', steps: [['Access']] });
    await shows('SNMP v3 as ro');
    await press('Replace');
    for (const name of ['authKey', 'privKey']) {
      equal([field(name)?.type, field(name)?.autocomplete, field(name)?.value], ['password', 'off', '']);
    }
    await typeInto('user', 'reader');
    await typeInto('authKey', ' spaces count ');
    await typeInto('privKey', 'private-key');
    await press('Store');
    await called('PUT /api/admin/printers/p2/credentials');
    equal(body(), {
      snmp: {
        version: '3',
        user: 'reader',
        auth: { protocol: 'sha256', key: ' spaces count ' },
        priv: { protocol: 'aes128', key: 'private-key' },
      },
    });
    await shows('SNMP v3 as reader');
    await shows('Stored just now');
    equal(field('authKey'), null);
  });

  it('are a community for the older versions, which are called open', async () => {
    await open({ scene: {}, hash: '#printers=p3', steps: [['Access'], ['Set SNMP access']] });
    await typeInto('version', '2c');
    await shows('crosses the network unprotected');
    equal(field('community')?.type, 'password');
    await typeInto('community', 'printers');
    await typeInto('port', '1161');
    await press('Store');
    await until('it is sent', () => body() !== undefined);
    equal(body(), { snmp: { version: '2c', community: 'printers', port: 1161 } });
  });

  it('need no keys where the device has none', async () => {
    await open({ scene: {}, hash: '#printers=p3', steps: [['Access'], ['Set SNMP access'], ['user', 'ro']] });
    await typeInto('auth', 'none');
    await until('no keys are asked for', () => field('authKey') === null && field('priv') === null);
    await press('Store');
    await until('it is sent', () => body() !== undefined);
    equal(body(), { snmp: { version: '3', user: 'ro' } });
  });

  it('are removed after a question that says what it costs', async () => {
    const { server } = await open({ scene: {}, hash: '#printers=p2', steps: [['Access']] });
    document.querySelector<HTMLElement>('.remove-admin')?.click();
    await shows('can then not be updated or removed from here');
    ok(!server.calls.some((call) => call.startsWith('PUT')), 'asked first');
    await press('Remove it');
    await called('PUT /api/admin/printers/p2/credentials');
    equal(body(), { admin: null });
    await shows('Set administrator');
  });
});

describe('finding printers', () => {
  afterEach(() => {
    stage?.clear();
    Reflect.deleteProperty(document, 'hidden');
  });

  it('asks what was typed, is watched, and can be chosen from', async () => {
    await open({ scene: {}, hash: '#printers=find' });
    await typeInto('ranges', '10.1.2.0/24, 10.1.3.10 - 10.1.3.40\n10.1.4.7');
    await press('Search the network');
    await called('POST /api/admin/discovery');
    equal(body(), { ranges: ['10.1.2.0/24', '10.1.3.10-10.1.3.40', '10.1.4.7'], mdns: true });
    await shows('Asked 96 of 254 addresses.');
    // The search is looked at again every second, but not in a tab that nobody sees, as this one may be.
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    const looks = (): number =>
      stage?.server.calls.filter((call) => call === 'GET /api/admin/discovery').length ?? 0;
    await until('the next look', () => looks() > 2);
    await shows('5 printers found. 3 are new.');
    await shows('Already registered: Reading room colour');
    await shows('no way to print to it was found');
    equal(document.querySelectorAll('.finding input').length, 3, 'known and mute ones cannot be chosen');
    await typeInto('Choose Copy room, 10.1.2.17', 'on');
    await typeInto('site', 'Annex');
    await press('Add 1 printer');
    await called('POST /api/admin/printers');
    equal(body(), {
      name: 'Copy room',
      uri: 'ipps://10.1.2.17/ipp/print',
      otherUris: ['socket://10.1.2.17:9100'],
      location: 'Second floor, left',
      site: 'Annex',
    });
    await shows('1 printer added.');
    await shows('Added: Copy room');
    await until('it in the list behind', () => rows().some((name) => name.startsWith('Copy room')));
  });

  it('sends a community or nothing at all over SNMP when asked to', async () => {
    await open({
      scene: {},
      hash: '#printers=find',
      steps: [
        ['version', '1'],
        ['community', 'ours'],
        ['mdns', 'off'],
      ],
    });
    await press('Search the network');
    await until('it is sent', () => body() !== undefined);
    equal(body(), { ranges: [], mdns: false, snmp: { version: '1', community: 'ours' } });
    await press('Stop');
    await called('DELETE /api/admin/discovery');
    await shows('Stopped.');
    await press('New search');
    await typeInto('version', 'off');
    await press('Search the network');
    await until('it is sent', () => JSON.stringify(body()).includes('"snmp":false'));
  });

  it('adds all that are chosen and says which was refused, and why', async () => {
    const answers = {
      'POST /api/admin/printers': async (request: Request) => {
        const { name } = (await request.json()) as { readonly name: string };
        return name === 'Copy room' ? answer({ id: 'p-new', name }, 201) : refuse('printer-unreachable');
      },
    };
    await open({ scene: { search: searched(now), answers }, hash: '#printers=find' });
    (
      await until('the box for all', () => document.querySelector<HTMLInputElement>('.tick-all input'))
    ).click();
    await press('Add 3 printers');
    await shows('1 printer added. 2 could not be added.');
    await shows('Not added. The printer does not answer.');
    await shows('Add 2 printers');
  });

  it('keeps the SNMP access that opened a printer with it', async () => {
    const findings = searched(now);
    const kept: unknown[] = [];
    const answers = {
      'PUT /api/admin/printers/*': async (request: Request) => {
        kept.push(await request.json());
        return answer({});
      },
      'POST /api/admin/printers': async (request: Request) => {
        const { name } = (await request.json()) as { readonly name: string };
        return answer({ id: `p-${name}`, name }, 201);
      },
      'POST /api/admin/discovery': () => answer(findings, 202),
    };
    await open({
      scene: { search: findings, answers },
      hash: '#printers=find',
      steps: [['New search'], ['version', '2c'], ['community', 'ours']],
    });
    await press('Search the network');
    (
      await until('the box for all', () => document.querySelector<HTMLInputElement>('.tick-all input'))
    ).click();
    await press('Add 3 printers');
    await shows('3 printers added.');
    // Two of the three spoke SNMP.
    const access = { snmp: { version: '2c', community: 'ours' } };
    equal(kept, [access, access]);
  });

  it('says what is wrong with a range', async () => {
    const answers = { 'POST /api/admin/discovery': () => refuse('search-range', { why: '"x" is none.' }) };
    await open({
      scene: { answers },
      hash: '#printers=find',
      steps: [['ranges', 'x'], ['Search the network']],
    });
    await shows('This cannot be searched. "x" is none.');
    equal(field('ranges')?.value, 'x');
  });
});

describe('importing printers', () => {
  afterEach(() => stage?.clear());

  it('shows what was added and what was known', async () => {
    await open({
      scene: {},
      hash: '#printers=import',
      steps: [['text', '{"devices":[]}'], ['Import these printers']],
    });
    equal(body(), { text: '{"devices":[]}' });
    await shows('3 printers added.');
    await shows('2 were there already');
    await press('Done');
    equal(location.hash, '#printers');
  });

  it('leads to each mistake and keeps the text', async () => {
    const text = '{\n  "devices": [\n    { "name": "Copy room", "adress": "10.1.2.17" }\n  ]\n}';
    await open({
      scene: { import: importMistakes },
      hash: '#printers=import',
      steps: [['text', text], ['Import these printers']],
    });
    await shows('Nothing was imported.');
    await press('Line 3, column 28');
    const area = await until('the text', () => document.querySelector('textarea'));
    equal(area.value, text);
    ok(area.value.slice(area.selectionStart).startsWith('"adress"'), 'the caret is at the mistake');
  });

  it('reads a file that was chosen', async () => {
    await open({ scene: {}, hash: '#printers=import' });
    const pick = await until('a place to choose', () =>
      document.querySelector<HTMLInputElement>('admin-printer-import input[type=file]'),
    );
    const files = new DataTransfer();
    files.items.add(new File(['{"devices": []}'], 'fleet.json'));
    pick.files = files.files;
    pick.dispatchEvent(new Event('change'));
    await until('its text', () => field('text')?.value === '{"devices": []}');
    await settle();
    equal(
      document.querySelector('admin-printer-import a[download]')?.getAttribute('href'),
      '/api/admin/printers/export',
    );
  });
});
