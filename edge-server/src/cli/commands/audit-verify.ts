// platen audit verify: has the audit log been changed, cut or written anew?
import { AuditVerdict } from '@platen/shared/api/admin-security';
import { EXIT } from '../cli-error.ts';
import { defineCommand } from '../command.ts';

export const auditVerify = defineCommand({
  name: 'audit verify',
  summary: 'Check that no entry of the audit log was changed or removed.',
  positionals: [],
  options: {},
  notes: [
    'Each entry carries the hash of the one before; the newest is sealed with the key of this server every hour, and told to the log.',
    'The exit code is 1 when something is wrong.',
  ],
  run: async (call) => {
    const verdict = await call.api.get('/api/admin/audit/verify', AuditVerdict);
    const { sound, entries, seals, sentence = '' } = verdict;
    return {
      json: verdict,
      lines: sound
        ? [`The audit log is in order: ${entries} entries, ${seals} seals compared.`]
        : [`The audit log is NOT in order. ${sentence}`, `${entries} entries are in order.`],
      ...(sound ? {} : { exitCode: EXIT.refused }),
    };
  },
});
