// Has the server try a mail account and says what came of it, line by line.
import { type MailTest, MailTested } from '@platen/shared/api/admin-mail';
import type { Api } from './api.ts';
import { CliError, EXIT } from './cli-error.ts';

export interface MailTestSaid {
  readonly tested: MailTested;
  readonly lines: readonly string[];
  readonly failures: readonly CliError[];
}

export async function testMail(api: Api, ask: MailTest): Promise<MailTestSaid> {
  const tested = await api.post('/api/admin/mail/test', ask, MailTested);
  const lines: string[] = [];
  const failures: CliError[] = [];
  for (const tried of [tested.receive, tested.send]) {
    if (tried === undefined) continue;
    if (tried.ok) {
      lines.push(tried.sentence);
      continue;
    }
    failures.push(
      new CliError(EXIT.refused, {
        code: tried.code ?? 'mail-account-unreachable',
        message: tried.sentence,
        hint: tried.detail,
      }),
    );
  }
  if (tested.fingerprint !== undefined) {
    lines.push(`The server shows a certificate with the SHA-256 fingerprint ${tested.fingerprint}`);
    lines.push('If that is the right one, trust it with: --pin FINGERPRINT');
  }
  return { tested, lines, failures };
}
