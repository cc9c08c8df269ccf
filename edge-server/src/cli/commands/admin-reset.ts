// platen admin reset: a link for a new password, for an administrator who forgot it or lost the second factor.
import { AdminLink } from '@platen/shared/api/admin-security';
import { defineCommand } from '../command.ts';
import { findAdmin } from '../find-admin.ts';
import { linkLines } from '../link-lines.ts';

export const adminReset = defineCommand({
  name: 'admin reset',
  summary: 'Show a one-time link by which an administrator chooses a new password.',
  positionals: [{ name: 'NAME' }],
  options: {
    'second-factor': { help: 'Take authenticator app, passkeys and recovery codes away, too.' },
  },
  notes: [
    'The present password goes on until the link is used. Then every session of that administrator ends.',
    'Example: platen admin reset anna',
  ],
  run: async (call) => {
    const admin = await findAdmin(call.api, call.given[0] ?? '');
    const link = await call.api.post(
      `/api/admin/admins/${encodeURIComponent(admin.id)}/link`,
      { secondFactor: call.options['second-factor'] },
      AdminLink,
    );
    return {
      json: link,
      lines: [`The link for a new password of ${link.name}:`, ...linkLines(link, call.now())],
    };
  },
});
