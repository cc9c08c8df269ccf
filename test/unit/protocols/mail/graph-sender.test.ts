// Sending through Microsoft Graph: what leaves, and whether a failed try is proven not to have sent anything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { graphSender } from '@platen/edge-server/protocols/mail/graph-sender';
import { MailError } from '@platen/edge-server/protocols/mail/mailbox';
import { startGraphServer } from '../../../servers/graph-server.ts';
import { outgoing, trouble } from './exchange-mails.ts';

const { signal } = new AbortController();

test('a message is sent as MIME, and each failure says whether it may have left', async (t) => {
  const graph = await startGraphServer({ takesToken: (token) => token === 'good' });
  const place = { base: graph.base, mailbox: graph.mailbox, token: () => Promise.resolve('good'), trust: {} };
  const sender = graphSender(place);
  t.after(async () => {
    sender.close();
    await graph.stop();
  });
  await sender.verify(signal);
  const end = async () => {
    const { detail: _, ...outcome } = await sender.send(outgoing(), signal);
    return outcome;
  };
  assert.deepEqual(await end(), { kind: 'sent' });
  const text = graph.store.sent[0]?.toString('latin1') ?? '';
  assert.match(text, /^To: ann@example\.test\r$/m);
  assert.match(text, /^Message-ID: <1@example\.test>\r$/m);

  const fails = (status: number, code?: string, headers = {}) =>
    graph.failNext(/sendMail$/, { kind: 'status', status, headers, ...(code === undefined ? {} : { code }) });
  fails(400, 'ErrorInvalidRecipients');
  assert.deepEqual(await end(), { kind: 'not-sent', permanent: true, trouble: 'rejected' });
  fails(413);
  assert.deepEqual(await end(), { kind: 'not-sent', permanent: true, trouble: 'rejected' });
  fails(429, undefined, { 'retry-after': '4' });
  assert.deepEqual(await end(), { kind: 'not-sent', permanent: false, trouble: 'busy', retryAfterMs: 4_000 });
  fails(403, 'ErrorAccessDenied');
  assert.deepEqual(await end(), {
    kind: 'not-sent',
    permanent: false,
    trouble: 'refused',
    retryAfterMs: undefined,
  });
  for (const status of [500, 502, 504]) {
    fails(status);
    assert.deepEqual(await end(), { kind: 'unknown' }, String(status));
  }
  graph.failNext(/sendMail$/, { kind: 'octets', body: '<html>' });
  assert.deepEqual(await end(), { kind: 'unknown' });
  assert.equal(graph.store.sent.length, 1);

  const wrong = graphSender({ ...place, token: () => Promise.resolve('old') });
  const refused = await wrong.send(outgoing(), signal);
  assert.ok(refused.kind === 'not-sent' && refused.trouble === 'refused');
  // Whoever may only send may read nothing: a test is as far as a token goes.
  const noToken = () => Promise.reject(new MailError('refused', 'invalid_client'));
  await assert.rejects(graphSender({ ...place, token: noToken }).verify(signal), trouble('refused'));
});
