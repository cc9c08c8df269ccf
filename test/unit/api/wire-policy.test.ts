import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  SURFACES,
  strictTransport,
  surfaceOf,
  type WireVerdict,
  wirePolicy,
} from '@platen/edge-server/api/wire-policy';
import { plainHttpUse } from '@platen/shared/wire';

const BOTH = [false, true];
const settingsOf = (
  passwordEntry: boolean,
  channel: boolean,
  panelOverHttp: boolean,
  portalOverHttp: boolean,
  plainPrint = false,
) => ({
  secure: { passwordEntry, channel },
  site: { panelOverHttp, portalOverHttp },
  print: { plain: plainPrint },
});

/** What the specification says, written a second time as a list of sentences and in another order than the code. */
function wanted(
  surface: (typeof SURFACES)[number],
  secure: boolean,
  printerAllows: boolean,
  here: boolean,
  settings: ReturnType<typeof settingsOf>,
): WireVerdict {
  const { passwordEntry, channel } = settings.secure;
  const { panelOverHttp, portalOverHttp } = settings.site;
  const neverTyped = surface === 'public' || surface === 'health' || surface === 'challenge';
  const allowed =
    (surface === 'panel' && panelOverHttp && printerAllows) ||
    ((surface === 'portal' || surface === 'console') && portalOverHttp) ||
    (surface === 'print' && settings.print.plain);
  const overHttp = !channel && surface !== 'converter' && (here || (!passwordEntry && allowed));
  const secrets = !neverTyped && (secure || overHttp);
  // Documents of computers may come without a secret where that is allowed: whose they are is told by other means, or not at all.
  const nameless = surface === 'print' && !channel && settings.print.plain;
  const readable = secrets || nameless || (neverTyped && (secure || !channel || surface !== 'public'));
  if (readable) return { secrets, calls: 'answer', pages: 'answer' };
  return {
    secrets: false,
    calls: 'refuse',
    pages: surface === 'panel' && !channel ? 'explain' : 'redirect',
  };
}

test('each combination of surface, wire, settings, printer and place has the verdict of the specification', () => {
  let cases = 0;
  for (const surface of SURFACES)
    for (const secure of BOTH)
      for (const printerAllows of BOTH)
        for (const here of BOTH)
          for (const passwordEntry of BOTH)
            for (const channel of BOTH)
              for (const panelOverHttp of BOTH)
                for (const portalOverHttp of BOTH)
                  for (const plainPrint of BOTH) {
                    const settings = settingsOf(
                      passwordEntry,
                      channel,
                      panelOverHttp,
                      portalOverHttp,
                      plainPrint,
                    );
                    const facts = { surface, secure, printerAllows, tryOutLoopback: here, settings };
                    assert.deepEqual(
                      wirePolicy(facts),
                      wanted(surface, secure, printerAllows, here, settings),
                      JSON.stringify(facts),
                    );
                    cases++;
                  }
  assert.equal(cases, 8 * 256);
});

test('with secure password entry, or with a required channel, nothing secret is taken over plain HTTP from elsewhere', () => {
  for (const surface of SURFACES)
    for (const printerAllows of BOTH)
      for (const settings of [
        settingsOf(true, false, true, true, true),
        settingsOf(false, true, true, true, true),
      ]) {
        const verdict = wirePolicy({
          surface,
          secure: false,
          printerAllows,
          tryOutLoopback: false,
          settings,
        });
        assert.equal(verdict.secrets, false, surface);
      }
  const none = { panels: false, desk: false, print: 'none' };
  assert.deepEqual(plainHttpUse(settingsOf(true, false, true, true)), none);
  assert.deepEqual(plainHttpUse(settingsOf(false, false, true, false)), { ...none, panels: true });
});

test('plain printing is nothing, documents without a secret, or everything: three words of three settings', () => {
  const use = (passwordEntry: boolean, channel: boolean, plain: boolean) =>
    plainHttpUse(settingsOf(passwordEntry, channel, true, true, plain)).print;
  for (const passwordEntry of BOTH) {
    assert.equal(use(passwordEntry, true, true), 'none', 'a required channel beats the permission');
    assert.equal(use(passwordEntry, false, false), 'none');
  }
  assert.equal(use(true, false, true), 'nameless');
  assert.equal(use(false, false, true), 'open');
  const verdict = (settings: ReturnType<typeof settingsOf>) =>
    wirePolicy({ surface: 'print', secure: false, printerAllows: true, tryOutLoopback: false, settings });
  assert.deepEqual(verdict(settingsOf(true, false, true, true, true)), {
    secrets: false,
    calls: 'answer',
    pages: 'answer',
  });
  assert.equal(verdict(settingsOf(false, true, true, true, true)).calls, 'refuse');
  assert.equal(verdict(settingsOf(false, false, true, true, false)).calls, 'refuse');
});

test('a required channel holds in a try-out, too', () => {
  const verdict = wirePolicy({
    surface: 'portal',
    secure: false,
    printerAllows: false,
    tryOutLoopback: true,
    settings: settingsOf(true, true, false, false),
  });
  assert.deepEqual(verdict, { secrets: false, calls: 'refuse', pages: 'redirect' });
});

test('a path belongs to its surface, and an unknown one to the strictest that people use', () => {
  for (const [path, surface] of [
    ['/api/panel/session', 'panel'],
    ['/panel/:key', 'panel'],
    ['/api/panel-icon.png', 'public'],
    ['/api/portal/uploads/:id', 'portal'],
    ['/', 'portal'],
    ['/api/admin/session', 'console'],
    ['/admin/', 'console'],
    ['/api/convert/claim', 'converter'],
    ['/api/openapi.json', 'public'],
    ['/assets/panel-1234.js', 'public'],
    ['/sw.js', 'public'],
    ['/healthz', 'health'],
    ['/readyz', 'health'],
    ['/.well-known/acme-challenge/:token', 'challenge'],
    ['/ipp/print', 'print'],
    ['/ipp/q/secret', 'print'],
    ['/metrics', 'portal'],
    ['/api/something/new', 'portal'],
    ['/assets', 'portal'],
  ] as const)
    assert.equal(surfaceOf(path), surface, path);
});

test('browsers are told to remember HTTPS where that leads somewhere, and to forget it where plain HTTP is wanted', () => {
  const plain = settingsOf(true, false, false, false);
  assert.equal(strictTransport('print.example.org', plain), 'max-age=31536000');
  assert.equal(strictTransport('print.example.org:443', plain), 'max-age=31536000');
  assert.equal(strictTransport('[2001:db8::7]', plain), 'max-age=31536000');
  assert.equal(strictTransport('print.example.org:8443', plain), 'max-age=0');
  assert.equal(strictTransport('[2001:db8::7]:8443', plain), 'max-age=0');
  assert.equal(strictTransport(undefined, plain), 'max-age=0');
  assert.equal(strictTransport('print.example.org', settingsOf(false, false, true, false)), 'max-age=0');
  assert.equal(
    strictTransport('print.example.org:8443', settingsOf(true, true, false, false)),
    'max-age=31536000',
  );
});
