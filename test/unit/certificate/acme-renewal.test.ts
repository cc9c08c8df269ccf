import assert from 'node:assert/strict';
import { lookup } from 'node:dns';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type AcmeRenewal, makeAcmeRenewal, renewalOf, unprovable } from '@platen/edge-server/acme-renewal';
import { audit } from '@platen/edge-server/people/audit';
import { describeCertificate } from '@platen/edge-server/platform/certificate';
import { type CertificateStore, openCertificateStore } from '@platen/edge-server/platform/certificate-store';
import { type AcmeServer, namesIn, startAcmeServer } from '../../servers/acme-server.ts';
import { type TestDeps, testDeps } from '../../support/deps.ts';
import { makeTestCa } from '../../support/test-ca.ts';

const MINUTE = 60_000;
const DAY = 24 * 3_600_000;

interface Site {
  readonly deps: TestDeps;
  readonly authority: AcmeServer;
  readonly a: { readonly acme: AcmeRenewal; readonly store: CertificateStore };
  readonly b: { readonly acme: AcmeRenewal; readonly store: CertificateStore };
  /** Challenges are answered no more, as if a firewall stood before the server. */
  shut: boolean;
  readonly setUp: (names?: string) => Promise<void>;
}

/** Two servers on one database, an authority, and a web server that asks them for the answers to challenges. */
async function site(t: TestContext): Promise<Site> {
  const deps = await testDeps();
  const authorityNow = () => deps.clock.now();
  const web = createServer((request, response) => {
    const token = (request.url ?? '').replace('/.well-known/acme-challenge/', '');
    // The one that the authority happens to reach is not the one that asked.
    b.acme.answerTo(token).then(
      (answer) => response.writeHead(answer === undefined || made.shut ? 404 : 200).end(answer),
      () => response.writeHead(500).end(),
    );
  });
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const authority = await startAcmeServer({
    httpPort: () => (web.address() as AddressInfo).port,
    now: authorityNow,
  });

  async function server(holder: string) {
    const clock = { ...deps.clock, every: () => () => undefined, sleep: async () => undefined };
    const store = await openCertificateStore({
      dataDir: join(deps.dataDir, holder),
      names: () => ['print-server'],
      clock,
      log: deps.log,
    });
    const acme = makeAcmeRenewal({
      ...deps,
      clock,
      holder,
      store,
      ready: () => true,
      lookup,
      mayAsk: () => undefined,
      audit: (tx, at, who, act, about) => audit(tx, at, { who, act, about }),
    });
    return { acme, store };
  }
  const [a, b] = [await server('a'), await server('b')];
  const made: Site = {
    deps,
    authority,
    a,
    b,
    shut: false,
    setUp: async (names = 'print.example.org') => {
      await a.acme.setUp({
        terms: { directory: authority.directory, url: '', at: 0, who: 'test' },
        root: authority.root,
        binding: undefined,
        replaces: a.store.now().description.sha256,
      });
      for (const [key, value] of [
        ['acmeNames', names],
        ['acmeEmail', 'it@example.org'],
        ['acmeDirectory', authority.directory],
      ] as const)
        await deps.settingsStore.change(`secure.${key}`, value, 'test');
    },
  };
  t.after(async () => {
    await a.acme.stop();
    await b.acme.stop();
    a.store.stop();
    b.store.stop();
    web.close();
    await authority.stop();
    await deps.close();
  });
  return made;
}

