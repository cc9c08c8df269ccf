// The whole judgement from a header as it arrives: forged results, loops, scanners, strangers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type JudgeFacts, judgeHeader } from '@platen/edge-server/flow/intake/mail/judge-header';
import { readHeader } from '@platen/edge-server/protocols/mail/mime/header';
import { AUTOMATIC_MAILS, OWN_MARKS } from '../../../../documents/mail/automatic-mails.ts';

const ACCOUNT = { authservId: 'mx.print.example' };
const GENUINE =
  'Authentication-Results: mx.print.example; dmarc=pass header.from=example.org; spf=pass smtp.mailfrom=example.org';
const FORGED_BELOW = `Authentication-Results: mx.print.example; dmarc=fail header.from=example.org\r\n${GENUINE}`;

const facts: JudgeFacts = {
  rules: [],
  settings: { whoMaySend: 'known', trust: 'verified', answerRefused: true },
  ownAddresses: ['print@print.example'],
  knownUser: (address) =>
    Promise.resolve(address === 'anna@example.org' ? { address, name: 'Anna Beispiel' } : undefined),
  own: OWN_MARKS,
};

const judge = (raw: string, more: Partial<JudgeFacts> = {}, account: { authservId?: string } = ACCOUNT) =>
  judgeHeader(readHeader(Buffer.from(`${raw}\r\n\r\n`)), account, { ...facts, ...more });

const FROM =
  'From: Anna <anna@example.org>\r\nSubject: =?utf-8?q?Entw=C3=BCrfe?=\r\nMessage-ID: <1@example.org>';

void test('a message of a known sender is taken', async () => {
  assert.deepEqual(await judge(`${GENUINE}\r\n${FROM}`), {
    kind: 'take',
    submitter: {
      address: 'anna@example.org',
      name: 'Anna Beispiel',
      verified: true,
      confirm: false,
      answer: true,
    },
    subject: 'Entwürfe',
    messageId: '<1@example.org>',
  });
});

void test('results below the ones of the server are not believed', async () => {
  const judged = await judge(`${FORGED_BELOW}\r\n${FROM}`);
  assert.ok(judged.kind === 'refuse' && judged.reason === 'mail-sender-unverified' && !judged.answer);
});

void test('results of another server are not believed', async () => {
  const judged = await judge(`${GENUINE.replace('mx.print', 'mx.evil')}\r\n${FROM}`);
  assert.equal(judged.kind, 'refuse');
});

void test('without a server to believe nobody is vouched for, and the administrator reads why', async () => {
  const judged = await judge(`${GENUINE}\r\n${FROM}`, {}, {});
  assert.ok(judged.kind === 'refuse');
  assert.match(judged.detail, /no server whose Authentication-Results are believed/);
});

for (const [name, raw] of [
  ['no From', 'Subject: x'],
  ['two From fields', 'From: anna@example.org\r\nFrom: evil@evil.example'],
  ['two addresses in From', 'From: anna@example.org, evil@evil.example'],
  ['a quoted address in From', 'From: "anna@example.org evil"@evil.example'],
] as const) {
  void test(`${name}: ignored as broken`, async () => {
    const judged = await judge(`${GENUINE}\r\n${raw}`);
    assert.ok(judged.kind === 'ignore' && judged.reason === 'mail-broken', JSON.stringify(judged));
  });
}

void test('no automatic message is ever answered, and those of servers are not even taken from the allow-list', async () => {
  const rules = [{ list: 'allow', pattern: 'example.org' }] as const;
  const everyone = { whoMaySend: 'anyone', trust: 'everyone', answerRefused: true } as const;
  for (const { name, kind, raw } of AUTOMATIC_MAILS) {
    const header = readHeader(Buffer.from(raw));
    const open = await judgeHeader(header, {}, { ...facts, settings: everyone });
    const listed = await judgeHeader(header, {}, { ...facts, settings: everyone, rules });
    if (kind === 'person') {
      assert.ok(open.kind === 'take' && open.submitter.answer, name);
      continue;
    }
    assert.equal(open.kind, 'ignore', name);
    assert.equal(listed.kind, kind === 'never' ? 'ignore' : 'take', name);
    if (listed.kind === 'take') assert.equal(listed.submitter.answer, false, name);
  }
});

void test('an automatic message of somebody who may not send is refused without an answer', async () => {
  const judged = await judge(`${GENUINE}\r\nFrom: else@example.org\r\nPrecedence: bulk`);
  assert.ok(judged.kind === 'refuse' && !judged.answer);
});

void test('a program does not wait for approval', async () => {
  const judged = await judge(`${GENUINE}\r\nFrom: else@example.org\r\nPrecedence: bulk`, {
    settings: { whoMaySend: 'approval', trust: 'verified', answerRefused: true },
  });
  assert.equal(judged.kind, 'ignore');
});

void test('a stranger waits where the administrator approves', async () => {
  const judged = await judge(`${GENUINE}\r\nFrom: else@example.org`, {
    settings: { whoMaySend: 'approval', trust: 'verified', answerRefused: true },
  });
  assert.deepEqual(judged, { kind: 'wait', address: 'else@example.org' });
});

void test('two installations that answer each other stop after one message', async () => {
  // What B sends on A's answer carries Auto-Submitted, whoever B thinks A is.
  const answer = `${GENUINE}\r\nFrom: anna@example.org\r\nAuto-Submitted: auto-replied\r\nX-Loop: platen-other`;
  assert.equal((await judge(answer)).kind, 'ignore');
});
