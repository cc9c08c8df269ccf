// The console's door and its security section, on a made-up server: two steps, passkeys, links, proving again, roles, the audit log.

import { ROLE_SCOPES } from '@platen/shared/scopes';
import { answer, refuse } from '../../panel-app/gallery/admin-fake.ts';
import type { AdminPicture } from '../../panel-app/gallery/admin-picture.ts';
import { bareAccount, brokenLog } from '../../panel-app/gallery/admin-security-data.ts';
import { meOf } from '../../panel-app/gallery/admin-security-fake.ts';
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
const times = (call: string): number => stage?.server.calls.filter((one) => one === call).length ?? 0;
const body = (): unknown => stage?.server.bodies.at(-1);
const sections = (): readonly string[] =>
  [...document.querySelectorAll<HTMLElement>('.nav-all a')].map((link) => link.innerText.trim());
const dialog = (): HTMLElement | null => document.querySelector('.dialog');
const submit = (): void => document.querySelector<HTMLElement>('.dialog-actions [type=submit]')?.click();

/** A browser without a key to use: each question is closed by the person, or answered with `id`. */
function fakeKeys(id?: string): () => void {
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const credential = {
    id,
    rawId: bytes,
    type: 'public-key',
    getClientExtensionResults: () => ({}),
    response: {
      clientDataJSON: bytes,
      attestationObject: bytes,
      authenticatorData: bytes,
      signature: bytes,
      getTransports: () => ['internal'],
    },
  };
  const ask = () =>
    id === undefined
      ? Promise.reject(new DOMException('closed', 'NotAllowedError'))
      : Promise.resolve(credential);
  const before = Object.getOwnPropertyDescriptor(navigator, 'credentials');
  Object.defineProperty(navigator, 'credentials', { configurable: true, value: { get: ask, create: ask } });
  return () => {
    if (before === undefined) Reflect.deleteProperty(navigator, 'credentials');
    else Object.defineProperty(navigator, 'credentials', before);
  };
}

const OPTIONS = {
  challenge: 'sealed',
  options: {
    challenge: 'AAAA',
    rp: { name: 'Platen' },
    user: { id: 'AAAA', name: 'a', displayName: 'a' },
    pubKeyCredParams: [],
  },
};

describe("the console's door", () => {
  let keys: (() => void) | undefined;
  afterEach(() => {
    stage?.clear();
    keys?.();
    keys = undefined;
  });

  const signIn = async (): Promise<void> => {
    await typeInto('name', 'renate');
    await typeInto('password', ' with spaces ');
    await press('Sign in');
  };

  it('asks for the second step and goes in with the code', async () => {
    await open({ scene: { signedIn: false, second: { code: true, passkey: false, recovery: true } } });
    await signIn();
    equal(body(), { name: 'renate', password: ' with spaces ' });
    await shows('Type the code that your authenticator app shows.');
    ok(document.activeElement?.matches('[name=code]') === true, 'the field has the focus');
    await typeInto('code', '123 456');
    await press('Continue');
    equal(body(), { attempt: 'attempt', code: '123 456' });
    await shows('Signed in as Renate');
  });

  it('says when a code is wrong, and takes a recovery code instead', async () => {
    const answers = { 'POST /api/admin/session/second': () => refuse('wrong-second-factor') };
    await open({
      scene: { signedIn: false, second: { code: true, passkey: false, recovery: true }, answers },
    });
    await signIn();
    await typeInto('code', '000000');
    await press('Continue');
    await shows('This code does not match.');
    await press('Use a recovery code');
    ok(!document.body.innerText.includes('does not match'), 'another way begins without the old trouble');
    await typeInto('recovery', 'k3d9 w7xq 2pmz aa4c');
    await press('Continue');
    equal(body(), { attempt: 'attempt', recovery: 'k3d9 w7xq 2pmz aa4c' });
  });

  it('begins anew where the second step took too long, and says so', async () => {
    const answers = { 'POST /api/admin/session/second': () => refuse('sign-in-over') };
    await open({
      scene: { signedIn: false, second: { code: true, passkey: false, recovery: false }, answers },
    });
    await signIn();
    await typeInto('code', '123456');
    await press('Continue');
    await shows('That took too long. Please sign in from the start.');
    ok(document.querySelector('[name=name]') !== null, 'name and password are asked for');
  });

  it('waits as long as the server says when there were too many tries', async () => {
    const answers = { 'POST /api/admin/session/second': () => refuse('too-many-tries', { seconds: 40 }) };
    await open({
      scene: { signedIn: false, second: { code: true, passkey: false, recovery: false }, answers },
    });
    await signIn();
    await typeInto('code', '123456');
    await press('Continue');
    await shows('Too many wrong codes here.');
    ok(document.querySelector('.sign-in form .button')?.matches(':disabled') === true, 'nothing can be sent');
  });

  it('lets a passkey in without a password', async () => {
    keys = fakeKeys('key-1');
    const answers = { 'POST /api/admin/session/passkey/options': () => answer(OPTIONS) };
    await open({ scene: { signedIn: false, answers } });
    await press('Sign in with a passkey');
    await called('POST /api/admin/session/passkey');
    const sent = body() as { challenge: string; response: { id: string } };
    equal([sent.challenge, sent.response.id], ['sealed', 'key-1']);
    await shows('Signed in as Renate');
  });

  it('stays where it is when the browser finds no passkey', async () => {
    keys = fakeKeys();
    const answers = { 'POST /api/admin/session/passkey/options': () => answer(OPTIONS) };
    await open({ scene: { signedIn: false, answers } });
    await press('Sign in with a passkey');
    await shows('No passkey was used.');
    equal(times('POST /api/admin/session/passkey'), 0);
  });

  it('offers no passkey where there can be none', async () => {
    await open({ scene: { signedIn: false, ways: { passkey: false } } });
    ok(!document.body.innerText.includes('passkey'), 'nothing is said of passkeys');
  });

  it('greets whoever comes by a link, takes the link out of the address, and keeps a second factor', async () => {
    const answers = {
      'POST /api/admin/join': () =>
        answer({ attempt: 'attempt', ways: { code: true, passkey: false, recovery: false } }),
    };
    await open({ scene: { signedIn: false, answers }, hash: '#join=one-time' });
    await shows('Welcome, Otto');
    equal(location.hash, '');
    await typeInto('password', 'correct horse battery');
    await press('Save and sign in');
    equal(body(), { token: 'one-time', password: 'correct horse battery' });
    await shows('Type the code that your authenticator app shows.');
  });

  it('uses a link for whoever opens it, also in a browser where somebody is signed in', async () => {
    await open({ scene: {}, hash: '#join=one-time' });
    await shows('Welcome, Otto');
    ok(document.querySelector('.nav') === null, 'the other one is not shown');
  });
});

