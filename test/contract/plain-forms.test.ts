// What the panel's plain forms promise, act by act, against a whole server and a virtual printer: whatever the panel with a script does, they
// do too. What strangers may not is test/security/plain-panel.test.ts; the walk to real paper is the journey of that name.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { systemClock } from '@platen/edge-server/platform/clock';
import type { DirectoryPasswords } from '@platen/edge-server/sign-in-app';
import { samplePdf } from '../documents/make-documents.ts';
import { operatorCall } from '../support/operator.ts';
import { type PlainBrowser, plainBrowser } from '../support/plain-browser.ts';
import { type PlainSite, startPlainSite } from '../support/plain-site.ts';
import { runServer } from '../support/running-server.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';
import { waitUntil } from '../support/wait-until.ts';

let printer: VirtualPrinter;
let other: VirtualPrinter;
let site: PlainSite;
/** The server's clock is so much ahead of the machine's, ms. */
let ahead = 0;
let count = 0;
let title = '';

const own = async (options: Parameters<typeof samplePdf>[0] = {}): Promise<Uint8Array> => {
  count += 1;
  // No two are the same document: those would be one.
  return new Uint8Array([
    ...(await samplePdf({ ...options, title: `Plain ${count}` })),
    ...Buffer.from(`\n%${count}\n`),
  ]);
};

before(async () => {
  [printer, other] = await Promise.all([startVirtualPrinter(), startVirtualPrinter()]);
  site = await startPlainSite(printer.uri, { clock: { ...systemClock, now: () => Date.now() + ahead } });
  const { printers, watch } = site.server.app;
  const there = await printers.add({ name: 'Library', uri: other.uri, location: 'First floor' }, {}, 'test');
  await Promise.all([watch.ask(site.printer, 0), watch.ask(there, 0)]);
  await site.send('Always here.pdf', await own());
});
after(async () => {
  await site?.server.close();
  await Promise.all([printer?.close(), other?.close()]);
});
beforeEach(async () => {
  title = `Number ${String(count).padStart(3, '0')}.pdf`;
  await site.send(title, await own());
});

const change = (key: string, value: unknown) => site.server.app.settings.change(key, value, 'test');
const text = (browser: PlainBrowser): string => browser.page().text.replace(/\s+/g, ' ');

/** Ticks this test's own document. */
function choose(browser: PlainBrowser): void {
  browser.tick(`Choose ${title}`);
}

/** Until it has come out. */
async function comesOut(name = title): Promise<void> {
  await waitUntil(async () => (await site.stateOf(name)) === 'printed', { what: `${name} to be printed` });
}

const printsOf = async (): Promise<number> => (await printer.prints()).length;

test('a locked document asks for its password, says when it is wrong, and can be printed then', async () => {
  await site.send('Secret pay.pdf', await own({ lock: { user: 'Zirbe 47 ü', owner: 'o', printing: true } }));
  const browser = await site.signedIn();
  assert.match(text(browser), /Secret pay\.pdf\s*Locked\. Type its password to print it\./);
  await browser.press('Unlock');
  assert.equal(browser.page().title, 'This document is locked');
  assert.equal(
    browser
      .page()
      .forms.flatMap(({ fields }) => fields)
      .find(({ name }) => name === 'password')?.type,
    'password',
  );
  await browser.press('Unlock', { password: 'Birke' });
  assert.match(text(browser), /This is not the password of the document/);
  assert.equal(await site.stateOf('Secret pay'), 'locked');
  await browser.press('Unlock', { password: 'Zirbe 47 ü' });
  assert.match(browser.page().title, /^Your documents/);
  await waitUntil(async () => (await site.stateOf('Secret pay')) === 'held', { what: 'it to be made ready' });
  await browser.press('Look again');
  browser.tick('Choose Secret pay.pdf');
  await browser.press('Print chosen');
  await comesOut('Secret pay');
});

test('a document unlocked elsewhere meanwhile is simply in the list', async () => {
  await site.send('Twice open.pdf', await own({ lock: { user: 'x', owner: 'o', printing: true } }));
  const [browser, second] = [await site.signedIn(), await site.signedIn()];
  await browser.press('Unlock');
  await second.press('Unlock');
  await second.press('Unlock', { password: 'x' });
  await waitUntil(async () => (await site.stateOf('Twice open')) === 'held', { what: 'it to be ready' });
  const page = await browser.open('/panel/plain');
  assert.match(page.title, /^Your documents/);
  assert.doesNotMatch(page.text, /no longer here/);
});

