// The job an operation is about: by job-uri, or by printer-uri with job-id (RFC 8011 section 4.1.5).
import type { IppAttributes } from '../../protocols/ipp/message.ts';
import { readInteger, readUri } from '../../protocols/ipp/read-values.ts';
import type { VirtualJob } from '../state.ts';
import type { VirtualPrinter } from '../virtual-printer.ts';
import { type OperationAnswer, refuse } from './operation.ts';

export function targetJob(
  { state }: VirtualPrinter,
  operation: IppAttributes,
): { readonly job: VirtualJob } | { readonly refusal: OperationAnswer } {
  const fromUri = /\/(\d{1,10})$/.exec(readUri(operation, 'job-uri') ?? '')?.[1];
  const id = readInteger(operation, 'job-id') ?? (fromUri === undefined ? undefined : Number(fromUri));
  if (id === undefined) {
    return { refusal: refuse('client-error-bad-request', 'Neither job-id nor job-uri names a job.') };
  }
  const job = state.jobs.get(id);
  if (job === undefined) {
    return { refusal: refuse('client-error-not-found', `There is no job ${String(id)}.`) };
  }
  return { job };
}