describe('the security section', () => {
  let keys: (() => void) | undefined;
  afterEach(() => {
    stage?.clear();
    keys?.();
    keys = undefined;
  });

  it('shows each role the sections it may see, and its own account', async () => {
    const seen: Record<string, readonly string[]> = {};
    for (const role of ['operator', 'helpdesk', 'auditor'] as const) {
      await open({ scene: { role }, hash: '#security' });
      await shows('Security');
      seen[role] = sections();
      const audit = [...document.querySelectorAll('[role=tab]')].some((tab) => tab.id === 'tab-audit');
      equal(audit, (ROLE_SCOPES[role] as readonly string[]).includes('audit:read'), role);
      stage?.clear();
    }
    ok(seen['helpdesk']?.includes('Settings') === false, 'the help desk has no settings');
    ok(seen['helpdesk']?.includes('Users') === true, 'the help desk has users');
    ok(seen['operator']?.includes('Mail') === true, 'the operator has mail');
    ok(seen['auditor']?.includes('Reports') === true, 'the auditor has reports');
    await open({ scene: { role: 'helpdesk' }, hash: '#settings' });
    await shows('Dashboard');
  });

  it('shows settings in words to who may only look', async () => {
    await open({ scene: { role: 'auditor' }, hash: '#settings' });
    await shows('Your role may look at settings, not change them.');
    await shows('Default: ');
    ok(document.querySelector('.setting-control :is(input, select, button)') === null, 'nothing can be set');
  });

  it('lets an auditor look at administrators and change nothing', async () => {
    await open({ scene: { role: 'auditor' }, hash: '#security=admin-a2' });
    await shows('Edge on Windows');
    ok(!document.body.innerText.includes('Invite administrator'), 'nobody is invited');
    ok(document.querySelector('.sheet [name=role]') === null, 'no role is chosen');
    ok(document.querySelector('.sheet .sheet-acts') === null, 'nothing can be done');
  });

  it('invites an administrator and shows the link once', async () => {
    await open({ scene: {}, hash: '#security' });
    await press('Invite administrator');
    await typeInto('name', 'otto');
    await typeInto('role-helpdesk', 'on');
    submit();
    await shows('The link for otto. It is shown only now.');
    equal(body(), { name: 'otto', role: 'helpdesk' });
    ok(document.body.innerText.includes('/admin/#join='), 'the link is there');
    dialog()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    ok(dialog() !== null, 'Escape does not take away what is shown once');
    await press('Done');
    await shows('otto');
  });

  it('changes a role, switches off and on, and signs out', async () => {
    await open({ scene: {}, hash: '#security=admin-a2' });
    await typeInto('role-auditor', 'on');
    await press('Change role');
    await called('PATCH /api/admin/admins/a2');
    equal(body(), { role: 'auditor' });
    await press('Switch off');
    document.querySelector<HTMLElement>('.dialog-actions .danger')?.click();
    await until('it is switched off', () => JSON.stringify(body()) === '{"off":true}');
    await press('Switch on');
    await until('it is switched on', () => JSON.stringify(body()) === '{"off":false}');
    await press('Sign out: Edge on Windows');
    await called('DELETE /api/admin/sessions/s3');
  });

  it('asks who is there before something dangerous, and then does it', async () => {
    let proved = false;
    const answers = {
      'DELETE /api/admin/account/totp': () => (proved ? answer({ ok: true }) : refuse('prove-again')),
      'POST /api/admin/prove': () => {
        proved = true;
        return answer({ until: Date.now() + 600_000 });
      },
    };
    await open({ scene: { answers }, hash: '#security=account' });
    await press('Remove');
    document.querySelector<HTMLElement>('.dialog-actions .danger')?.click();
    await shows('Confirm that it is you');
    await typeInto('password', 'correct horse battery');
    await press('Confirm');
    await until('the second call', () => times('DELETE /api/admin/account/totp') === 2);
    equal(stage?.server.bodies.at(-2), { password: 'correct horse battery' });
    await until('the dialogs are gone', () => dialog() === null);
  });

  it('does nothing and says nothing when somebody thinks better of it', async () => {
    const answers = { 'POST /api/admin/account/totp': () => refuse('prove-again') };
    await open({ scene: { answers }, hash: '#security=account' });
    await press('Set up anew');
    await shows('Confirm that it is you');
    await press('Cancel');
    await until('the dialog is gone', () => dialog() === null);
    equal(times('POST /api/admin/account/totp'), 1);
    ok(document.querySelector('[role=alert]') === null, 'nothing is said');
  });

  it('asks once for several calls that are refused together', async () => {
    const answers = {
      'GET /api/admin/account': () => refuse('prove-again'),
      'GET /api/admin/account/sessions': () => refuse('prove-again'),
    };
    await open({ scene: { answers }, hash: '#security=account' });
    await shows('Confirm that it is you');
    equal(document.querySelectorAll('admin-prove').length, 1);
  });

  it('sets up an authenticator app and shows recovery codes that do not go by accident', async () => {
    await open({ scene: { account: bareAccount(Date.now()) }, hash: '#security=account' });
    await press('Set up');
    await shows('Scan this with the app');
    await typeInto('code', '123456');
    await press('Turn on');
    equal(body(), { enrolment: 'sealed', code: '123456' });
    await shows('k3d9 w7xq 2pmz aa4c');
    document.querySelector<HTMLElement>('.dialog-back')?.click();
    ok(dialog() !== null, 'a tap beside it does not take them away');
    await press('I have kept them');
    await shows('10 recovery codes are left.');
  });

  it('adds a passkey by the name that was typed', async () => {
    keys = fakeKeys('key-9');
    const answers = { 'POST /api/admin/account/passkeys/options': () => answer(OPTIONS) };
    await open({ scene: { answers }, hash: '#security=account' });
    await press('Add passkey');
    await typeInto('name', 'My key');
    submit();
    await called('POST /api/admin/account/passkeys');
    const sent = body() as { name: string; challenge: string };
    equal([sent.name, sent.challenge], ['My key', 'sealed']);
    await shows('The passkey is ready.');
  });

  it('lets nothing else be done where a second factor is required and missing', async () => {
    let ready = false;
    const answers = {
      'GET /api/admin/session': () => answer(meOf({ secondFactorNeeded: !ready })),
    };
    await open({ scene: { answers, account: bareAccount(Date.now()) }, hash: '#users' });
    await shows('Set up a second factor');
    ok(document.querySelector('.nav') === null, 'there is no way around it');
    await press('Set up');
    await typeInto('code', '123456');
    await press('Turn on');
    await press('I have kept them');
    ready = true;
    await press('Continue');
    await shows('Signed in as Renate');
  });

  it('searches and filters the audit log, goes further back, and hands it over as a file', async () => {
    await open({ scene: {}, hash: '#security=audit' });
    await shows('Verified: nothing was changed or removed.');
    await press('Show older entries');
    await called('GET /api/admin/audit?before=1275');
    await typeInto('search', 'invited');
    await called('GET /api/admin/audit?search=invited');
    await until('one row', () => document.querySelectorAll('tbody tr').length === 1);
    await typeInto('who', 'admin:Renate');
    await called('GET /api/admin/audit?search=invited&who=admin%3ARenate');
    const link = document.querySelector<HTMLAnchorElement>('a[download]');
    ok(
      link?.href.endsWith('/api/admin/audit.csv?search=invited&who=admin%3ARenate') === true,
      'the file is filtered, too',
    );
  });

  it('says loudly when the audit log was tampered with', async () => {
    await open({ scene: { verdict: brokenLog }, hash: '#security=audit' });
    await shows('The log was tampered with. Entry 912 was changed or removed.');
    ok(document.querySelector('[role=alert]') !== null, 'it is read out');
  });

  it('shows names that are made of markup as they are', async () => {
    const name = '<img src=x onerror="document.title=1">';
    const admin = {
      id: 'x',
      name,
      role: 'auditor' as const,
      state: 'on' as const,
      secondFactor: 'none' as const,
      openId: false,
      fromDirectory: false,
      createdAt: 0,
      sessions: 0,
      own: false,
    };
    const title = document.title;
    await open({ scene: { admins: [admin] }, hash: '#security' });
    await shows(name);
    ok(document.querySelector('img[src=x]') === null && document.title !== '1', title);
  });
});
