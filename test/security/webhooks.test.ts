// Webhooks against a real HTTPS receiver: what is sent, signed by whom, tried again, and where nothing is ever sent (threats.md T36).
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type {
  AdminConnections,
  HookDeliveries,
  WebhookSaved,
  WebhookTested,
} from '@platen/shared/api/admin-connections';
import { samplePdf } from '../documents/make-documents.ts';
import { type HookReceiver, startHookReceiver } from '../servers/hook-receiver.ts';
import { repository } from '../support/repository.ts';
import { type Client, type RunningServer, runServer } from '../support/running-server.ts';
import { waitUntil } from '../support/wait-until.ts';

let receiver: HookReceiver;
let server: RunningServer;
let admin: Client;
before(async () => {
  receiver = await startHookReceiver();
  server = await runServer({ hookCaFile: receiver.caFile });
  await server.app.admins.setup(server.setupToken ?? '', 'anna', 'correct horse battery');
  admin = server.client();
  const signedIn = await admin.call('POST', '/api/admin/session', {
    body: { name: 'anna', password: 'correct horse battery' },
  });
  assert.equal(signedIn.status, 200, signedIn.bytes.toString());
});
after(async () => {
  await server.close();
  await receiver.stop();
});

async function addHook(body: object): Promise<WebhookSaved> {
  const added = await admin.call('POST', '/api/admin/webhooks', {
    body: {
      name: 'Portal of the helpdesk',
      url: receiver.url,
      events: ['job.received'],
      titles: false,
      ...body,
    },
  });
  assert.equal(added.status, 201, added.bytes.toString());
  return added.json as WebhookSaved;
}
const removeHook = (id: string) => admin.call('DELETE', `/api/admin/webhooks/${id}`);
const deliveries = async (id: string) =>
  ((await admin.call('GET', `/api/admin/webhooks/${id}/deliveries`)).json as HookDeliveries).deliveries;

async function sendDocument(title = 'Salary of Mr Canary.pdf'): Promise<string> {
  const { client } = await server.portalUser();
  const sent = await client.call('POST', `/api/portal/documents?name=${encodeURIComponent(title)}`, {
    raw: await samplePdf({ pages: 2 }),
  });
  assert.equal(sent.status, 201, sent.bytes.toString());
  return (sent.json as { job: { id: string } }).job.id;
}
const messagesOf = (event: string, jobId: string) =>
  receiver.received.filter(({ json }) => json.event === event && json.data['jobId'] === jobId);
async function arrived(event: string, jobId: string) {
  await waitUntil(() => messagesOf(event, jobId).length > 0, { what: `${event} to arrive` });
  const message = messagesOf(event, jobId)[0];
  assert.ok(message);
  return message;
}

test('a document is told of when it comes and when it is ready, signed, with ids and facts and without its title', async () => {
  const { webhook, secret = '' } = await addHook({ events: ['job.received', 'job.held'] });
  assert.match(secret, /^whsec_[A-Za-z0-9_-]{43}$/);
  const id = await sendDocument();
  const received = await arrived('job.received', id);
  const held = await arrived('job.held', id);
  assert.ok(receiver.verify(received, secret));
  assert.ok(!receiver.verify(received, `${secret}x`));
  assert.equal(received.headers['platen-event'], 'job.received');
  assert.equal(received.headers['platen-id'], received.json.id);
  assert.equal(received.json.data['mediaType'], 'application/pdf');
  assert.equal(held.json.data['pages'], 2);
  assert.notEqual(received.json.id, held.json.id);
  for (const message of [received, held]) assert.ok(!message.body.includes('Canary'));
  await waitUntil(async () => (await deliveries(webhook.id)).every(({ state }) => state === 'delivered'), {
    what: 'both to be noted as delivered',
  });
  await removeHook(webhook.id);
});

