// No spelling of a protected path gets past its role (threats.md T03), and none reaches a file that is not served.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type AccessSite, changing, openAccessSite, pathOf } from './site.ts';

let site: AccessSite;
before(async () => {
  site = await openAccessSite();
});
after(() => site.close());

const HEADS = [
  '',
  '/',
  '//',
  '/.',
  '/x/..',
  '/%2e',
  '/assets/..',
  '/assets/..%2f..',
  '/panel/..',
  '/%2e%2e',
  '/;x',
  '/.;',
  '/api/health/..',
  '/\\',
];
const TAILS = [
  '',
  '/',
  '//',
  ';x=1',
  ';/keepalive',
  '%00',
  '%20',
  '.',
  '/.',
  '/..;/',
  '%2f',
  '?x=/assets/a.js',
  '#/assets/a.js',
  '.json',
  '%0a',
];
const INSIDE: readonly ((path: string) => string)[] = [
  (path) => path.replace('/api/', '/api//'),
  (path) => path.replace('/api/', '/api/./'),
  (path) => path.replace('/api/', '/api/%2e/'),
  (path) => path.replace('/api/', '/api/x/../'),
  (path) => path.replace('/api/', '/api/x/%2e%2e/'),
  (path) => path.replace('/api/', '/api%2f'),
  (path) => path.replace('/api/', '/api%5c'),
  (path) => path.replace('/api/', '/API/'),
  (path) => path.replace('/api/', '/%61pi/'),
  (path) => path.replace('/api/', '/%2561pi/'),
  (path) => path.replace('/api/', '/api;a=b/'),
  (path) => path.replace('/api/', '/api\t/'.replace('\t', '%09')),
  (path) => path.replace(/\/(admin|portal|panel|convert)/, (one) => one.toUpperCase()),
  (path) =>
    path.replace(
      /\/(.)(dmin|ortal|anel|onvert)/,
      (_, first: string, rest: string) => `/%${first.charCodeAt(0).toString(16)}${rest}`,
    ),
  (path) => path.replace(/\/(admin|portal|panel|convert)/, '/$1/.'),
  (path) => path.replace(/\/(admin|portal|panel|convert)/, '/$1%2f..%2f$1'),
];

function spellings(path: string): Set<string> {
  const found = new Set<string>();
  for (const head of HEADS) for (const tail of TAILS) found.add(`${head}${path}${tail}`);
  for (const change of INSIDE) for (const tail of TAILS.slice(0, 4)) found.add(`${change(path)}${tail}`);
  return found;
}

test('two hundred spellings of each protected path give nobody an answer', async () => {
  const nobody = site.caller();
  const reads = site.routes.filter((route) => route.role !== 'anyone' && !changing(route));
  let tried = 0;
  for (const route of reads) {
    for (const path of spellings(pathOf(route))) {
      const { status } = await nobody.call('GET', path.replace(/#.*/, ''));
      assert.ok(status >= 400 && status < 500, `${path} answered ${status}`);
      tried++;
    }
  }
  assert.ok(reads.length >= 40 && tried >= reads.length * 200, `${tried} spellings of ${reads.length} paths`);
});

test('spellings of changing routes change nothing, whatever the verb is said to be', async () => {
  const nobody = site.caller();
  const before = await site.databaseHash();
  for (const route of site.routes.filter((one) => one.role === 'admin' && changing(one))) {
    for (const head of ['', '/', '/assets/..', '/%2e']) {
      for (const headers of [{}, { 'x-http-method-override': 'GET' }, { 'x-original-url': '/healthz' }]) {
        const { status } = await nobody.call(route.method, `${head}${pathOf(route)}`, {
          body: '{}',
          headers,
        });
        assert.ok([401, 404].includes(status), `${head}${route.path} answered ${status}`);
      }
    }
  }
  assert.equal(await site.databaseHash(), before);
});

test('no path leads to a file outside of what is served', async () => {
  for (const path of [
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '/panel/../../data',
    '/keys/server.key',
    '/run/server.json',
    '/.git/config',
    '/assets/',
    '/assets',
    '/admin/../keys/server.key',
    '//etc/passwd',
    '/file:///etc/passwd',
  ]) {
    const { status } = await site.caller().call('GET', path);
    assert.ok(status >= 400 && status < 500, `${path} answered ${status}`);
  }
});
