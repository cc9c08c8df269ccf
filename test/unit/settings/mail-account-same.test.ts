// Which mail accounts are one mailbox (SPEC A8): addresses in every spelling, sign-in names at sibling hosts, impersonated mailboxes.
import assert from 'node:assert/strict';
import test from 'node:test';
import { type AccountMailbox, mailboxOf, sameMailbox } from '@platen/edge-server/settings/mail-account-same';

const at = (address: string, settings: AccountMailbox['settings'] = {}): AccountMailbox => ({
  address,
  settings,
});

test('an address has one spelling whatever its case, detail, quotes, dots at the end and script', () => {
  const spellings: readonly (readonly [string, string])[] = [
    ['Print@Example.ORG', 'print@example.org'],
    ['print+desk@example.org', 'print@example.org'],
    ['print+a+b@example.org', 'print@example.org'],
    ['"print"@example.org', 'print@example.org'],
    ['print@example.org.', 'print@example.org'],
    [' print@example.org ', 'print@example.org'],
    ['print@bücher.example', 'print@xn--bcher-kva.example'],
    // A composed and a decomposed umlaut.
    ['büro@example.org'.normalize('NFD'), 'büro@example.org'.normalize('NFC')],
    // Nothing would be left of it.
    ['+print@example.org', '+print@example.org'],
  ];
  for (const [typed, expected] of spellings) assert.equal(mailboxOf(typed), expected, typed);
});

test('accounts that share an address, a sign-in name or an opened mailbox are one', () => {
  const pairs: readonly (readonly [AccountMailbox, AccountMailbox, string | undefined])[] = [
    [at('print@example.org'), at('PRINT+x@example.org'), 'print@example.org'],
    [at('print@example.org'), at('answers@example.org'), undefined],
    [at('print@example.org'), at('print@example.com'), undefined],
    // Different addresses, the same sign-in.
    [
      at('print@example.org', { user: 'box@example.org', host: 'imap.example.org' }),
      at('answers@example.org', { user: 'Box@example.org', host: 'smtp.example.org' }),
      'box@example.org',
    ],
    // The sign-in of one is the address of the other.
    [at('print@example.org'), at('answers@example.org', { user: 'print@example.org' }), 'print@example.org'],
    // A user without a domain belongs to its server, and to the sibling hosts of the same provider.
    [
      at('print@example.org', { user: 'print', host: 'imap.example.net' }),
      at('answers@example.org', { user: 'print', host: 'smtp.example.net' }),
      'print@example.net',
    ],
    [
      at('print@example.org', { user: 'print', host: '127.0.0.1' }),
      at('answers@example.org', { user: 'print', host: '127.0.0.1' }),
      'print@127.0.0.1',
    ],
    [
      at('print@example.org', { user: 'print', host: 'one.example.net' }),
      at('answers@example.org', { user: 'print', host: 'two.example.net' }),
      undefined,
    ],
    // One service account that opens two mailboxes.
    [
      at('print@example.org', { user: 'svc@example.org', mailbox: 'print@example.org' }),
      at('answers@example.org', { user: 'svc@example.org', mailbox: 'answers@example.org' }),
      undefined,
    ],
    [
      at('print@example.org', { user: 'svc@example.org', mailbox: 'box@example.org' }),
      at('answers@example.org', { user: 'svc@example.org', mailbox: 'BOX+1@example.org' }),
      'box@example.org',
    ],
    // EWS: the address of the service holds the host.
    [
      at('print@example.org', { user: 'EX\\print', host: 'https://mail.example.org/EWS/Exchange.asmx' }),
      at('answers@example.org', { user: 'ex\\print', host: 'https://mail.example.org/EWS/Exchange.asmx' }),
      'ex\\print@mail.example.org',
    ],
  ];
  for (const [one, other, expected] of pairs) {
    assert.equal(sameMailbox(one, other), expected, `${one.address} and ${other.address}`);
    assert.equal(sameMailbox(other, one) === undefined, expected === undefined, 'and the other way round');
  }
});
