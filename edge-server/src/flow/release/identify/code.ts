// The confirmation code alone: the quickest way, and the one the code length rule is made for. Guests' codes are codes, too. Panels only:
// whoever is no panel names an account.
import { AppError } from '@platen/shared/app-error';
import { type IdentifyMethod, isGiven } from './identify-method.ts';

export const identifyByCode: IdentifyMethod = {
  id: 'code',
  via: 'code',
  on: ({ panelCode }, surface) => surface === 'panel' && panelCode === 'code',
  takes: ({ code, email }) => isGiven(code) && !isGiven(email),
  guess: () => ({}),
  wrong: () => new AppError('wrong-code'),
  find: (tx, { code = '' }, people) => people.byCode(tx, code),
};
