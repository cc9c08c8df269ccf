// The wire (SPEC G1 to G3): no secret over plain HTTP by any route, everything over TLS where that is required, protocol floor, and certificates
// that change while the server runs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { Agent, request as requestTls } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import type { Route } from '@platen/edge-server/api/route';
import { allRoutes } from '@platen/edge-server/api/routes';
import { surfaceOf } from '@platen/edge-server/api/wire-policy';
import type {
  CertificateChecked,
  CertificateView,
  WaitingRequest,
} from '@platen/shared/api/admin-certificate';
import { namesIn, startAcmeServer } from '../servers/acme-server.ts';
import { type Answer, type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { fingerprintOf, makeTestCa, type TestCa } from '../support/test-ca.ts';
import { waitUntil } from '../support/wait-until.ts';

let server: RunningServer;
let routes: Route[];
let panelPath: string;
let admin: Client;
let ca: TestCa;
before(async () => {
  server = await runServer({ mailLoopback: true });
  routes = allRoutes(server.app);
  const printer = await server.app.printers.add(
    { name: 'P', uri: 'ipp://127.0.0.1:1/ipp/print', allowHttp: true },
    {},
    'test',
  );
  panelPath = server.app.printers.panelPath(printer);
  ca = await makeTestCa('Corp');
  admin = server.client();
  const made = await admin.call('POST', '/api/admin/setup', {
    body: { token: server.setupToken, name: 'anna', password: 'correct horse battery' },
  });
  assert.equal(made.status, 200);
});
after(() => server.close());

const change = (key: string, value: unknown) => server.app.settings.change(key, value, 'test');
const code = (answer: Answer): string | undefined =>
  (answer.json as { error?: { code: string } } | undefined)?.error?.code;
const pathOf = (route: Route): string =>
  route.path.replace(/:page\{[^}]*\}/, '1.jpg').replace(/:\w+(\{[^}]*\})?/g, 'aaaaaaaaaaaaaaaaaaaaaaaaaa');
/** What anybody may know, and what has to be asked over plain HTTP. */
const isOpen = (route: Route): boolean => ['public', 'health', 'challenge'].includes(surfaceOf(route.path));
const base64 = (...texts: string[]): string[] => texts.map((text) => Buffer.from(text).toString('base64'));

/** Sends the head of a request that promises a body, and counts what is read of it: nothing may be. */
async function refusedUnread(route: Route, headers: string): Promise<string> {
  const socket = connectPlain(server.httpPort ?? 0, '127.0.0.1');
  await once(socket, 'connect');
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    text += part;
  });
  socket.write(
    `${route.method} ${pathOf(route)} HTTP/1.1\r\nHost: 127.0.0.1:${server.httpPort}\r\nX-Platen: 1\r\n${headers}Content-Type: application/json\r\nContent-Length: 60\r\n\r\n`,
  );
  try {
    // The body is never sent: an answer that comes all the same was given without it.
    await waitUntil(() => /\r\n\r\n.*\}/s.test(text), {
      what: `${route.method} ${route.path} to be refused`,
    });
  } finally {
    socket.destroy();
  }
  return text;
}

test('no route takes a password, a code or a token over plain HTTP, or even waits for its body', async () => {
  const { client } = await server.portalUser();
  const panel = server.client();
  await panel.call('GET', panelPath);
  // What a browser would never send there by itself: the cookies of TLS under their other names, tokens in headers.
  const stolen = [...client.cookies, ...panel.cookies, ...admin.cookies]
    .map(([name, value]) => `${name.replace('__Host-', '')}=${value}`)
    .join('; ');
  const headers = `Cookie: ${stolen}\r\nAuthorization: Bearer abcdef\r\n`;
  for (const settings of [
    {},
    { 'site.panelOverHttp': true, 'site.portalOverHttp': true },
    { 'secure.passwordEntry': false, 'secure.channel': true },
  ] as const) {
    for (const [key, value] of Object.entries(settings)) await change(key, value);
    let walked = 0;
    for (const route of routes.filter((one) => !isOpen(one))) {
      const hasBody = !['GET', 'HEAD'].includes(route.method);
      const text = hasBody
        ? await refusedUnread(route, headers)
        : (
            await server.client().call(route.method, pathOf(route), {
              plain: true,
              headers: { cookie: stolen, authorization: 'Bearer abcdef' },
            })
          ).bytes.toString();
      assert.match(text, /https-only/, `${route.method} ${route.path}`);
      assert.doesNotMatch(text, /set-cookie/i, route.path);
      walked++;
    }
    assert.ok(walked > 100, `${walked} routes`);
  }
  for (const key of ['site.panelOverHttp', 'site.portalOverHttp', 'secure.passwordEntry', 'secure.channel'])
    await change(key, undefined);
});

