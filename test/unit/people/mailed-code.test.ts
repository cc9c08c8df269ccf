// Signing in by mail: the company code, the mailed code's ten minutes, three tries and single use, and that nothing tells who has an account.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { countMail } from '@platen/edge-server/flow/store/mail-tallies';
import { type CompanyCode, makeCompanyCode, plainCompanyCode } from '@platen/edge-server/people/company-code';
import {
  dropOldAttempts,
  MAILED_CODE_MINUTES,
  type MailedCode,
  makeMailedCode,
  openMailedCode,
} from '@platen/edge-server/people/mailed-code';
import { AppError } from '@platen/shared/app-error';
import type { ErrorCode } from '@platen/shared/error-table';
import { type TestDeps, testDeps } from '../../support/deps.ts';

const HERE = { address: '10.1.0.1' };
let deps: TestDeps;
let companyCode: CompanyCode;
let mailed: MailedCode;
let company: string;
beforeEach(async () => {
  deps = await testDeps();
  companyCode = makeCompanyCode(deps);
  company = await companyCode.current();
  mailed = makeMailedCode({ ...deps, companyCode, count: countMail });
});
afterEach(() => deps.close());

const is = (code: ErrorCode) => (error: unknown) => error instanceof AppError && error.code === code;
const begin = (email = 'anna@example.org', source: { address: string; browser?: string } = HERE) =>
  mailed.begin({ email, company, stay: true }, source);

/** The code as the mail would bring it. */
async function codeOf({ mail }: Awaited<ReturnType<typeof begin>>): Promise<string> {
  assert.ok(mail !== undefined);
  const code = await deps.db.read((tx) => openMailedCode(tx, deps, mail.attempt, deps.clock.now()));
  assert.match(code ?? '', /^\d{9}$/);
  return code ?? '';
}
const wrongOf = (code: string): string => `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`;

test('the company code has six characters that are not read for one another, and stays until it is renewed', async () => {
  assert.match(company, /^[ABCDEFGHJKMNPQRSTUVWXYZ2-9]{6}$/);
  assert.equal(await companyCode.current(), company);
  const right = (typed: string) => deps.db.read((tx) => companyCode.isRight(tx, typed));
  assert.equal(plainCompanyCode('abc-2 34'), 'ABC234');
  assert.equal(await right(` ${company.slice(0, 3).toLowerCase()}-${company.slice(3)} `), true);
  for (const typed of ['', company.slice(0, 5), `${company}A`, 'AAAAAA']) {
    assert.equal(await right(typed), typed === company, typed);
  }
  const renewed = await companyCode.renew('admin:eva');
  assert.equal(await right(renewed), true);
  assert.equal(await right(company), renewed === company);
  const facts = JSON.stringify(await deps.db.read((tx) => tx.q.select().from(tx.t.facts)));
  assert.ok(!facts.includes(renewed), 'sealed');
});

