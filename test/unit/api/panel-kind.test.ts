import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panelKind } from '@platen/edge-server/api/panel-kind';
import type { PanelKind } from '@platen/shared/panel-kind';

/** As browsers and devices say it; the Xerox ones are put together from what apps look for in them. */
const AGENTS: readonly (readonly [PanelKind, string])[] = [
  ['plain', 'ANTGalio/3.3.0.24.07 (compatible; Mozilla/5.0; FX)'],
  ['plain', 'Mozilla/5.0 (compatible; Galio/2.1)'],
  ['plain', 'Mozilla/5.0 (compatible; FX-EWB/3.0)'],
  ['plain', 'Mozilla/5.0 (compatible; FX-EWB/4.0) PFVer:2.3'],
  ['legacy', 'Mozilla/5.0 (compatible; FX-EWB/5.1) PFVer:3.1'],
  ['legacy', 'Mozilla/5.0 (X2G) AppleWebKit/534.34 (KHTML, like Gecko) Safari/534.34 x2g_1'],
  ['modern', 'Mozilla/5.0 (Linux) AppleWebKit/538.1 (KHTML, like Gecko) x3g_1.0 Safari/538.1'],
  ['plain', 'Mozilla/4.0 (compatible; MSIE 6.0; Windows CE)'],
  ['plain', 'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)'],
  ['legacy', 'Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko'],
  ['plain', 'Opera/9.80 (Linux armv7l) Presto/2.12.407 Version/12.51'],
  ['plain', 'Mozilla/5.0 (compatible; NetFront/3.4)'],
  ['plain', 'Lynx/2.8.9rel.1 libwww-FM/2.14'],
  [
    'plain',
    'Mozilla/5.0 (Linux; U; Android 2.3.6) AppleWebKit/533.1 (KHTML, like Gecko) Version/4.0 Mobile Safari/533.1',
  ],
  [
    'legacy',
    'Mozilla/5.0 (Linux; U; Android 4.1.2) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30',
  ],
  [
    'legacy',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/602.1 (KHTML, like Gecko) Version/10.0 Safari/602.1',
  ],
  ['legacy', 'Mozilla/5.0 (Unknown; Linux) AppleWebKit/538.1 (KHTML, like Gecko) Safari/538.1'],
  [
    'legacy',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Safari/605.1.15',
  ],
  [
    'modern',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
  ],
  [
    'modern',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  ],
  [
    'modern',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  ],
  [
    'legacy',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) QtWebEngine/5.9.1 Chrome/56.0.2924.122 Safari/537.36',
  ],
  [
    'modern',
    'Mozilla/5.0 (Linux; Android 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/96.0.4664.45 Mobile Safari/537.36',
  ],
  [
    'modern',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36',
  ],
  [
    'legacy',
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.102 Safari/537.36 Edge/18.19041',
  ],
  ['modern', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'],
  ['legacy', 'Mozilla/5.0 (X11; Linux x86_64; rv:52.0) Gecko/20100101 Firefox/52.0'],
  ['plain', 'Mozilla/5.0 (X11; Linux; rv:3.6) Gecko/2009 Firefox/3.6'],
  ['modern', 'Something nobody has heard of'],
  ['modern', ''],
];

for (const [kind, userAgent] of AGENTS) {
  test(`"${userAgent}" is given the ${kind} panel`, () => {
    assert.equal(panelKind({ userAgent }), kind);
  });
}

test('what the visit asks for comes before what the administrator set, and that before what the browser says', () => {
  const userAgent = 'ANTGalio/3.3';
  assert.equal(panelKind({ userAgent, forced: 'legacy' }), 'legacy');
  assert.equal(panelKind({ userAgent, forced: 'legacy', visit: 'modern' }), 'modern');
  assert.equal(panelKind({ userAgent, forced: null }), 'plain');
});

test('the family decides where the browser says nothing of itself', () => {
  const userAgent = 'Device/1.0';
  assert.equal(panelKind({ userAgent, panel: { generation: 1 } }), 'plain');
  assert.equal(panelKind({ userAgent, panel: { generation: 2 } }), 'legacy');
  assert.equal(panelKind({ userAgent, panel: { apeosVersion: 'v4' } }), 'plain');
  assert.equal(panelKind({ userAgent, panel: { apeosVersion: 'v5' } }), 'legacy');
  assert.equal(panelKind({ userAgent: 'ANTGalio/3', panel: { generation: 2 } }), 'plain');
});

test('a User-Agent of a million signs is looked at only as far as it tells something', () => {
  assert.equal(panelKind({ userAgent: `${'webkit '.repeat(150_000)}galio` }), 'modern');
});
