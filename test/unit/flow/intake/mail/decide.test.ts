// Who may print by mail (SPEC A7, A9, C7; threat T18): every setting against every proof.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideSender, type SenderFacts } from '@platen/edge-server/flow/intake/mail/decide-sender';
import { isAligned, proofOf } from '@platen/edge-server/flow/intake/mail/decide-sender-proof';
import type { AuthenticationResults } from '@platen/edge-server/protocols/mail/authentication-results';

const result = (word: string, domain: string | undefined = 'example.org') => ({ result: word, domain });
const PASS: AuthenticationResults = { dmarc: result('pass'), dkim: [] };
const FAIL: AuthenticationResults = { dmarc: result('fail'), spf: result('fail', 'evil.example'), dkim: [] };
const SILENT: AuthenticationResults = { dkim: [] };

type Changes = Omit<Partial<SenderFacts>, 'settings'> & {
  readonly settings?: Partial<SenderFacts['settings']>;
};

const ANNA = { address: 'anna@example.org', name: 'Anna Beispiel' };
const nobody = () => Promise.resolve(undefined);

const decide = ({ settings, ...more }: Changes = {}) =>
  decideSender({
    from: { address: 'anna@example.org', name: 'Anna' },
    results: PASS,
    rules: [],
    settings: { whoMaySend: 'approval', trust: 'verified', answerRefused: true, ...settings },
    ownAddresses: ['print@print.example'],
    knownUser: nobody,
    ...more,
  });

/** take, take+confirm, wait, refuse:code[+answer], ignore */
async function say(changes: Changes): Promise<string> {
  const decision = await decide(changes);
  if (decision.kind === 'take')
    return `take${decision.confirm ? '+confirm' : ''}${decision.verified ? '' : '-unverified'}`;
  if (decision.kind === 'refuse')
    return `refuse:${decision.reason.replace('mail-sender-', '')}${decision.answer ? '+answer' : ''}`;
  return decision.kind;
}

const known = () => Promise.resolve(ANNA);
const allow = [{ list: 'allow', pattern: 'example.org' }] as const;
const block = [{ list: 'block', pattern: 'anna@example.org' }] as const;

const CASES: readonly (readonly [string, Changes, string])[] = [
  ['a known person who is vouched for', { knownUser: known }, 'take'],
  ['a person of the directory', { directory: known }, 'take'],
  ['a stranger waits for the administrator', {}, 'wait'],
  [
    'a stranger where only known people may',
    { settings: { whoMaySend: 'known' } },
    'refuse:not-allowed+answer',
  ],
  ['a stranger where anyone may', { settings: { whoMaySend: 'anyone' } }, 'take'],
  ['a stranger on the allow-list', { rules: allow }, 'take'],
  ['a known person on the block-list', { knownUser: known, rules: block }, 'refuse:not-allowed+answer'],
  ['block-list and allow-list', { rules: [...allow, ...block] }, 'refuse:not-allowed+answer'],
  [
    'a stranger who gets no answer',
    { settings: { whoMaySend: 'known', answerRefused: false } },
    'refuse:not-allowed',
  ],
  // Forged.
  ['a forged From of a known person', { knownUser: known, results: FAIL }, 'refuse:unverified'],
  ['a forged From on the allow-list', { rules: allow, results: FAIL }, 'refuse:unverified'],
  [
    'a forged From where anyone may',
    { results: FAIL, settings: { whoMaySend: 'anyone' } },
    'refuse:unverified',
  ],
  [
    'a forged From with confirmation',
    { knownUser: known, results: FAIL, settings: { trust: 'confirm' } },
    'take+confirm-unverified',
  ],
  [
    'a forged From where every sender is believed',
    { knownUser: known, results: FAIL, settings: { trust: 'everyone' } },
    'take+confirm-unverified',
  ],
  ['a forged From of somebody blocked gets no answer', { rules: block, results: FAIL }, 'refuse:not-allowed'],
  ['a forged stranger does not even wait', { results: FAIL }, 'refuse:unverified'],
  // Nothing known.
  ['a known person nobody vouches for', { knownUser: known, results: SILENT }, 'refuse:unverified'],
  ['no server to be believed', { knownUser: known, results: undefined }, 'refuse:unverified'],
  [
    'nobody vouches, with confirmation',
    { knownUser: known, results: SILENT, settings: { trust: 'confirm' } },
    'take+confirm-unverified',
  ],
  [
    'nobody vouches, every sender is believed',
    { knownUser: known, results: SILENT, settings: { trust: 'everyone' } },
    'take-unverified',
  ],
  [
    'nobody vouches for a stranger, every sender is believed',
    { results: undefined, settings: { trust: 'everyone' } },
    'wait',
  ],
  [
    'nobody vouches and nobody may',
    { results: SILENT, settings: { trust: 'confirm', whoMaySend: 'known' } },
    'refuse:not-allowed',
  ],
  ['vouched for, with confirmation', { knownUser: known, settings: { trust: 'confirm' } }, 'take'],
  // Ourselves.
  ['our own address', { from: { address: 'Print@print.example', name: '' }, knownUser: known }, 'ignore'],
  [
    'an address without a domain',
    { from: { address: 'anna@[192.0.2.1]', name: '' }, knownUser: known },
    'refuse:unverified',
  ],
];

