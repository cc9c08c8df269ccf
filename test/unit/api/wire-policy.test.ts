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
) => ({
  secure: { passwordEntry, channel },
  site: { panelOverHttp, portalOverHttp },
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
    ((surface === 'portal' || surface === 'console') && portalOverHttp);
  const overHttp = !channel && surface !== 'converter' && (here || (!passwordEntry && allowed));
  const secrets = !neverTyped && (secure || overHttp);
  const readable = secrets || (neverTyped && (secure || !channel || surface !== 'public'));
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
                for (const portalOverHttp of BOTH) {
                  const settings = settingsOf(passwordEntry, channel, panelOverHttp, portalOverHttp);
                  const facts = { surface, secure, printerAllows, tryOutLoopback: here, settings };
                  assert.deepEqual(
                    wirePolicy(facts),
                    wanted(surface, secure, printerAllows, here, settings),
                    JSON.stringify(facts),
                  );
                  cases++;
                }
  assert.equal(cases, 7 * 128);
});

test('with secure password entry, or with a required channel, nothing secret is taken over plain HTTP from elsewhere', () => {
  for (const surface of SURFACES)
    for (const printerAllows of BOTH)
      for (const settings of [settingsOf(true, false, true, true), settingsOf(false, true, true, true)]) {
        const verdict = wirePolicy({
          surface,
          secure: false,
          printerAllows,
          tryOutLoopback: false,
          settings,
        });
        assert.equal(verdict.secrets, false, surface);
      }
  assert.deepEqual(plainHttpUse(settingsOf(true, false, true, true)), { panels: false, desk: false });
  assert.deepEqual(plainHttpUse(settingsOf(false, false, true, false)), { panels: true, desk: false });
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
