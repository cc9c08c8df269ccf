// Email address and code: what is left when the site's budget for code-only tries is used up, where the administrator wants it so, and a way into
// the portal.
import { AppError } from '@platen/shared/app-error';
import { normalizeCode } from '@platen/shared/code-length';
import { type IdentifyMethod, isGiven } from './identify-method.ts';

const plain = (email: string | undefined): string => (email ?? '').trim().toLowerCase();

export const identifyByEmailAndCode: IdentifyMethod = {
  id: 'email-and-code',
  via: 'email-and-code',
  on: ({ panelCode, portalOwnCode }, surface) => (surface === 'panel' ? panelCode !== 'off' : portalOwnCode),
  takes: ({ code, email }) => isGiven(email) && isGiven(code),
  guess: ({ email, code = '' }, people) => ({
    pair: people.word(plain(email)),
    at: 'code',
    length: normalizeCode(code).length,
  }),
  wrong: () => new AppError('wrong-code'),
  find: async (tx, { email, code = '' }, people) => {
    // Both look-ups always run, so that an unknown address takes as long as a wrong code.
    const byCode = await people.byCode(tx, code);
    const byEmail = await people.byEmail(tx, plain(email));
    const byPin = byEmail === undefined ? undefined : await people.byPin(tx, code, byEmail.id);
    if (byEmail === undefined) return undefined;
    if (byCode?.id === byEmail.id) return byCode;
    return byPin === 'several' ? undefined : byPin;
  },
};
