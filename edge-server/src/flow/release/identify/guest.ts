// A guest's code where other people's codes do not serve alone, or not at all: it opens a guest's documents and nobody else's.
import { AppError } from '@platen/shared/app-error';
import { identifyByEmailAndCode } from './email-and-code.ts';
import { type IdentifyMethod, isGiven } from './identify-method.ts';

/** people/guests.ts GUEST_DOMAIN; in the portal a guest names the account, as everybody does. */
const GUEST = /@guest\s*$/i;

export const identifyGuest: IdentifyMethod = {
  id: 'guest',
  via: 'guest',
  on: ({ guests, panelCode, portalOwnCode }, surface) =>
    guests && (surface === 'panel' ? panelCode !== 'code' : !portalOwnCode),
  takes: ({ code, email }) => isGiven(code) && (!isGiven(email) || GUEST.test(email)),
  guess: (typed, people) => (isGiven(typed.email) ? identifyByEmailAndCode.guess(typed, people) : {}),
  wrong: () => new AppError('wrong-code'),
  find: async (tx, { code = '', email }, people) => {
    const byCode = await people.byCode(tx, code);
    const byEmail = await people.byEmail(tx, (email ?? '').trim().toLowerCase());
    if (byCode?.isGuest !== true) return undefined;
    return !isGiven(email) || byEmail?.id === byCode.id ? byCode : undefined;
  },
};
