// Delivery over IPP and IPPS (RFC 8010, RFC 8011): Create-Job and Send-Document where the printer offers both, Print-Job
// otherwise. Speaks to the printer itself; which step comes next is decided elsewhere.

import { ippRequest } from '../../protocols/ipp/client.ts';
import { statusCodes } from '../../protocols/ipp/codes.ts';
import { type IppConnections, openConnections } from '../../protocols/ipp/connections.ts';
import {
  attributesOf,
  type IppAttributes,
  type IppMessage,
  type IppVersion,
} from '../../protocols/ipp/message.ts';
import type { IppTrust } from '../../protocols/ipp/open-request.ts';
import type { IppOutcome } from '../../protocols/ipp/outcome.ts';
import {
  cancelJob,
  createJob,
  getJobAttributes,
  getPrinterAttributes,
  printJob,
  sendDocument,
} from '../../protocols/ipp/request.ts';
import { accountingAttributes } from './accounting-attributes.ts';
import type {
  CancelOutcome,
  CreateOutcome,
  DeliveryLink,
  DeliveryProtocol,
  DeliveryTools,
  JobLook,
  JobOrder,
  Preflight,
  SendOutcome,
  Trouble,
} from './delivery-protocol.ts';
import {
  failureOf,
  isAccepting,
  judgeJob,
  type Refusal,
  readIgnored,
  readNow,
  readReady,
  readRemoteJob,
  refusalOf,
  sentOf,
  succeeded,
} from './ipp-answers.ts';
import { findByToken, JOB_ATTRIBUTES, trouble } from './ipp-search.ts';
import type { PrinterTarget } from './target.ts';
import { ticketAttributes } from './ticket-attributes.ts';

/** A question without effect. Devices waking up need seconds; the next try comes soon anyway. */
const ASK_TIMEOUTS = { connectMs: 5_000, answerMs: 10_000 } as const;
/**
 * A document is never given up by the clock alone: a printer without paper stops reading and is right. send-watch.ts looks
 * after it meanwhile. A day is longer than any document takes and short enough for a 32-bit timer.
 */
const SEND_TIMEOUTS = { connectMs: 10_000, idleMs: 86_400_000, answerMs: 86_400_000 } as const;
const NOW_ATTRIBUTES = [
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  'printer-up-time',
  'printer-uuid',
  'printer-impressions-completed',
  'printer-input-tray',
  'media-col-ready',
];
const PREFLIGHT_ATTRIBUTES = [
  ...NOW_ATTRIBUTES,
  'operations-supported',
  'document-format-supported',
  'multiple-operation-time-out',
  'multiple-operation-time-out-action',
  'job-creation-attributes-supported',
  'copies-supported',
  'sides-supported',
  'print-color-mode-supported',
  'finishings-supported',
  'number-up-supported',
  'page-ranges-supported',
  'print-scaling-supported',
  'multiple-document-handling-supported',
  'color-supported',
  'pwg-raster-document-type-supported',
  'pwg-raster-document-resolution-supported',
  'pwg-raster-document-sheet-back',
  'urf-supported',
  'media-default',
  'media-supported',
  'media-ready',
  'media-source-supported',
  'media-col-supported',
];
export const ippDelivery: DeliveryProtocol = {
  name: 'IPP',
  schemes: ['ipp', 'ipps'],
  start(tools) {
    const connections = openConnections(tools.lookup === undefined ? {} : { lookup: tools.lookup });
    return {
      open: (target) => openLink(target, tools, connections),
      close: () => connections.close(),
    };
  },
};

