// Validate-Document (PWG 5100.13 section 5.2): says what Send-Document would say of the format and its compression, and takes nothing.
import { refuseDocument } from '../document-formats.ts';
import type { IppOperation } from '../ipp-queue.ts';

export const validateDocument: IppOperation = (deps, { operation, userId }) => {
  if (userId === undefined) return 'sign-in';
  return refuseDocument(operation, deps.postScript()) ?? { status: 'successful-ok' };
};
