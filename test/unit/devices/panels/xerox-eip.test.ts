// The panel app on a Xerox device, against a stand-in that holds to panel-platforms.md: installing, changing, removing, and every
// fault with the sentence it leads to.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { isErrorCode } from '@platen/shared/error-table';
import { ADMIN, type PanelStack, panelStack, type StackOptions } from './panel-stack.ts';

async function stack(t: TestContext, options: StackOptions = {}): Promise<PanelStack> {
  const made = await panelStack(options);
  t.after(() => made.close());
  return made;
}

/** The code it ended with; '' when it worked. */
async function code(outcome: Promise<{ ok: boolean; code?: string }>): Promise<string> {
  const { ok, code: said } = await outcome;
  assert.ok(ok || isErrorCode(said ?? ''));
  return said ?? '';
}

const signedIn = ({ device }: PanelStack) =>
  device.calls.filter((call) => call.signedIn).map(({ operation }) => operation);
const operations = ({ device }: PanelStack) => device.calls.map(({ operation }) => operation);

test('the app is registered over TLS with digest, and the device keeps exactly our address', async (t) => {
  const s = await stack(t);
  const done = await s.panels.install(s.id, {});
  assert.ok(done.ok);
  const app = s.device.state.apps.get('Platen');
  const path = s.printers.panelPath(await s.row());
  assert.equal(app?.fields['Url'], `https://127.0.0.1:8443${path}`);
  assert.equal(app.fields['BrowserType'], 'secondGenEIPBrowser');
  assert.equal(app.fields['SmallIconUrl'], 'https://127.0.0.1:8443/api/panel-icon.png');
  assert.deepEqual(operations(s), [
    'GetInterfaceVersion',
    'ListRegistrations',
    'PutRegistration',
    'GetRegistration',
  ]);
  assert.ok(s.device.calls.every(({ secure }) => secure));
  assert.deepEqual(signedIn(s), ['PutRegistration']);
  assert.ok(s.device.calls.every(({ raw }) => !raw.includes(ADMIN.password)));
  const { panel } = await s.row();
  assert.equal(panel?.platform, 'xerox-eip');
  assert.equal(panel.installedVersion, '1.2.3');
  assert.equal(panel.installedAt, s.deps.clock.now());
  // The key is stored sealed only.
  assert.equal(panel.url, 'https://127.0.0.1:8443/panel/');
  assert.equal(done.panel.sentence, 'Installed. Nobody has opened it at the device yet.');
});

test('what is there already is left alone, and what differs is changed with its checksum', async (t) => {
  const s = await stack(t);
  assert.ok((await s.panels.install(s.id, {})).ok);
  const { checksum } = s.device.state.apps.get('Platen') ?? {};
  const same = await s.panels.install(s.id, {});
  assert.ok(same.ok && same.notes[0] === 'The device had it already, just so.');
  assert.equal(s.device.state.apps.get('Platen')?.checksum, checksum);

  await s.printers.renewPanelKey(s.id);
  const changed = await s.panels.install(s.id, {});
  assert.ok(changed.ok);
  assert.deepEqual(changed.notes, []);
  assert.ok(operations(s).includes('UpdateRegistration'));
  const path = s.printers.panelPath(await s.row());
  assert.ok(s.device.state.apps.get('Platen')?.fields['Url']?.endsWith(path));
});

test('an app of our name that opened another server is replaced, and that is said without its key', async (t) => {
  const s = await stack(t);
  s.device.state.apps.set('Platen', {
    fields: { Name: 'Platen', Url: 'https://old.example.org:8443/panel/secret-key' },
    checksum: 'C0FFEE',
  });
  const done = await s.panels.install(s.id, {});
  assert.ok(done.ok);
  assert.deepEqual(done.notes, ['Before, the app of this name opened https://old.example.org:8443.']);
});

test('removing hands the checksum back and leaves the other apps', async (t) => {
  const s = await stack(t);
  assert.ok((await s.panels.install(s.id, {})).ok);
  const removed = await s.panels.remove(s.id, {});
  assert.ok(removed.ok);
  assert.deepEqual([...s.device.state.apps.keys()], ['Scan To Somewhere']);
  assert.deepEqual((await s.row()).panel, { platform: 'xerox-eip' });
  const twice = await s.panels.remove(s.id, {});
  assert.ok(twice.ok && twice.notes[0] === 'The device had no app of ours.');
});

