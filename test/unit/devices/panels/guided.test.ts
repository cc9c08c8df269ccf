// Panels that a person sets up: addresses, steps, the first call home; and how the time of it is kept.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { makeNoteContact } from '@platen/edge-server/devices/panels/note-contact';
import { makePasswordGuard } from '@platen/edge-server/devices/panels/password-guard';
import { serverAddress } from '@platen/edge-server/devices/panels/server-address';
import { AppError } from '@platen/shared/app-error';
import sharp from 'sharp';
import { readQr } from '../../../support/read-qr.ts';
import { type PanelStack, panelStack, type StackOptions } from './panel-stack.ts';

async function stack(t: TestContext, options: StackOptions): Promise<PanelStack> {
  const made = await panelStack(options);
  t.after(() => made.close());
  return made;
}

test('an Apeos gets the address with its browser version and key, and the steps say it exactly', async (t) => {
  const s = await stack(t, { platform: 'apeos-external-access' });
  const url = `https-v5://127.0.0.1:8443${s.printers.panelPath(await s.row())}`;
  const before = await s.panels.look(s.id);
  assert.equal(before.address, url);
  assert.equal(before.sentence, 'Not set up yet.');
  const done = await s.panels.install(s.id, {});
  assert.ok(done.ok);
  assert.equal(done.panel.way, 'guided');
  assert.ok(done.panel.steps.some((step) => step.includes(url)));
  assert.equal(s.sent.length, 0);
  const older = await stack(t, { platform: 'apeos-external-access', apeosVersion: 'v4' });
  assert.match((await older.panels.look(older.id)).address ?? '', /^https-v4:\/\//);
});

test('an address longer than the slot of an Apeos is refused with its length, and a shorter one can be set', async (t) => {
  const long = `${['a', 'b', 'c', 'd'].map((letter) => letter.repeat(55)).join('.')}.example.org`;
  const s = await stack(t, { platform: 'apeos-external-access', certificateNames: [long] });
  const refused = await s.panels.install(s.id, {});
  assert.ok(!refused.ok && refused.code === 'panel-address-long');
  assert.equal(refused.values['limit'], 256);
  assert.ok(Number(refused.values['length']) > 256);
  assert.match((await s.panels.look(s.id)).sentence, /Set a shorter "Address of this server for panels"/);
  await s.deps.settingsStore.change('panel.address', 'https://p.example.org:8443', 'test');
  assert.ok((await s.panels.install(s.id, {})).ok);
  // The same name is no trouble for a browser.
  const browser = await stack(t, { platform: 'browser', certificateNames: [long] });
  assert.ok((await browser.panels.install(browser.id, {})).ok);
});

test('set-up counts as done when the panel calls home after it, not by a call before', async (t) => {
  const s = await stack(t, { platform: 'apeos-external-access' });
  await s.panels.noteContact(s.id, s.deps.clock.now());
  s.deps.pass(1_000);
  const done = await s.panels.install(s.id, {});
  assert.ok(done.ok && !done.panel.calledHome);
  assert.equal(done.panel.sentence, 'The panel has not called home since it was set up.');
  const early = await s.panels.check(s.id);
  assert.ok(early.ok && !early.panel.calledHome && early.panel.installedVersion === undefined);
  s.deps.pass(1_000);
  // Within a minute of the last note, but the first after the set-up.
  await s.panels.noteContact(s.id, s.deps.clock.now());
  const checked = await s.panels.check(s.id);
  assert.ok(checked.ok && checked.panel.calledHome);
  assert.equal(checked.panel.tone, 'ok');
  assert.equal(checked.panel.installedVersion, '1.2.3');
  assert.equal((await s.row()).panel?.lastContactAt, s.deps.clock.now());
  const removed = await s.panels.remove(s.id, {});
  assert.ok(removed.ok && removed.notes.length > 1 && !removed.panel.calledHome);
});

test('any other panel gets its address as text and as a QR code', async (t) => {
  const s = await stack(t, { platform: 'browser' });
  const view = await s.panels.look(s.id);
  assert.equal(view.address, `https://127.0.0.1:8443${s.printers.panelPath(await s.row())}`);
  const qr = await s.panels.qr(s.id);
  assert.ok(qr.ok);
  assert.match(qr.svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 41 41"/);
  assert.doesNotMatch(qr.svg, /script|href|platen/);
  const picture = await sharp(Buffer.from(qr.svg), { density: 288 }).png().toBuffer();
  const { text, quiet } = await readQr(picture);
  assert.equal(text, view.address);
  assert.equal(quiet, 4);
});

test('a printer without a panel has neither address nor steps', async (t) => {
  const s = await stack(t, { platform: 'none' });
  const view = await s.panels.look(s.id);
  assert.equal(view.address, undefined);
  assert.deepEqual(view.steps, []);
  const installed = await s.panels.install(s.id, {});
  assert.ok(!installed.ok && installed.code === 'panel-none');
  const qr = await s.panels.qr(s.id);
  assert.ok(!qr.ok && qr.code === 'panel-none');
});

test('the person may know the platform better than the profile', async (t) => {
  const s = await stack(t, { platform: 'browser' });
  const done = await s.panels.install(s.id, { platform: 'xerox-eip' });
  assert.ok(done.ok && done.panel.platform === 'xerox-eip');
  assert.equal((await s.panels.look(s.id)).platform, 'xerox-eip');
  assert.ok((await s.panels.remove(s.id, {})).ok);
  assert.equal((await s.panels.look(s.id)).platform, 'browser');
});

test('without HTTPS here there is no address, and that is said', async (t) => {
  const s = await stack(t, { platform: 'browser', httpsPort: undefined });
  const view = await s.panels.look(s.id);
  assert.equal(view.sentence, 'Panels cannot open this server: HTTPS is off here.');
  assert.deepEqual(view.steps, [view.sentence]);
});

test('an unknown printer is not found, for every question', async (t) => {
  const s = await stack(t, { platform: 'browser' });
  for (const asked of [s.panels.look, s.panels.qr, s.panels.check]) {
    await assert.rejects(asked('nobody'), (cause) => cause instanceof AppError && cause.code === 'not-found');
  }
  await s.panels.noteContact('nobody', 1);
});

test('a call home is written once a minute, and again after a failure', async () => {
  const written: number[] = [];
  let fails = false;
  const contact = makeNoteContact((_, now) => {
    if (fails) return Promise.reject(new Error('disk'));
    written.push(now);
    return Promise.resolve();
  });
  await contact.note('a', 0);
  await contact.note('a', 59_999);
  await contact.note('b', 59_999);
  await contact.note('a', 60_000);
  assert.deepEqual(written, [0, 59_999, 60_000]);
  fails = true;
  await assert.rejects(contact.note('a', 130_000));
  fails = false;
  await contact.note('a', 130_001);
  assert.equal(written[3], 130_001);
});

test('the guard holds the third try back until the first of two is an hour old', () => {
  const guard = makePasswordGuard();
  guard.wrong('d', 0);
  assert.equal(guard.wait('d', 1), 0);
  guard.wrong('d', 1_000);
  assert.equal(guard.wait('d', 2_000), 3_598_000);
  assert.equal(guard.wait('other', 2_000), 0);
  assert.equal(guard.wait('d', 3_600_000), 0);
  guard.wrong('d', 3_600_000);
  assert.equal(guard.wait('d', 3_600_001), 999);
  guard.right('d');
  assert.equal(guard.wait('d', 3_600_001), 0);
});

test('the address is the setting, else what the certificate covers', () => {
  const facts = {
    set: '',
    httpsPort: 8443,
    certificateNames: ['print.example.org', '10.0.0.5', 'localhost', '127.0.0.1'],
    ownAddress: '10.0.0.5',
    mayUseHttp: false,
  };
  const base = (more: Partial<Parameters<typeof serverAddress>[0]>) => {
    const found = serverAddress({ ...facts, ...more });
    return found.ok ? found.base : found.why;
  };
  assert.equal(base({}), 'https://10.0.0.5:8443');
  assert.equal(base({ ownAddress: '10.0.0.9' }), 'https://print.example.org:8443');
  assert.equal(base({ certificateNames: [] }), 'https://10.0.0.5:8443');
  assert.equal(base({ httpsPort: 443 }), 'https://10.0.0.5');
  assert.equal(
    base({ certificateNames: ['2001:db8::5'], ownAddress: '2001:db8::5' }),
    'https://[2001:db8::5]:8443',
  );
  assert.equal(base({ set: 'https://p.example.org' }), 'https://p.example.org');
  assert.equal(base({ set: 'p.example.org' }), 'https://p.example.org:8443');
  assert.equal(base({ set: 'p.example.org:9443' }), 'https://p.example.org:9443');
  assert.equal(base({ set: 'http://p.example.org', mayUseHttp: true }), 'http://p.example.org');
  assert.match(base({ set: 'http://p.example.org' }), /HTTPS only/);
  for (const set of [
    'https://a b',
    'ftp://x',
    'https://x/path',
    'https://u:p@x',
    'https://x?y',
    'javascript:x',
  ]) {
    assert.match(base({ set }), /is no address/, set);
  }
});
