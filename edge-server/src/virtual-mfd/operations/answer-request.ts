// From a request message to an answer message: the checks every request has to pass (RFC 8011 sections 4.1.1 to 4.1.8),
// then its operation.
import { checkRequest } from '../../protocols/ipp/check-request.ts';
import { operationName } from '../../protocols/ipp/codes.ts';
import { attributesOf, type IppMessage } from '../../protocols/ipp/message.ts';
import { responseMessage } from '../../protocols/ipp/response.ts';
import type { supportedOperations } from '../attributes.ts';
import type { VirtualPrinter } from '../virtual-printer.ts';
import { cancelJob } from './cancel-job.ts';
import { createJob } from './create-job.ts';
import { getJobAttributes } from './get-job-attributes.ts';
import { getJobs } from './get-jobs.ts';
import { getPrinterAttributes } from './get-printer-attributes.ts';
import { identifyPrinter } from './identify-printer.ts';
import { type Operation, type OperationAnswer, refuse } from './operation.ts';
import { printJob } from './print-job.ts';
import { sendDocument } from './send-document.ts';
import { validateJob } from './validate-job.ts';

const implemented = {
  'Print-Job': printJob,
  'Validate-Job': validateJob,
  'Create-Job': createJob,
  'Send-Document': sendDocument,
  'Cancel-Job': cancelJob,
  'Get-Job-Attributes': getJobAttributes,
  'Get-Jobs': getJobs,
  'Get-Printer-Attributes': getPrinterAttributes,
  'Identify-Printer': identifyPrinter,
} as const satisfies Record<(typeof supportedOperations)[number], Operation>;

const operationByName: ReadonlyMap<string, Operation> = new Map(Object.entries(implemented));

/** Rejects when the client breaks off in its document: there is nobody left to answer. */
export async function answerRequest(
  printer: VirtualPrinter,
  message: IppMessage,
  document: AsyncIterable<Uint8Array>,
): Promise<IppMessage> {
  const operation = attributesOf(message, 'operation');
  const ticket = attributesOf(message, 'job');
  const refusal = checkRequest(message);
  const run = operationByName.get(operationName(message.code) ?? '');
  const { status, ...rest }: OperationAnswer =
    refusal ??
    (await run?.(printer, { operation, ticket, document })) ??
    refuse('server-error-operation-not-supported', 'This printer does not know that operation.');
  return responseMessage(message, status, rest);
}