function openLink(target: PrinterTarget, tools: DeliveryTools, connections: IppConnections): DeliveryLink {
  const { uri } = target;
  const trust: IppTrust = target.tlsPin === undefined ? {} : { pin: target.tlsPin };
  // What this printer was found to speak; old ones refuse 2.0.
  let version: IppVersion = { major: 2, minor: 0 };
  let requestId = 0;

  const basics = () => {
    requestId = (requestId % 0x7fff_ffff) + 1;
    return { printerUri: uri, requestId, version };
  };

  /** A question without effect: a kept connection that the printer had just closed costs a second try, not an answer. */
  async function ask(build: () => IppMessage, signal: AbortSignal): Promise<IppOutcome> {
    const once = () =>
      ippRequest({ uri, message: build(), signal, connections, trust, timeouts: ASK_TIMEOUTS });
    const first = await once();
    if (first.kind === 'reset' && first.reusedConnection) return once();
    if (first.kind === 'answer' && first.message.code === statusCodes['server-error-version-not-supported']) {
      if (version.major > 1) {
        version = { major: 1, minor: 1 };
        return once();
      }
    }
    return first;
  }

  async function preflight(signal: AbortSignal): Promise<Preflight> {
    if (tools.encryptedOnly() && !/^ipps:/i.test(uri)) {
      return { kind: 'refused', code: 'printer-trust', detail: 'only encrypted connections are allowed' };
    }
    const at = tools.clock.now();
    const outcome = await ask(
      () => getPrinterAttributes({ ...basics(), requestedAttributes: PREFLIGHT_ATTRIBUTES }),
      signal,
    );
    if (outcome.kind !== 'answer') return later(failureOf(outcome));
    if (!succeeded(outcome.message)) return later(refusalOf(outcome.message));
    const printer = attributesOf(outcome.message, 'printer');
    if (!isAccepting(printer)) {
      return { kind: 'not-now', code: 'printer-not-accepting', detail: 'printer-is-accepting-jobs is false' };
    }
    return { kind: 'ready', printer: readReady(printer, at, tools.describePrinter, uri) };
  }

  const jobRequest = (order: JobOrder, printer: IppAttributes) => {
    const { attributes, left } = ticketAttributes(order.ticket, printer, order.collate);
    if (left.length > 0) tools.log.warn('options the printer does not offer are left out', { uri, left });
    return {
      ...basics(),
      jobName: order.name,
      requestingUserName: order.user,
      jobAttributes: [...attributes, ...accountingAttributes(target.accounting)],
    };
  };

  const create: DeliveryLink['create'] = async (order, printer, signal): Promise<CreateOutcome> => {
    const outcome = await ippRequest({
      uri,
      message: createJob(jobRequest(order, printer.attributes)),
      signal,
      connections,
      trust,
      timeouts: ASK_TIMEOUTS,
    });
    const answer = answered(outcome);
    const { code, detail } = answer.kind === 'ok' ? UNNAMED : answer;
    if (answer.kind !== 'ok') return { kind: answer.kind === 'unsure' ? 'lost' : answer.kind, code, detail };
    const job = readRemoteJob(attributesOf(answer.message, 'job'));
    if (job === undefined) return { kind: 'lost', code, detail };
    return { kind: 'created', job, ignored: readIgnored(answer.message) };
  };

  const send: DeliveryLink['send'] = async (
    order,
    printer,
    job,
    document,
    watch,
    signal,
  ): Promise<SendOutcome> => {
    const message =
      job === undefined
        ? printJob({ ...jobRequest(order, printer.attributes), documentFormat: order.format })
        : sendDocument({
            ...basics(),
            jobId: job.id,
            requestingUserName: order.user,
            documentFormat: order.format,
            lastDocument: true,
          });
    const outcome = await ippRequest({
      uri,
      message,
      document: {
        octets: document.octets,
        ...(document.length === undefined ? {} : { length: document.length }),
      },
      signal,
      connections,
      trust,
      timeouts: SEND_TIMEOUTS,
      onBodyBytes: watch.onBytes,
      onRequestWritten: watch.onWritten,
    });
    const answer = answered(outcome);
    if (answer.kind === 'ok') {
      if (job !== undefined) return { kind: 'accepted' };
      const made = readRemoteJob(attributesOf(answer.message, 'job'));
      if (made === undefined) return { kind: 'lost', sent: 'all', final: false, ...UNNAMED };
      return { kind: 'accepted', job: made };
    }
    const { code, detail } = answer;
    // Print-Job that was refused has made no job (RFC 8011 section 4.2.1). A refused Send-Document leaves one behind.
    if (job === undefined && answer.kind !== 'unsure') return { kind: answer.kind, code, detail };
    const sent = sentOf(outcome, document.length);
    // A document that cannot be read now will not be readable at the next attempt.
    const final = answer.kind === 'refused' || outcome.kind === 'document-failed';
    return { kind: 'lost', sent, final, code, detail };
  };

  const look: DeliveryLink['look'] = async (job, token, signal): Promise<JobLook> => {
    const outcome = await ask(
      () => getJobAttributes({ ...basics(), jobId: job.id, requestedAttributes: JOB_ATTRIBUTES }),
      signal,
    );
    if (outcome.kind !== 'answer') return { kind: 'unreachable', ...trouble(failureOf(outcome)) };
    const { message } = outcome;
    if (isUnknownJob(message)) return { kind: 'not-found', history: false };
    if (message.code === statusCodes['server-error-operation-not-supported']) return { kind: 'cannot-tell' };
    if (!succeeded(message)) return { kind: 'unreachable', ...trouble(refusalOf(message)) };
    const found = judgeJob(attributesOf(message, 'job'), { uuid: job.uuid, token });
    return (
      found ?? { kind: 'unreachable', code: 'printer-unreachable', detail: 'the answer describes no job' }
    );
  };

  const find: DeliveryLink['find'] = (token, user, signal) =>
    findByToken({ token, user }, basics, (build) => ask(build, signal));

  const now: DeliveryLink['now'] = async (signal) => {
    const at = tools.clock.now();
    const outcome = await ask(
      () => getPrinterAttributes({ ...basics(), requestedAttributes: NOW_ATTRIBUTES }),
      signal,
    );
    if (outcome.kind !== 'answer' || !succeeded(outcome.message)) return undefined;
    return readNow(attributesOf(outcome.message, 'printer'), at, tools.describePrinter);
  };

  const cancel: DeliveryLink['cancel'] = async (job, user, signal): Promise<CancelOutcome> => {
    const outcome = await ippRequest({
      uri,
      message: cancelJob({ ...basics(), jobId: job.id, requestingUserName: user }),
      signal,
      connections,
      trust,
      timeouts: ASK_TIMEOUTS,
    });
    if (outcome.kind !== 'answer') return { kind: 'unreachable', ...trouble(failureOf(outcome)) };
    const { message } = outcome;
    if (succeeded(message)) return { kind: 'taken' };
    if (isUnknownJob(message) || message.code === statusCodes['client-error-not-possible'])
      return { kind: 'too-late' };
    const refusal = refusalOf(message);
    return refusal.kind === 'refused'
      ? { kind: 'not-offered' }
      : { kind: 'unreachable', ...trouble(refusal) };
  };

  return { preflight, create, send, look, find, now, cancel };
}

/** A success that does not say which job it is about. */
const UNNAMED: Trouble = { code: 'printer-refused', detail: 'the answer names no job' };

/** The answer to an operation that would have had an effect, or what its failure means. */
function answered(outcome: IppOutcome): { readonly kind: 'ok'; readonly message: IppMessage } | Refusal {
  if (outcome.kind !== 'answer') return failureOf(outcome);
  return succeeded(outcome.message) ? { kind: 'ok', message: outcome.message } : refusalOf(outcome.message);
}

/** Before any effect "unsure" is "not now": asking again harms nobody. */
function later(refusal: Refusal): Preflight {
  const { code, detail } = refusal;
  if (refusal.kind === 'refused') return { kind: 'refused', code, detail };
  return { kind: 'not-now', code: code === 'printer-refused' ? 'printer-busy' : code, detail };
}

function isUnknownJob(message: IppMessage): boolean {
  return (
    message.code === statusCodes['client-error-not-found'] ||
    message.code === statusCodes['client-error-gone']
  );
}