test('checking finds the app, another address and nothing, and never signs in', async (t) => {
  const s = await stack(t);
  const note = async () => {
    const checked = await s.panels.check(s.id);
    assert.ok(checked.ok);
    return checked.notes[0];
  };
  assert.equal(await note(), 'The device has no app of ours.');
  assert.ok((await s.panels.install(s.id, {})).ok);
  const before = signedIn(s).length;
  assert.equal(await note(), 'The device has the app, with the address of this server.');
  await s.printers.renewPanelKey(s.id);
  assert.match((await note()) ?? '', /opens another address/);
  assert.equal(signedIn(s).length, before);
});

test('a refused password is sent once, then held back until a person changed it, over restarts too', async (t) => {
  const s = await stack(t, { stored: { name: 'admin', password: 'wrong' } });
  assert.equal(await code(s.panels.install(s.id, {})), 'panel-password');
  assert.equal((await s.row()).panel?.passwordRefused, true);
  assert.equal((await s.row()).panel?.trouble, 'panel-password');
  assert.equal(await code(s.panels.install(s.id, {})), 'panel-password-held');
  assert.equal(await code(s.panels.remove(s.id, {})), 'panel-password-held');
  assert.equal(await code(s.again().install(s.id, {})), 'panel-password-held');
  assert.equal(signedIn(s).length, 1);
  const view = await s.panels.look(s.id);
  assert.equal(view.passwordRefused, true);
  assert.match(view.sentence, /lock this server out for an hour/);

  await s.printers.setCredentials(s.id, { admin: ADMIN });
  assert.equal(await code(s.panels.install(s.id, {})), '');
  assert.equal((await s.row()).panel?.trouble, undefined);
});

test('the third wrong password within the hour is never sent, so the device never locks us out', async (t) => {
  const s = await stack(t, { stored: 'none' });
  const wrong = (password: string) => s.panels.install(s.id, { credentials: { name: 'admin', password } });
  assert.equal(await code(wrong('one')), 'panel-password');
  assert.equal(await code(wrong('two')), 'panel-password');
  const held = await wrong('three');
  assert.ok(!held.ok && held.code === 'panel-lockout' && held.values['minutes'] === 60);
  assert.equal(signedIn(s).length, 2);
  // Nothing of them was kept, and the stored ones are not blamed.
  assert.equal((await s.row()).panel?.passwordRefused, undefined);
  s.deps.pass(3_600_001);
  assert.equal(await code(s.panels.install(s.id, { credentials: ADMIN })), '');
  assert.equal(s.printers.credentialsOf(await s.row()).admin, undefined);
});

test('two installations on one device at the same time are not tried', async (t) => {
  const s = await stack(t);
  const both = await Promise.all([code(s.panels.install(s.id, {})), code(s.panels.install(s.id, {}))]);
  assert.deepEqual(both.sort(), ['', 'conflict']);
});

for (const [title, device, expected] of [
  ['the service is off', { off: ['registration'] }, 'panel-service-off'],
  ['installing is not allowed', { installsOff: true }, 'panel-installs-off'],
  ['the registry is full', { capacity: 1 }, 'panel-registry-full'],
] as const) {
  test(`when ${title}, the sentence names what to change, and it works afterwards`, async (t) => {
    const s = await stack(t, { device });
    assert.equal(await code(s.panels.install(s.id, {})), expected);
    assert.equal((await s.row()).panel?.trouble, expected);
    assert.match((await s.panels.look(s.id)).sentence, /web page of the device/);
    s.device.set({ off: [], installsOff: false, capacity: 10 });
    assert.equal(await code(s.panels.install(s.id, {})), '');
    assert.equal((await s.row()).panel?.trouble, undefined);
  });
}

for (const minutes of [47, -600]) {
  test(`a clock that is ${minutes} minutes off is told of, and the sign-in goes by the clock of the device`, async (t) => {
    const s = await stack(t, { device: { skewMs: minutes * 60_000 } });
    const done = await s.panels.install(s.id, {});
    assert.ok(done.ok);
    assert.match(done.notes.join(' '), new RegExp(`clock of the device is ${Math.abs(minutes)} minutes`));
  });
}

