// Two installations that get each other's mail (threat T19, RFC 3834): the first answer is the last message.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPlaten } from '../servers/platen.ts';
import { PRINT, registerAccounts, startMailSite } from '../support/mail-site.ts';
import { operatorCall } from '../support/operator.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipUnless('dovecot', 'postfix', 'swaks');

test('two installations that mail each other stop after one answer', { skip }, async (t) => {
  const site = await startMailSite(['second']);
  t.after(() => site.stop());
  const other = await startPlaten({ env: { PLATEN_MAIL_LOOPBACK: 'on' } });
  t.after(() => other.stop());
  const { dovecot, postfix } = site;
  const second = 'second@example.test';
  await registerAccounts(other, {
    dovecot,
    postfix,
    user: 'second',
    address: second,
    sender: 'platen2@example.test',
  });

  // As if the other one had written to this one by itself, without a word that it is a program.
  await site.send({ from: second, subject: 'Please print', body: 'Hello\n\nThis is a text to print.\n' });
  const ignored = async (): Promise<unknown> => {
    const answer = await operatorCall(other, 'GET', '/api/admin/mail/messages?state=ignored');
    return answer.json<{ messages: unknown[] }>().messages[0];
  };
  await waitUntil(ignored, { what: 'the answer to be ignored by the other one', timeoutMs: 60_000 });
  assert.equal((await postfix.received()).length, 2, `one to ${PRINT}, one answer`);
  // Whoever would answer would have done so by then.
  await sleep(3_000);
  assert.equal((await postfix.received()).length, 2);
  await waitUntil(
    async () => (await dovecot.mailCount('print')) + (await dovecot.mailCount('second')) === 0,
    {
      what: 'both mailboxes to be empty',
    },
  );
});