test('what stands in the way is said with the nearest printer that can, and nothing is printed before the answer', async () => {
  await printer.setCondition({ kind: 'cover-open' });
  const seen = async () => (await site.server.app.watch.ask(site.printer, 0)).condition?.state === 'stopped';
  await waitUntil(seen, { what: 'the open cover to be seen' });
  const before = await printsOf();
  const browser = await site.signedIn();
  assert.match(text(browser), /A cover is open\. Close it\./, 'the list says it before Print is pressed');
  choose(browser);
  await browser.press('Print chosen');
  assert.equal(browser.page().title, 'Before it prints');
  assert.match(text(browser), /A cover is open.*The nearest that can: Library, First floor\./);
  assert.equal(await site.stateOf(title), 'held');
  await browser.press('Back');
  assert.match(browser.page().title, /^Your documents/);
  choose(browser);
  await browser.press('Print chosen');
  await printer.setCondition({ kind: 'ready' });
  await waitUntil(async () => !(await seen()), { what: 'the closed cover to be seen' });
  assert.equal(await printsOf(), before);
  await browser.press('Look again');
  assert.equal(
    browser.page().title.startsWith('Printing') || browser.page().title === 'Done',
    true,
    text(browser),
  );
  await comesOut();
});

test('paper that is not loaded is asked about: one tap prints on what is', async () => {
  await site.send('On A2.pdf', await own({ size: [1190.55, 1683.78] }));
  const browser = await site.signedIn();
  browser.tick('Choose On A2.pdf');
  await browser.press('Print chosen');
  assert.equal(browser.page().title, 'Before it prints');
  assert.match(text(browser), /Made for A2\. Loaded here: A4, A3/);
  await browser.press(/^Print on A4/);
  assert.match(browser.page().title, /Printing|Done/, text(browser));
  await comesOut('On A2');
});

test('accounting data is asked for once, kept for this printer, and bad data is told', async () => {
  const { printers } = site.server.app;
  await printers.change(site.printer.id, { accounting: 'user-and-account' });
  try {
    const browser = await site.signedIn();
    choose(browser);
    await browser.press('Print chosen');
    assert.equal(browser.page().title, 'This printer asks for more');
    await browser.press('Print', { 'account-user': 'anna' });
    assert.equal(browser.page().title, 'This printer asks for more', 'half of it is not enough');
    await browser.press('Print', { 'account-user': 'an\nna', 'account-account': '4711' });
    assert.equal(browser.page().title, 'This printer asks for more');
    assert.equal(await site.stateOf(title), 'held');
    await browser.press('Print', { 'account-user': 'anna', 'account-account': '4711' });
    assert.match(browser.page().title, /Printing|Done/, text(browser));
    await comesOut();
    const again = await site.signedIn();
    await again.press('User ID');
    const fields = again.page().forms.flatMap((form) => form.fields);
    assert.equal(fields.find(({ name }) => name === 'account-account')?.value, '4711');
    await again.press('OK', { 'account-account': '0815' });
    assert.match(again.page().title, /^Your documents/);
  } finally {
    await printers.change(site.printer.id, { accounting: null });
  }
});

