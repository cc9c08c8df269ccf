// platen doctor: what usually goes wrong, checked by the server, each with its cure.
import { Doctor } from '@platen/shared/api/admin';
import { EXIT } from '../cli-error.ts';
import { defineCommand } from '../command.ts';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'Check what usually goes wrong, and how to mend it.',
  positionals: [],
  options: {},
  notes: ['Ends with code 1 when something is wrong.'],
  run: async (call) => {
    const found = await call.api.get('/api/admin/doctor', Doctor);
    const wrong = found.checks.filter((check) => !check.ok);
    return {
      json: found,
      lines: [
        ...found.checks.flatMap((check) => [
          `${check.ok ? 'good' : 'BAD '}  ${check.sentence}`,
          ...(check.ok || check.cure === undefined ? [] : [`      ${check.cure}`]),
        ]),
        '',
        wrong.length === 0
          ? 'Everything is well.'
          : `${wrong.length} ${wrong.length === 1 ? 'thing needs' : 'things need'} attention.`,
      ],
      exitCode: wrong.length === 0 ? EXIT.ok : EXIT.refused,
    };
  },
});
