// Validate-Job (RFC 8011 section 4.2.3): says what Print-Job would say, and prints nothing.
import { admit } from './admit-job.ts';
import type { Operation } from './operation.ts';

export const validateJob: Operation = (printer, request) => {
  const admission = admit(printer, request);
  if ('refusal' in admission) return admission.refusal;
  const { unsupported } = admission;
  return {
    status: unsupported.length > 0 ? 'successful-ok-ignored-or-substituted-attributes' : 'successful-ok',
    groups: [{ group: 'unsupported', attributes: unsupported }],
  };
};
