// Several documents printed in one go, their options, reading a document, the quick acts of the list, and the history.
import '../../panel-app/src/portal/parts/print-at.ts';
import { gettingReady, jobs } from '../../panel-app/gallery/portal-data.ts';
import { answer, refuse } from '../../panel-app/gallery/portal-fake.ts';
import type { PortalPicture } from '../../panel-app/gallery/portal-picture.ts';
import { history } from '../../panel-app/gallery/portal-printers-data.ts';
import { buttonNamed, type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { PortalPrint } from '../../panel-app/src/portal/parts/print-at.ts';
import { portalStyles } from '../../panel-app/src/portal/portal-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

installStyles(document, portalStyles);

let stage: PortalStage | undefined;
const open = async (picture: Omit<PortalPicture, 'name'>): Promise<PortalStage> => {
  stage = await setPortalStage({ name: 'reading', ...picture });
  return stage;
};
const press = async (name: string): Promise<void> => {
  (await until(`the button ${name}`, () => buttonNamed(document, name))).click();
};
const sent = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);

describe('printing several', () => {
  afterEach(() => {
    stage?.clear();
    document.querySelector('portal-print')?.remove();
  });

  it('prints all that wait in two presses', async () => {
    const { server } = await open({ scene: {} });
    await press('Print all 3');
    await shows('Print 3 documents');
    await press('Print at Reception MFD');
    await sent('POST /api/portal/release');
    const { jobs: printed } = server.bodies[0] as { jobs: readonly { id: string }[] };
    equal(
      printed.map(({ id }) => id),
      ['j-report', 'j-plan', 'j-photo'],
    );
    await shows('Printing. The list says how far it is.');
  });

  it('sends the options, and the picture shows them', async () => {
    const { server } = await open({ scene: {}, hash: '#document=j-report' });
    await press('Print at…');
    await press('Options');
    await press('One copy more');
    await press('Both sides');
    await press('Black and white');
    const pages = await until('the pages', () => document.querySelector<HTMLInputElement>('.options-pages'));
    pages.value = '40';
    pages.dispatchEvent(new Event('input'));
    await shows('This document has 12 pages.');
    pages.value = '2-5, 8';
    pages.dispatchEvent(new Event('input'));
    await until('five pages in the picture', () =>
      document.querySelector('portal-print')?.textContent?.includes('Page 1 of 5'),
    );
    await accessible();
    await press('Print at Reception MFD');
    await sent('POST /api/portal/release');
    equal((server.bodies[0] as { jobs: unknown }).jobs, [
      {
        id: 'j-report',
        ticket: {
          copies: 2,
          sides: 'two-sided-long-edge',
          printColorMode: 'monochrome',
          pageRanges: [
            { from: 2, to: 5 },
            { from: 8, to: 8 },
          ],
        },
      },
    ]);
  });

  it('waits for what is being made ready, and prints by itself when that is done', async () => {
    const { server } = await open({ scene: {}, hash: '#me' });
    const [, , ready] = jobs(Date.now());
    ok(ready, 'a document that waits');
    const sheet = new PortalPrint();
    sheet.jobs = [gettingReady(Date.now()), ready];
    sheet.coming = 1;
    document.body.append(sheet);
    await shows('2 documents are being made ready.');
    await press('Print at Reception MFD Print when ready');
    await shows('Printing starts by itself when that is done.');
    await accessible();
    ok(!server.calls.includes('POST /api/portal/release'), 'not yet');
    sheet.coming = 0;
    sheet.jobs = [{ ...gettingReady(Date.now()), state: 'refused' }, ready];
    await sent('POST /api/portal/release');
    equal(
      (server.bodies[0] as { jobs: readonly { id: string }[] }).jobs.map(({ id }) => id),
      [ready.id],
    );
  });

  it('says so when nothing of it can be printed', async () => {
    await open({ scene: {}, hash: '#me' });
    const sheet = new PortalPrint();
    sheet.jobs = [{ ...gettingReady(Date.now()), state: 'refused' }];
    document.body.append(sheet);
    await shows('None of these can be printed.');
  });
});

