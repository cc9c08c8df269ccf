// The part that Print-Job, Create-Job and Validate-Job have in common: may this job be, and what becomes of what it asks
// (RFC 8011 section 4.2.1.1).
import type { Ticket } from '@platen/shared/ticket';
import type { IppAttributes } from '../../../../protocols/ipp/message.ts';
import { readBoolean } from '../../../../protocols/ipp/read-values.ts';
import { refuseDocument } from '../document-formats.ts';
import type { IppAnswer, IppDeps, IppRequest } from '../ipp-queue.ts';
import { readTicket } from '../job-ticket.ts';
import { offerOf } from './offer-of.ts';

export type Admission =
  | { readonly refusal: IppAnswer | 'sign-in' }
  | { readonly userId: string; readonly ticket: Ticket; readonly unsupported: IppAttributes };

export async function admit(deps: IppDeps, request: IppRequest): Promise<Admission> {
  const { operation, ticket: asked, userId } = request;
  if (userId === undefined) return { refusal: 'sign-in' };
  const refusal = refuseDocument(operation, deps.postScript());
  if (refusal !== undefined) return { refusal };
  const { ticket, unsupported } = readTicket(asked, await offerOf(deps));
  if (unsupported.length > 0 && readBoolean(operation, 'ipp-attribute-fidelity') === true) {
    return {
      refusal: {
        status: 'client-error-attributes-or-values-not-supported',
        groups: [{ group: 'unsupported', attributes: unsupported }],
      },
    };
  }
  return { userId, ticket, unsupported };
}

export const statusFor = (unsupported: IppAttributes) =>
  unsupported.length > 0 ? 'successful-ok-ignored-or-substituted-attributes' : 'successful-ok';