test('a panel over plain HTTP explains instead of asking, and works where it was allowed in all three places', async () => {
  const explains = async (path: string): Promise<void> => {
    const answer = await server.client().call('GET', path, { plain: true });
    assert.equal(answer.status, 403, path);
    const page = answer.bytes.toString();
    assert.match(page, /not asked for here/);
    assert.match(page, new RegExp(`href="https://127\\.0\\.0\\.1:${server.httpsPort}/panel/`));
    assert.doesNotMatch(page, /<script|<input/);
    assert.equal(answer.headers['set-cookie'], undefined);
  };
  await explains(panelPath);
  await explains('/panel/');
  await change('site.panelOverHttp', true);
  await explains(panelPath);
  await change('secure.passwordEntry', false);
  const panel = server.client();
  assert.equal((await panel.call('GET', panelPath, { plain: true })).status, 302);
  assert.equal((await panel.call('GET', '/panel/', { plain: true })).status, 200);
  assert.equal((await panel.call('GET', '/api/panel/start', { plain: true })).status, 200);
  const { code: pin } = await server.portalUser();
  const signedIn = await panel.call('POST', '/api/panel/session', { body: { code: pin }, plain: true });
  assert.equal(signedIn.status, 200);
  const portal = await server.client().call('GET', '/', { plain: true });
  assert.equal(portal.status, 308, 'the portal has its own permission');
  await change('site.panelOverHttp', undefined);
  await change('secure.passwordEntry', undefined);
  assert.equal(code(await panel.call('GET', '/api/panel/start', { plain: true })), 'https-only');
});

test('with a required channel pages go on to HTTPS, calls are refused, and browsers are told to remember', async () => {
  await change('secure.channel', true);
  for (const path of ['/', '/admin', '/admin/', '/panel/', panelPath]) {
    const answer = await server.client().call('GET', path, { plain: true });
    assert.equal(answer.status, 308, path);
    assert.equal(answer.headers['location'], `https://127.0.0.1:${server.httpsPort}${path}`);
    assert.equal(answer.headers['set-cookie'], undefined);
  }
  assert.equal(code(await server.client().call('GET', '/api/openapi.json', { plain: true })), 'https-only');
  assert.equal((await server.client().call('GET', '/healthz', { plain: true })).status, 200);
  const operator = { authorization: `Bearer ${server.operatorToken}` };
  const way = await server.client().call('GET', '/api/admin/settings', { plain: true, headers: operator });
  assert.equal(way.status, 200, 'the command line of this machine is the way back');
  const over = await server.client().call('GET', '/');
  assert.equal(over.headers['strict-transport-security'], 'max-age=31536000');
  await change('secure.channel', undefined);
  const again = await server.client().call('GET', '/');
  assert.equal(again.headers['strict-transport-security'], 'max-age=0', 'with a port of its own');
});

