// Has the server try a directory and says what came of it, step by step.
import { type DirectoryTest, DirectoryTested } from '@platen/shared/api/admin-directory';
import type { Api } from './api.ts';
import { CliError, EXIT } from './cli-error.ts';

export interface DirectoryTestSaid {
  readonly tested: DirectoryTested;
  readonly lines: readonly string[];
  readonly failures: readonly CliError[];
}

export async function testDirectory(api: Api, ask: DirectoryTest): Promise<DirectoryTestSaid> {
  const tested = await api.post('/api/admin/directories/test', ask, DirectoryTested);
  const { certificate, samples } = tested;
  const lines = tested.steps
    .filter(({ ok }) => ok)
    .map(({ what, detail }) => (detail === undefined ? `${what}: works.` : `${what}: ${detail}`));
  for (const { name, username, email } of samples) {
    lines.push(`  ${[name, username, email].filter((one) => one !== undefined && one !== '').join(', ')}`);
  }
  const failures = tested.steps
    .filter(({ ok }) => !ok)
    .map(
      ({ what, detail }) =>
        new CliError(EXIT.refused, {
          code: 'directory-test',
          message: detail === undefined ? `${what} does not work.` : `${what}: ${detail}`,
        }),
    );
  if (certificate?.trusted === false) {
    lines.push(`The directory shows a certificate with the SHA-256 fingerprint ${certificate.fingerprint}`);
    lines.push('If that is the right one, trust it with: --pin FINGERPRINT');
  }
  return { tested, lines, failures };
}
