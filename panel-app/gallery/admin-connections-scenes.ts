// Connections and backups as scenes: tokens, webhooks, what is shown once, and how a backup went.
import { backupNone, backupWell } from './admin-connections-data.ts';
import { refuse } from './admin-fake.ts';
import type { AdminPicture } from './admin-picture.ts';
import { pictureNow } from './picture-clock.ts';

const now = pictureNow;
const HOUR = 3_600_000;
const well = backupWell(now);
const BACKUP = '#health=backup';

export const CONNECTION_PICTURES: readonly AdminPicture[] = [
  { name: 'connections', scene: {}, hash: '#connections' },
  { name: 'connections-none', scene: { tokens: [] }, hash: '#connections' },
  { name: 'connections-token', scene: {}, hash: '#connections=token-t2' },
  { name: 'connections-token-remove', scene: {}, hash: '#connections=token-t1', steps: [['Remove token']] },
  { name: 'connections-token-add', scene: {}, hash: '#connections', steps: [['New token']] },
  {
    name: 'connections-token-nothing',
    scene: {},
    hash: '#connections',
    steps: [['New token'], ['name', 'Monitoring'], ['Make the token']],
  },
  {
    name: 'connections-token-made',
    scene: {},
    hash: '#connections',
    steps: [
      ['New token'],
      ['name', 'Monitoring of the city'],
      ['See: Health and metrics', 'on'],
      ['Make the token'],
    ],
  },
  { name: 'connections-webhooks', scene: {}, hash: '#connections=webhooks' },
  { name: 'connections-webhooks-none', scene: { webhooks: [] }, hash: '#connections=webhooks' },
  { name: 'connections-webhook', scene: {}, hash: '#connections=webhook-w1' },
  {
    name: 'connections-webhook-failing',
    scene: {
      hookTested: { ok: false, sentence: 'Its certificate is from nobody this server trusts.' },
      deliveries: [],
    },
    hash: '#connections=webhook-w2',
    steps: [['Send a test']],
  },
  {
    name: 'connections-webhook-secret',
    scene: {},
    hash: '#connections=webhook-w1',
    steps: [['New secret'], ['Make a new secret']],
  },
  { name: 'connections-webhook-change', scene: {}, hash: '#connections=webhook-w1', steps: [['Change']] },
  {
    name: 'connections-webhook-refused',
    scene: {
      answers: {
        'POST /api/admin/webhooks': () =>
          refuse('webhook-url', { detail: '127.0.0.1 is inside this server.' }),
      },
    },
    hash: '#connections=webhooks',
    steps: [
      ['New webhook'],
      ['name', 'Test'],
      ['url', 'https://localhost/x'],
      ['event-release.done', 'on'],
      ['Add webhook'],
    ],
  },
  {
    name: 'connections-webhook-added',
    scene: {},
    hash: '#connections=webhooks',
    steps: [
      ['New webhook'],
      ['name', 'Room display'],
      ['url', 'https://display.northgate.example/hook'],
      ['event-release.done', 'on'],
      ['Add webhook'],
    ],
  },
  { name: 'backup', scene: {}, hash: BACKUP },
  { name: 'backup-none', scene: { backup: backupNone }, hash: BACKUP },
  {
    name: 'backup-failed',
    scene: {
      backup: {
        ...well,
        last: {
          at: now - 6 * HOUR,
          ok: false,
          sentence: 'No backup was made: the server may not write to /mnt/backup/platen (EROFS).',
        },
      },
    },
    hash: BACKUP,
  },
  { name: 'backup-running', scene: {}, hash: BACKUP, steps: [['Back up now']] },
  {
    name: 'backup-passphrase',
    scene: { backup: { ...backupNone, folder: '/mnt/backup/platen' } },
    hash: BACKUP,
    steps: [['Set passphrase'], ['first', 'correct horse battery'], ['second', 'correct horse'], ['Set it']],
  },
];