/** What a TLS client is shown. */
async function shown(): Promise<{ sha256: string; names: string }> {
  const socket = connect({ host: '127.0.0.1', port: server.httpsPort ?? 0, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const cert = socket.getPeerX509Certificate();
  socket.destroy();
  assert.ok(cert);
  return { sha256: cert.fingerprint256, names: namesIn(cert.toString()) };
}

test('a certificate that is uploaded is shown to the next connection, without a restart and without losing one', async () => {
  const before = await shown();
  const pair = await ca.issue({ names: ['print.example.org'] });
  // A connection that stays: a browser with a page open.
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const ask = (): Promise<{ status: number; port: number }> =>
    new Promise((resolve, reject) => {
      requestTls({ host: '127.0.0.1', port: server.httpsPort, path: '/healthz', agent }, (response) => {
        const port = response.socket.localPort ?? 0;
        response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, port }));
      })
        .on('error', reject)
        .end();
    });
  const first = await ask();

  const bad = await admin.call('POST', '/api/admin/certificate/check', {
    body: { files: base64(pair.cert, (await ca.issue()).key) },
  });
  assert.equal((bad.json as CertificateChecked).usable, false);
  const refused = await admin.call('PUT', '/api/admin/certificate', { body: { files: base64(pair.cert) } });
  assert.deepEqual([refused.status, code(refused)], [422, 'certificate-unusable']);
  assert.deepEqual(await shown(), before);

  const upload = { files: base64(ca.root + ca.intermediate, pair.key + pair.cert) };
  const checked = (await admin.call('POST', '/api/admin/certificate/check', { body: upload }))
    .json as CertificateChecked;
  assert.equal(checked.usable, true);
  assert.equal(checked.certificate?.sha256, fingerprintOf(pair.cert));
  assert.deepEqual(await shown(), before, 'checking changes nothing');
  const installed = await admin.call('PUT', '/api/admin/certificate', { body: upload });
  assert.equal(installed.status, 200, installed.bytes.toString());
  assert.equal((installed.json as CertificateView).current?.from, 'administrator');
  assert.equal((await shown()).sha256, fingerprintOf(pair.cert));
  // A client that trusts the root alone gets all the way: the chain is sent in its order.
  const trusting = connect({
    host: '127.0.0.1',
    port: server.httpsPort ?? 0,
    ca: ca.root,
    servername: 'print.example.org',
  });
  await once(trusting, 'secureConnect');
  assert.equal(trusting.authorized, true);
  trusting.destroy();
  const second = await ask();
  assert.deepEqual(second, { status: 200, port: first.port }, 'on the same connection as before');
  agent.destroy();
  const facts = JSON.parse(await readFile(join(server.dataDir, 'run', 'server.json'), 'utf8')) as {
    certificateSha256: string;
  };
  assert.equal(facts.certificateSha256, fingerprintOf(pair.cert).replaceAll(':', '').toLowerCase());

  const back = await admin.call('POST', '/api/admin/certificate/back', { body: {} });
  assert.equal(back.status, 200);
  assert.deepEqual(await shown(), before);
  const text = `${installed.bytes.toString()}${back.bytes.toString()}${server.logged.join('')}`;
  assert.ok(!text.includes('PRIVATE KEY') && !text.includes(pair.key.slice(40, 90)));
});

test('files that are put into the folder by hand are shown a moment later', async () => {
  const pair = await ca.issue({ names: ['by-hand.example.org'] });
  const tls = join(server.dataDir, 'tls');
  await writeFile(join(tls, 'cert.pem'), pair.cert + ca.intermediate);
  await writeFile(join(tls, 'key.pem'), pair.key);
  await waitUntil(async () => (await shown()).names === 'by-hand.example.org', {
    what: 'the new certificate',
    everyMs: 200,
  });
});

test('a request keeps its key here until its certificate comes, and the answer never holds it', async () => {
  const asked = await admin.call('POST', '/api/admin/certificate/request', {
    body: { names: ['New.example.org', '192.0.2.7'], key: 'p256', organization: 'Corp' },
  });
  assert.equal(asked.status, 200, asked.bytes.toString());
  const request = asked.json as WaitingRequest;
  assert.deepEqual(request.names, ['new.example.org', '192.0.2.7']);
  assert.ok(!asked.bytes.toString().includes('PRIVATE'));
  const bad = await admin.call('POST', '/api/admin/certificate/request', {
    body: { names: ['a b', 'x_y!'], key: 'p256' },
  });
  assert.equal(code(bad), 'certificate-name');
  const waiting = (await admin.call('GET', '/api/admin/certificate')).json as CertificateView;
  assert.equal(waiting.request?.pem, request.pem);
  const key = createPrivateKey(await readFile(join(server.dataDir, 'tls', 'request-key.pem')));
  const signed = await ca.issue({ names: request.names, publicKey: key });
  const used = await admin.call('PUT', '/api/admin/certificate', {
    body: { files: base64(signed.cert, ca.intermediate) },
  });
  assert.equal(used.status, 200, used.bytes.toString());
  assert.equal((used.json as CertificateView).request, undefined);
  assert.equal((await shown()).sha256, fingerprintOf(signed.cert));
  const pem = await admin.call('GET', '/api/admin/certificate/public');
  assert.equal(new X509Certificate(pem.bytes.toString()).fingerprint256, fingerprintOf(signed.cert));
  assert.ok(!pem.bytes.toString().includes('PRIVATE'));
});

