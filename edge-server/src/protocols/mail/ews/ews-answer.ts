// Reads answers of Exchange Web Services: response messages one by one, or the fault in their place, and what a response code means.
import { cleanText } from '../../ipp/clean-text.ts';
import type { XmlLimits } from '../../soap/limits.ts';
import { allNamed, childOf, textOf, type XmlElement } from '../../soap/xml-element.ts';
import { readXml } from '../../soap/xml-read.ts';
import { MailError, type MailTrouble } from '../mailbox.ts';

/** Octets of an answer without MimeContent: a page of 500 ids has some 200 kB. */
export const MOST_ANSWER_BYTES = 2 * 1024 * 1024;

const LIMITS: XmlLimits = {
  length: MOST_ANSWER_BYTES,
  depth: 32,
  elements: 20_000,
  attributes: 64,
  name: 256,
};

/** What the server said to one item, folder or subscription. */
export interface EwsMessage {
  /** `NoError` is the only one that means that it was done ([MS-OXWSCDATA] ResponseCodeType). */
  readonly code: string;
  /** One clean line. */
  readonly text: string;
  /** "Later", in milliseconds. */
  readonly backOffMs: number | undefined;
  readonly element: XmlElement;
}

/** Undefined when these octets are no SOAP envelope. @throws MailError when the envelope holds a fault */
export function readEwsAnswer(octets: Buffer, from: string): readonly EwsMessage[] | undefined {
  const read = readXml(octets.toString('utf8'), LIMITS);
  if (!read.ok || read.root.name !== 'Envelope') return undefined;
  const body = childOf(read.root, 'Body');
  const content = body?.children[0];
  if (content === undefined) return undefined;
  if (content.name === 'Fault') throw troubleOfFault(content, from);
  return childOf(content, 'ResponseMessages')?.children.map(readMessage);
}

/** @throws MailError unless everything that was asked for was done */
export function allDone(messages: readonly EwsMessage[], from: string): readonly XmlElement[] {
  for (const message of messages) if (message.code !== 'NoError') throw troubleOfMessage(message, from);
  return messages.map(({ element }) => element);
}

export function troubleOfMessage({ code, text, backOffMs }: EwsMessage, from: string): MailError {
  const detail = `${from}: ${code}${text === '' ? '' : `, ${text}`}`;
  return new MailError(troubleOf(code), detail, backOffMs === undefined ? {} : { retryAfterMs: backOffMs });
}

function readMessage(element: XmlElement): EwsMessage {
  const code = textOf(element, 'ResponseCode');
  const done = element.attributes.get('ResponseClass') === 'Success';
  return {
    // Never "done" by mistake: both the class and the code must say so.
    code: code === undefined || (code === 'NoError' && !done) ? 'no response code' : cleanText(code, 100),
    text: cleanText(textOf(element, 'MessageText') ?? '', 200),
    backOffMs: backOff(element),
    element,
  };
}

function troubleOfFault(fault: XmlElement, from: string): MailError {
  const detail = childOf(fault, 'detail');
  const code =
    (detail && textOf(detail, 'ResponseCode')) ?? textOf(fault, 'faultcode')?.replace(/^.*:/, '') ?? '';
  return troubleOfMessage(
    {
      code: cleanText(code, 100),
      text: cleanText(textOf(fault, 'faultstring') ?? '', 200),
      backOffMs: backOff(fault),
      element: fault,
    },
    from,
  );
}

function backOff(element: XmlElement): number | undefined {
  for (const xml of allNamed(element, 'MessageXml')) {
    const value = xml.children.find((child) => child.attributes.get('Name') === 'BackOffMilliseconds');
    if (value !== undefined && /^\d{1,9}$/.test(value.text.trim())) return Number(value.text);
  }
  return undefined;
}

const LATER: ReadonlySet<string> = new Set([
  'ErrorServerBusy',
  'ErrorTimeoutExpired',
  'ErrorTooManyObjectsOpened',
  'ErrorExceededConnectionCount',
  'ErrorExceededFindCountLimit',
  'ErrorExceededSubscriptionCount',
  'ErrorInsufficientResources',
  'ErrorInternalServerTransientError',
  'ErrorMailboxMoveInProgress',
  'ErrorMailboxStoreUnavailable',
  'ErrorMailboxFailover',
  'ErrorConnectionFailed',
  'ErrorADUnavailable',
  // Stands at the items behind one that made the server stop.
  'ErrorBatchProcessingStopped',
]);

const REFUSED: ReadonlySet<string> = new Set([
  'ErrorAccessDenied',
  'ErrorAccountDisabled',
  'ErrorFolderNotFound',
  'ErrorImpersonateUserDenied',
  'ErrorImpersonationDenied',
  'ErrorImpersonationFailed',
  'ErrorInvalidSmtpAddress',
  'ErrorMissingEmailAddress',
  'ErrorNonExistentMailbox',
  'ErrorPasswordChangeRequired',
  'ErrorPasswordExpired',
  'ErrorToFolderNotFound',
  'ErrorUserNotAllowedByPolicy',
]);

function troubleOf(code: string): MailTrouble {
  if (LATER.has(code)) return 'busy';
  if (REFUSED.has(code)) return 'refused';
  return code === 'ErrorItemNotFound' ? 'gone' : 'protocol';
}
