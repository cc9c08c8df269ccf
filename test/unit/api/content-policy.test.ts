// What pages may load: ourselves alone, but on Xerox devices the panel may call the device that it runs on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentPolicy } from '@platen/edge-server/api/content-policy';

const XEROX = 'Mozilla/5.0 (Linux) AppleWebKit/534 (KHTML, like Gecko) x2g_1.0';
const connect = (path: string, agent?: string): string | undefined =>
  /connect-src ([^;]+)/.exec(contentPolicy(path, agent))?.[1];

test('the panel on a Xerox device may call the device on loopback, and nothing more', () => {
  for (const agent of [XEROX, XEROX.replace('x2g', 'x3g'), 'ANTGalio/3.1']) {
    assert.equal(connect('/panel/', agent), "'self' http://127.0.0.1 http://localhost");
  }
});

test('every other page and every other browser calls us alone', () => {
  for (const path of ['/', '/admin/', '/api/panel/start', '/panelled', '/sign-in.html']) {
    assert.equal(connect(path, XEROX), "'self'", path);
  }
  for (const agent of [undefined, '', 'Mozilla/5.0 (compatible; FX-EWB/5.0)', 'Chrome/120', 'box2guard']) {
    assert.equal(connect('/panel/', agent), "'self'", agent);
  }
});

test('but for the calls the two policies are one, without scripts of other places or in the page', () => {
  const usual = contentPolicy('/', undefined);
  assert.equal(contentPolicy('/panel/', XEROX).replace(' http://127.0.0.1 http://localhost', ''), usual);
  assert.match(usual, /script-src 'self';/);
});