test('a guest’s code has a page of its own, and a directory’s password one, where they are on', async () => {
  const { app } = site.server;
  // A guest's code serves on the usual page, too, unless others need more than theirs.
  await change('signIn.guests', true);
  await change('signIn.panelCode', 'email-and-code');
  const guest = await app.signIn.guests.add({}, 'test');
  const browser = await site.browser();
  await browser.open('/panel/plain?way=guest');
  assert.equal(browser.page().title, 'Guest code');
  await browser.press('Sign in', { code: `${guest.code.slice(0, 3)} ${guest.code.slice(3)}` });
  assert.equal(browser.page().title, 'Your documents');
  assert.match(text(browser), /Nothing is waiting for you/);
  await browser.press('Sign out');
  await change('signIn.guests', undefined);
  await change('signIn.panelCode', undefined);

  await change('signIn.panelDirectory', true);
  const anna = await app.users.add('directory@example.com', 'Ada');
  const before = app.signIn.passwords;
  const passwords: DirectoryPasswords = {
    any: async () => true,
    check: async ({ user, password }) =>
      user === 'ada' && password === ' right ' ? { kind: 'ok', userId: anna.user.id } : { kind: 'wrong' },
  };
  Object.assign(app.signIn, { passwords });
  try {
    await browser.open('/panel/plain?way=directory');
    assert.equal(browser.page().title, 'User name and password');
    await browser.press('Sign in', { user: 'ada', password: 'wrong' });
    assert.equal(browser.page().title, 'User name and password', 'the same way again');
    const fields = browser.page().forms.flatMap((form) => form.fields);
    assert.equal(
      fields.find(({ name }) => name === 'user')?.value,
      'ada',
      'the name need not be typed again',
    );
    assert.equal(fields.find(({ name }) => name === 'password')?.value, '');
    await browser.press('Sign in', { user: 'ada', password: ' right ' });
    assert.equal(browser.page().title, 'Your documents');
    assert.match(text(browser), /Ada/);
    await browser.press('Sign out');
  } finally {
    Object.assign(app.signIn, { passwords: before });
    await change('signIn.panelDirectory', undefined);
  }
});

test('a code is taken with the spaces, dashes and line ends of wherever it was copied from', async () => {
  const { code } = site;
  const [a, b] = [code.slice(0, 2), code.slice(2)];
  for (const typed of [` ${a} ${b} `, `${a}-${b}`, `${a}\u00a0${b}`, `\t${a}${b}\r\n`, [...code].join(' ')]) {
    const browser = await site.browser();
    await browser.press('Sign in', { code: typed });
    assert.match(browser.page().title, /^Your documents/, JSON.stringify(typed));
    await browser.press('Sign out');
  }
});

test('nobody pressing anything is asked, may go on, and is signed out in the end', async () => {
  const browser = await site.signedIn();
  assert.equal(browser.page().refresh, '40;url=/panel/plain/idle');
  ahead += 10_000;
  assert.match((await browser.open('/panel/plain/idle')).title, /^Your documents/, 'too early');
  ahead += 31_000;
  await browser.open('/panel/plain/idle');
  assert.equal(browser.page().title, 'Are you still there?');
  assert.match(text(browser), /signed out in (19|18|17) seconds/);
  await browser.press('I need more time');
  assert.match(browser.page().title, /^Your documents/);
  ahead += 45_000;
  await browser.open('/panel/plain/idle');
  const late = browser.page();
  assert.equal(late.title, 'Are you still there?');
  ahead += 20_000;
  await browser.open('/panel/plain/idle');
  assert.equal(browser.page().title, 'Enter your code');
  assert.match(text(browser), /You were signed out/);
  const answer = await browser.post(late, 'I need more time');
  assert.equal(answer.headers['location'], '/panel/plain?out=1', 'the page of before brings nobody back');
});

test('a page that lay there until the session had ended prints nothing and says why', async () => {
  const browser = await site.signedIn();
  choose(browser);
  ahead += 10 * 60_000;
  await browser.press('Print chosen');
  assert.equal(browser.page().title, 'Enter your code');
  assert.match(text(browser), /You were signed out/);
  assert.equal(await site.stateOf(title), 'held');
});

test('Print pressed twice, and again from the page of before, prints once', async () => {
  const before = await printsOf();
  const browser = await site.signedIn();
  choose(browser);
  const page = browser.page();
  await Promise.all([browser.post(page, 'Print chosen'), browser.post(page, 'Print chosen')]);
  await comesOut();
  const third = await browser.post(page, 'Print chosen');
  assert.equal(third.status, 303);
  await browser.open('/panel/plain');
  assert.equal(await printsOf(), before + 1);
});

test('two panels with the same code may print the same document: the second one is told, and it comes out once', async () => {
  const before = await printsOf();
  const [browser, second] = [await site.signedIn(), await site.signedIn()];
  for (const one of [browser, second]) choose(one);
  await browser.press('Print chosen');
  await second.press('Print chosen');
  assert.doesNotMatch(text(second), /Nothing is chosen/);
  await comesOut();
  assert.equal(await printsOf(), before + 1);
});

