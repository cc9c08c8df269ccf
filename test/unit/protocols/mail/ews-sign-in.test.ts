// Who signs in at an Exchange server and what it shows of itself: passwords, tokens, impersonation, certificates.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEws } from '@platen/edge-server/protocols/mail/ews';
import { makeTokens } from '@platen/edge-server/protocols/mail/oauth-token';
import { startOauthServer } from '../../../servers/oauth-server.ts';
import { freePort } from '../../../support/free-port.ts';
import { makeCertificate } from '../ipp/test-certificate.ts';
import { PASSWORD, startExchange } from './ews-start.ts';
import { mailNamed, trouble, whole } from './exchange-mails.ts';

const { signal } = new AbortController();

test('who may not sign in is refused, with the ways the server offers', async (t) => {
  const { place, exchange } = await startExchange(t);
  const wrong = { ...PASSWORD, password: 'wrong' } as const;
  await assert.rejects(
    openEws({ ...place, auth: wrong }, signal),
    trouble('refused', /401, it takes Negotiate, NTLM, Basic$/),
  );
  await assert.rejects(
    openEws({ ...place, auth: { ...PASSWORD, user: 'a:b' } }, signal),
    trouble('refused', /colon/),
  );
  await assert.rejects(openEws({ ...place, url: 'nonsense' }, signal), trouble('refused'));
  await assert.rejects(
    openEws({ ...place, url: 'http://mail.example.test/EWS/Exchange.asmx' }, signal),
    trouble('refused', /https/),
  );
  await assert.rejects(
    openEws({ ...place, url: `http://127.0.0.1:${exchange.port}/elsewhere` }, signal),
    trouble('protocol', /404/),
  );
  await assert.rejects(
    openEws({ ...place, url: `http://127.0.0.1:${await freePort()}/EWS/Exchange.asmx` }, signal),
    trouble('unreachable'),
  );
});

test('another mailbox is acted for by impersonation, where the server allows it', async (t) => {
  const { place, exchange } = await startExchange(t, { mailboxes: ['jobs@example.test'] });
  const box = await openEws({ ...place, mailbox: 'jobs@example.test' }, signal);
  await box.list(signal);
  await box.close();
  assert.deepEqual(
    new Set(exchange.seen.map(({ impersonated }) => impersonated)),
    new Set(['jobs@example.test']),
  );
  await assert.rejects(
    openEws({ ...place, mailbox: 'boss@example.test' }, signal),
    trouble('refused', /ErrorImpersonateUserDenied/),
  );
});

test('a token that the server takes no more is renewed once, and then refused', async (t) => {
  const oauth = await startOauthServer();
  t.after(() => oauth.stop());
  let takes = (token: string): boolean => oauth.isGood(token);
  const { exchange, place } = await startExchange(t, { takesToken: (token) => takes(token) });
  const clock = { monotonic: () => 0 };
  const token = makeTokens({ ...oauth, trust: {}, clock });
  const box = await openEws({ ...place, auth: { kind: 'oauth2', token } }, signal);
  t.after(() => box.close());
  const { id } = exchange.deliver(mailNamed('one'));
  await whole(box.body(id, signal));
  assert.equal(oauth.issued.length, 1);
  oauth.revoke(oauth.issued[0] ?? '');
  await whole(box.body(id, signal));
  assert.equal(oauth.issued.length, 2);
  takes = () => false;
  await assert.rejects(box.list(signal), trouble('refused', /401/));
  assert.equal(oauth.issued.length, 3);
  // A source that cannot renew is not asked twice.
  await assert.rejects(
    openEws({ ...place, auth: { kind: 'oauth2', token: async () => 'old' } }, signal),
    trouble('refused'),
  );
});

test('a certificate is verified, pinned or trusted by its authority', async (t) => {
  const certificate = await makeCertificate('127.0.0.1');
  const { place, exchange } = await startExchange(t, { tls: certificate });
  const { url } = exchange;
  await assert.rejects(openEws({ ...place, url }, signal), trouble('certificate'));
  await assert.rejects(
    openEws({ ...place, url, trust: { pin: 'ab'.repeat(32) } }, signal),
    trouble('certificate', /pinned/),
  );
  assert.equal(exchange.seen.length, 0, 'nothing was sent to it');
  await assert.rejects(
    openEws(
      { ...place, url: `https://localhost:${exchange.port}/x`, trust: { ca: certificate.cert } },
      signal,
    ),
    trouble('certificate'),
    'a certificate for another name',
  );
  for (const trust of [{ pin: certificate.fingerprint }, { ca: certificate.cert }]) {
    const box = await openEws({ ...place, url, trust }, signal);
    exchange.deliver(mailNamed('one'));
    assert.ok((await box.list(signal)).mails.length > 0);
    assert.ok((await box.list(signal)).mails.length > 0, 'over the kept connection');
    await box.close();
  }
  const plain = await startExchange(t);
  await assert.rejects(
    openEws({ ...place, url: `https://localhost:${plain.exchange.port}/EWS/Exchange.asmx` }, signal),
    trouble('protocol'),
    'no TLS is spoken there',
  );
});
