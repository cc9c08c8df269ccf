// The confirmation code alone: the quickest way, and the one the code length rule is made for.
import type { IdentifyMethod } from './identify-method.ts';

export const identifyByCode: IdentifyMethod = {
  id: 'code',
  takes: (typed) => typed.email === undefined || typed.email.trim() === '',
  names: () => undefined,
  find: (tx, typed, people) => people.byCode(tx, typed.code),
};
