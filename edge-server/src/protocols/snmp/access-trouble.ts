// Whether an access can be used at all, before anything is sent. Its secrets stay out of the sentence.

import { SnmpAccess } from '@platen/shared/device-credentials';
import * as v from 'valibot';
import type { SnmpTrouble } from './outcome.ts';
import { missingAlgorithm } from './user-ciphers.ts';

export function accessTrouble(access: SnmpAccess): SnmpTrouble | undefined {
  if (!v.is(SnmpAccess, access)) {
    return {
      code: 'snmp-access',
      detail: 'the community, or the user with keys of at least eight characters, is not complete',
    };
  }
  if (access.version !== '3') return undefined;
  const missing = missingAlgorithm(access);
  return missing === undefined ? undefined : { code: 'snmp-unsupported', detail: missing };
}
