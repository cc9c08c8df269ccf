// Every administrative change is in the audit log (SPEC F2): each changing route, as the router lists them, names what it writes there.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { repository } from '../../support/repository.ts';
import { type AccessSite, changing, openAccessSite } from './site.ts';

let site: AccessSite;
before(async () => {
  site = await openAccessSite();
});
after(() => site.close());

/** Route -> what is written for it, as the sources have it. */
const ACTS: Readonly<Record<string, string | readonly string[]>> = {
  'PUT /api/admin/account/password': 'changed the own password',
  'PUT /api/admin/account/totp': 'set up an authenticator app',
  'DELETE /api/admin/account/totp': 'removed the authenticator app',
  'POST /api/admin/account/recovery-codes': 'made new recovery codes',
  'POST /api/admin/account/passkeys': 'added a passkey',
  'DELETE /api/admin/account/passkeys/:id': 'removed a passkey',
  'DELETE /api/admin/account/sessions/:id': 'ended a session',
  'DELETE /api/admin/account/sessions': 'ended all other sessions',
  'DELETE /api/admin/account/open-id': ['set up single sign-on', 'ended single sign-on'],
  'POST /api/admin/admins': 'invited administrator',
  'POST /api/admin/admins/:id/link': ['reset administrator', 'reset administrator and second factor'],
  'PATCH /api/admin/admins/:id': [
    'changed the role of administrator',
    'switched off administrator',
    'switched on administrator',
  ],
  'DELETE /api/admin/admins/:id': 'removed administrator',
  'DELETE /api/admin/sessions/:id': 'ended a session',
  'DELETE /api/admin/admins/:id/sessions': 'ended all other sessions',
  'POST /api/admin/company-code': 'renewed the company code',
  'PUT /api/admin/open-id/secret': [
    'set the secret of single sign-on',
    'removed the secret of single sign-on',
  ],
  'PUT /api/admin/settings/:key': 'changed setting',
  'PUT /api/admin/first-run': 'closed the first-run assistant',
  'POST /api/admin/printers/:id/test-page': 'printed a test page at printer',
  'POST /api/admin/codes/free': 'let a source of wrong codes go on',
  'POST /api/admin/printers': 'added printer',
  'PATCH /api/admin/printers/:id': 'changed printer',
  'DELETE /api/admin/printers/:id': 'removed printer',
  'PUT /api/admin/printers/:id/credentials': 'changed the credentials of printer',
  'POST /api/admin/printers/import': 'imported printer',
  'POST /api/admin/printers/:id/panel-key': 'renewed the panel key of printer',
  'POST /api/admin/discovery': 'searched for printers',
  'POST /api/admin/printers/:id/panel/install': 'set up the panel app of printer',
  'POST /api/admin/printers/:id/panel/remove': 'removed the panel app of printer',
  'POST /api/admin/users/import': 'imported users from CSV',
  'POST /api/admin/users': 'added user',
  'PATCH /api/admin/users/:id': ['changed user', 'switched off user', 'switched on user'],
  'POST /api/admin/users/:id/code': 'renewed the code of user',
  'DELETE /api/admin/users/:id/sessions': 'signed out user',
  'DELETE /api/admin/users/:id': 'removed user',
  'POST /api/admin/guests': 'gave out a guest code',
  'DELETE /api/admin/guests/:id': 'ended a guest',
  'DELETE /api/admin/users/:id/cards/:card': 'removed a card',
  'POST /api/admin/directories': 'added directory',
  'PUT /api/admin/directories/order': 'ordered directories',
  'PATCH /api/admin/directories/:id': 'changed directory',
  'DELETE /api/admin/directories/:id': 'removed directory',
  'POST /api/admin/directories/:id/import': 'imported directory',
  'DELETE /api/admin/jobs/:id': 'deleted document',
  'POST /api/admin/documents': 'sent a document for user',
  'POST /api/admin/release': 'released document',
  'POST /api/admin/releases/:id/cancel': 'stopped release',
  'POST /api/admin/releases/:id/decision': 'decided: ',
  'POST /api/admin/licence': 'installed licence',
  'DELETE /api/admin/licence': 'removed licence',
  'POST /api/admin/converters': 'added conversion server',
  'DELETE /api/admin/converters/:name': 'removed conversion server',
  'PUT /api/admin/certificate': 'installed a certificate',
  'POST /api/admin/certificate/back': 'went back to the certificate from before',
  'POST /api/admin/certificate/request': 'requested a certificate',
  'DELETE /api/admin/certificate/request': 'dropped the request for a certificate',
  'PUT /api/admin/certificate/acme': 'agreed to the terms of an authority',
  'POST /api/admin/certificate/acme/now': 'had the certificate renewed',
  'DELETE /api/admin/certificate/acme': 'changed setting',
  'POST /api/admin/fonts': 'added font',
  'DELETE /api/admin/fonts/:file': 'removed font',
  'POST /api/admin/mail/accounts': 'added mail account',
  'PATCH /api/admin/mail/accounts/:id': 'changed mail account',
  'DELETE /api/admin/mail/accounts/:id': 'removed mail account',
  'POST /api/admin/mail/test': 'tested mail account',
  'POST /api/admin/mail/messages/:id/retry': 'had a message tried again',
  'DELETE /api/admin/mail/messages/:id': 'deleted a message',
  'POST /api/admin/mail/outbox/:id/retry': 'had mail sent again',
  'POST /api/admin/mail/outbox/:id/drop': 'dropped mail',
  'POST /api/admin/mail/rules': ['allowed sender', 'blocked sender'],
  'DELETE /api/admin/mail/rules/:id': ['took sender off the allow-list', 'took sender off the block-list'],
  'POST /api/admin/mail/rules/import': 'imported senders to the ',
  'POST /api/admin/mail/requests': ['allowed sender', 'blocked sender'],
  'POST /api/admin/tokens': 'created API token',
  'DELETE /api/admin/tokens/:id': 'removed API token',
  'POST /api/admin/queues': 'added queue',
  'PATCH /api/admin/queues/:id': 'changed queue',
  'DELETE /api/admin/queues/:id': 'removed queue',
  'POST /api/admin/webhooks': 'added webhook',
  'PATCH /api/admin/webhooks/:id': 'changed webhook',
  'DELETE /api/admin/webhooks/:id': 'removed webhook',
  'POST /api/admin/webhooks/:id/secret': 'gave webhook a new secret',
  'POST /api/admin/webhooks/:id/deliveries/:delivery/again': 'sent webhook message again',
  'POST /api/admin/backup': 'began a backup',
  'PUT /api/admin/backup/passphrase': ['set the passphrase of backups', 'removed the passphrase of backups'],
  'POST /api/admin/backup/file': 'took a backup away',
};

