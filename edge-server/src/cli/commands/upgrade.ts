// platen upgrade: from the version that runs to the one this command belongs to.
import { usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { folderOf } from './backup.ts';

/** As systemd names units. */
const UNIT = /^[A-Za-z0-9:_.@-]{1,200}$/;

export const upgrade = defineCommand({
  name: 'upgrade',
  summary: 'Upgrade the server to the version this command belongs to, and go back when it does not come up.',
  positionals: [],
  options: {
    service: { value: 'NAME', help: 'The systemd service; platen unless told.' },
    link: {
      value: 'PATH',
      help: 'The link that the service starts from, such as /opt/platen. It is pointed to this version.',
    },
  },
  notes: [
    'Run it from the new version, unpacked beside the old one, as root: /opt/platen-0.2.0/edge-server/bin/platen.mjs upgrade --link /opt/platen',
    'It stops the service, keeps the database as it was, brings it up to date, points the link to the new version, starts it, and waits',
    'until it is ready. When it does not become ready, all of that is taken back and the old version is started again.',
    'In containers there is nothing to run: see docs/backup.md.',
  ],
  run: async (call) => {
    const { service = 'platen', link } = call.options;
    if (!UNIT.test(service)) throw usageError(`"${service}" is no name of a service.`);
    if (link === undefined)
      throw usageError('--link is missing.', 'Say which link the service starts from: --link /opt/platen.');
    await call.become('upgrade', folderOf(call.dataDir), [service, link]);
    return undefined;
  },
});