test('a refusal by a device with a wrong clock names the clock, and still is not repeated', async (t) => {
  const s = await stack(t, {
    device: { skewMs: 3_600_000 },
    stored: { name: 'admin', password: 'wrong' },
  });
  const refused = await s.panels.install(s.id, {});
  assert.ok(!refused.ok && refused.code === 'panel-clock' && refused.values['minutes'] === 60);
  assert.equal((await s.row()).panel?.passwordRefused, true);
});

test('a device that tells no time and is off refuses, once', async (t) => {
  const s = await stack(t, { device: { skewMs: 3_600_000, tellsNoTime: true } });
  assert.equal(await code(s.panels.install(s.id, {})), 'panel-password');
  assert.equal(signedIn(s).length, 1);
});

test('lists that only an administrator may see are asked for again with the password', async (t) => {
  const s = await stack(t, { device: { closedLists: true } });
  assert.equal(await code(s.panels.install(s.id, {})), '');
  assert.equal(await code(s.panels.check(s.id)), 'panel-password-needed');
});

test('without credentials nothing is asked of the device', async (t) => {
  const s = await stack(t, { stored: 'none' });
  assert.equal(await code(s.panels.install(s.id, {})), 'panel-password-needed');
  assert.equal(s.sent.length, 0);
});

test('a checksum that changed in between is told as such and not forced', async (t) => {
  const s = await stack(t);
  assert.ok((await s.panels.install(s.id, {})).ok);
  await s.printers.renewPanelKey(s.id);
  const { apps } = s.device.state;
  const kept = apps.get('Platen');
  assert.ok(kept);
  // Somebody changes it after every look at it.
  let turn = 0;
  Object.defineProperty(apps, 'get', {
    value: (name: string) => {
      const app = Map.prototype.get.call(apps, name) as typeof kept | undefined;
      if (app !== undefined && name === 'Platen') apps.set(name, { ...app, checksum: `turn${turn++}` });
      return app;
    },
  });
  assert.equal(await code(s.panels.install(s.id, {})), 'panel-changed');
});

test('a device that is not the pinned one is told nothing', async (t) => {
  const s = await stack(t, { pin: 'other' });
  assert.equal(await code(s.panels.install(s.id, {})), 'printer-trust');
  assert.equal(s.device.calls.length, 0);
});

test('a device whose certificate was never seen is pinned by the first answer', async (t) => {
  const s = await stack(t, { pin: 'none' });
  assert.equal(await code(s.panels.install(s.id, {})), '');
  assert.equal((await s.row()).tlsPin, s.device.pin);
  const [, ...later] = s.sent;
  assert.ok(later.every(({ trust }) => trust.pin === s.device.pin));
});

test('an expired certificate is never pinned, but one that is pinned goes on with a note', async (t) => {
  const device = { certificateEnds: Date.parse('2026-11-01T00:00:00Z') };
  const unknown = await stack(t, { device, pin: 'none' });
  const refused = await unknown.panels.install(unknown.id, {});
  assert.ok(!refused.ok && refused.code === 'panel-certificate-ended');
  assert.equal(refused.values['date'], '2026-11-01');
  assert.deepEqual(signedIn(unknown), []);

  const pinned = await stack(t, { device });
  const done = await pinned.panels.install(pinned.id, {});
  assert.ok(done.ok);
  assert.match(done.notes.join(' '), /certificate of the device ended on 2026-11-01/);
});

