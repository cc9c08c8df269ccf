// Mail in the console, on a made-up server: adding accounts of each kind, testing, pinning, changing; senders, messages, the outbox.

import { refuse } from '../../panel-app/gallery/admin-fake.ts';
import { senderMistakes, testedRefused, testedUntrusted } from '../../panel-app/gallery/admin-mail-data.ts';
import type { AdminPicture } from '../../panel-app/gallery/admin-picture.ts';
import {
  type AdminStage,
  press,
  setAdminStage,
  type as typeInto,
} from '../../panel-app/gallery/admin-stage.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: AdminStage | undefined;
const open = async (picture: Omit<AdminPicture, 'name'>): Promise<AdminStage> => {
  stage = await setAdminStage({ name: 'flow', ...picture });
  return stage;
};
const called = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);
const body = (): unknown => stage?.server.bodies.at(-1);
const field = (name: string): HTMLInputElement | null => document.querySelector(`[name=${name}]`);
const names = (): readonly string[] =>
  [...document.querySelectorAll<HTMLInputElement>('admin-mail-fields [name]')]
    .filter((one) => one.type !== 'hidden' && one.closest('details') === null)
    .map(({ name }) => name);
/** The dialog's own button: those of the requests behind it are called the same. */
const submit = (): void => document.querySelector<HTMLElement>('.dialog-actions [type=submit]')?.click();
const rows = (): number => document.querySelectorAll('tbody tr').length;

describe('mail accounts', () => {
  afterEach(() => stage?.clear());

  it('stand under what they are for, with what is wrong', async () => {
    await open({ scene: {}, hash: '#mail' });
    const sides = [...document.querySelectorAll<HTMLElement>('.mail-side')].map((side) => side.innerText);
    ok(sides[0]?.includes('Library printing') === true && sides[0].includes('annex@'), 'they receive');
    ok(sides[1]?.includes('print-answers@') === true, 'it sends');
    await shows('The mail server refused the user name or password. Began 3 hours ago.');
    await shows('2 messages set aside');
  });

  it('say when nobody would get an answer', async () => {
    await open({ scene: { mailAccounts: [] }, hash: '#mail' });
    await shows('Nobody prints by mail yet.');
    stage?.clear();
    const { mailAccounts } = await import('../../panel-app/gallery/admin-mail-data.ts');
    await open({ scene: { mailAccounts: mailAccounts(Date.now()).slice(0, 1) }, hash: '#mail' });
    await shows('nobody gets an answer');
  });

  it('of each kind ask for what it needs and no more', async () => {
    await open({ scene: {}, hash: '#mail=new-receive' });
    equal(names(), []);
    const asked: Readonly<Record<string, readonly string[]>> = {
      other: 'address host security port auth user secret processedFolder refusedFolder authservId'.split(
        ' ',
      ),
      google: 'address user secret processedFolder refusedFolder authservId'.split(' '),
      microsoft: 'address tenant clientId secret processedFolder refusedFolder authservId'.split(' '),
      exchange: 'address host auth user secret processedFolder refusedFolder authservId'.split(' '),
    };
    for (const [provider, wanted] of Object.entries(asked)) {
      await typeInto(`provider-${provider}`, 'on');
      equal(names(), wanted, provider);
    }
    await typeInto('provider-domino', 'on');
    await press('POP3');
    equal(names(), 'address host security port auth user secret authservId'.split(' '));
    equal(field('port')?.value, '995');
    await press('Send answers');
    equal(names(), 'address host security port auth user secret'.split(' '));
    equal([field('port')?.value, field('security')?.value], ['587', 'starttls']);
  });

  it('keep the usual port beside the encryption, and a typed one as it is', async () => {
    await open({ scene: {}, hash: '#mail=new-receive', steps: [['provider-other', 'on']] });
    await typeInto('security', 'starttls');
    equal(field('port')?.value, '143');
    await typeInto('port', '1143');
    await typeInto('security', 'none');
    equal(field('port')?.value, '1143');
    await shows('Password and mail can be read on the way.');
  });

  it('are tested as they were typed, and added', async () => {
    await open({ scene: {}, hash: '#mail=new-receive', steps: [['provider-other', 'on']] });
    await press('Test');
    ok(!stage?.server.calls.some((call) => call.startsWith('POST')), 'an incomplete form asks nobody');
    await typeInto('address', 'desk@example.org');
    await typeInto('host', 'imap.example.org');
    await typeInto('secret', ' spaces count ');
    await typeInto('processedFolder', 'Printed');
    await press('Test');
    await called('POST /api/admin/mail/test');
    const account = {
      name: 'desk@example.org',
      kind: 'imap',
      receives: true,
      sends: false,
      address: 'desk@example.org',
      settings: {
        auth: 'password',
        host: 'imap.example.org',
        processedFolder: 'Printed',
        user: 'desk@example.org',
        security: 'tls',
        port: 993,
      },
      secret: ' spaces count ',
    };
    equal(body(), { account });
    await shows('Signed in. 4 messages are there.');
    await typeInto('processedFolder', 'Done');
    ok(!document.body.innerText.includes('Signed in.'), 'what was tested is not what stands there now');
    await press('Add account');
    await called('POST /api/admin/mail/accounts');
    await until('its sheet', () => location.hash === '#mail=account-m-new');
  });

  it('of Microsoft 365 need no server, those of Google bring theirs', async () => {
    await open({ scene: {}, hash: '#mail=new-send', steps: [['provider-microsoft', 'on']] });
    await typeInto('address', 'answers@example.org');
    await typeInto('tenant', 'example.org');
    await typeInto('clientId', 'app');
    await typeInto('secret', 'hidden');
    await press('Add account');
    await until('it is sent', () => body() !== undefined);
    equal(body(), {
      name: 'answers@example.org',
      kind: 'graph',
      receives: false,
      sends: true,
      address: 'answers@example.org',
      settings: { auth: 'oauth2', tenant: 'example.org', clientId: 'app' },
      secret: 'hidden',
    });
    stage?.clear();
    await open({ scene: {}, hash: '#mail=new-receive', steps: [['provider-google', 'on']] });
    await typeInto('address', 'desk@example.org');
    await typeInto('secret', 'app password');
    await press('Add account');
    await until('it is sent', () => body() !== undefined);
    const { settings } = body() as { readonly settings: Readonly<Record<string, unknown>> };
    equal([settings['host'], settings['port'], settings['security']], ['imap.gmail.com', 993, 'tls']);
  });

  it('that would answer themselves are refused in words', async () => {
    await open({
      scene: { answers: { 'POST /api/admin/mail/accounts': () => refuse('mail-account-is-sender') } },
      hash: '#mail=new-send',
      steps: [
        ['provider-other', 'on'],
        ['address', 'print@example.org'],
        ['host', 'smtp.example.org'],
        ['auth', 'none'],
        ['Add account'],
      ],
    });
    await shows('another address than it is received at');
    equal(field('secret'), null);
    equal(field('address')?.value, 'print@example.org');
  });

  it('with a certificate of their own are compared and pinned', async () => {
    await open({
      scene: { mailTested: testedUntrusted },
      hash: '#mail=new-receive',
      steps: [
        ['provider-other', 'on'],
        ['address', 'print@example.org'],
        ['host', 'imap.example.org'],
        ['secret', 'x'],
        ['Test'],
      ],
    });
    await shows('9F:86:D0:81');
    await press('Trust this certificate');
    equal(field('tlsPin')?.value, testedUntrusted.fingerprint);
    await shows('Test again to see the rest.');
    await press('Test');
    await until('the pin goes along', () => JSON.stringify(body()).includes('"tlsPin":"9f86d081'));
  });
});

