// Made-up mail for the console's gallery and component tests. Times hang on the `now` they are given.
import type {
  AdminMail,
  AdminMailAccount,
  AdminMailMessage,
  MailTested,
  OutboxEntry,
  SenderRequest,
  SenderRule,
  SenderRulesImported,
} from '@platen/shared/api/admin-mail';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function mailAccounts(now: number): AdminMailAccount[] {
  const shared = { enabled: true, secretStored: true, waiting: 0, quarantined: 0 };
  return [
    {
      ...shared,
      id: 'm1',
      name: 'Library printing',
      kind: 'imap',
      receives: true,
      sends: false,
      address: 'print@northgate.example',
      settings: {
        auth: 'password',
        host: 'imap.northgate.example',
        port: 993,
        security: 'tls',
        user: 'print@northgate.example',
        processedFolder: 'Printed',
        authservId: 'mx.northgate.example',
      },
      server: 'imap.northgate.example, port 993, TLS',
      tone: 'ok',
      sentence: 'Mail comes in.',
      lastOkAt: now - 20_000,
      waiting: 3,
      quarantined: 2,
    },
    {
      ...shared,
      id: 'm2',
      name: 'annex@northgate.example',
      kind: 'graph',
      receives: true,
      sends: false,
      address: 'annex@northgate.example',
      settings: {
        auth: 'oauth2',
        tenant: 'northgate.example',
        clientId: '7c1e0f6a-5b1d-4a0e-9f3e-2d8c6b4a1e55',
      },
      server: 'Microsoft 365',
      tone: 'bad',
      sentence: 'The mail server refused the user name or password.',
      trouble: 'mail-account-refused',
      detail: 'graph: the client secret is expired',
      troubleSince: now - 3 * HOUR,
      lastOkAt: now - 3 * HOUR - 4 * MINUTE,
    },
    {
      ...shared,
      id: 'm3',
      name: 'Answers',
      kind: 'smtp',
      receives: false,
      sends: true,
      address: 'print-answers@northgate.example',
      settings: {
        auth: 'password',
        host: 'smtp.northgate.example',
        port: 587,
        security: 'starttls',
        user: 'print-answers@northgate.example',
      },
      server: 'smtp.northgate.example, port 587, STARTTLS',
      tone: 'ok',
      sentence: 'Ready to send.',
      lastOkAt: now - 6 * MINUTE,
    },
  ];
}

export const NO_SENDER = 'No account sends mail: nobody gets an answer, and no code. Add one that sends.';

export function mailMessages(now: number): AdminMailMessage[] {
  const shared = {
    accountId: 'm1',
    account: 'Library printing',
    attempts: 1,
    mayRetry: false,
    mayDelete: false,
  };
  return [
    {
      ...shared,
      id: 'q1',
      state: 'quarantined',
      tone: 'bad',
      sentence: 'Set aside after three tries.',
      sender: 'jonas.weber@northgate.example',
      subject: 'Floor plans for Thursday',
      size: 18_400_000,
      attempts: 3,
      reason: 'mail-broken',
      note: 'The message ends in the middle of an attachment.',
      receivedAt: now - 50 * MINUTE,
      changedAt: now - 48 * MINUTE,
      mayRetry: true,
      mayDelete: true,
    },
    {
      ...shared,
      id: 'q2',
      state: 'quarantined',
      tone: 'bad',
      sentence: 'Set aside after three tries.',
      sender: 'scanner-3@annex.northgate.example',
      size: 2_100_000,
      attempts: 3,
      reason: 'internal',
      note: 'It was taken up 3 times without an end.',
      receivedAt: now - 5 * HOUR,
      changedAt: now - 4 * HOUR,
      mayRetry: true,
      mayDelete: true,
    },
    {
      ...shared,
      id: 'w1',
      state: 'waiting',
      tone: 'warn',
      sentence: 'Waits until you allow its sender.',
      sender: 'm.okafor@partner.example',
      subject: 'Contract, please print two-sided',
      size: 380_000,
      receivedAt: now - 2 * HOUR,
      changedAt: now - 2 * HOUR,
    },
    {
      ...shared,
      id: 'r1',
      state: 'removed',
      tone: 'ok',
      sentence: 'Taken, and out of the mailbox.',
      sender: 'lena@northgate.example',
      subject: 'Boarding pass',
      size: 96_000,
      receivedAt: now - 7 * MINUTE,
      changedAt: now - 7 * MINUTE,
    },
    {
      ...shared,
      id: 'f1',
      state: 'refused',
      tone: 'quiet',
      sentence: 'Refused.',
      note: 'DMARC, SPF and DKIM did not vouch for the sender.',
      sender: 'director@northgate.example',
      subject: 'URGENT invoice',
      size: 44_000,
      reason: 'mail-sender-unverified',
      receivedAt: now - 26 * MINUTE,
      changedAt: now - 26 * MINUTE,
    },
    {
      ...shared,
      id: 'i1',
      state: 'ignored',
      tone: 'quiet',
      sentence: 'Left alone.',
      sender: 'lena@northgate.example',
      subject: 'Out of office: Your documents are ready',
      size: 5_000,
      reason: 'mail-automatic',
      note: 'An automatic message or a loop: Auto-Submitted: auto-replied',
      receivedAt: now - 6 * MINUTE,
      changedAt: now - 6 * MINUTE,
    },
  ];
}

