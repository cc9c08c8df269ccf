// Sends through a real Postfix into a real Dovecot, over each kind of encryption, and reads what arrived.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { MailSender, OutgoingMail } from '@platen/edge-server/protocols/mail/sending';
import { openSmtp, type SmtpOptions } from '@platen/edge-server/protocols/mail/smtp';
import { renderMail } from '@platen/shared/mail-texts/render-mail';
import { type Dovecot, startDovecot } from '../servers/dovecot.ts';
import { type Postfix, startPostfix } from '../servers/postfix.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

const never = new AbortController().signal;

describe('sending through Postfix', { skip: skipUnless('postfix', 'dovecot') }, () => {
  let dovecot: Dovecot;
  let postfix: Postfix;
  const senders: MailSender[] = [];
  let arrived = 0;

  before(async () => {
    dovecot = await startDovecot();
    postfix = await startPostfix({ lmtpPort: dovecot.lmtpPort, settings: 'message_size_limit = 200000' });
  });
  after(async () => {
    for (const sender of senders) sender.close();
    await postfix.stop();
    await dovecot.stop();
  });

  const open = (set: Partial<SmtpOptions>): MailSender => {
    const sender = openSmtp({
      host: postfix.host,
      port: postfix.smtpPort,
      security: 'none',
      auth: { kind: 'none' },
      trust: {},
      name: 'platen.example.test',
      ...set,
    });
    senders.push(sender);
    return sender;
  };

  const mail = (set: Partial<OutgoingMail> = {}): OutgoingMail => ({
    envelopeFrom: '',
    from: { address: 'platen@example.test', name: 'Platen, Größe "X"' },
    to: 'bob@example.test',
    ...renderMail({ kind: 'code', facts: { code: '12345678', why: 'asked' } }, 'de', { site: 'Platen' }),
    messageId: `<code.${++arrived}@id.example.test>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    date: Date.now(),
    ...set,
  });

  /** By what is in it: the names in a Maildir do not sort by time. */
  const withId = async (messageId: string): Promise<string> => {
    const folder = join(dovecot.maildir('bob'), 'new');
    const all = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')),
    );
    return all.find((raw) => raw.includes(messageId)) ?? '';
  };

  for (const security of ['none', 'starttls', 'tls'] as const)
    test(`a message arrives whole, ${security}`, async () => {
      const port = security === 'tls' ? postfix.smtpsPort : postfix.smtpPort;
      const sender = open({ port, security, trust: { ca: postfix.ca } });
      await sender.verify(never);
      const had = await dovecot.mailCount('bob').catch(() => 0);
      const one = mail();
      const outcome = await sender.send(one, never);
      assert.equal(outcome.kind, 'sent', JSON.stringify(outcome));
      await waitUntil(async () => (await dovecot.mailCount('bob')) === had + 1, {
        what: 'the message to arrive',
      });
      const raw = await withId(one.messageId);
      assert.match(raw, /^Return-Path: <>/m);
      assert.ok(raw.includes(`Message-ID: ${one.messageId}`));
      assert.match(raw, /^Auto-Submitted: auto-generated/m);
      assert.equal(raw.match(/^To:/gim)?.length, 1);
      assert.match(raw, /1234 5678/);
      assert.equal(/ESMTPS/.test(raw), security !== 'none');
    });

  test('a pinned certificate is enough, another one is refused', async () => {
    const good = open({ port: postfix.smtpsPort, security: 'tls', trust: { pin: postfix.fingerprint } });
    await good.verify(never);
    const other = open({ security: 'starttls', trust: { pin: '0'.repeat(64) } });
    const outcome = await other.send(mail(), never);
    assert.ok(outcome.kind === 'not-sent' && outcome.trouble === 'certificate');
    const unknown = open({ security: 'starttls' });
    const unverified = await unknown.send(mail(), never);
    assert.ok(unverified.kind === 'not-sent' && unverified.trouble === 'certificate');
  });

  test('thirty messages go one after the other over kept connections, and each arrives once', async () => {
    const sender = open({ security: 'starttls', trust: { ca: postfix.ca } });
    const had = await dovecot.mailCount('bob').catch(() => 0);
    for (let i = 0; i < 30; i++) assert.equal((await sender.send(mail(), never)).kind, 'sent');
    await waitUntil(async () => (await dovecot.mailCount('bob')) >= had + 30, {
      what: 'thirty messages to arrive',
    });
    assert.equal(await dovecot.mailCount('bob'), had + 30);
  });

  test('a recipient elsewhere and a message too large are refused for good', async () => {
    const sender = open({});
    const relay = await sender.send(mail({ to: 'eve@elsewhere.example' }), never);
    assert.ok(
      relay.kind === 'not-sent' && relay.trouble === 'rejected' && relay.permanent,
      JSON.stringify(relay),
    );
    const large = await sender.send(mail({ text: 'x'.repeat(400_000) }), never);
    assert.ok(large.kind === 'not-sent' && large.permanent, JSON.stringify(large));
    // The same sender goes on working.
    assert.equal((await sender.send(mail(), never)).kind, 'sent');
  });

  test('signing in where the server offers none is told, and nothing is sent', async () => {
    const sender = open({ auth: { kind: 'password', user: 'bob', password: 'secret' } });
    const outcome = await sender.send(mail(), never);
    assert.ok(outcome.kind === 'not-sent' && outcome.trouble === 'protocol' && !outcome.permanent);
  });
});
