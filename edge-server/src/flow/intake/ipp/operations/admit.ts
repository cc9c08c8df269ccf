// The part that Print-Job, Create-Job and Validate-Job have in common: may this job be, and what becomes of what it asks
// (RFC 8011 section 4.2.1.1).
import type { StatusName } from '../../../../protocols/ipp/codes.ts';
import type { IppAttributes } from '../../../../protocols/ipp/message.ts';
import { readBoolean } from '../../../../protocols/ipp/read-values.ts';
import type { NewJobPin } from '../../../store/job-pins.ts';
import { refuseDocument } from '../document-formats.ts';
import { type IppAnswer, type IppDeps, type IppRequest, refuse } from '../ipp-queue.ts';
import { readPin } from '../job-password.ts';
import { type ReadTicket, readTicket } from '../read-ticket.ts';
import { offerOf } from './offer-of.ts';

export type Admission =
  | { readonly refusal: IppAnswer | 'sign-in' }
  | ({ readonly userId: string; readonly pin: NewJobPin | undefined } & Pick<
      ReadTicket,
      'ticket' | 'overrides' | 'unsupported'
    >);

export async function admit(deps: IppDeps, request: IppRequest): Promise<Admission> {
  const { operation, ticket: asked, userId } = request;
  if (userId === undefined) return { refusal: 'sign-in' };
  // A printer's own queue is stopped at the printer; this is about the one that holds.
  if (request.queue.direct === undefined && !deps.settings().print.accepting)
    return {
      refusal: refuse('server-error-not-accepting-jobs', 'No new documents are taken at the moment.'),
    };
  const refusal = refuseDocument(operation, deps.postScript());
  if (refusal !== undefined) return { refusal };
  const password = readPin(deps, request);
  if ('refusal' in password) return password;
  const read = readTicket(asked, await offerOf(deps, request.queue));
  const { ticket, overrides } = read;
  const unsupported = [...read.unsupported, ...password.unsupported];
  if (unsupported.length > 0 && readBoolean(operation, 'ipp-attribute-fidelity') === true) {
    return {
      refusal: {
        status: 'client-error-attributes-or-values-not-supported',
        groups: [{ group: 'unsupported', attributes: unsupported }],
      },
    };
  }
  return { userId, pin: password.pin, ticket, overrides, unsupported };
}

/** @param subscribed what became of the subscriptions that came with it (RFC 3995 section 5.2). */
export const statusFor = (
  unsupported: IppAttributes,
  subscribed?: { readonly ignored: boolean },
): StatusName =>
  unsupported.length > 0
    ? 'successful-ok-ignored-or-substituted-attributes'
    : subscribed?.ignored === true
      ? 'successful-ok-ignored-subscriptions'
      : 'successful-ok';
