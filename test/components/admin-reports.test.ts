// Reports in the console: the period in the address, going into a person, narrowing down, the chart and the table; and the licence.
import type { Report } from '@platen/shared/api/admin-reports';
import { adminFake, answer, refuse } from '../../panel-app/gallery/admin-fake.ts';
import type { AdminPicture } from '../../panel-app/gallery/admin-picture.ts';
import { endingLicence } from '../../panel-app/gallery/admin-reports-fake.ts';
import {
  type AdminStage,
  press,
  setAdminStage,
  type as typeInto,
} from '../../panel-app/gallery/admin-stage.ts';
import { adminStyles } from '../../panel-app/src/admin/admin-styles.ts';
import '../../panel-app/src/admin/parts/licence.ts';
import { roundTop } from '../../panel-app/src/admin/parts/report-bars.ts';
import { changeWords } from '../../panel-app/src/admin/parts/report-numbers.ts';
import {
  countDays,
  moveDay,
  periodOf,
  placeHash,
  readPlace,
  stepOf,
} from '../../panel-app/src/admin/report-address.ts';
import { rowWords } from '../../panel-app/src/admin/report-words.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: AdminStage | undefined;
const open = async (picture: Omit<AdminPicture, 'name'>): Promise<AdminStage> => {
  stage = await setAdminStage({ name: 'reports', ...picture });
  return stage;
};
const called = (part: string): Promise<boolean> =>
  until(part, () => stage?.server.calls.some((call) => decodeURIComponent(call).includes(part)) === true);
const hash = (): string => decodeURIComponent(location.hash);

describe('the address of a report', () => {
  const today = '2026-11-22';

  it('says period, list and filters, and reads what it says', () => {
    const place = {
      period: 'own',
      from: '2026-01-01',
      to: '2026-02-03',
      list: 'printer',
      filter: { site: 'Main & North = "both"', department: '', user: 'u1' },
    } as const;
    const text = placeHash(place);
    ok(
      !text
        .slice(1)
        .replace(/^reports=/, '')
        .includes('='),
      'one equals sign',
    );
    equal(readPlace(decodeURIComponent(text.split('=')[1] ?? '')), {
      ...place,
      filter: { user: 'u1', site: place.filter.site, department: '' },
    });
    equal(placeHash({ period: '30', list: 'user', filter: {} }), '#reports');
  });

  it('passes over what does not fit', () => {
    for (const text of [
      undefined,
      '',
      'nonsense',
      '~~',
      '2026..2027',
      'own',
      '30~by.title',
      '30~sql.x',
      '%',
    ]) {
      const place = readPlace(text);
      equal([place.period, place.list, place.filter], ['30', 'user', {}], String(text));
    }
    equal(readPlace('2026-03-01..2026-02-01').from, '2026-02-01', 'a period that was given backwards');
  });

  it('knows its days, over months and changes of the clock', () => {
    equal(periodOf({ period: '7', list: 'user', filter: {} }, today), { from: '2026-11-16', to: today });
    equal(periodOf({ period: 'month', list: 'user', filter: {} }, today).from, '2026-11-01');
    equal(moveDay('2024-03-01', -1), '2024-02-29');
    equal(countDays('2026-03-01', '2026-03-31'), 31);
  });

  it('draws hours, days, weeks and months by the length of the period', () => {
    const step = (from: string): string => stepOf({ from, to: today });
    equal([today, '2026-11-16', '2026-10-10', '2026-09-01', '2025-01-01'].map(step), [
      'hour',
      'day',
      'day',
      'week',
      'month',
    ]);
  });
});

describe('numbers of a report', () => {
  it('has a round axis that is not far above the most', () => {
    for (const most of [0, 1, 2, 3, 7, 9, 10, 11, 99, 101, 553, 1234, 10_001, 987_654]) {
      const top = roundTop(most);
      ok(top >= most && (most < 4 || top <= most * 1.5), `${most}: ${top}`);
    }
  });

  it('compares with what was before, and says nothing where there was nothing', () => {
    equal(
      [changeWords(120, 100), changeWords(80, 100), changeWords(100, 100), changeWords(5, 0)],
      ['20% more', '20% less', 'The same', undefined],
    );
  });

  it('names hours, days and what has no name', () => {
    equal(rowWords('hour', { key: '23', label: '' }), '23:00 to 00:00');
    equal(rowWords('day', { key: '2026-11-22', label: '' }), 'Sun, Nov 22, 2026');
    equal(rowWords('site', { key: '', label: '' }), 'Without a site');
    equal(rowWords('channel', { key: 'fax', label: 'fax' }), 'fax');
  });
});

