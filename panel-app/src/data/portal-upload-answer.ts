// What the server's answers mean for an upload: how it ended, in values.
import type { ErrorReply, JobView } from '@platen/shared/api/common';
import type { Accepted } from '@platen/shared/api/portal';
import type { Answer } from './portal-upload-wire.ts';

export type UploadEnd =
  /** `job` is absent when only the answer got lost: the document itself has arrived. */
  | { readonly kind: 'done'; readonly job?: JobView }
  /** `message` is undefined where the server gave no sentence. `retry`: trying again later can help. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly message: string | undefined;
      readonly retry: boolean;
    }
  | { readonly kind: 'stopped' };

function isError(body: unknown): body is ErrorReply {
  return typeof body === 'object' && body !== null && 'error' in body;
}
function isAccepted(body: unknown): body is Accepted {
  return typeof body === 'object' && body !== null && 'job' in body;
}

export function refusal(answer: Answer): UploadEnd {
  const error = isError(answer.body) ? answer.body.error : undefined;
  // Without our own error body it was a gateway that answered, and those come back.
  const retry = error?.retry ?? answer.status >= 500;
  return { kind: 'refused', status: answer.status, message: error?.message, retry };
}

export function done(answer: Answer): UploadEnd {
  return isAccepted(answer.body) ? { kind: 'done', job: answer.body.job } : { kind: 'done' };
}

export const succeeded = (answer: Answer): boolean => answer.status >= 200 && answer.status < 300;
export const gone = (answer: Answer): boolean => answer.status === 404 || answer.status === 410;
