// Made-up programs of the Northgate Library: who uses its print server, who is told of events, and its backups.
import type { AdminBackup } from '@platen/shared/api/admin-backup';
import type { AdminApiToken, AdminWebhook, HookDelivery } from '@platen/shared/api/admin-connections';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const apiTokens = (now: number): AdminApiToken[] => [
  {
    id: 't1',
    name: 'Monitoring',
    label: 'plt_Zk3vQ9',
    scopes: ['health:read'],
    createdAt: now - 90 * DAY,
    createdBy: 'admin:Renate',
    expired: false,
    lastUsedAt: now - 2 * MINUTE,
  },
  {
    id: 't2',
    name: 'Asset register',
    label: 'plt_9wT1bY',
    scopes: ['printers:read', 'printers:change', 'reports:read'],
    createdAt: now - 20 * DAY,
    createdBy: 'admin:Renate',
    expiresAt: now + 345 * DAY,
    expired: false,
    lastUsedAt: now - 9 * HOUR,
  },
  {
    id: 't3',
    name: 'Migration from the old print server',
    label: 'plt_x7LrC5',
    scopes: ['users:read', 'users:change', 'documents:read'],
    createdAt: now - 45 * DAY,
    createdBy: 'admin:Tomasz',
    expiresAt: now - 15 * DAY,
    expired: true,
  },
];

export const webhooks = (now: number): AdminWebhook[] => [
  {
    id: 'w1',
    name: 'Helpdesk',
    url: 'https://tickets.northgate.example/hooks/platen',
    events: ['release.uncertain', 'printer.condition', 'certificate.expiring'],
    titles: false,
    enabled: true,
    createdAt: now - 60 * DAY,
    createdBy: 'admin:Renate',
    tone: 'ok',
    condition: 'well',
    lastAt: now - 12 * MINUTE,
    lastStatus: 202,
  },
  {
    id: 'w2',
    name: 'Security desk',
    url: 'https://siem.northgate.example:8443/in/4f1c',
    events: ['attack', 'user.disabled'],
    titles: false,
    enabled: true,
    createdAt: now - 30 * DAY,
    createdBy: 'admin:Renate',
    tone: 'warn',
    condition: 'failing',
    lastAt: now - 3 * MINUTE,
    problem: 'Its certificate is from nobody this server trusts.',
  },
  {
    id: 'w3',
    name: 'Chat of the IT room',
    url: 'https://chat.northgate.example/x',
    events: ['printer.condition'],
    titles: false,
    enabled: false,
    createdAt: now - 200 * DAY,
    createdBy: 'admin:Tomasz',
    tone: 'quiet',
    condition: 'off',
  },
];

const body = (id: string, event: string, at: number, data: object): string =>
  JSON.stringify({ id, event, at: new Date(at).toISOString(), data });

export const deliveries = (now: number): HookDelivery[] => [
  {
    id: '8c1f0d2e5b7a49d3',
    event: 'printer.condition',
    state: 'delivered',
    attempts: 1,
    note: 'Status 202',
    createdAt: now - 12 * MINUTE,
    changedAt: now - 12 * MINUTE,
    body: body('8c1f0d2e5b7a49d3', 'printer.condition', now - 12 * MINUTE, {
      printerId: 'p2',
      state: 'stopped',
      reasons: 'media-empty',
      accepting: true,
    }),
  },
  {
    id: '51be77c09a3d42f8',
    event: 'release.uncertain',
    state: 'waiting',
    attempts: 2,
    note: 'No answer within 15 s.',
    createdAt: now - 40 * MINUTE,
    changedAt: now - 40 * MINUTE,
    body: body('51be77c09a3d42f8', 'release.uncertain', now - 40 * MINUTE, {
      releaseId: 'r17',
      jobId: 'j9',
      printerId: 'p2',
      outcome: 'uncertain',
      pages: 10,
      pagesDone: 3,
    }),
  },
  {
    id: 'e2409c6b11f84a75',
    event: 'certificate.expiring',
    state: 'failed',
    attempts: 9,
    note: 'Given up after a day. Status 500.',
    createdAt: now - 3 * DAY,
    changedAt: now - 2 * DAY,
    body: body('e2409c6b11f84a75', 'certificate.expiring', now - 3 * DAY, {
      daysLeft: 30,
      names: 'print.northgate.example',
    }),
  },
];

const GIGABYTE = 1024 ** 3;

export const backupWell = (now: number): AdminBackup => ({
  folder: '/mnt/backup/platen',
  hour: 2,
  keep: 7,
  passphraseSet: true,
  done: 0,
  kept: [0, 1, 2].map((days) => {
    const at = Date.parse(new Date(now - days * DAY).toISOString().replace(/T.*/, 'T01:00:00Z'));
    const stamp = new Date(at)
      .toISOString()
      .replace(/\.\d+Z$/, 'Z')
      .replaceAll(/[-:]/g, '');
    return { name: `platen-${stamp}.platen-backup`, at, bytes: (1.2 - days * 0.07) * GIGABYTE };
  }),
  last: { at: now - 7 * HOUR, ok: true, sentence: 'Made and written to the disk.', bytes: 1.2 * GIGABYTE },
  drill: {
    at: now - 7 * HOUR + 3 * MINUTE,
    ok: true,
    sentence: 'Restored and checked: 1,204 users, 18 printers, 96 stored documents.',
  },
  next: now + 17 * HOUR,
});

export const backupNone: AdminBackup = {
  folder: '',
  hour: 2,
  keep: 7,
  passphraseSet: false,
  done: 0,
  kept: [],
};
