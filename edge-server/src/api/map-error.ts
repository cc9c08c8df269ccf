// The only place that turns an error into an HTTP answer. What is not an AppError is unexpected: logged whole, told as "internal".

import type { ErrorReply } from '@platen/shared/api/common';
import { AppError } from '@platen/shared/app-error';
import { ERRORS } from '@platen/shared/error-table';
import { ENGLISH, type Saying } from '@platen/shared/say/saying';
import type { Log } from '../deps.ts';

export function mapError(
  cause: unknown,
  log: Log,
  about: { readonly method: string; readonly path: string },
  { tag, told, error: say }: Saying = ENGLISH,
): { status: number; body: ErrorReply; headers: Record<string, string> } {
  const error = asAppError(cause);
  const fact = ERRORS[error.code];
  if (fact.status >= 500) log.error(error.message, { ...about, problem: error.code, cause });
  else log.debug(error.message, { ...about, problem: error.code });
  const headers: Record<string, string> = { 'content-language': tag };
  const { seconds } = error.values;
  if (fact.status === 429 && seconds !== undefined) headers['retry-after'] = String(seconds);
  return {
    status: fact.status,
    headers,
    body: {
      error: {
        code: error.code,
        message: say(error.code, error.values),
        // Only what the user's own sentence mentions: the operator's details stay in the log.
        values: Object.fromEntries(
          Object.entries(error.values)
            .filter(([name]) => fact.user.includes(`{${name}}`))
            .map(([name, value]) => [name, typeof value === 'string' ? told(value) : value]),
        ),
        retry: fact.retry,
      },
    },
  };
}

function asAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  // By name: the API knows the wire and the flow, not what the blobs are made of.
  if (cause instanceof Error && cause.name === 'BlobError' && 'code' in cause) {
    if (cause.code === 'no-space') return new AppError('disk-full', { where: 'the blobs folder' }, { cause });
    return new AppError('storage-failed', { detail: cause.message }, { cause });
  }
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new AppError('internal', { detail }, { cause });
}
