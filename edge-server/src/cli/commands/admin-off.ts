// platen admin off: switches an administrator off, or on again.
import { Nothing } from '@platen/shared/api/common';
import { defineCommand } from '../command.ts';
import { findAdmin } from '../find-admin.ts';

export const adminOff = defineCommand({
  name: 'admin off',
  summary: 'Switch an administrator off: signed out everywhere, and in nowhere.',
  positionals: [{ name: 'NAME' }],
  options: { undo: { help: 'Switch the administrator on again.' } },
  notes: ['The last administrator who can do everything cannot be switched off.'],
  run: async (call) => {
    const admin = await findAdmin(call.api, call.given[0] ?? '');
    const off = !call.options.undo;
    const path = `/api/admin/admins/${encodeURIComponent(admin.id)}`;
    const reply = await call.api.patch(path, { off }, Nothing);
    return { json: reply, lines: [`Switched ${admin.name} ${off ? 'off' : 'on'}.`] };
  },
});
