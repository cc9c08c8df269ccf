// The mail journeys: a document goes out by mail, the code comes back by mail, the panel prints; a printer in the subject prints by itself; a
// link of the answer prints by mail. Real mail servers, a real IPP printer, swaks as the sender's mail program.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { samplePdf } from '../documents/make-documents.ts';
import { launchChromium } from '../servers/chromium.ts';
import { type IppEvePrinter, startIppEvePrinter } from '../servers/ippeveprinter.ts';
import { AUTHSERV, type MailSite, PRINT, SENDER, startMailSite } from '../support/mail-site.ts';
import { operatorCall } from '../support/operator.ts';
import { readMail } from '../support/read-mail.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { waitUntil } from '../support/wait-until.ts';

const skip = skipUnless('ippeveprinter', 'chromium', 'dovecot', 'postfix', 'swaks');

let site: MailSite;
let printer: IppEvePrinter;
let panelPath: string;
before(async () => {
  if (skip !== false) return;
  [site, printer] = await Promise.all([
    startMailSite(['anna', 'bert', 'cleo']),
    startIppEvePrinter({ name: 'Lobby' }),
  ]);
  const added = await operatorCall(site.platen, 'POST', '/api/admin/printers', {
    name: 'Lobby',
    uri: printer.uri,
    forDirectMail: true,
  });
  assert.equal(added.status, 201, added.text);
  panelPath = added.json<{ panelPath: string }>().panelPath;
});
after(async () => {
  await printer?.stop();
  await site?.stop();
});

const pdf = async (name: string, pages = 2) => ({
  name,
  type: 'application/pdf',
  bytes: await samplePdf({ pages, title: name }),
});

/** The group of digits on its own line. */
const codeIn = (text: string): string => {
  const line = /^\s*((?:\d{2,4}\s?){2,6})\s*$/m.exec(text);
  assert.ok(line !== null, text);
  return (line[1] ?? '').replaceAll(/\D/g, '');
};

const printed = (count: number) =>
  waitUntil(
    async () => {
      const all = await printer.received();
      return all.length >= count ? all : undefined;
    },
    { what: `${count} documents at the printer`, timeoutMs: 60_000 },
  );

test('mail in, code back, the panel prints', { skip }, async () => {
  const document = await pdf('Board minutes.pdf');
  await site.send({ from: 'anna@example.test', subject: 'For the board', attachments: [document] });
  const answer = await readMail(await site.mailNumber('anna', 1));
  assert.equal(answer.headers.get('auto-submitted'), 'auto-replied');
  assert.match(answer.headers.get('from') ?? '', new RegExp(SENDER));
  assert.match(answer.text, /Board minutes/);
  await waitUntil(async () => (await site.dovecot.mailCount('print')) === 0, {
    what: 'the message to be removed from its server',
  });

  const browser = await launchChromium();
  try {
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: { width: 800, height: 480 },
    });
    const panel = await context.newPage();
    await panel.goto(site.platen.httpsUrl + panelPath);
    await panel.getByText('Enter your code').waitFor();
    for (const digit of codeIn(answer.text))
      await panel.getByRole('button', { name: digit, exact: true }).click();
    await panel.getByText('Board minutes.pdf').waitFor();
    await panel
      .getByRole('button', { name: /^Print/ })
      .first()
      .click();
  } finally {
    const [one] = await printed(1);
    await browser.close();
    assert.deepEqual(await readFile(one?.path ?? ''), Buffer.from(document.bytes));
  }
});