test('a certificate is issued, used, and every server of the database takes it over', async (t) => {
  const s = await site(t);
  assert.equal((await s.a.acme.view()).phase, 'off');
  await s.a.acme.knock();
  assert.equal(s.authority.issued.length, 0, 'nothing is asked for before it is set up');
  await s.setUp('print.example.org druck.example.org');
  await s.a.acme.knock();
  assert.equal(s.authority.issued.length, 1);
  assert.equal(namesIn(s.a.store.now().cert), 'print.example.org, druck.example.org');
  assert.equal(s.a.store.now().cert.match(/BEGIN CERTIFICATE/g)?.length, 2, 'with its chain');
  const view = await s.a.acme.view();
  assert.equal(view.phase, 'waiting');
  assert.equal(view.lastOkAt, s.deps.clock.now());
  assert.equal(view.nextAt, renewalOf(s.a.store.now()));
  await s.b.acme.knock();
  assert.equal(s.b.store.now().cert, s.a.store.now().cert);
  assert.equal(s.b.store.now().key, s.a.store.now().key);
  assert.equal(s.authority.issued.length, 1, 'the second server asked for none');
  assert.equal(await s.a.acme.answerTo('anything'), undefined);
  const { log } = { log: s.deps.logged.join('') };
  assert.ok(!log.includes('PRIVATE KEY'));
});

test('two servers that notice at the same moment ask for one certificate', async (t) => {
  const s = await site(t);
  await s.setUp();
  await Promise.all([s.a.acme.knock(), s.b.acme.knock()]);
  await Promise.all([s.a.acme.knock(), s.b.acme.knock()]);
  assert.equal(s.authority.issued.length, 1);
  assert.equal(s.a.store.now().cert, s.b.store.now().cert);
});

test('it is renewed with a third of its life left, not earlier, and nothing but the names makes it earlier', async (t) => {
  const s = await site(t);
  await s.setUp();
  await s.a.acme.knock();
  const first = s.a.store.now();
  const due = renewalOf(first);
  const { notAfter, notBefore } = first.description;
  const share = (notAfter - due) / (notAfter - notBefore);
  assert.ok(share <= 1 / 3 && share >= 0.3, `${share}`);
  s.deps.pass(due - s.deps.clock.now() - MINUTE);
  await s.a.acme.knock();
  assert.equal(s.authority.issued.length, 1);
  s.deps.pass(2 * MINUTE);
  await s.a.acme.knock();
  assert.equal(s.authority.issued.length, 2);
  assert.notEqual(s.a.store.now().key, first.key, 'with a new key');
  await s.deps.settingsStore.change('secure.acmeNames', 'print.example.org other.example.org', 'test');
  await s.a.acme.knock();
  assert.equal(s.authority.issued.length, 3);
  await s.b.acme.knock();
  assert.equal(s.b.store.now().cert, s.a.store.now().cert, 'two behind, it still takes it over');
});

test('when the authority cannot look, the old certificate stays, it is said, and tries grow rarer', async (t) => {
  const s = await site(t);
  await s.setUp();
  await s.a.acme.knock();
  const good = s.a.store.now();
  s.shut = true;
  s.deps.pass(renewalOf(good) - s.deps.clock.now() + MINUTE);
  await s.a.acme.knock();
  assert.equal(s.a.store.now().cert, good.cert);
  const view = await s.a.acme.view();
  assert.equal(view.phase, 'failed');
  assert.match(view.problem?.sentence ?? '', /could not see that the names are yours/);
  assert.match(view.problem?.detail ?? '', /print\.example\.org: .*404/);
  const orders = s.authority.orders();
  await s.a.acme.knock();
  await s.b.acme.knock();
  assert.equal(s.authority.orders(), orders, 'no second try in the pause, by nobody');
  const pauses: number[] = [];
  for (let i = 0; i < 10; i++) {
    const { nextAt = 0 } = await s.a.acme.view();
    pauses.push((nextAt - s.deps.clock.now()) / MINUTE);
    s.deps.pass(nextAt - s.deps.clock.now() + 1);
    await s.a.acme.knock();
  }
  assert.ok((pauses[0] ?? 0) >= 15 && (pauses[0] ?? 0) < 17);
  assert.ok((pauses[1] ?? 0) >= 30 && (pauses[1] ?? 0) < 34);
  assert.ok((pauses[9] ?? 0) >= 1440 && (pauses[9] ?? 0) < 1600, pauses.join());
  s.shut = false;
  await s.a.acme.hurry();
  await s.a.acme.knock();
  assert.equal((await s.a.acme.view()).phase, 'waiting');
  assert.notEqual(s.a.store.now().cert, good.cert);
});

