// docs/errors.md is written from shared/src/error-table.ts.
import test from 'node:test';
import { ERRORS } from '@platen/shared/error-table';
import { keepFile, markdownTable } from './keep-equal.ts';

test('docs/errors.md tells every error as the code defines it', async () => {
  const rows = Object.entries(ERRORS).map(([code, { status, user, operator, retry }]) => [
    `\`${code}\``,
    String(status),
    user,
    operator,
    retry ? 'yes' : 'no',
  ]);
  await keepFile('docs/errors.md', [
    '# Errors',
    '',
    'Every error that the API, a panel, the portal or the command line can tell. The answer of the API is',
    '`{"error": {"code", "message", "values", "retry"}}`: `message` is the sentence for the person with its values filled',
    'in, `values` are those values for a client that has sentences of its own, and `retry` says whether the same request',
    'may succeed later. The sentence for the operator is in the log only, since it may name hosts and files.',
    '',
    'This page is written from `shared/src/error-table.ts`.',
    '',
    ...markdownTable(['code', 'status', 'the person reads', 'the operator reads', 'retry'], rows),
  ]);
});
