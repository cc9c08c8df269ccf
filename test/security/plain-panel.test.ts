// What the plain forms take from strangers, from pages of before, and from fingers that tap twice.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { samplePdf } from '../documents/make-documents.ts';
import { readPage } from '../support/plain-browser.ts';
import { type PlainSite, startPlainSite } from '../support/plain-site.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';

let printer: VirtualPrinter;
let site: PlainSite;
let pdf: Uint8Array;
let count = 0;
let title = '';
before(async () => {
  pdf = await samplePdf({ pages: 1, title: 'Plain' });
  printer = await startVirtualPrinter();
  site = await startPlainSite(printer.uri);
});
after(async () => {
  await site?.server.close();
  await printer?.close();
});
beforeEach(async () => {
  count += 1;
  title = `Doc ${count}.pdf`;
  await site.send(title, new Uint8Array([...pdf, ...Buffer.from(`\n%${count}\n`)]));
});

test('two taps on Print make one release', async () => {
  const browser = await site.signedIn();
  const page = browser.page();
  const answers = await Promise.all([browser.post(page, /^Print/), browser.post(page, /^Print/)]);
  for (const { status } of answers) assert.equal(status, 303);
  await browser.open('/panel/plain');
  const stops = browser.page().text.match(/Doc \d+\.pdf/g) ?? [];
  assert.equal(new Set(stops).size, stops.length, 'no document is there twice');
  const third = await browser.post(page, /^Print/);
  assert.equal(third.status, 303, 'a third one, later, does nothing either');
});

test('a form without the session’s own token, or with somebody else’s, is refused and does nothing', async () => {
  const browser = await site.signedIn();
  const other = await site.signedIn();
  const token = other.page().forms[0]?.fields.find(({ name }) => name === 'token')?.value ?? '';
  for (const change of [{ token: '' }, { token }]) {
    const answer = await browser.post(browser.page(), /^Print/, change);
    assert.equal(answer.status, 403);
  }
  const foreign = await browser.post(browser.page(), /^Print/, {}, { origin: 'https://evil.example' });
  assert.equal(foreign.status, 403);
  assert.equal(await site.stateOf(title), 'held');
  await browser.open('/panel/plain');
  await browser.press('Sign out');
});

test('signing in needs the panel’s own token, too', async () => {
  const browser = await site.browser();
  const answer = await browser.post(browser.page(), 'Sign in', { code: site.code, token: 'x'.repeat(64) });
  assert.equal(answer.status, 403);
  assert.equal(answer.headers['set-cookie'], undefined);
});

test('without the panel’s key there are no forms', async () => {
  const answer = await site.server.client().call('GET', '/panel/plain');
  const page = readPage(answer);
  assert.equal(page.forms.length, 0);
  assert.equal(page.title, 'Not available');
});

test('pages have no script, may load none, and are kept nowhere', async () => {
  const browser = await site.signedIn();
  const { headers, markup } = browser.page();
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /script-src|unsafe/);
  assert.equal(headers['cache-control'], 'no-store');
  assert.doesNotMatch(markup, /<script|<svg|<button| on\w+=|display:\s*(flex|grid)/i);
  await browser.press('Sign out');
});

test('a document that was deleted elsewhere meanwhile is told, and nothing is printed', async () => {
  const browser = await site.signedIn();
  const second = await site.signedIn();
  await browser.press('Look');
  const name = browser.page().title;
  await second.press('Look');
  assert.equal(second.page().title, name);
  await second.press('Delete');
  await second.press(/^Delete 1/);
  assert.match(second.page().text, /1 document deleted/);
  await browser.press('Print');
  assert.match(browser.page().text, /no longer here/);
});

test('titles with markup, two thousand signs, emoji and Arabic stay text inside the page', async () => {
  const evil = `<img src=x onerror=alert(1)>"'🚆 حجز ${'w'.repeat(1_900)}.pdf`;
  await site.send(evil, new Uint8Array([...pdf, ...Buffer.from(`\n%evil ${count}\n`)]));
  const browser = await site.signedIn();
  assert.equal(browser.page().images.length, 0);
  assert.doesNotMatch(browser.page().markup, /<img/);
  assert.ok(browser.page().markup.length < 40_000, 'a very long title is cut');
  await browser.press('Sign out');
});

test('wrong codes are told and then made to wait, as by the API', async () => {
  const browser = await site.browser();
  for (let tries = 0; tries < 12; tries++)
    await browser.press('Sign in', { code: `9080706${tries}`.slice(0, 8) });
  assert.match(browser.page().text, /Too many|wait|again/i);
  assert.equal(browser.page().headers['set-cookie'], undefined);
  assert.equal(browser.page().title.startsWith('Your'), false);
});

test('a printer that was switched off for printing has no forms', async () => {
  const browser = await site.browser();
  await site.server.app.printers.edit(site.printer.id, { enabled: false }, 'test');
  try {
    const page = await browser.open('/panel/plain');
    assert.equal(page.title, 'Not available');
    assert.equal(page.forms.length, 0);
  } finally {
    await site.server.app.printers.edit(site.printer.id, { enabled: true }, 'test');
  }
});

test('the administrator’s choice and the browser’s name lead to the forms, the address leads away again', async () => {
  const client = site.server.client();
  await client.call('GET', site.server.app.printers.panelPath(site.printer));
  const at = async (path: string, agent: string) =>
    client.call('GET', path, { headers: { 'user-agent': agent } });
  const galio = await at('/panel/', 'ANTGalio/3.3');
  assert.equal(galio.headers['location'], '/panel/plain');
  const today =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
  assert.equal((await at('/panel/', today)).status, 200);
  await site.server.app.printers.edit(site.printer.id, { panelKind: 'plain' }, 'test');
  assert.equal((await at('/panel/', today)).headers['location'], '/panel/plain');
  await at('/panel/?kind=modern', today);
  assert.equal((await at('/panel/', today)).status, 200, 'the visit comes first');
  await at('/panel/?kind=auto', today);
  assert.equal((await at('/panel/', today)).headers['location'], '/panel/plain');
  await site.server.app.printers.edit(site.printer.id, { panelKind: null }, 'test');
});

test('plain HTTP gets no forms where the printer may not use it', async () => {
  const answer = await site.server.client().call('GET', '/panel/plain', { plain: true });
  assert.notEqual(answer.status, 200);
  assert.equal(readPage(answer).forms.length, 0);
});