test('without HTTPS no password goes out, in any form, unless printer, site and person all allow a digest', async (t) => {
  const device = { withoutHttps: true };
  const no = await stack(t, { device, pin: 'none' });
  assert.equal(await code(no.panels.install(no.id, {})), 'panel-insecure');
  assert.equal(await code(no.panels.install(no.id, { digestOverHttp: true })), 'panel-insecure');
  assert.deepEqual(signedIn(no), []);

  const yes = await stack(t, { device, pin: 'none', allowHttp: true });
  assert.equal(await code(yes.panels.install(yes.id, {})), 'panel-insecure');
  const text = { digestOverHttp: true, passwordStyle: 'text' } as const;
  assert.equal(await code(yes.panels.install(yes.id, text)), 'panel-insecure');
  await yes.deps.settingsStore.change('delivery.encryptedOnly', true, 'test');
  assert.equal(await code(yes.panels.install(yes.id, { digestOverHttp: true })), 'panel-insecure');
  await yes.deps.settingsStore.change('delivery.encryptedOnly', false, 'test');
  assert.deepEqual(signedIn(yes), []);
  assert.equal(await code(yes.panels.install(yes.id, { digestOverHttp: true })), '');
  assert.ok(yes.device.calls.every(({ raw }) => !raw.includes(ADMIN.password)));
});

test('a wrong certificate never leads to plain HTTP', async (t) => {
  const s = await stack(t, { pin: 'other', allowHttp: true });
  assert.equal(await code(s.panels.install(s.id, { digestOverHttp: true })), 'printer-trust');
  assert.equal(s.device.calls.length, 0);
});

test('the password itself goes out only when asked for, and only inside TLS', async (t) => {
  const s = await stack(t);
  assert.equal(await code(s.panels.install(s.id, { passwordStyle: 'text' })), '');
  const put = s.device.calls.find(({ operation }) => operation === 'PutRegistration');
  assert.ok(put?.secure === true && put.raw.includes(ADMIN.password));
});

for (const versaLink of [false, true]) {
  test(`${versaLink ? 'a VersaLink' : 'a device'} that verifies certificates gets ours and opens the app`, async (t) => {
    const s = await stack(t, { device: { versaLink, verifiesCertificates: true } });
    const ours = new X509Certificate(s.certificatePem).raw;
    assert.equal(await code(s.panels.install(s.id, {})), '');
    assert.equal(s.device.open('Platen', ours), 'certificate-refused');
    const done = await s.panels.install(s.id, { installCertificate: true, defaultScreen: true });
    assert.ok(done.ok);
    assert.ok(done.notes.includes('The device now has the certificate of this server.'), done.notes.join());
    assert.ok(done.notes.includes('The app is the first screen of the device.'));
    assert.equal(s.device.open('Platen', ours), 'opened');
    assert.equal(s.device.state.defaultPathway, 'ServicesHome');
    assert.equal(s.device.state.pathwayApp.get('ServicesHome'), 'Platen');
  });
}

test('what the device does not offer beside the app is said, and the app is installed all the same', async (t) => {
  const s = await stack(t, { device: { off: ['ui', 'security'] } });
  const done = await s.panels.install(s.id, { installCertificate: true, defaultScreen: true });
  assert.ok(done.ok);
  assert.equal(done.notes.length, 2);
  assert.match(done.notes[0] ?? '', /certificate of this server could not be given/);
  assert.match(done.notes[1] ?? '', /first screen: the device does not offer that/);
});

test('no password is in the log, in the database or in what is answered, even when the device repeats it', async (t) => {
  const s = await stack(t, { stored: { name: 'admin', password: 'Wr0ng-Secret' } });
  const echo = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><S:Fault><faultcode>S:X</faultcode><faultstring>bad: Wr0ng-Secret at ${s.printers.panelPath(await s.row())}</faultstring></S:Fault></S:Body></S:Envelope>`;
  const { readAnswer } = await import('@platen/edge-server/protocols/soap/read-answer');
  const { troubleOf } = await import('@platen/edge-server/devices/panels/xerox-eip-faults');
  const key = s.printers.panelPath(await s.row()).slice('/panel/'.length);
  const said = troubleOf(readAnswer(500, 'text/xml', Buffer.from(echo)), {
    host: 'd',
    operation: 'PutRegistration',
    signedIn: true,
    skewMs: 0,
    secrets: ['Wr0ng-Secret', key],
  });
  assert.doesNotMatch(JSON.stringify(said), new RegExp(`Wr0ng-Secret|${key}`));
  const outcome = await s.panels.install(s.id, {});
  const everything = JSON.stringify([outcome, s.deps.logged, await s.row()]);
  assert.ok(!everything.includes('Wr0ng-Secret'));
  assert.ok(!everything.includes(key));
});