test('of several chosen documents the one deleted elsewhere is named as gone and the others are printed', async () => {
  const gone = title;
  const [browser, second] = [await site.signedIn(), await site.signedIn()];
  await site.send('Stays here.pdf', await own());
  await browser.open('/panel/plain');
  choose(browser);
  browser.tick('Choose Stays here.pdf');
  choose(second);
  await second.press('Delete');
  await second.press(/^Delete 1/);
  await browser.press('Print chosen');
  assert.match(text(browser), /This document is no longer here\./);
  await comesOut('Stays here');
  assert.equal(await site.stateOf(gone), 'deleted');
});

test('deleting what was deleted elsewhere says that it is gone', async () => {
  const [browser, second] = [await site.signedIn(), await site.signedIn()];
  for (const one of [browser, second]) {
    choose(one);
    await one.press('Delete');
  }
  await second.press(/^Delete 1/);
  await browser.press(/^Delete 1/);
  assert.match(text(browser), /no longer here/);
  assert.doesNotMatch(text(browser), /what is being printed stays/);
});

test('very long, right-to-left and emoji titles are cut between signs and stand in a direction of their own', async () => {
  const family = '👨‍👩‍👧';
  const titles = [
    `${'w'.repeat(2_000)}.pdf`,
    'تقرير المبيعات 2026.pdf',
    'דוח.pdf',
    `${family.repeat(200)}.pdf`,
    '🎉 Party.pdf',
  ];
  for (const name of titles) await site.send(name, await own());
  const browser = await site.signedIn();
  const { markup } = browser.page();
  for (const name of ['تقرير المبيعات 2026.pdf', 'דוח.pdf', '🎉 Party.pdf'])
    assert.ok(markup.includes(`<span class="title" dir="auto">${name}</span>`), name);
  assert.doesNotMatch(markup, /w{130}/, 'two thousand signs are cut');
  assert.match(markup, /w{90,119}…w{10,}\.pdf/);
  assert.ok(markup.includes(`${family}…${family}`), 'a family is not torn apart');
  browser.tick(/דוח\.pdf/);
  await browser.press('Delete');
  assert.match(text(browser), /דוח\.pdf/);
  await browser.press(/^Delete 1/);
  await browser.press('Sign out');
});

test('after a restart of the server the session goes on, an old Print does nothing, and an old first page still signs in', async (t) => {
  const folder = await tempDir('plain-restart');
  const dataDir = folder.path;
  t.after(() => folder.remove());
  const first = await startPlainSite(printer.uri, { dataDir });
  const atFirst = await first.browser();
  const firstPage = atFirst.page();
  const doc = await own();
  await first.send('Lives on.pdf', doc);
  const browser = await first.signedIn();
  const listPage = browser.page();
  await first.server.close();

  const server = await runServer({ dataDir });
  t.after(() => server.close());
  const goOn = ({ client }: PlainBrowser): PlainBrowser => {
    const again = server.client();
    for (const [name, value] of client.cookies) again.cookies.set(name, value);
    return plainBrowser(again);
  };
  const jobs = async () =>
    (await operatorCall({ dataDir, httpPort: server.httpPort ?? 0 }, 'GET', '/api/admin/jobs')).json<{
      jobs: { state: string }[];
    }>().jobs;
  const second = goOn(browser);
  assert.equal((await second.post(listPage, /^Print/)).status, 303);
  await second.open('/panel/plain');
  assert.match(text(second), /This page was out of date/);
  assert.deepEqual(
    (await jobs()).map(({ state }) => state),
    ['held'],
  );
  await second.press(/^Print/);
  assert.match(second.page().title, /Printing|Done/);
  await waitUntil(async () => (await jobs())[0]?.state === 'printed', { what: 'it to be printed' });

  const waiting = goOn(atFirst);
  const taps = await Promise.all([
    waiting.post(firstPage, 'Sign in', { code: first.code }),
    waiting.post(firstPage, 'Sign in', { code: first.code }),
  ]);
  for (const { status } of taps) assert.equal(status, 303);
  assert.match((await waiting.open('/panel/plain')).title, /^Your document/);
});
