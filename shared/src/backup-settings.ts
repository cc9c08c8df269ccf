// The settings of scheduled backups. The passphrase is no setting: it is sealed, and never shown again.
import { defineSettings } from './define-settings.ts';

export const backupSettings = defineSettings('backup', 'Backup', {
  folder: {
    type: 'text',
    default: '',
    maxLength: 400,
    label: 'Folder for backups',
    help: 'On another disk or a share, such as /mnt/backup/platen. The server must be allowed to write there. Empty: no backups by schedule.',
  },
  hour: {
    type: 'number',
    default: 2,
    min: 0,
    max: 23,
    integer: true,
    unit: "o'clock",
    label: 'Every day at',
    help: "In the server's time zone.",
  },
  keep: {
    type: 'number',
    default: 7,
    min: 1,
    max: 365,
    integer: true,
    unit: 'backups',
    label: 'Keep',
    help: 'Older ones that this server made are deleted when a new one is safely there.',
  },
  drill: {
    type: 'boolean',
    default: true,
    label: 'Try each backup out',
    help: 'Restores it into a place that is thrown away and checks every document. A backup that nobody has tried is a hope.',
  },
});