test('every character of the company code comes up, none much more than another', () => {
  const counts = new Map<string, number>();
  const many = makeCompanyCode(deps);
  const draws = 400;
  return (async () => {
    for (let n = 0; n < draws; n++) {
      for (const character of await many.renew('test'))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    assert.equal(counts.size, 31);
    const expected = (draws * 6) / 31;
    // Five standard deviations: one run in a million would differ.
    for (const [character, count] of counts) {
      assert.ok(Math.abs(count - expected) < 5 * Math.sqrt(expected), `${character}: ${count}`);
    }
  })();
});

test('the right code signs in once, in the browser that asked', async () => {
  const asked = await begin();
  const code = await codeOf(asked);
  await assert.rejects(mailed.finish('another browser', code, HERE), is('mailed-code-void'));
  await assert.rejects(mailed.finish(undefined, code, HERE), is('mailed-code-void'));
  const spaced = `${code.slice(0, 3)} ${code.slice(3, 6)}-${code.slice(6)}`;
  assert.deepEqual(await mailed.finish(asked.word, spaced, HERE), { email: 'anna@example.org', stay: true });
  await assert.rejects(mailed.finish(asked.word, code, HERE), is('mailed-code-void'), 'once');
});

test('three wrong codes and it is void, also when all come at the same moment', async () => {
  const first = await begin();
  const code = await codeOf(first);
  await assert.rejects(mailed.finish(first.word, wrongOf(code), HERE), is('mailed-code-wrong'));
  await assert.rejects(mailed.finish(first.word, wrongOf(code), HERE), is('mailed-code-wrong'));
  await assert.rejects(mailed.finish(first.word, wrongOf(code), HERE), is('mailed-code-void'));
  await assert.rejects(mailed.finish(first.word, code, HERE), is('mailed-code-void'));

  const second = await begin();
  const other = await codeOf(second);
  const answers = await Promise.allSettled(
    Array.from({ length: 40 }, () => mailed.finish(second.word, wrongOf(other), HERE)),
  );
  const wrong = answers.filter(
    ({ status, ...more }) =>
      status === 'rejected' && 'reason' in more && is('mailed-code-wrong')(more.reason),
  );
  assert.equal(wrong.length, 2, 'two of them, and the third that made it void');
  await assert.rejects(mailed.finish(second.word, other, HERE), is('mailed-code-void'));
});

test('of two right ones at the same moment one signs in', async () => {
  const asked = await begin();
  const code = await codeOf(asked);
  const answers = await Promise.allSettled([0, 1, 2].map(() => mailed.finish(asked.word, code, HERE)));
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('after ten minutes it is over: for who types it, for the mail that was not sent yet, and in the database', async () => {
  const asked = await begin();
  const code = await codeOf(asked);
  deps.pass(MAILED_CODE_MINUTES * 60_000);
  await assert.rejects(mailed.finish(asked.word, code, HERE), is('mailed-code-void'));
  const late = await deps.db.read((tx) =>
    openMailedCode(tx, deps, asked.mail?.attempt ?? '', deps.clock.now()),
  );
  assert.equal(late, undefined);
  await deps.db.write((tx) => dropOldAttempts(tx, deps.clock.now()));
  assert.deepEqual(await deps.db.read((tx) => tx.q.select().from(tx.t.loginAttempts)), []);
});

test('neither the code nor the word of the browser can be read in the database', async () => {
  const asked = await begin();
  const code = await codeOf(asked);
  const rows = JSON.stringify(await deps.db.read((tx) => tx.q.select().from(tx.t.loginAttempts)));
  assert.ok(!rows.includes(code) && !rows.includes(asked.word));
});

test('a wrong company code is told, counted by its source, and makes nothing', async () => {
  const wrong = (address: string) =>
    mailed.begin({ email: 'anna@example.org', company: 'AAAAAA', stay: false }, { address });
  for (let n = 0; n < 10; n++) await assert.rejects(wrong('10.66.0.1'), is('company-code-wrong'));
  await assert.rejects(begin('anna@example.org', { address: '10.66.0.1' }), is('too-many-tries'));
  assert.ok((await begin()).mail !== undefined, 'elsewhere it goes on');
  assert.equal((await deps.db.read((tx) => tx.q.select().from(tx.t.loginAttempts))).length, 1);
});

test('a stranger who has codes mailed to somebody leaves the owner theirs, and is answered as always', async () => {
  const stranger = { address: '10.66.0.1' };
  const most = deps.settings().mail.codesPerDay;
  for (let n = 0; n < most; n++) assert.ok((await begin('anna@example.org', stranger)).mail !== undefined);
  const over = await begin('anna@example.org', stranger);
  assert.equal(over.mail, undefined, 'no further mail');
  assert.ok(over.word.length > 20, 'and the same answer');
  assert.ok((await begin()).mail !== undefined, 'from another network');
  const own = { ...stranger, browser: 'browser:anna' };
  assert.ok((await begin('anna@example.org', own)).mail !== undefined, 'and from the browser she knows');
});

test('an address that is none is refused before anything is counted', async () => {
  await assert.rejects(begin('no address'), is('bad-email'));
  assert.deepEqual(await deps.db.read((tx) => tx.q.select().from(tx.t.guesses)), []);
});