describe('reports', () => {
  afterEach(() => stage?.clear());

  it('goes from a person to the days of that person, and back by the browser', async () => {
    await open({ scene: {}, hash: '#reports' });
    await shows('Ben Whitcombe');
    document.querySelector<HTMLAnchorElement>('.report-table a[href*="u3"]')?.click();
    await called('by=day&from=2026-');
    await until('the filter in the address', () => hash().includes('user.u3'));
    await shows('User: Ben Whitcombe');
    ok(
      document.querySelector('[role=tab][aria-selected=true]')?.textContent.includes('Days') === true,
      'its days',
    );
    history.back();
    await shows('Amira Haddad');
  });

  it('takes a filter away by its chip', async () => {
    await open({ scene: {}, hash: `#reports=${encodeURIComponent('7~site.Main building~colour.mono')}` });
    await press('Take away: Site, Main building');
    await until('the address', () => hash() === '#reports=7~colour.mono');
  });

  it('narrows down by choices, of which "without a department" is one', async () => {
    await open({ scene: {}, hash: '#reports' });
    await press('Narrow down');
    await typeInto('report-department', '');
    await until('the address', () => hash() === '#reports=30~department.');
    await called('department=');
    await shows('Department: Without a department');
  });

  it('takes own days, and asks for the whole again only when the period changes', async () => {
    await open({ scene: {}, hash: '#reports' });
    await shows('Renate Vogel');
    const count = (): number =>
      stage?.server.calls.filter((call) => call.includes('reports?by=day')).length ?? 0;
    const before = count();
    await press('Printers');
    await shows('North branch, first floor');
    equal(count(), before, 'the chart stays');
    await press('Dates');
    await typeInto('report-from', '2026-06-01');
    await until('the address', () => hash().startsWith('#reports=2026-06-01..'));
    await called('by=week&from=2026-06-01');
  });

  it('says the numbers of a bar that is pointed at, and opens it', async () => {
    await open({ scene: {}, hash: '#reports=7' });
    const chart = await until('the chart', () => document.querySelector('svg.bars'));
    const box = chart.getBoundingClientRect();
    const at = { clientX: box.right - 5, clientY: box.top + 50, bubbles: true };
    chart.dispatchEvent(new PointerEvent('pointermove', at));
    await until('words', () =>
      /\d sides?, \d+ in colour/.test(document.querySelector('.pointed')?.textContent ?? ''),
    );
    chart.dispatchEvent(new MouseEvent('click', at));
    await until('one day', () => /^#reports=(\d{4}-\d\d-\d\d)\.\.\1/.test(hash()));
  });

  it('links the files of exactly what is shown', async () => {
    await open({
      scene: {},
      hash: `#reports=${encodeURIComponent('2026-03-01..2026-03-31~by.printer~sides.two')}`,
    });
    const links = await until('the links', () => {
      const found = [...document.querySelectorAll<HTMLAnchorElement>('.report-files.above a')];
      return found.length === 2 && found;
    });
    equal(
      links.map((link) => link.getAttribute('href')),
      [
        '/api/admin/reports.csv?by=printer&from=2026-03-01&to=2026-03-31&sides=two',
        '/api/admin/records.csv?from=2026-03-01&to=2026-03-31&sides=two',
      ],
    );
  });

  it('writes what is in names and never runs it', async () => {
    const evil = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';
    const sums = { jobs: 1, pages: 1, sheets: 1, colorPages: 0, twoSidedPages: 0, failed: 0 };
    const report: Report = {
      by: 'user',
      from: '2026-11-01',
      to: '2026-11-22',
      rows: [{ key: 'u1', label: evil, detail: evil, ...sums }],
      total: sums,
      before: { from: '2026-10-01', to: '2026-10-31', total: sums },
      about: { user: evil },
    };
    const answers = { 'GET /api/admin/reports?by=user*': () => answer(report) };
    await open({ scene: { answers }, hash: '#reports' });
    await shows('<img src=x');
    equal((window as { hurt?: number }).hurt, undefined);
  });

  it('says that a report failed and asks again', async () => {
    let failing = true;
    const usual = adminFake();
    const answers = {
      'GET /api/admin/reports?*': (request: Request) =>
        failing ? refuse('not-ready') : usual.fetch(request.url),
    };
    await open({ scene: { answers }, hash: '#reports' });
    const again = await until('the button', () =>
      [...document.querySelectorAll('button')].find((one) => one.textContent.includes('Try again')),
    );
    failing = false;
    again.click();
    await shows('Renate Vogel');
  });
});

describe('the licence', () => {
  const { fetch } = window;
  afterEach(() => {
    window.fetch = fetch;
    document.querySelector('main')?.remove();
  });
  function show(scene: Parameters<typeof adminFake>[0] = {}) {
    installStyles(document, adminStyles);
    const server = adminFake(scene);
    window.fetch = server.fetch;
    const page = document.createElement('main');
    const heading = document.createElement('h1');
    heading.textContent = 'Health';
    page.append(heading, document.createElement('admin-licence'));
    document.body.append(page);
    return server;
  }
  const pick = (name: string, text: string): void => {
    const field = document.querySelector<HTMLInputElement>('input[name=licence]');
    const files = new DataTransfer();
    files.items.add(new File([text], name));
    if (field !== null) {
      field.files = files.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  };

  it('says that none is needed, and installs one that is picked', async () => {
    const server = show();
    await shows('There is no licence, and none is needed.');
    await accessible();
    pick('northgate.platen-licence', '{"licence":{}}');
    await shows('Installed.');
    equal(server.bodies.at(-1), { text: '{"licence":{}}' });
    await shows('The licence ends on 2026-12-15.');
    // The button fades from one colour to the other.
    for (const animation of document.getAnimations()) animation.finish();
    await accessible();
  });

  it('says why a file was refused, and leaves what is there', async () => {
    show({
      licence: endingLicence(Date.now()),
      answers: {
        'POST /api/admin/licence': () => refuse('licence-unusable', { detail: 'it is no licence file' }),
      },
    });
    await shows('Northgate Library');
    pick('holiday.jpg', 'x');
    await shows('This licence cannot be installed: it is no licence file.');
    await shows('Northgate Library');
  });

  it('removes it only after saying what goes', async () => {
    const server = show({ licence: endingLicence(Date.now()) });
    await shows('Remove licence');
    await press('Remove licence');
    await shows('Its managed features are off at once.');
    ok(!server.calls.some((call) => call.startsWith('DELETE')), 'nothing yet');
    const yes = [
      ...document.querySelectorAll<HTMLElement>(
        'dialog button,[role=dialog] button,[role=alertdialog] button',
      ),
    ].find((one) => one.textContent.trim() === 'Remove licence');
    yes?.click();
    await shows('There is no licence, and none is needed.');
  });
});
