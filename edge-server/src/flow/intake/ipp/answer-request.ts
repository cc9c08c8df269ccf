// From a request message to an answer message: the checks every request has to pass, then its operation. Who asks was found out before.
import { checkRequest } from '../../../protocols/ipp/check-request.ts';
import { operationName } from '../../../protocols/ipp/codes.ts';
import { attributesOf, type IppMessage } from '../../../protocols/ipp/message.ts';
import { responseMessage } from '../../../protocols/ipp/response.ts';
import { type IppDeps, type IppOperation, type IppRequest, refuse } from './ipp-queue.ts';
import { cancelJob } from './operations/cancel-job.ts';
import { cancelMyJobs } from './operations/cancel-my-jobs.ts';
import { closeJob } from './operations/close-job.ts';
import { createJob } from './operations/create-job.ts';
import { getJobAttributes } from './operations/get-job-attributes.ts';
import { getJobs } from './operations/get-jobs.ts';
import { getPrinterAttributes } from './operations/get-printer-attributes.ts';
import { identifyPrinter } from './operations/identify-printer.ts';
import { printJob } from './operations/print-job.ts';
import { sendDocument } from './operations/send-document.ts';
import { validateJob } from './operations/validate-job.ts';
import type { SUPPORTED_OPERATIONS } from './printer-attributes.ts';

const IMPLEMENTED = {
  'Print-Job': printJob,
  'Validate-Job': validateJob,
  'Create-Job': createJob,
  'Send-Document': sendDocument,
  'Cancel-Job': cancelJob,
  'Get-Job-Attributes': getJobAttributes,
  'Get-Jobs': getJobs,
  'Get-Printer-Attributes': getPrinterAttributes,
  'Cancel-My-Jobs': cancelMyJobs,
  'Close-Job': closeJob,
  'Identify-Printer': identifyPrinter,
} as const satisfies Record<(typeof SUPPORTED_OPERATIONS)[number], IppOperation>;

const BY_NAME: ReadonlyMap<string, IppOperation> = new Map(Object.entries(IMPLEMENTED));

/** Rejects when the client breaks off in its document: there is nobody left to answer. `sign-in`: a person is needed. */
export async function answerIpp(
  deps: IppDeps,
  message: IppMessage,
  by: Pick<IppRequest, 'queue' | 'document' | 'userId'>,
): Promise<IppMessage | 'sign-in'> {
  const fault = checkRequest(message);
  if (fault !== undefined) return responseMessage(message, fault.status, fault);
  const run = BY_NAME.get(operationName(message.code) ?? '');
  if (run === undefined) {
    const { status, ...rest } = refuse(
      'server-error-operation-not-supported',
      'This printer does not know that operation.',
    );
    return responseMessage(message, status, rest);
  }
  const outcome = await run(deps, {
    ...by,
    operation: attributesOf(message, 'operation'),
    ticket: attributesOf(message, 'job'),
  });
  if (outcome === 'sign-in') return outcome;
  const { status, ...rest } = outcome;
  return responseMessage(message, status, rest);
}
