// Email address and code: what is left when the site's budget for code-only tries is used up, and the portal's way in.
import { createHash } from 'node:crypto';
import type { IdentifyMethod } from './identify-method.ts';

export const identifyByEmailAndCode: IdentifyMethod = {
  id: 'email-and-code',
  takes: (typed) => typed.email !== undefined && typed.email.trim() !== '',
  // Hashed: the budget's rows need to tell accounts apart, not to name people.
  names: (typed) =>
    createHash('sha256')
      .update((typed.email ?? '').trim().toLowerCase())
      .digest('hex')
      .slice(0, 32),
  find: async (tx, typed, people) => {
    // Both look-ups always run, so that an unknown address takes as long as a wrong code.
    const byCode = await people.byCode(tx, typed.code);
    const byEmail = await people.byEmail(tx, (typed.email ?? '').trim().toLowerCase());
    return byCode !== undefined && byEmail !== undefined && byCode.id === byEmail.id ? byCode : undefined;
  },
};