test('an authority that wants to be left alone is left alone for as long as it says', async (t) => {
  const s = await site(t);
  await s.setUp();
  s.authority.failNext('rateLimited');
  await s.a.acme.knock();
  const { nextAt = 0, problem } = await s.a.acme.view();
  assert.equal(nextAt - s.deps.clock.now(), 7_200_000);
  assert.match(problem?.sentence ?? '', /left alone/);
});

test('new terms are for a person, and a certificate for somebody else is not used', async (t) => {
  const s = await site(t);
  await s.setUp();
  const before = s.a.store.now().cert;
  s.authority.failNext('userActionRequired');
  await s.a.acme.knock();
  assert.match((await s.a.acme.view()).problem?.sentence ?? '', /new terms/);
  s.authority.failNext('wrongNames');
  await s.a.acme.hurry();
  await s.a.acme.knock();
  assert.match((await s.a.acme.view()).problem?.detail ?? '', /cannot be used.*print\.example\.org/);
  assert.equal(s.a.store.now().cert, before);
});

test("an administrator's own certificate is left alone, unless renewal was set up over it", async (t) => {
  const s = await site(t);
  const own = await (await makeTestCa()).issue({ names: ['own.example.org'] });
  await s.setUp();
  await s.a.store.install(own);
  await s.a.acme.knock();
  assert.equal(s.authority.orders(), 0);
  assert.match((await s.a.acme.view()).problem?.sentence ?? '', /of your own is in use/);
  await s.setUp();
  await s.a.acme.knock();
  assert.equal(s.authority.issued.length, 1);
});

test('a directory that was only typed into the settings is not asked: nobody agreed to its terms', async (t) => {
  const s = await site(t);
  await s.deps.settingsStore.change('secure.acmeNames', 'print.example.org', 'test');
  await s.deps.settingsStore.change('secure.acmeDirectory', s.authority.directory, 'test');
  await s.a.acme.knock();
  assert.equal(s.authority.asked.length, 0);
  assert.match((await s.a.acme.view()).problem?.sentence ?? '', /agreed/);
});

test('a crash after the certificate was issued and before it was used does not ask for another one', async (t) => {
  const s = await site(t);
  await s.setUp();
  const { install } = s.a.store;
  Object.assign(s.a.store, { install: () => Promise.reject(new Error('the disk is full')) });
  await s.a.acme.knock();
  assert.equal((await s.a.acme.view()).phase, 'failed');
  Object.assign(s.a.store, { install });
  await s.a.acme.knock();
  assert.equal(s.authority.issued.length, 1);
  assert.equal(namesIn(s.a.store.now().cert), 'print.example.org');
});

test('the moment of renewal differs from one certificate to the next, within a thirtieth of its life', async () => {
  const ca = await makeTestCa();
  const moments = new Set<number>();
  for (let i = 0; i < 5; i++) {
    const { cert } = await ca.issue({ notBefore: 0, notAfter: 90 * DAY });
    const at = renewalOf({ description: describeCertificate(cert) });
    assert.ok(at >= 60 * DAY && at <= 63 * DAY);
    moments.add(at);
  }
  assert.equal(moments.size, 5);
});

test('names that no authority can look at over HTTP are told apart', () => {
  assert.equal(unprovable('print.example.org'), undefined);
  assert.equal(unprovable('192.0.2.7'), 'address');
  assert.equal(unprovable('2001:db8::7'), 'address');
  assert.equal(unprovable('*.example.org'), 'wildcard');
  assert.equal(unprovable('print-server'), 'short');
});
