// From a request message to an answer message: the checks every request has to pass, then its operation. Who asks was found out before.
import { checkRequest } from '../../../protocols/ipp/check-request.ts';
import { operationName } from '../../../protocols/ipp/codes.ts';
import { attributesOf, type IppMessage } from '../../../protocols/ipp/message.ts';
import { responseMessage } from '../../../protocols/ipp/response.ts';
import { type IppDeps, type IppOperation, type IppRequest, refuse } from './ipp-queue.ts';
import { cancelCurrentJob } from './operations/cancel-current-job.ts';
import { cancelDocument } from './operations/cancel-document.ts';
import { cancelJob } from './operations/cancel-job.ts';
import { cancelJobs } from './operations/cancel-jobs.ts';
import { cancelMyJobs } from './operations/cancel-my-jobs.ts';
import { closeJob } from './operations/close-job.ts';
import { createJob } from './operations/create-job.ts';
import { getDocumentAttributes, getDocuments } from './operations/get-documents.ts';
import { getJobAttributes } from './operations/get-job-attributes.ts';
import { getJobs } from './operations/get-jobs.ts';
import { getNotifications } from './operations/get-notifications.ts';
import { getPrinterAttributes } from './operations/get-printer-attributes.ts';
import { holdJob, releaseJob } from './operations/hold-job.ts';
import { identifyPrinter } from './operations/identify-printer.ts';
import {
  promoteJob,
  purgeJobs,
  restartPrinter,
  resumeJob,
  shutdownPrinter,
  startupPrinter,
  suspendCurrentJob,
} from './operations/not-from-afar.ts';
import { printJob } from './operations/print-job.ts';
import { reprocessJob, resubmitJob } from './operations/reprocess-job.ts';
import { restartJob } from './operations/restart-job.ts';
import {
  disablePrinter,
  enablePrinter,
  holdNewJobs,
  pausePrinter,
  releaseHeldNewJobs,
  resumePrinter,
} from './operations/run-printer.ts';
import { sendDocument } from './operations/send-document.ts';
import { setDocumentAttributes, setJobAttributes } from './operations/set-job-attributes.ts';
import { getPrinterSupportedValues, setPrinterAttributes } from './operations/set-printer-attributes.ts';
import { createJobSubscriptions, createPrinterSubscriptions } from './operations/subscribe.ts';
import {
  cancelSubscription,
  getSubscriptionAttributes,
  getSubscriptions,
  renewSubscriptionLease,
} from './operations/subscriptions.ts';
import { validateDocument } from './operations/validate-document.ts';
import { validateJob } from './operations/validate-job.ts';
import type { SUPPORTED_OPERATIONS } from './supported-operations.ts';

const IMPLEMENTED = {
  'Print-Job': printJob,
  'Validate-Job': validateJob,
  'Create-Job': createJob,
  'Send-Document': sendDocument,
  'Cancel-Job': cancelJob,
  'Get-Job-Attributes': getJobAttributes,
  'Get-Jobs': getJobs,
  'Get-Printer-Attributes': getPrinterAttributes,
  'Hold-Job': holdJob,
  'Release-Job': releaseJob,
  'Restart-Job': restartJob,
  'Pause-Printer': pausePrinter,
  'Resume-Printer': resumePrinter,
  'Purge-Jobs': purgeJobs,
  'Set-Printer-Attributes': setPrinterAttributes,
  'Set-Job-Attributes': setJobAttributes,
  'Get-Printer-Supported-Values': getPrinterSupportedValues,
  'Create-Printer-Subscriptions': createPrinterSubscriptions,
  'Create-Job-Subscriptions': createJobSubscriptions,
  'Get-Subscription-Attributes': getSubscriptionAttributes,
  'Get-Subscriptions': getSubscriptions,
  'Renew-Subscription': renewSubscriptionLease,
  'Cancel-Subscription': cancelSubscription,
  'Get-Notifications': getNotifications,
  'Enable-Printer': enablePrinter,
  'Disable-Printer': disablePrinter,
  'Pause-Printer-After-Current-Job': pausePrinter,
  'Hold-New-Jobs': holdNewJobs,
  'Release-Held-New-Jobs': releaseHeldNewJobs,
  'Restart-Printer': restartPrinter,
  'Shutdown-Printer': shutdownPrinter,
  'Startup-Printer': startupPrinter,
  'Reprocess-Job': reprocessJob,
  'Cancel-Current-Job': cancelCurrentJob,
  'Suspend-Current-Job': suspendCurrentJob,
  'Resume-Job': resumeJob,
  'Promote-Job': promoteJob,
  'Schedule-Job-After': promoteJob,
  'Cancel-Document': cancelDocument,
  'Get-Document-Attributes': getDocumentAttributes,
  'Get-Documents': getDocuments,
  'Set-Document-Attributes': setDocumentAttributes,
  'Cancel-Jobs': cancelJobs,
  'Cancel-My-Jobs': cancelMyJobs,
  'Resubmit-Job': resubmitJob,
  'Close-Job': closeJob,
  'Identify-Printer': identifyPrinter,
  'Validate-Document': validateDocument,
} as const satisfies Record<(typeof SUPPORTED_OPERATIONS)[number], IppOperation>;

const BY_NAME: ReadonlyMap<string, IppOperation> = new Map(Object.entries(IMPLEMENTED));

/** Rejects when the client breaks off in its document: there is nobody left to answer. `sign-in`: a person is needed. */
export async function answerIpp(
  deps: IppDeps,
  message: IppMessage,
  by: Pick<IppRequest, 'queue' | 'document' | 'userId' | 'operator'>,
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
    groups: message.groups,
  });
  if (outcome === 'sign-in') return outcome;
  const { status, ...rest } = outcome;
  return responseMessage(message, status, rest);
}
