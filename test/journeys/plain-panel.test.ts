// The panel without a script, from the code to paper: a browser that knows forms alone, and QtWebKit with its scripts switched off by our policy,
// against a real printer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { samplePdf } from '../documents/make-documents.ts';
import { type IppEvePrinter, startIppEvePrinter } from '../servers/ippeveprinter.ts';
import { type PlainSite, startPlainSite } from '../support/plain-site.ts';
import { skipWithoutQtWebKit, startQtWebKit } from '../support/qtwebkit.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipUnless('ippeveprinter');
let printer: IppEvePrinter;
let site: PlainSite;
before(async () => {
  if (skip !== false) return;
  printer = await startIppEvePrinter({ name: 'Corridor' });
  site = await startPlainSite(printer.uri);
  await site.send('Report.pdf', await samplePdf({ pages: 3, title: 'Report' }));
  await site.send('حجز 🚆.pdf', await samplePdf({ pages: 1, title: 'Ticket' }));
});
after(async () => {
  await site?.server.close();
  await printer?.stop();
});

test('forms alone lead from the code to paper, with pages looked at and options chosen', {
  skip,
}, async () => {
  const browser = await site.browser();
  assert.equal(browser.page().title, 'Enter your code');
  await browser.press('Sign in', { code: '10203040' });
  assert.match(browser.page().text, /This code does not match/);
  await browser.press('Sign in', { code: `${site.code.slice(0, 4)} ${site.code.slice(4)}` });
  assert.equal(browser.page().title, 'Your documents (2)');
  assert.match(browser.page().text, /حجز/);
  assert.equal(browser.page().headers['cache-control'], 'no-store');

  const looks = browser.page().forms.flatMap(({ fields }) => fields.filter(({ value }) => value === 'Look'));
  assert.equal(looks.length, 2);
  while (!browser.page().title.startsWith('Report')) {
    await browser.press('Look');
    if (!browser.page().title.startsWith('Report')) {
      await browser.press('Back');
      const second = looks[1]?.name ?? '';
      const page = browser.page();
      const form = page.forms.find(({ fields }) => fields.some(({ name }) => name === second));
      for (const field of form?.fields ?? []) if (field.name === second) field.value = 'Look at this';
      await browser.press('Look at this');
    }
  }
  const [first] = browser.page().images;
  const picture = await browser.client.call('GET', first ?? '');
  assert.equal(picture.headers['content-type'], 'image/jpeg');
  await browser.press('Next page');
  assert.match(browser.page().text, /Page 2 of 3/);
  assert.notEqual(browser.page().images[0], first);

  await browser.press('Options');
  await browser.press('OK', { copies: 'two' });
  assert.match(browser.page().text, /a number from 1 to/);
  await browser.press('OK', { copies: '2', sides: 'two-sided-long-edge', pages: '1-2' });
  assert.match(browser.page().text, /2 copies/);
  assert.match(browser.page().text, /Pages 1-2/);
  await browser.press('Back');
  await browser.press('Print all 2 documents');
  assert.match(browser.page().title, /Printing|Done/);
  const received = await waitUntil(
    async () => {
      const all = await printer.received();
      return all.length === 2 ? all : undefined;
    },
    { what: 'both documents at the printer', timeoutMs: 60_000 },
  );
  const report = received.find(({ jobName }) => jobName.startsWith('Report'));
  assert.equal(report?.attributes.get('IPP_COPIES'), '2');
  assert.equal(report?.attributes.get('IPP_SIDES'), 'two-sided-long-edge');
  // As the page's own refresh does it.
  await waitUntil(async () => (await browser.open('/panel/plain')).title === 'Done', {
    what: 'the last page',
    timeoutMs: 60_000,
  });
  assert.match(browser.page().text, /Take 2 documents from the tray/);
  assert.match(browser.page().refresh ?? '', /^5;url=/);
  await browser.press('Sign out');
  assert.equal(browser.page().title, 'Enter your code');
});

test('QtWebKit shows it, presses it and prints, with an empty console and nothing wider than the screen', {
  skip: skip !== false ? skip : skipWithoutQtWebKit,
}, async () => {
  await site.send('Minutes.pdf', await samplePdf({ pages: 2, title: 'Minutes' }));
  const webkit = await startQtWebKit();
  try {
    for (const [width, height] of [
      [800, 480],
      [640, 240],
    ] as const) {
      await webkit.open(`${site.server.url}${site.server.app.printers.panelPath(site.printer)}`, {
        width,
        height,
        userAgent: 'Mozilla/5.0 (compatible; FX-EWB/4.0) AppleWebKit/602.1',
      });
      const fits = () =>
        webkit.until('document.documentElement.scrollWidth <= window.innerWidth', 'all of it fits');
      const submit = async (act: string) => {
        await webkit.until(
          `document.querySelector('input[name^="do.${act}"]') !== null`,
          `a button for ${act}`,
        );
        await webkit.evaluate(`document.querySelector('input[name^="do.${act}"]').click(); null`);
      };
      await webkit.see('Enter your code');
      await fits();
      await webkit.evaluate(`document.getElementById('f-code').value = '${site.code}'; null`);
      await submit('sign-in');
      await webkit.see('Minutes.pdf');
      await fits();
      await submit('look');
      await webkit.until('document.images[0] && document.images[0].naturalWidth > 50', 'the page’s picture');
      await fits();
      await submit('options');
      await webkit.until('document.getElementById("f-copies") !== null', 'the options');
      await fits();
      if (height === 240) await submit('save-print');
      else {
        await submit('sign-out');
        // Opening the next page while this one is on its way would cancel it.
        await webkit.see('Enter your code');
      }
    }
    await waitUntil(
      async () => (await printer.received()).some(({ jobName }) => jobName.startsWith('Minutes')),
      {
        what: 'the document at the printer',
        timeoutMs: 60_000,
      },
    );
    assert.deepEqual(webkit.console, []);
  } finally {
    await webkit.close();
  }
});