test('the check that docs/webhooks.md shows takes what is ours, and nothing that was changed, is old or was signed by others', async () => {
  const text = await readFile(join(repository, 'docs', 'webhooks.md'), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const { isFromPlaten } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    isFromPlaten: (header: string, body: Buffer, secret: string, now?: number) => boolean;
  };
  const { webhook, secret = '' } = await addHook({});
  const { headers, body } = await arrived('job.received', await sendDocument());
  const header = String(headers['platen-signature']);
  assert.ok(isFromPlaten(header, Buffer.from(body), secret));
  assert.ok(!isFromPlaten(header, Buffer.from(`${body} `), secret));
  assert.ok(!isFromPlaten(header, Buffer.from(body), `${secret}x`));
  assert.ok(!isFromPlaten(header, Buffer.from(body), secret, Date.now() + 600_000));
  await removeHook(webhook.id);
});

test('a webhook that may have titles gets them', async () => {
  const { webhook } = await addHook({ titles: true });
  const message = await arrived('job.received', await sendDocument());
  assert.equal(message.json.data['title'], 'Salary of Mr Canary.pdf');
  await removeHook(webhook.id);
});

test('a message that was not taken waits with its reason, and is sent again by hand with the same id', async () => {
  receiver.answer = 503;
  const { webhook } = await addHook({});
  const id = await sendDocument();
  const first = await arrived('job.received', id);
  const waiting = await waitUntil(
    async () => (await deliveries(webhook.id)).find(({ attempts }) => attempts === 1),
    { what: 'the attempt to be noted' },
  );
  assert.deepEqual([waiting.state, waiting.note], ['waiting', 'Status 503.']);
  const { webhooks } = (await admin.call('GET', '/api/admin/connections')).json as AdminConnections;
  assert.equal(webhooks.find((hook) => hook.id === webhook.id)?.condition, 'failing');

  // Given up, as after a day.
  await server.app.db.write(async ({ q, t }) => {
    await q.delete(t.steps);
    await q.update(t.hookDeliveries).set({ state: 'failed' });
  });
  receiver.answer = 204;
  const again = await admin.call('POST', `/api/admin/webhooks/${webhook.id}/deliveries/${waiting.id}/again`);
  assert.equal(again.status, 200, again.bytes.toString());
  await waitUntil(() => messagesOf('job.received', id).length === 2, { what: 'the second message' });
  assert.equal(messagesOf('job.received', id)[1]?.json.id, first.json.id);
  assert.equal(messagesOf('job.received', id)[1]?.body, first.body);
  receiver.answer = 200;
  await removeHook(webhook.id);
});

test('a new secret signs beside the old one, and another host gets one of its own', async () => {
  const { webhook, secret: old = '' } = await addHook({});
  const renewed = (await admin.call('POST', `/api/admin/webhooks/${webhook.id}/secret`)).json as {
    secret: string;
  };
  const message = await arrived('job.received', await sendDocument());
  assert.ok(receiver.verify(message, old) && receiver.verify(message, renewed.secret));
  const moved = await admin.call('PATCH', `/api/admin/webhooks/${webhook.id}`, {
    body: { url: receiver.url.replace('localhost', '127.0.0.1') },
  });
  const { secret = '' } = moved.json as WebhookSaved;
  assert.match(secret, /^whsec_/);
  const next = await arrived('job.received', await sendDocument());
  assert.ok(receiver.verify(next, secret));
  assert.ok(
    !receiver.verify(next, old) && !receiver.verify(next, renewed.secret),
    'the old secrets were for the old host',
  );
  await removeHook(webhook.id);
});

test('the test button says how it ended, and no redirection is followed', async () => {
  const { webhook } = await addHook({});
  const tryOut = async () =>
    (await admin.call('POST', `/api/admin/webhooks/${webhook.id}/test`)).json as WebhookTested;
  assert.deepEqual(await tryOut(), { ok: true, sentence: 'It arrived: the answer was status 200.' });
  assert.equal(receiver.received.at(-1)?.json.event, 'test');
  const before = receiver.received.length;
  receiver.answer = (_message, response) =>
    response
      .writeHead(302, { location: `https://127.0.0.1:${server.httpsPort}/api/admin/connections` })
      .end();
  const sentOn = await tryOut();
  assert.ok(!sentOn.ok && sentOn.sentence.includes('not followed'), sentOn.sentence);
  assert.equal(receiver.received.length, before + 1);
  receiver.answer = 200;
  await removeHook(webhook.id);
});