describe('the list', () => {
  afterEach(() => stage?.clear());

  it('stops a document that is being printed, and deletes a refused one after the question', async () => {
    await open({ scene: {} });
    await press('Stop printing Minutes of the board, 14 November.pdf');
    await sent('POST /api/portal/releases/r-1/cancel');
    await press('Delete contract-signed.pdf');
    await press('Delete the document');
    await sent('DELETE /api/portal/jobs/j-refused');
    await until('it is gone', () => document.querySelectorAll('.job').length === 7);
  });
});

describe('reading a document', () => {
  afterEach(() => stage?.clear());

  it('enlarges by button and by key, asks for more points, and turns pages', async () => {
    await open({ scene: {}, hash: '#document=j-report' });
    await press('Larger');
    await shows('150 %');
    const figure = await until('the page', () => document.querySelector('.page-view'));
    figure.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true, cancelable: true }));
    await shows('200 %');
    await press('Next page');
    await shows('Page 2 of 12');
    await accessible();
    for (const percent of ['150 %', '100 %']) {
      await press('Smaller');
      await shows(percent);
    }
  });

  it('shows the document itself where the browser can, and its pages on demand', async () => {
    const viewer = Object.getOwnPropertyDescriptor(Navigator.prototype, 'pdfViewerEnabled');
    const { matchMedia } = window;
    Object.defineProperty(navigator, 'pdfViewerEnabled', { value: true, configurable: true });
    window.matchMedia = (query) =>
      query.includes('pointer') ? ({ matches: true } as MediaQueryList) : matchMedia(query);
    const pdf = () =>
      new Response('%PDF-1.4\n', {
        headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' },
      });
    await open({
      scene: { answers: { 'GET /api/portal/jobs/j-report/document': pdf } },
      hash: '#document=j-report',
    });
    const frame = await until('the frame', () => document.querySelector<HTMLIFrameElement>('.reader-frame'));
    ok(frame.src.startsWith('blob:'), 'of this page’s own');
    equal(frame.title, 'Quarterly report.pdf');
    await press('Show its pages as pictures');
    await shows('Page 1 of 12');
    ok(viewer, 'browsers have it');
    Reflect.deleteProperty(navigator, 'pdfViewerEnabled');
    window.matchMedia = matchMedia;
  });
});

describe('the history', () => {
  afterEach(() => stage?.clear());

  it('tells what became of each by day, the story of one, and goes on to older ones', async () => {
    let asked = 0;
    const { server } = await open({ scene: {}, hash: '#history' });
    await shows('Today');
    await shows('Yesterday');
    await press('Invoice 2231.pdf');
    await sent('GET /api/portal/jobs/h-1');
    await shows('Received by portal.');
    ok(document.querySelector('a[href="#document=h-1"]'), 'kept: it can be printed once more');
    await accessible();
    await press('Show older ones');
    await until('asked once more', () => {
      asked = server.calls.filter((call) => call === 'GET /api/portal/history').length;
      return asked === 2;
    });
    equal(document.querySelectorAll('.history-entry').length, 5, 'none twice');
  });

  it('says so when there is none yet', async () => {
    const none = () => answer({ entries: [], keptDays: 90 });
    await open({ scene: { answers: { 'GET /api/portal/history': none } }, hash: '#history' });
    await shows('Nothing yet');
  });

  it('says so when it cannot be had, and is had again by a press', async () => {
    let broken = true;
    const one = history(Date.now());
    const answers = { 'GET /api/portal/history': () => (broken ? refuse('internal') : answer(one)) };
    await open({ scene: { answers }, hash: '#history' });
    await shows('Something went wrong here.');
    await accessible();
    broken = false;
    await press('Try again');
    await shows('Invoice 2231.pdf');
  });
});
