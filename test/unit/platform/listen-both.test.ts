// One port for TLS and plain HTTP, with certificates of clients: the listener of the IPP printer on port 631.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { request as requestTls } from 'node:https';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { clientCertificate, namesOf } from '@platen/edge-server/platform/client-certificate';
import { type Listener, listen } from '@platen/edge-server/platform/listen';
import { type Issued, makeTestCa, type TestCa } from '../../support/test-ca.ts';

let people: TestCa;
let server: Issued;
let listener: Listener;
let now = Date.now();
before(async () => {
  people = await makeTestCa('People');
  server = await (await makeTestCa('Site')).issue({ names: ['localhost'] });
  listener = await listen({
    host: '127.0.0.1',
    port: 0,
    tls: { cert: server.cert, key: server.key },
    plainToo: true,
    listener: (incoming, response) => {
      const { emails } = namesOf(clientCertificate(incoming.socket, now)?.subjectAltName);
      response.end(`${'encrypted' in incoming.socket ? 'tls' : 'plain'} ${emails.join()}`);
      incoming.resume();
    },
  });
});
after(() => listener.close(0));

const ask = (
  scheme: 'http' | 'https',
  own?: Issued & { readonly chain?: string },
): Promise<{ text: string; asked: boolean }> =>
  new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port: listener.port, path: '/', agent: false as const };
    const sent =
      scheme === 'http'
        ? request(to)
        : requestTls({
            ...to,
            rejectUnauthorized: false,
            ...(own === undefined ? {} : { cert: own.cert + (own.chain ?? ''), key: own.key }),
          });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      const socket = response.socket as TLSSocket;
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ text, asked: scheme === 'https' && socket.authorized }));
    });
    sent.end();
  });

test('a client that begins with TLS gets TLS, any other gets HTTP, on the same port', async () => {
  assert.equal((await ask('https')).text, 'tls ');
  assert.equal((await ask('http')).text, 'plain ');
  // Byte by byte, as slow ones do.
  const socket = connect(listener.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.setNoDelay(true);
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  for (const octet of 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n') socket.write(octet);
  await once(socket, 'end');
  assert.match(text, /^HTTP\/1\.1 200 [\s\S]*plain/);
});

test('certificates count once their authority is set, without a restart; others are as if there were none', async () => {
  const anna = {
    ...(await people.issue({ usage: 'client', emails: ['anna@example.org'] })),
    chain: people.intermediate,
  };
  assert.equal((await ask('https', anna)).text, 'tls ');
  listener.setAuthorities(people.root);
  assert.equal((await ask('https', anna)).text, 'tls anna@example.org');
  assert.equal((await ask('https')).text, 'tls ', 'one without a certificate is served');
  const stranger = await makeTestCa('Stranger');
  const mallory = {
    ...(await stranger.issue({ usage: 'client', emails: ['anna@example.org'] })),
    chain: stranger.intermediate,
  };
  assert.equal((await ask('https', mallory)).text, 'tls ', 'another authority names nobody');
  const web = { ...(await people.issue({ emails: ['anna@example.org'] })), chain: people.intermediate };
  assert.equal((await ask('https', web)).text, 'tls ', 'a certificate for servers is none for people');
  const day = 24 * 3_600_000;
  const old = await people.issue({
    usage: 'client',
    emails: ['anna@example.org'],
    notBefore: Date.now() - 9 * day,
    notAfter: Date.now() - day,
  });
  assert.equal((await ask('https', { ...old, chain: people.intermediate })).text, 'tls ');
  // One that ends while its connection, or its session, lives on.
  now = Date.now() + 200 * day;
  assert.equal((await ask('https', anna)).text, 'tls ');
  now = Date.now();
  listener.setCertificate(server.cert, server.key);
  assert.equal((await ask('https', anna)).text, 'tls anna@example.org', 'a new certificate changes nothing');
  listener.setAuthorities(undefined);
  assert.equal((await ask('https', anna)).text, 'tls ');
});

test('it closes though somebody is connected who never said a word', async () => {
  const other = await listen({
    host: '127.0.0.1',
    port: 0,
    tls: { cert: server.cert, key: server.key },
    plainToo: true,
    listener: (_, response) => response.end(),
  });
  const silent = connect(other.port, '127.0.0.1');
  await once(silent, 'connect');
  const gone = once(silent, 'close');
  silent.on('error', () => undefined).resume();
  await other.close(5_000);
  await gone;
});
