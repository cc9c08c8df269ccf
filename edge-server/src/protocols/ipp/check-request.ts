// What every request has to be before its operation is looked at (RFC 8011 sections 4.1.1 to 4.1.8): for our own IPP server and for the
// virtual MFD.
import type { StatusName } from './codes.ts';
import { attributesOf, type IppMessage } from './message.ts';
import { readCharset, readNaturalLanguage, readUri } from './read-values.ts';

export interface RequestFault {
  readonly status: StatusName;
  /** For a person. */
  readonly statusMessage: string;
}

const fault = (status: StatusName, statusMessage: string): RequestFault => ({ status, statusMessage });

/** undefined when there is nothing to object. */
export function checkRequest(message: IppMessage): RequestFault | undefined {
  const { major } = message.version;
  if (major !== 1 && major !== 2) {
    return fault('server-error-version-not-supported', 'IPP 1.x and 2.x are spoken here.');
  }
  if (message.requestId < 1) return fault('client-error-bad-request', 'The request-id is not positive.');
  if (message.groups[0]?.group !== 'operation') {
    return fault('client-error-bad-request', 'The operation attributes do not come first.');
  }
  const operation = attributesOf(message, 'operation');
  const [first, second] = operation;
  if (first?.name !== 'attributes-charset' || second?.name !== 'attributes-natural-language') {
    return fault('client-error-bad-request', 'Charset and natural language do not come first.');
  }
  const charset = readCharset(operation, 'attributes-charset')?.toLowerCase();
  if (charset === undefined || readNaturalLanguage(operation, second.name) === undefined) {
    return fault('client-error-bad-request', 'Charset or natural language is no such value.');
  }
  if (charset !== 'utf-8' && charset !== 'us-ascii') {
    return fault('client-error-charset-not-supported', 'UTF-8 is spoken here.');
  }
  if (readUri(operation, 'printer-uri') === undefined && readUri(operation, 'job-uri') === undefined) {
    return fault('client-error-bad-request', 'Neither printer-uri nor job-uri names a target.');
  }
  return undefined;
}