export function senderRequests(now: number): SenderRequest[] {
  return [
    { address: 'm.okafor@partner.example', mails: 2, firstAt: now - 3 * HOUR, lastAt: now - 2 * HOUR },
    {
      address: 'reception@a-rather-long-company-name.example',
      mails: 1,
      firstAt: now - DAY,
      lastAt: now - DAY,
    },
  ];
}

export function senderRules(now: number): SenderRule[] {
  return [
    {
      id: 's1',
      list: 'allow',
      pattern: 'northgate.example',
      note: 'Our own people',
      createdAt: now - 90 * DAY,
      createdBy: 'admin:Renate',
    },
    {
      id: 's2',
      list: 'allow',
      pattern: '*.university.example',
      note: '',
      createdAt: now - 60 * DAY,
      createdBy: 'admin:Renate',
    },
    {
      id: 's3',
      list: 'block',
      pattern: 'offers.example',
      note: 'Newsletters',
      createdAt: now - 9 * DAY,
      createdBy: 'command line',
    },
    {
      id: 's4',
      list: 'block',
      pattern: 'j.doe@northgate.example',
      note: 'Left in October',
      createdAt: now - 20 * DAY,
      createdBy: 'admin:Renate',
    },
  ];
}

export function outbox(now: number): OutboxEntry[] {
  const shared = { attempts: 1, mayRetry: false, mayDrop: false };
  return [
    {
      ...shared,
      id: 'o1',
      kind: 'report',
      what: 'Answer to a message',
      recipient: 'lena@northgate.example',
      state: 'sent',
      tone: 'ok',
      sentence: 'Sent.',
      note: '250 2.0.0 Ok: queued as 4F2A81C0',
      createdAt: now - 7 * MINUTE,
      changedAt: now - 7 * MINUTE,
    },
    {
      ...shared,
      id: 'o2',
      kind: 'code',
      what: 'Code',
      recipient: 'm.okafor@partner.example',
      state: 'failed',
      tone: 'bad',
      sentence: 'Could not be sent.',
      note: '550 5.1.1 The mailbox does not exist',
      createdAt: now - 3 * HOUR,
      changedAt: now - 2 * HOUR,
      mayRetry: true,
      mayDrop: true,
    },
    {
      ...shared,
      id: 'o3',
      kind: 'release',
      what: 'Answer to a print order',
      recipient: 'jonas.weber@northgate.example',
      state: 'unknown',
      tone: 'warn',
      sentence: 'It is not known whether it was sent.',
      note: 'The server stopped while this was being sent. It may have arrived; it is not sent again by itself.',
      createdAt: now - DAY,
      changedAt: now - DAY,
      mayRetry: true,
      mayDrop: true,
    },
    {
      ...shared,
      id: 'o4',
      kind: 'report',
      what: 'Answer to a message',
      recipient: 'someone.with.a.very.long.name@a-rather-long-company-name.example',
      state: 'waiting',
      tone: 'busy',
      sentence: 'Waits to be sent.',
      attempts: 2,
      note: '451 4.7.1 Greylisted, try again in five minutes',
      createdAt: now - 4 * MINUTE,
      changedAt: now - MINUTE,
      mayDrop: true,
    },
  ];
}

export function mailOverview(
  now: number,
  accounts: readonly AdminMailAccount[] = mailAccounts(now),
): AdminMail {
  const inUse = accounts.filter(({ enabled }) => enabled);
  const answers = inUse.some(({ sends }) => sends) || !inUse.some(({ receives }) => receives);
  return {
    accounts: [...accounts],
    notes: answers ? [] : [NO_SENDER],
    counts: { requests: 2, quarantined: 2, outbox: 1, outboxFailed: 2 },
  };
}

export const testedWell: MailTested = {
  receive: { ok: true, sentence: 'Signed in. 4 messages are there.', messages: 4 },
};
export const testedSending: MailTested = {
  send: {
    ok: true,
    sentence: 'A message is on its way to renate@northgate.example.',
    detail: '250 2.0.0 Ok: queued as 4F2A81C0',
  },
};
export const testedRefused: MailTested = {
  receive: {
    ok: false,
    code: 'mail-account-refused',
    sentence: 'The mail server refused the user name or password.',
    detail: 'NO [AUTHENTICATIONFAILED] Authentication failed.',
  },
};
export const testedUntrusted: MailTested = {
  receive: {
    ok: false,
    code: 'mail-account-certificate',
    sentence: 'The certificate of the mail server is not trusted.',
    detail: "the server's certificate does not verify: self-signed certificate",
  },
  fingerprint: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};
export const senderMistakes: SenderRulesImported = {
  added: 0,
  known: 0,
  mistakes: [
    {
      line: 2,
      text: 'anna at example.org',
      sentence: 'Give an address (anna@example.org), a domain (example.org) or one with * in it.',
    },
    {
      line: 5,
      text: '*',
      sentence: 'Give an address (anna@example.org), a domain (example.org) or one with * in it.',
    },
  ],
};
