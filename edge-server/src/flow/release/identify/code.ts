// The confirmation code alone: the quickest way, and the one the code length rule is made for. Guests' codes are codes, too, and a document's
// own PIN may serve in its place. Panels only: whoever is no panel names an account.
import { AppError } from '@platen/shared/app-error';
import { type IdentifyMethod, isGiven } from './identify-method.ts';

export const identifyByCode: IdentifyMethod = {
  id: 'code',
  via: 'code',
  on: ({ panelCode }, surface) => surface === 'panel' && panelCode === 'code',
  takes: ({ code, email }) => isGiven(code) && !isGiven(email),
  guess: () => ({}),
  wrong: () => new AppError('wrong-code'),
  find: async (tx, { code = '' }, people) => {
    // Both look-ups always run, so that a PIN takes as long as a code, and neither as long as both.
    const byCode = await people.byCode(tx, code);
    const byPin = await people.byPin(tx, code);
    if (byCode !== undefined) return byCode;
    return byPin === 'several' ? { instead: new AppError('code-needs-email') } : byPin;
  },
};
