// Somebody new signs in to the portal by mail: address and company code in a real browser, nine digits from a mail that a real mail server delivered,
// typed in the same browser; the account is there with its first sign-in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../servers/chromium.ts';
import { type MailSite, startMailSite } from '../support/mail-site.ts';
import { operatorCall } from '../support/operator.ts';
import { readMail } from '../support/read-mail.ts';
import { skipUnless } from '../support/skip-unless.ts';

const skip = skipUnless('dovecot', 'postfix', 'swaks', 'chromium');

let site: MailSite;
let browser: Browser;
before(async () => {
  if (skip !== false) return;
  [site, browser] = await Promise.all([startMailSite(['anna']), launchChromium()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

test('from an address nobody here knows to the own documents, by a code in a mail', { skip }, async () => {
  const { platen } = site;
  const { code: company } = (await operatorCall(platen, 'GET', '/api/admin/company-code')).json<{
    code: string;
  }>();
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => assert.fail(`the page threw: ${error.message}`));
  await page.goto(platen.httpsUrl);
  await page.getByRole('button', { name: 'Have a code mailed to me' }).click();
  await page.getByLabel('Email address').fill('anna@example.test');
  await page.getByLabel('Company code').fill(`${company.slice(0, 3).toLowerCase()}-${company.slice(3)}`);
  await page.getByRole('button', { name: 'Mail me a code' }).click();
  await page.getByText('If anna@example.test may print here').waitFor();

  const { headers, text } = await readMail(await site.mailNumber('anna', 1));
  const digits = /\b(\d{3} \d{3} \d{3})\b/.exec(text)?.[1] ?? '';
  assert.match(digits, /^\d{3} \d{3} \d{3}$/, text);
  assert.doesNotMatch(headers.get('subject') ?? '', /\d{3}/, 'the subject is read on locked telephones');

  await page.getByLabel('Code from the mail').fill(digits);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Your documents' }).waitFor();
  const found = (await operatorCall(platen, 'GET', '/api/admin/users?search=anna')).json<{
    users: { email: string }[];
  }>();
  assert.deepEqual(
    found.users.map(({ email }) => email),
    ['anna@example.test'],
  );
});