for (const [name, changes, wanted] of CASES) {
  void test(`${name}: ${wanted}`, async () => {
    assert.equal(await say(changes), wanted);
  });
}

void test('whose the documents are comes from the account or the directory, not from the message', async () => {
  const alias = { from: { address: 'a.beispiel@example.org', name: 'The Boss' } };
  const decision = await decide({ ...alias, directory: known });
  assert.ok(decision.kind === 'take');
  assert.deepEqual([decision.address, decision.name], ['anna@example.org', 'Anna Beispiel']);
});

void test('the directory is not asked about blocked or forged senders', async () => {
  const directory = () => assert.fail('asked');
  await decide({ rules: block, directory });
  await decide({ results: FAIL, directory });
});

const PROOFS: readonly (readonly [string, AuthenticationResults | undefined, string])[] = [
  ['dmarc=pass', { dmarc: result('pass'), dkim: [] }, 'pass'],
  ['dmarc=pass without a domain', { dmarc: { result: 'pass', domain: undefined }, dkim: [] }, 'pass'],
  ['dmarc=pass of another domain', { dmarc: result('pass', 'evil.example'), dkim: [] }, 'none'],
  ['dmarc=fail, though SPF passed', { dmarc: result('fail'), spf: result('pass'), dkim: [] }, 'fail'],
  ['dmarc=none and SPF of the domain', { dmarc: result('none'), spf: result('pass'), dkim: [] }, 'pass'],
  ['dmarc=bestguesspass alone', { dmarc: result('bestguesspass'), dkim: [] }, 'none'],
  ['SPF of a bounce domain below', { spf: result('pass', 'bounces.example.org'), dkim: [] }, 'pass'],
  ['SPF of another domain', { spf: result('pass', 'evil.example'), dkim: [] }, 'none'],
  ['SPF without a domain', { spf: { result: 'pass', domain: undefined }, dkim: [] }, 'none'],
  ['SPF softfail', { spf: result('softfail'), dkim: [] }, 'fail'],
  ['SPF fail and DKIM pass, as after forwarding', { spf: result('fail'), dkim: [result('pass')] }, 'pass'],
  ['DKIM of a newsletter service', { dkim: [result('pass', 'sender.example')] }, 'none'],
  ['DKIM of both', { dkim: [result('fail', 'sender.example'), result('pass')] }, 'pass'],
  ['DKIM fail', { dkim: [result('fail')] }, 'fail'],
  ['DKIM that could not be looked up', { dkim: [result('temperror')] }, 'none'],
  ['nothing', { dkim: [] }, 'none'],
  ['nobody to be believed', undefined, 'none'],
];

for (const [name, results, verdict] of PROOFS) {
  void test(`${name} proves: ${verdict}`, () => {
    assert.equal(proofOf('example.org', results).verdict, verdict);
  });
}

void test('one domain speaks for another only above or below it', () => {
  assert.ok(isAligned('example.org', 'example.org'));
  assert.ok(isAligned('mail.example.org', 'example.org'));
  assert.ok(isAligned('example.org', 'mail.example.org'));
  assert.ok(!isAligned('a.example.org', 'b.example.org'));
  assert.ok(!isAligned('org', 'example.org'));
  assert.ok(!isAligned('badexample.org', 'example.org'));
  assert.ok(!isAligned('', 'example.org'));
});
