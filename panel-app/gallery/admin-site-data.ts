// Made-up answers about the site itself: the first-run assistant, the doctor as it goes, the log, codes, guesses about mail.
import type { Overview } from '@platen/shared/api/admin';
import type { CodesView } from '@platen/shared/api/admin-codes';
import type { DoctorNews, LogPage } from '@platen/shared/api/admin-health';
import type { MailStep, MailTested } from '@platen/shared/api/admin-mail';
import type { ReleaseView } from '@platen/shared/api/common';
import type { FirstRunView, MailGuess } from '@platen/shared/api/first-run';
import { FIRST_RUN_STEPS, type FirstRunState, type FirstRunStep } from '@platen/shared/first-run';
import { overview } from './admin-data.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function testPage(now: number, state: ReleaseView['state'] = 'done'): ReleaseView {
  const ended = state === 'done' || state === 'uncertain' || state === 'returned';
  return {
    id: 'r-page',
    jobId: 'j-page',
    printerId: 'p2',
    printerName: 'Reception',
    state,
    ended,
    tone: state === 'done' ? 'ok' : state === 'returned' ? 'bad' : state === 'uncertain' ? 'warn' : 'busy',
    sentence:
      {
        done: 'Printed at Reception.',
        returned: 'No paper in tray 2 (A4). Nothing was printed.',
        uncertain: 'Please check the printer: did it come out?',
      }[state as 'done'] ?? 'Printing page 1 of 1.',
    pages: 1,
    page: 1,
    mayCancel: false,
    startedAt: now - 8_000,
    ...(ended ? { endedAt: now - 2_000 } : {}),
  };
}

/** @param done what is behind; what is not named is open. */
export function firstRun(
  done: Partial<Record<FirstRunStep, FirstRunState>>,
  more: Partial<FirstRunView> = {},
): FirstRunView {
  const steps = FIRST_RUN_STEPS.map((id) => ({ id, state: done[id] ?? ('open' as const) }));
  return { open: steps.some(({ state }) => state === 'open'), steps, ...more };
}

export const firstUser = {
  id: 'u-new',
  email: 'renate@northgate.example',
  name: 'Renate',
  waiting: true,
  walked: false,
} as const;

export const guessRecords: MailGuess = {
  provider: 'other',
  from: 'records',
  receive: { kind: 'imap', auth: 'password', host: 'imap.northgate.example', port: 993, security: 'tls' },
  send: { kind: 'smtp', auth: 'password', host: 'smtp.northgate.example', port: 587, security: 'starttls' },
};
export const guessMicrosoft: MailGuess = {
  provider: 'microsoft',
  from: 'known',
  receive: { kind: 'graph', auth: 'oauth2' },
  send: { kind: 'graph', auth: 'oauth2' },
};
export const guessNone: MailGuess = { provider: 'other', from: 'none' };

const fine = (area: DoctorNews['findings'][number]['area'], id: string, sentence: string) => ({
  area,
  id,
  ok: true,
  sentence,
});
const FINDINGS: readonly (readonly [string, DoctorNews['findings']])[] = [
  [
    'The database',
    [
      fine(
        'storage',
        'database',
        'The database (embedded, step 4) answers and steps are being worked on. It takes 212 MB.',
      ),
      fine('storage', 'database-damage', 'The database file is sound.'),
    ],
  ],
  [
    'The disk',
    [
      fine('storage', 'disk', '48.3 GB are free for documents in /var/lib/platen.'),
      fine('storage', 'disk-speed', 'Writing safely to the disk takes 2 ms.'),
      fine('storage', 'keys', 'Only this server’s account can read its keys.'),
    ],
  ],
  [
    'The names of this server',
    [
      fine(
        'network',
        'name:print.northgate.example',
        'The name print.northgate.example leads here (192.0.2.7).',
      ),
    ],
  ],
  ['The ports of this server', [fine('network', 'port:8443', 'HTTPS answers on port 8443 at 192.0.2.7.')]],
  [
    'The search for printers',
    [fine('network', 'discovery', 'Multicast DNS works at 192.0.2.7/24; 4 printers announce themselves.')],
  ],
  [
    'The certificate',
    [
      fine('wire', 'https', 'HTTPS is on.'),
      fine('wire', 'certificate', 'The certificate is good until 2027-11-18 and self-signed.'),
    ],
  ],
  ['TLS', [fine('wire', 'tls', 'Browsers are offered TLSv1.3.')]],
  ['The clock', [fine('clock', 'clock', 'The clock agrees with the disk, the printer Reception.')]],
  ['LibreOffice', [fine('documents', 'office', 'Office files are converted with LibreOffice 7.4.7.2.')]],
  ['Reception', [fine('printers', 'printer:p2', 'Reception answers at ipps://192.0.2.9/ipp/print.')]],
  ['Mail', [fine('mail', 'mail:m1', 'Mail is taken from Library printing.')]],
];

export const doctorWell: readonly DoctorNews[] = FINDINGS.map(([what, findings], index) => ({
  done: index + 1,
  of: FINDINGS.length,
  what,
  findings,
}));

const BAD: DoctorNews['findings'] = [
  {
    area: 'printers',
    id: 'printer:p3',
    ok: false,
    sentence: 'Staff office does not answer at ipp://192.0.2.44/ipp/print.',
    cure: 'Is it on, and is the address right? connect EHOSTUNREACH 192.0.2.44:631',
  },
  {
    area: 'upkeep',
    id: 'backup',
    ok: false,
    sentence: 'The last backup is 12 days old.',
    cure: 'Make one with: platen backup FILE, and let it run every night (docs/backup.md).',
  },
];
export const doctorIll: readonly DoctorNews[] = [
  ...doctorWell.map((news) => ({ ...news, of: FINDINGS.length + 1 })),
  { done: FINDINGS.length + 1, of: FINDINGS.length + 1, what: 'Staff office', findings: BAD },
];