test('a certificate that nobody vouches for, or for another name, is not talked to', async () => {
  const stranger = await startHookReceiver();
  const wrongName = await startHookReceiver(['elsewhere.example']);
  try {
    for (const other of [stranger, wrongName]) {
      const { webhook } = await addHook({ url: other.url });
      const tested = (await admin.call('POST', `/api/admin/webhooks/${webhook.id}/test`))
        .json as WebhookTested;
      assert.ok(!tested.ok && /certificate/.test(tested.sentence), tested.sentence);
      assert.equal(other.received.length, 0, 'not a byte of the message left');
      await removeHook(webhook.id);
    }
  } finally {
    await stranger.stop();
    await wrongName.stop();
  }
});

test('plain HTTP, names in the address, this server itself and the ports of other services are refused', async () => {
  for (const url of [
    'http://hooks.example.org/x',
    'https://user:secret@hooks.example.org/x',
    'https://hooks.example.org:25/x',
    'https://hooks.example.org/x#part',
    `https://127.0.0.1:${server.httpsPort}/api`,
    'https://169.254.169.254/latest/meta-data',
    'https://[fd00:ec2::254]/',
    'https://0.0.0.0/',
    'https://[::ffff:169.254.169.254]/',
    'ftp://hooks.example.org/x',
    'not an address',
  ]) {
    const refused = await admin.call('POST', '/api/admin/webhooks', {
      body: { name: 'X', url, events: ['attack'], titles: false },
    });
    const code = (refused.json as { error?: { code: string } }).error?.code;
    assert.deepEqual([refused.status, code], [422, 'webhook-url'], url);
  }
});

test('without the switch for tests, no spelling of loopback is spoken to, at saving and at sending', async () => {
  const strict = await runServer();
  try {
    const add = strict.app.webhooks.add;
    const wish = { name: 'X', events: ['attack'], titles: false, enabled: true } as const;
    for (const host of [
      'localhost',
      '127.0.0.1',
      '127.1',
      '0x7f.1',
      '2130706433',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[64:ff9b::7f00:1]',
      '0',
    ]) {
      await assert.rejects(
        add({ ...wish, url: `https://${host}:${receiver.port}/hook` }, 'test'),
        { code: 'webhook-url' },
        host,
      );
    }
    // As if the name had led elsewhere when it was saved (DNS rebinding).
    const { row } = await strict.app.webhooks.add({ ...wish, url: 'https://192.0.2.7/hook' }, 'test');
    await strict.app.db.write(async ({ q, t }) => {
      await q.update(t.webhooks).set({ url: receiver.url });
    });
    const before = receiver.received.length;
    const posted = await strict.app.webhooks.test(row.id, new AbortController().signal);
    assert.equal(posted.kind, 'unreachable');
    assert.equal(receiver.received.length, before);
  } finally {
    await strict.close();
  }
});

test('no secret is in an answer after the first, in the log, the audit or in the clear in the database', async () => {
  const { webhook, secret = '' } = await addHook({});
  const answers = [
    await admin.call('GET', '/api/admin/connections'),
    await admin.call('GET', `/api/admin/webhooks/${webhook.id}/deliveries`),
    await admin.call('PATCH', `/api/admin/webhooks/${webhook.id}`, { body: { name: 'Other' } }),
  ];
  const rows = await server.app.db.read(async ({ q, t }) => [
    await q.select().from(t.webhooks),
    await q.select().from(t.audit),
  ]);
  for (const text of [
    ...answers.map(({ bytes }) => bytes.toString()),
    JSON.stringify(rows),
    server.logged.join(''),
  ]) {
    assert.ok(!text.includes(secret));
  }
  await removeHook(webhook.id);
});
