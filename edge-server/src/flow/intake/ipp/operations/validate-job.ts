// Validate-Job (RFC 8011 section 4.2.3): says what Print-Job would say, and takes nothing. Clients sign in with it.
import type { IppOperation } from '../ipp-queue.ts';
import { admit, statusFor } from './admit.ts';

export const validateJob: IppOperation = async (deps, request) => {
  const admission = await admit(deps, request);
  if ('refusal' in admission) return admission.refusal;
  const { unsupported } = admission;
  return { status: statusFor(unsupported), groups: [{ group: 'unsupported', attributes: unsupported }] };
};
