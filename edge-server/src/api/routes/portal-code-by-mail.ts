// "Mail me my code" on the portal's sign-in screen. The answer and its time are the same whether somebody has this address or not: it is given
// before anybody is looked up (threats.md T18; nobody learns here who has an account, and a code only goes to the registered address).
import { CodeByMail } from '@platen/shared/api/admin-mail';
import { Nothing } from '@platen/shared/api/common';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { countMail, dayOf } from '../../flow/store/mail-tallies.ts';
import { networkOf } from '../../people/guess-scopes.ts';
import { isOff } from '../../people/user-off.ts';
import { findUserByEmail, normalizeEmail } from '../../people/users.ts';
import { defineRoute, type Route } from '../route.ts';
import { secureOnly } from '../who.ts';

/** An office of two hundred may stand behind one address; who asks for more walks through a list. */
const ASKS_PER_NETWORK = 200;
const DAY_MS = 24 * 3_600_000;

export function portalCodeByMailRoutes(app: App): Route[] {
  /** Counts one ask. Throws `too-many-tries` for the network; @returns false when this address was asked for often enough today. */
  async function count(email: string, address: string): Promise<boolean> {
    const now = app.clock.now();
    const day = dayOf(now);
    const mailbox = app.sealing.keyedHash('code-ask', email);
    const [fromNetwork, forAddress] = await app.db.write(async (tx) => [
      await countMail(tx, `code-ask:${networkOf(address)}`, day),
      await countMail(tx, `code-ask:${mailbox}`, day),
    ]);
    if (fromNetwork > ASKS_PER_NETWORK) {
      const seconds = Math.ceil(((day + 1) * DAY_MS - now) / 1000);
      throw new AppError('too-many-tries', { seconds, scope: 'code-ask' });
    }
    return forAddress <= app.settings.now().mail.codesPerDay;
  }

  return [
    defineRoute({
      method: 'POST',
      path: '/api/portal/code-by-mail',
      role: 'anyone',
      summary: 'Mail the code to its owner. The answer does not tell whether there is one.',
      body: CodeByMail,
      reply: Nothing,
      handle: async ({ caller, body }) => {
        secureOnly(app, caller);
        const email = normalizeEmail(body.email);
        if (await count(email, caller.address)) {
          // Not awaited: how long it takes would tell whether there is somebody.
          app.db
            .write(async (tx) => {
              const user = await findUserByEmail(tx, email);
              if (user !== undefined && !isOff(user, app.clock.now()))
                await app.mail.mailCode(tx, user, 'asked');
            })
            .catch((cause: unknown) => app.log.error('a code could not be mailed', { cause }));
        }
        return { ok: true };
      },
    }),
  ];
}