test('a printer and options in the subject print by themselves', { skip }, async () => {
  await site.set({ directPrint: true });
  const before = (await printer.received()).length;
  await site.send({
    from: 'bert@example.test',
    subject: 'Lobby: 2 copies, duplex',
    attachments: [await pdf('Handout.pdf')],
  });
  // Nobody vouches for this one, so the document waits for Bert's code.
  const waits = await readMail(await site.mailNumber('bert', 1));
  assert.match(waits.text, /Handout/);
  assert.equal((await printer.received()).length, before);

  await site.send({
    from: 'bert@example.test',
    subject: 'Lobby: 2 copies, duplex',
    attachments: [await pdf('Programme.pdf')],
    headers: [`Authentication-Results: ${AUTHSERV}; dmarc=pass header.from=example.test`],
  });
  const all = await printed(before + 1);
  const paper = all.find(({ jobName }) => jobName.startsWith('Programme'));
  assert.equal(paper?.attributes.get('IPP_COPIES'), '2');
  assert.equal(paper?.attributes.get('IPP_SIDES'), 'two-sided-long-edge');
  const told = await readMail(await site.mailNumber('bert', 3));
  assert.match(told.text, /Programme/);
  assert.match(told.text, /Lobby/);
});

test('a link of the answer prints by mail, once', { skip }, async () => {
  const before = (await printer.received()).length;
  await site.send({
    from: 'cleo@example.test',
    subject: 'Tickets',
    attachments: [await pdf('Tickets.pdf', 1)],
  });
  const answer = await readMail(await site.mailNumber('cleo', 1));
  const [, mailbox = '', key = ''] = /mailto:([^?]+)\?subject=%5B%23([0-9A-Z-]+)%5D/.exec(answer.html) ?? [];
  assert.equal(decodeURIComponent(mailbox), PRINT, answer.html);
  await site.send({ from: 'cleo@example.test', subject: `[#${key}] Lobby` });
  await printed(before + 1);
  const told = await readMail(await site.mailNumber('cleo', 2));
  assert.match(told.text, /Lobby/);
  assert.match(told.text, /Tickets/);

  await site.send({ from: 'cleo@example.test', subject: `[#${key}] Lobby` });
  const again = await readMail(await site.mailNumber('cleo', 3));
  assert.match(again.text, /used|already/i);
  assert.equal((await printer.received()).length, before + 1);
});

test('who is not vouched for confirms first; until then nothing of the message is here', {
  skip,
}, async () => {
  await site.set({ trust: 'confirm' });
  const mails = (await site.inbox('anna')).length;
  await site.send({
    from: 'anna@example.test',
    subject: 'Invitation',
    attachments: [await pdf('Invitation.pdf')],
  });
  const asked = await readMail(await site.mailNumber('anna', mails + 1));
  assert.match(asked.headers.get('subject') ?? '', /confirm/i);
  assert.equal(await site.dovecot.mailCount('print'), 1, 'it waits on its server');
  const jobs = async () =>
    (await operatorCall(site.platen, 'GET', '/api/admin/jobs?search=Invitation')).json<{ jobs: unknown[] }>()
      .jobs;
  assert.deepEqual(await jobs(), []);

  const [, key = ''] = /subject=%5B%23([0-9A-Z-]+)%5D/.exec(asked.html) ?? [];
  // Another sender cannot confirm it.
  await site.send({ from: 'bert@example.test', subject: `[#${key}]` });
  await waitUntil(async () => (await site.dovecot.mailCount('print')) <= 2, { what: 'the other’s message' });
  assert.deepEqual(await jobs(), []);
  await site.send({ from: 'anna@example.test', subject: `Re: [#${key}]` });
  const answer = await readMail(await site.mailNumber('anna', mails + 2));
  assert.match(answer.text, /Invitation/);
  assert.equal((await jobs()).length, 1);

  // The key of the answer is the proof, too; without one nobody is answered in somebody else's name.
  const before = (await printer.received()).length;
  const strangers = (await site.inbox('bert')).length;
  const [, release = ''] = /subject=%5B%23([0-9A-Z-]+)%5D/.exec(answer.html) ?? [];
  await site.send({ from: 'bert@example.test', subject: `[#${release}] Lobby` });
  await site.send({ from: 'anna@example.test', subject: `[#${release}] Lobby` });
  await printed(before + 1);
  const told = await readMail(await site.mailNumber('anna', mails + 3));
  assert.match(told.text, /Invitation/);
  assert.equal((await site.inbox('bert')).length, strangers);
});
