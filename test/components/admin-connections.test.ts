// Tokens, webhooks and backups in the console, on a made-up server: what is asked of the server, what is shown once, what is asked first.
import type { AdminScene } from '../../panel-app/gallery/admin-fake.ts';
import {
  type AdminStage,
  fieldNamed,
  press,
  setAdminStage,
  type as typeInto,
} from '../../panel-app/gallery/admin-stage.ts';
import { adminStyles } from '../../panel-app/src/admin/admin-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { afterEach, describe, equal, it, ok, shows, until } from './portal-and-admin-checks.ts';

let stage: AdminStage | undefined;
const open = async (hash: string, scene: AdminScene = {}): Promise<void> => {
  stage = await setAdminStage({ name: 'flow', scene, hash });
};
const called = (call: string): Promise<boolean> =>
  until(call, () => stage?.server.calls.includes(call) === true);
const lastBody = (): unknown => stage?.server.bodies.at(-1);
const bodyShows = (text: string): boolean => document.body.innerText.includes(text);
const ticked = (name: string): boolean => {
  const box = fieldNamed(document, name);
  return box instanceof HTMLInputElement && box.checked;
};

installStyles(document, adminStyles);

describe('connections in the console', () => {
  afterEach(() => stage?.clear());

  it('makes a token for what was ticked, for a year, and shows it once', async () => {
    await open('#connections');
    await press('New token');
    await typeInto('name', 'Wall display');
    await typeInto('Change: Printers', 'on');
    ok(ticked('See: Printers'), 'whoever may change a thing sees it');
    await typeInto('See: Health and metrics', 'on');
    await press('Make the token');
    await shows('plt_Zk3vQ9wT1bYx7LrC5uNs0dHeJf8aPmGi2oKtWqRzVyE');
    equal(lastBody(), {
      name: 'Wall display',
      scopes: ['printers:read', 'printers:change', 'health:read'],
      days: 365,
    });
    await press('Done');
    await shows('Wall display');
    ok(!bodyShows('plt_Zk3vQ9wT1bYx7LrC5uNs0d'), 'it is gone for good');
  });

  it('unticks changing with seeing, and makes no token that may do nothing', async () => {
    await open('#connections');
    await press('New token');
    await typeInto('name', 'X');
    await typeInto('Change: Users', 'on');
    await typeInto('See: Users', 'off');
    ok(!ticked('Change: Users'), 'who may not see it may not change it');
    await press('Make the token');
    await shows('Tick at least one thing it may do.');
    ok(stage?.server.calls.includes('POST /api/admin/tokens') === false, 'nothing was asked for');
  });

  it('offers no token that could decide who may do what', async () => {
    await open('#connections');
    await press('New token');
    ok(fieldNamed(document, 'See: Security') !== undefined, 'it may look at security');
    equal(fieldNamed(document, 'Change: Security'), undefined);
  });

  it('asks before it takes a token away', async () => {
    await open('#connections=token-t1');
    await press('Remove token');
    ok(stage?.server.calls.includes('DELETE /api/admin/tokens/t1') === false, 'it was asked first');
    await press('Remove it');
    await called('DELETE /api/admin/tokens/t1');
    await until('the row to go', () => !bodyShows('Monitoring'));
  });

  it('adds a webhook for the events that were ticked, without titles unless asked, and shows its secret once', async () => {
    await open('#connections=webhooks');
    await press('New webhook');
    await typeInto('name', 'Room display');
    await typeInto('url', 'https://display.northgate.example/hook');
    await typeInto('event-job.held', 'on');
    await typeInto('event-attack', 'on');
    await press('Add webhook');
    await shows('whsec_');
    equal(lastBody(), {
      name: 'Room display',
      url: 'https://display.northgate.example/hook',
      events: ['job.held', 'attack'],
      titles: false,
    });
    await press('Done');
    await shows('display.northgate.example');
    ok(!bodyShows('whsec_'), 'it is gone for good');
  });

  it('tries a webhook out and says how that ended', async () => {
    const sentence = 'Its certificate is for another name.';
    await open('#connections=webhook-w1', { hookTested: { ok: false, sentence } });
    await press('Send a test');
    await called('POST /api/admin/webhooks/w1/test');
    await shows(sentence);
  });

  it('shows each message as it was sent, and sends one again', async () => {
    await open('#connections=webhook-w1');
    await shows('Certificate about to end');
    const message = [...document.querySelectorAll('details')].at(-1);
    ok(message !== undefined, 'a message');
    message.open = true;
    await shows('"daysLeft": 30');
    await press('Send again');
    await called('POST /api/admin/webhooks/w1/deliveries/e2409c6b11f84a75/again');
  });

  it('switches a webhook off, and gives it a new secret only when that was meant', async () => {
    await open('#connections=webhook-w1');
    const box = document.querySelector<HTMLInputElement>('admin-webhook [role=switch]');
    ok(box !== null, 'a switch');
    box.click();
    await called('PATCH /api/admin/webhooks/w1');
    equal(lastBody(), { enabled: false });
    await press('New secret');
    ok(stage?.server.calls.includes('POST /api/admin/webhooks/w1/secret') === false, 'it was asked first');
    await press('Make a new secret');
    await shows('For a day, messages are signed with the old one, too.');
  });
});

describe('backups in the console', () => {
  afterEach(() => stage?.clear());

  it('begins one and says how far it is', async () => {
    await open('#health=backup');
    await shows('The last backup is good');
    await press('Back up now');
    await called('POST /api/admin/backup');
    await shows('A backup is being made: 700 MB so far.');
  });

  it('takes a passphrase that was typed twice the same and is long enough', async () => {
    const none = { folder: '/mnt/b', hour: 2, keep: 7, passphraseSet: false, done: 0, kept: [] };
    await open('#health=backup', { backup: none });
    await press('Set passphrase');
    await typeInto('first', 'too short');
    await typeInto('second', 'too short');
    await press('Set it');
    await shows('It needs at least 12 characters.');
    await typeInto('first', ' correct horse battery ');
    await typeInto('second', 'correct horse battery');
    await press('Set it');
    await shows('The two are not the same.');
    await typeInto('second', ' correct horse battery ');
    await press('Set it');
    await called('PUT /api/admin/backup/passphrase');
    equal(lastBody(), { passphrase: ' correct horse battery ' });
    await shows('Change passphrase');
  });

  it('downloads only when the server says that it may', async () => {
    await open('#health=backup');
    const links: string[] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function (): void {
      links.push(this.getAttribute('href') ?? '');
    };
    try {
      await press('Download a backup');
      await called('POST /api/admin/backup/ready');
      await until('the download', () => links.length === 1);
      equal(links, ['/api/admin/backup/file']);
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
  });
});
