// Where a mailbox probably is, from its address alone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { guessMail, type MailNames } from '@platen/edge-server/guess-mail';

const names = (over: Partial<Record<keyof MailNames, unknown>> = {}): MailNames =>
  ({ srv: async () => [], mx: async () => [], exists: async () => false, ...over }) as MailNames;

test('a domain served by Microsoft or Google is known by its mail servers, and by its own name', async () => {
  const microsoft = await guessMail(
    'print@northgate.example',
    names({ mx: async () => ['northgate-example.mail.protection.outlook.com'] }),
  );
  assert.deepEqual(
    [microsoft.provider, microsoft.from, microsoft.receive?.kind],
    ['microsoft', 'known', 'graph'],
  );
  const google = await guessMail('print@school.example', names({ mx: async () => ['aspmx.l.google.com'] }));
  assert.deepEqual(
    [google.provider, google.receive?.host, google.send?.port],
    ['google', 'imap.gmail.com', 587],
  );
  assert.equal((await guessMail('desk@gmail.com', names())).provider, 'google');
  const lookalike = await guessMail('a@b.example', names({ mx: async () => ['mx.notgoogle.com'] }));
  assert.equal(lookalike.provider, 'other');
});

test('what the domain says of itself comes before usual names, encrypted from the start first', async () => {
  const asked: string[] = [];
  const srv = async (name: string) => {
    asked.push(name);
    if (name === '_imaps._tcp.northgate.example') return [{ name: 'mail1.northgate.example', port: 993 }];
    if (name === '_submission._tcp.northgate.example') return [{ name: 'out.northgate.example', port: 587 }];
    if (name === '_submissions._tcp.northgate.example') return [{ name: '.', port: 0 }];
    return [];
  };
  const { from, receive, send } = await guessMail(
    ' Print@NorthGate.example ',
    names({ srv, exists: async () => true }),
  );
  assert.equal(from, 'records');
  assert.deepEqual(receive, {
    kind: 'imap',
    auth: 'password',
    host: 'mail1.northgate.example',
    port: 993,
    security: 'tls',
  });
  assert.deepEqual(send, {
    kind: 'smtp',
    auth: 'password',
    host: 'out.northgate.example',
    port: 587,
    security: 'starttls',
  });
  assert.equal(asked[0], '_imaps._tcp.northgate.example');
});

test('usual names are looked for where it says nothing, and nothing is made up where there are none', async () => {
  const exists = async (name: string) => name === 'mail.northgate.example';
  const found = await guessMail('print@northgate.example', names({ exists }));
  assert.deepEqual(
    [found.from, found.receive?.host, found.send?.host],
    ['name', 'mail.northgate.example', 'mail.northgate.example'],
  );
  assert.deepEqual(await guessMail('print@northgate.example', names()), { provider: 'other', from: 'none' });
});

test('what is no address is refused', async () => {
  await assert.rejects(guessMail('print', names()), { code: 'bad-email' });
  await assert.rejects(guessMail('a@b@c', names()), { code: 'bad-email' });
});