const LINES: readonly (readonly [LogPage['entries'][number]['level'], string, string, string?])[] = [
  ['info', 'server', 'listening', '{"http":8080,"https":8443}'],
  ['info', 'printers', 'device files were read', '{"printers":4,"profiles":22}'],
  ['info', 'mail', 'a mailbox is being watched', '{"mailbox":"print@northgate.example","idle":true}'],
  ['info', 'documents', 'LibreOffice is ready', '{"instances":2,"ms":1180}'],
  ['warn', 'printers', 'a printer does not answer', '{"printer":"Staff office","errorCode":"EHOSTUNREACH"}'],
  ['info', 'people', 'an administrator signed in', '{"name":"renate","password":"[hidden]"}'],
  ['error', 'mail', 'a message could not be read and was set aside', '{"mail":"q1","tries":3}'],
  ['info', 'server', 'a document was printed'],
];
export function logPage(now: number, level: LogPage['level'] = 'info'): LogPage {
  const entries = Array.from({ length: 24 }, (_, index) => {
    const [lineLevel, area, message, more] = LINES[index % LINES.length] ?? LINES[0] ?? never();
    return {
      number: index + 1,
      at: now - (24 - index) * 37_000,
      level: lineLevel,
      area,
      message,
      ...(more === undefined ? {} : { more }),
    };
  });
  return { entries, last: 24, forgotten: 0, level };
}

export function codesView(now: number, attacked: boolean): CodesView {
  const today = Math.floor(now / DAY) * DAY;
  const wrong = [4, 7, 2, 0, 9, 5, 6, 3, 8, 1, 0, 4, 6];
  const sources: CodesView['sources'] = attacked
    ? [
        {
          source: 'panel:p3',
          name: 'Reading room colour',
          kind: 'panel',
          wrong: 240,
          lastAt: now - 2 * MINUTE,
          waitsUntil: now + 14 * MINUTE,
          attack: true,
        },
        {
          source: 'network:10.1.2.0/24',
          name: '10.1.2.0/24',
          kind: 'network',
          wrong: 11,
          lastAt: now - HOUR,
          attack: false,
        },
      ]
    : [
        {
          source: 'panel:p2',
          name: 'Reception',
          kind: 'panel',
          wrong: 5,
          lastAt: now - 40 * MINUTE,
          attack: false,
        },
        { source: 'panel:p1', name: 'Hall', kind: 'panel', wrong: 2, lastAt: now - 3 * HOUR, attack: false },
      ];
  const sum = sources.reduce((all, one) => all + one.wrong, 0);
  return {
    live: [
      { digits: 9, codes: 12 },
      { digits: 10, codes: 300 },
    ],
    liveCodes: 312,
    nextDigits: 10,
    minLength: 8,
    tooShort: attacked ? 12 : 0,
    chance: { perDay: 3.1e-6, perYear: 1.1e-3, publishedPerYear: 1.5e-3 },
    today: { wrong: sum, budget: 100, usedUp: sum >= 100 },
    days: [...wrong, sum].map((count, index) => ({ day: today - (13 - index) * DAY, wrong: count })),
    sources,
  };
}

export function attackedOverview(now: number): Overview {
  return {
    ...overview(now),
    attack: { usedUp: true, where: 'Reading room colour', wrong: 240, lastAt: now - 2 * MINUTE },
    guesses: { wrongToday: 100, budget: 100, codeLength: 10 },
    senders: 2,
    failing: ['Hall', 'Lab 1', 'Lab 2', 'Lab 3'].map((what) => ({
      what,
      sentence: 'The printer does not answer. Is it switched on?',
      site: 'North wing',
    })),
    certificate: { selfSigned: false, notAfter: now + 11.5 * DAY, names: ['print.northgate.example'] },
    backup: { at: now - 12 * DAY, due: true },
  };
}

const step = (name: MailStep['step'], ms: number, said: string): MailStep => ({
  step: name,
  ok: true,
  ms,
  said,
});
const CONVERSATION: readonly MailStep[] = [
  step('lookup', 4, '192.0.2.25'),
  step('connect', 11, '192.0.2.25:993'),
  step('tls', 38, 'TLSv1.3, certificate of imap.northgate.example by R3, good until 2027-01-14'),
  step('greeting', 6, '* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID] Dovecot ready.'),
];
export const conversedWell: MailTested = {
  steps: [...CONVERSATION, step('sign-in', 92, 'print@northgate.example'), step('count', 21, 'INBOX: 4')],
  receive: { ok: true, sentence: 'Signed in. 4 messages are there.', messages: 4 },
};
export const conversedRefused: MailTested = {
  steps: [
    ...CONVERSATION,
    {
      step: 'sign-in',
      ok: false,
      ms: 2_110,
      said: 'NO [AUTHENTICATIONFAILED] Authentication failed.',
      cure: 'Look at user name and password. Many providers want an app password, or the account’s IMAP or SMTP has to be switched on there.',
    },
  ],
  receive: {
    ok: false,
    code: 'mail-account-refused',
    sentence: 'The mail server refused the user name or password.',
    detail: 'NO [AUTHENTICATIONFAILED] Authentication failed.',
  },
};

function never(): never {
  throw new Error('there is always a first line');
}