describe('one mail account', () => {
  afterEach(() => stage?.clear());

  it('is tested as it is stored while nothing was typed, with its details afterwards', async () => {
    await open({ scene: { mailTested: testedRefused }, hash: '#mail=account-m2', steps: [['Test']] });
    equal(body(), { id: 'm2' });
    await shows('NO [AUTHENTICATIONFAILED]');
    await typeInto('tenant', 'other.example');
    await shows('Client secret needed again');
    await press('Test');
    equal(field('secret')?.matches(':invalid'), true);
    await typeInto('secret', 'new');
    await press('Test');
    await until('as typed', () => JSON.stringify(body()).includes('"tenant":"other.example"'));
  });

  it('is saved without its password, which is never shown', async () => {
    await open({ scene: {}, hash: '#mail=account-m1' });
    equal([field('secret')?.value, field('secret')?.placeholder], ['', 'Stored']);
    await typeInto('refusedFolder', 'Refused');
    await press('Save details');
    await called('PATCH /api/admin/mail/accounts/m1');
    const sent = body() as { readonly settings: Readonly<Record<string, unknown>> };
    ok(!('secret' in sent), 'no password');
    equal(sent.settings['refusedFolder'], 'Refused');
    equal(sent.settings['authservId'], 'mx.northgate.example');
    await shows('Saved.');
  });

  it('is switched off at once, and removed after a question', async () => {
    await open({ scene: {}, hash: '#mail=account-m1' });
    document.querySelector<HTMLInputElement>('.switch input')?.click();
    await called('PATCH /api/admin/mail/accounts/m1');
    equal(body(), { enabled: false });
    await shows('Switched off.');
    await press('Remove account');
    await shows('What is in the mailbox stays there');
    document.querySelector<HTMLElement>('.dialog-actions .danger')?.click();
    await called('DELETE /api/admin/mail/accounts/m1');
    await until('its sheet is gone', () => location.hash === '#mail');
  });

  it('sends a test message where it is told to', async () => {
    await open({
      scene: {},
      hash: '#mail=account-m3',
      steps: [['sendTo', 'renate@example.org'], ['Test']],
    });
    equal(body(), { id: 'm3', sendTo: 'renate@example.org' });
    await shows('A message is on its way');
    ok(document.querySelector<HTMLButtonElement>('[type=submit]')?.disabled === true, 'nothing to save');
  });
});