test('an authority issues a certificate for this server: it looks over its plain HTTP, and finds the answer', async () => {
  // Even where everything else has to go over TLS.
  await change('secure.channel', true);
  const authority = await startAcmeServer({ httpPort: () => server.httpPort ?? 0 });
  try {
    const at = { directory: authority.directory, root: authority.root };
    const looked = await admin.call('POST', '/api/admin/certificate/acme/look', { body: at });
    const { terms } = looked.json as { terms: string };
    assert.match(terms, /terms-1/);
    const unknown = await admin.call('POST', '/api/admin/certificate/acme/look', {
      body: { directory: authority.directory },
    });
    assert.deepEqual([unknown.status, code(unknown)], [422, 'acme-failed']);
    const plain = await admin.call('POST', '/api/admin/certificate/acme/look', {
      body: { directory: 'http://127.0.0.1:1/directory' },
    });
    assert.match(plain.bytes.toString(), /https:\/\//);
    const ask = { ...at, email: 'it@example.org', names: ['print.example.org'], agreed: terms };
    const old = await admin.call('PUT', '/api/admin/certificate/acme', { body: { ...ask, agreed: '' } });
    assert.equal(code(old), 'acme-terms');
    const name = await admin.call('PUT', '/api/admin/certificate/acme', {
      body: { ...ask, names: ['*.example.org'] },
    });
    assert.equal(code(name), 'acme-name');
    const set = await admin.call('PUT', '/api/admin/certificate/acme', { body: ask });
    assert.equal(set.status, 200, set.bytes.toString());
    const view = await waitUntil(
      async () => {
        const now = (await admin.call('GET', '/api/admin/certificate')).json as CertificateView;
        return now.acme.lastOkAt === undefined && now.acme.problem === undefined ? undefined : now;
      },
      { what: 'the authority to issue', timeoutMs: 60_000 },
    );
    assert.equal(view.acme.problem, undefined, view.acme.problem?.detail);
    assert.equal(view.current?.from, 'acme');
    assert.equal(authority.issued.length, 1);
    assert.equal((await shown()).names, 'print.example.org');
    const nothing = await server.client().call('GET', '/.well-known/acme-challenge/abc', { plain: true });
    assert.equal(nothing.status, 404);
    // An own certificate ends the renewal.
    const pair = await ca.issue({ names: ['own.example.org'] });
    const own = await admin.call('PUT', '/api/admin/certificate', {
      body: { files: base64(pair.cert, pair.key) },
    });
    assert.equal((own.json as CertificateView).acme.phase, 'off');
  } finally {
    await change('secure.channel', undefined);
    await authority.stop();
  }
});

const skip = skipUnless('openssl');
const openssl = promisify(execFile);
/** What openssl says about a handshake with these options. */
async function handshake(...options: string[]): Promise<string> {
  const args = ['s_client', '-connect', `127.0.0.1:${server.httpsPort}`, '-brief', ...options];
  const asked = openssl('openssl', args, { timeout: 30_000 });
  asked.child.stdin?.end();
  const { stdout, stderr } = await asked.catch((cause: { stdout: string; stderr: string }) => cause);
  return stdout + stderr;
}

test('openssl gets TLS 1.2 and 1.3 with forward secrecy and authenticated encryption, and nothing older', {
  skip,
}, async () => {
  assert.match(await handshake('-tls1_3'), /Protocol version: TLSv1\.3/);
  assert.match(
    await handshake('-tls1_2'),
    /Protocol version: TLSv1\.2[\s\S]*ECDHE-\w+-(AES\d+-GCM|CHACHA20)/,
  );
  for (const old of ['-tls1', '-tls1_1'])
    assert.doesNotMatch(await handshake(old, '-cipher', 'ALL:@SECLEVEL=0'), /CONNECTION ESTABLISHED/, old);
  for (const weak of [
    'AES128-SHA',
    'AES256-GCM-SHA384',
    'ECDHE-ECDSA-AES128-SHA',
    'ECDHE-RSA-AES256-SHA384',
    'DHE-RSA-AES128-GCM-SHA256',
    'NULL',
    'aNULL',
  ])
    assert.doesNotMatch(
      await handshake('-tls1_2', '-cipher', `${weak}:@SECLEVEL=0`),
      /CONNECTION ESTABLISHED/,
      weak,
    );
  // After a swap, too: the new certificate's context has the same floor.
  const pair = await ca.issue({ rsa: 2048 });
  await admin.call('PUT', '/api/admin/certificate', { body: { files: base64(pair.cert, pair.key) } });
  assert.match(await handshake('-tls1_2'), /ECDHE-RSA-(AES\d+-GCM|CHACHA20)/);
  assert.doesNotMatch(await handshake('-tls1_1', '-cipher', 'ALL:@SECLEVEL=0'), /CONNECTION ESTABLISHED/);
  assert.doesNotMatch(await handshake('-tls1_2', '-cipher', 'AES128-SHA'), /CONNECTION ESTABLISHED/);
});