/** Routes that change nothing an auditor would ask about, each with why. */
const NOTHING: Readonly<Record<string, string>> = {
  'DELETE /api/admin/session': 'ends the own session',
  'POST /api/admin/prove': 'proves who somebody is',
  'POST /api/admin/prove/passkey': 'a challenge, stored nowhere',
  'POST /api/admin/account/totp': 'a key, stored nowhere before its first code',
  'POST /api/admin/account/passkeys/options': 'a challenge, stored nowhere',
  'POST /api/admin/account/open-id': 'begins; what comes back is noted',
  'POST /api/admin/open-id/test': 'reads the description of the provider',
  'POST /api/admin/mail/guess': 'looks a provider up by an address',
  'POST /api/admin/printers/probe': 'asks a device what it is',
  'POST /api/admin/printers/:id/virtual': 'the training printer plays a fault',
  'POST /api/admin/printers/:id/panel/check': 'looks',
  'DELETE /api/admin/discovery': 'stops looking',
  'POST /api/admin/directories/test': 'tries a connection',
  'POST /api/admin/directories/look': 'looks into a directory',
  'POST /api/admin/directories/:id/preview': 'a dry run',
  'POST /api/admin/licence/check': 'asks whether it is still good',
  'POST /api/admin/certificate/check': 'looks at a file that was not kept',
  'POST /api/admin/certificate/acme/look': 'reads the terms of an authority',
  'POST /api/admin/webhooks/:id/test': 'sends a message that says nothing',
  'POST /api/admin/backup/ready': 'looks whether a backup could be handed over',
};

test('each changing administrative route names what it writes into the audit log, or why it writes nothing', () => {
  const sources = join(repository, 'edge-server', 'src');
  const text = readdirSync(sources, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(sources, name), 'utf8'))
    .join('\n');
  const listed = site.routes
    .filter((route) => route.role === 'admin' && changing(route))
    .map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(
    listed.filter((route) => !(route in ACTS) && !(route in NOTHING)),
    [],
    'routes that nobody has thought about: add what they write to the audit log',
  );
  assert.deepEqual(
    [...Object.keys(ACTS), ...Object.keys(NOTHING)].filter((route) => !listed.includes(route)),
    [],
    'routes that are gone',
  );
  for (const [route, acts] of Object.entries(ACTS)) {
    for (const act of [acts].flat()) {
      assert.ok(text.includes(`'${act}'`) || text.includes(`\`${act}`), `${route}: nothing writes "${act}"`);
    }
  }
});

test('a change over the network and its entry come together, with who it was', async () => {
  const admin = await site.admin('administrator');
  const { app } = site.server;
  const send = async (method: string, path: string, body?: unknown) => {
    const said = await admin.call(method, path, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    });
    assert.ok(said.status < 300, `${method} ${path} ${said.text}`);
    return JSON.parse(said.text) as { id?: string; user?: { id: string } };
  };
  const last = async () => {
    const { entries } = JSON.parse((await admin.call('GET', '/api/admin/audit?limit=1')).text) as {
      entries: { who: string; act: string; about: string }[];
    };
    return entries[0];
  };
  const who = `admin:${(await app.admins.find(admin.id))?.name}`;
  const invited = await send('POST', '/api/admin/admins', { name: 'noted', role: 'auditor' });
  const path = `/api/admin/admins/${invited.id}`;
  const user = await send('POST', '/api/admin/users', { email: 'noted@example.org', name: 'Noted' });
  const steps: [string, string, unknown, string][] = [
    ['PATCH', path, { role: 'helpdesk' }, 'changed the role of administrator'],
    ['PATCH', path, { off: true }, 'switched off administrator'],
    ['PATCH', path, { off: false }, 'switched on administrator'],
    ['POST', `${path}/link`, { secondFactor: true }, 'reset administrator and second factor'],
    ['DELETE', path, undefined, 'removed administrator'],
    ['PUT', '/api/admin/settings/site.name', { value: 'Noted' }, 'changed setting'],
    ['POST', `/api/admin/users/${user.user?.id}/code`, undefined, 'renewed the code of user'],
    ['DELETE', `/api/admin/users/${user.user?.id}`, undefined, 'removed user'],
    ['POST', '/api/admin/mail/rules', { list: 'block', pattern: 'evil.example' }, 'blocked sender'],
    ['POST', '/api/admin/company-code', undefined, 'renewed the company code'],
  ];
  for (const [method, where, body, act] of steps) {
    await send(method, where, body);
    const entry = await last();
    assert.deepEqual([entry?.act, entry?.who], [act, who], `${method} ${where}`);
  }
  assert.equal((await app.auditSeals.verify()).sound, true);
});