describe('senders', () => {
  afterEach(() => stage?.clear());

  it('who wait are allowed, with their domain or alone, or blocked', async () => {
    await open({ scene: {}, hash: '#mail=senders' });
    await shows('2 senders wait for you');
    await press('Allow the whole domain');
    await called('POST /api/admin/mail/requests');
    equal(body(), { address: 'm.okafor@partner.example', decision: 'allow', domain: true });
    await shows('1 sender waits for you');
    await press('Block');
    await until('it is sent', () => JSON.stringify(body()).includes('"block"'));
    await until('nobody waits', () => document.querySelector('.mail-requests') === null);
  });

  it('are put on a list, and taken off one by one or several at once', async () => {
    await open({ scene: {}, hash: '#mail=senders', steps: [['Add to a list'], ['pattern', 'spam.example']] });
    await press('Blocked');
    submit();
    await called('POST /api/admin/mail/rules');
    equal(body(), { list: 'block', pattern: 'spam.example' });
    await until('five', () => rows() === 5);
    await typeInto('Choose northgate.example', 'on');
    await typeInto('Choose offers.example', 'on');
    await press('Take 2 off their lists');
    await called('DELETE /api/admin/mail/rules/s1');
    await called('DELETE /api/admin/mail/rules/s3');
    await until('three', () => rows() === 3);
  });

  it('keep what was typed when it is no address', async () => {
    const detail = 'give an address (anna@example.org), a domain (example.org) or one with * in it.';
    await open({
      scene: {
        answers: {
          'POST /api/admin/mail/rules': () => refuse('bad-setting', { label: 'Address or domain', detail }),
        },
      },
      hash: '#mail=senders',
      steps: [['Add to a list'], ['pattern', '*']],
    });
    submit();
    await shows('give an address');
    equal(field('pattern')?.value, '*');
  });

  it('are imported line by line, or each wrong line is named', async () => {
    await open({ scene: {}, hash: '#mail=import', steps: [['text', 'example.com'], ['Import these']] });
    equal(body(), { list: 'allow', text: 'example.com' });
    await shows('3 added. 1 was there already.');
    await press('Done');
    equal(location.hash, '#mail=senders');
    stage?.clear();
    await open({
      scene: { mailImported: senderMistakes },
      hash: '#mail=import',
      steps: [['text', 'x'], ['Import these']],
    });
    await shows('Nothing was imported. Mend these 2 lines:');
    await shows('2: anna at example.org');
  });
});

describe('messages', () => {
  afterEach(() => stage?.clear());

  it('that were set aside come first and are tried again together', async () => {
    await open({ scene: {}, hash: '#mail=messages' });
    await until('two', () => rows() === 2);
    await typeInto('Choose all that are shown', 'on');
    await press('Try 2 again');
    await called('POST /api/admin/mail/messages/q1/retry');
    await called('POST /api/admin/mail/messages/q2/retry');
    await shows('Nothing is set aside.');
    await typeInto('shown', 'all');
    await until('the others', () => rows() === 4);
  });

  it('are deleted after a question that says what it does', async () => {
    await open({ scene: {}, hash: '#mail=message-q1', steps: [['Delete']] });
    await shows('It goes from its mailbox, too');
    ok(!stage?.server.calls.some((call) => call.startsWith('DELETE')), 'asked first');
    await press('Delete it');
    await called('DELETE /api/admin/mail/messages/q1');
    await until('its sheet is gone', () => location.hash === '#mail=messages');
  });

  it('that are gone by then say so', async () => {
    const answers = { 'POST /api/admin/mail/messages/q1/retry': () => refuse('not-found') };
    await open({ scene: { answers }, hash: '#mail=message-q1', steps: [['Try again']] });
    await shows('This is no longer here.');
  });
});

describe('the outbox', () => {
  afterEach(() => stage?.clear());

  it('sends a failed one again at once, and asks for one that may arrive twice', async () => {
    await open({ scene: {}, hash: '#mail=sent-o2', steps: [['Send again']] });
    await called('POST /api/admin/mail/outbox/o2/retry');
    location.hash = '#mail=sent-o3';
    await shows('It is not known whether it was sent.');
    await press('Send again');
    await shows('may get it twice');
    ok(!stage?.server.calls.includes('POST /api/admin/mail/outbox/o3/retry'), 'asked first');
    document.querySelector<HTMLElement>('.dialog-actions .accent')?.click();
    await called('POST /api/admin/mail/outbox/o3/retry');
  });

  it('drops what waits, and shows what is left of each kind', async () => {
    await open({ scene: {}, hash: '#mail=outbox' });
    await typeInto('shown', 'bad');
    await until('two', () => rows() === 2);
    await typeInto('shown', 'open');
    await until('one', () => rows() === 1);
    document.querySelector<HTMLElement>('.row-link')?.click();
    await press('Do not send');
    await called('POST /api/admin/mail/outbox/o4/drop');
    await shows('Nothing waits to be sent.');
  });

  it('says that nothing was sent yet', async () => {
    await open({ scene: { mailQuiet: true }, hash: '#mail=outbox' });
    await shows('Nothing was sent yet.');
  });
});
