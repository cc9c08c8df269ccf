// Made-up administrators, sessions and audit entries for the gallery and the component tests.
import type {
  AdminAccount,
  AdminView,
  AuditEntryView,
  AuditVerdict,
  SessionView,
} from '@platen/shared/api/admin-security';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const admins = (now: number): AdminView[] => [
  {
    id: 'a1',
    name: 'Renate',
    role: 'administrator',
    email: 'renate@northgate.example',
    state: 'on',
    secondFactor: 'both',
    openId: false,
    fromDirectory: false,
    createdAt: now - 400 * DAY,
    lastSeenAt: now - 2 * MINUTE,
    sessions: 2,
    own: true,
  },
  {
    id: 'a2',
    name: 'Tomasz Wiśniewski',
    role: 'operator',
    email: 'tomasz@northgate.example',
    state: 'on',
    secondFactor: 'app',
    openId: true,
    fromDirectory: false,
    createdAt: now - 200 * DAY,
    lastSeenAt: now - 3 * HOUR,
    sessions: 1,
    own: false,
  },
  {
    id: 'a3',
    name: 'Front desk',
    role: 'helpdesk',
    state: 'on',
    secondFactor: 'none',
    openId: false,
    fromDirectory: true,
    createdAt: now - 90 * DAY,
    lastSeenAt: now - 26 * HOUR,
    sessions: 0,
    own: false,
  },
  {
    id: 'a4',
    name: 'Auditor Meyer-Lindenthal & Partners',
    role: 'auditor',
    state: 'invited',
    linkUntil: now + 20 * HOUR,
    secondFactor: 'none',
    openId: false,
    fromDirectory: false,
    createdAt: now - 4 * HOUR,
    sessions: 0,
    own: false,
  },
  {
    id: 'a5',
    name: 'kevin',
    role: 'operator',
    state: 'off',
    secondFactor: 'passkey',
    openId: false,
    fromDirectory: false,
    createdAt: now - 600 * DAY,
    lastSeenAt: now - 61 * DAY,
    sessions: 0,
    own: false,
  },
];

export const adminSessions = (now: number): SessionView[] => [
  {
    id: 's1',
    name: 'Renate',
    own: true,
    address: '10.20.4.17',
    agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    via: 'passkey',
    since: now - 2 * HOUR,
    seenAt: now - MINUTE,
  },
  {
    id: 's2',
    name: 'Renate',
    own: false,
    address: '2001:db8:4711::2',
    agent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
    via: 'password',
    since: now - 3 * DAY,
    seenAt: now - 5 * HOUR,
  },
  {
    id: 's3',
    name: 'Tomasz Wiśniewski',
    own: false,
    address: '10.20.8.3',
    agent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    via: 'openid',
    since: now - 3 * HOUR,
    seenAt: now - 40 * MINUTE,
  },
];

export const account = (now: number): AdminAccount => ({
  id: 'a1',
  name: 'Renate',
  role: 'administrator',
  hasPassword: true,
  fromDirectory: false,
  passwordSetAt: now - 120 * DAY,
  hasTotp: true,
  recoveryCodesLeft: 8,
  passkeys: [
    {
      id: 'k1',
      name: 'Work laptop',
      host: 'print.northgate.example',
      createdAt: now - 80 * DAY,
      lastUsedAt: now - 2 * HOUR,
    },
    { id: 'k2', name: 'Blue security key', host: 'print.northgate.example', createdAt: now - 80 * DAY },
  ],
  passkeyHere: true,
  secondFactorRequired: false,
});

export const bareAccount = (now: number): AdminAccount => ({
  ...account(now),
  hasTotp: false,
  recoveryCodesLeft: 0,
  passkeys: [],
  passkeyHere: false,
});

export const RECOVERY_CODES = [
  'k3d9 w7xq 2pmz aa4c',
  'ry6b 2vne 5tko lq7u',
  'zz2m h4cw q6xd p3so',
  'b7ue 4kfi a2nx mm5r',
  'w5gq t3yo 6dcl e2vh',
  'f4pa j7si u3kx r6bn',
  'm2od 5wze y7qt c4gl',
  'x6hk n3rb v2fu i5ap',
  'q7ls e4dm o6yj t2wc',
  'g5xv k2zi b3ph n7ra',
];

/** A QR code of a made-up otpauth address would differ with each drawing: squares do. */
export const QR_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21"><path fill="#fff" d="M0 0h21v21H0z"/><path d="M1 1h5v5H1zM2 2v3h3V2zM15 1h5v5h-5zM16 2v3h3V2zM1 15h5v5H1zM2 16v3h3v-3zM8 1h1v2H8zM10 2h2v1h-2zM8 5h2v1H8zM12 4h1v3h-1zM8 8h1v1H8zM1 8h2v1H1zM4 9h2v2H4zM10 8h3v2h-3zM15 8h2v1h-2zM18 9h2v2h-2zM8 11h1v3H8zM11 12h2v1h-2zM14 12h1v2h-1zM17 13h3v1h-3zM9 15h2v1H9zM12 15h1v3h-1zM15 16h2v2h-2zM18 15h1v1h-1zM9 18h2v2H9zM18 18h2v2h-2z"/></svg>';

export const auditEntries = (now: number): AuditEntryView[] => {
  const ago = [
    2 * MINUTE,
    9 * MINUTE,
    41 * MINUTE,
    3 * HOUR,
    5 * HOUR,
    22 * HOUR,
    25 * HOUR,
    2 * DAY,
    3 * DAY,
    9 * DAY,
  ];
  const what: readonly Pick<AuditEntryView, 'who' | 'act' | 'about' | 'detail'>[] = [
    { who: 'admin:Renate', act: 'signed in', about: 'a1', detail: { via: 'passkey', from: '10.20.4.17' } },
    {
      who: 'admin:Renate',
      act: 'changed setting',
      about: 'documents.maxPages',
      detail: { from: 500, to: 300 },
    },
    {
      who: 'admin:Tomasz Wiśniewski',
      act: 'decided: printed',
      about: 'mjw4ei7uxq2kd5l3pzvocabh6y',
      detail: {},
    },
    {
      who: 'admin:Renate',
      act: 'invited administrator',
      about: 'a4',
      detail: { name: 'Auditor Meyer-Lindenthal & Partners', role: 'auditor' },
    },
    { who: 'token:backup', act: 'made backup', about: '2026-11-22', detail: { bytes: 184_320_133 } },
    { who: 'command line', act: 'added printer', about: 'ipps://copier-2.northgate.example', detail: {} },
    { who: 'admin:Front desk', act: 'renewed the code of user', about: 'u42', detail: {} },
    { who: 'admin:Renate', act: 'switched off administrator', about: 'a5', detail: { name: 'kevin' } },
    { who: 'admin:kevin', act: 'signed in', about: 'a5', detail: { via: 'password', from: '198.51.100.7' } },
    { who: 'admin:Renate', act: 'set up an authenticator app', about: 'a1', detail: { name: 'Renate' } },
  ];
  return what.map((entry, index) => ({ number: 1284 - index, at: now - (ago[index] ?? 0), ...entry }));
};

export const soundLog = (now: number): AuditVerdict => ({
  sound: true,
  entries: 1284,
  seals: 212,
  sealedTo: now - HOUR,
});
export const brokenLog: AuditVerdict = {
  sound: false,
  entries: 911,
  seals: 212,
  sentence: 'Entry 912 was changed or removed. Those before it are as they were written.',
};
