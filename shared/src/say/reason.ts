// Why a document was refused or kept, as its row holds it: "code" or "code {json values}", and for releases the code alone.
import { isErrorCode } from '../error-table.ts';
import type { Saying } from './saying.ts';
import { readValues } from './stored.ts';

/** Of a job's reason column. */
export function sayReason(saying: Saying, reason: string | null): string {
  const [code = '', ...rest] = (reason ?? '').split(' ');
  if (!isErrorCode(code)) return saying.say('job.cannot');
  return saying.error(code, rest.length === 0 ? {} : (readValues(rest.join(' ')) ?? {}));
}
