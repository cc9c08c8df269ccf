// Signs a user in: who is it, within the guess budgets, and a session, all in one transaction.
import type { App } from '../app.ts';
import { identify } from '../flow/release/identify/identify.ts';
import type { Typed } from '../flow/release/identify/identify-method.ts';
import { type Source, tryGuess } from '../people/guess-budget.ts';
import { findUserByCode, findUserByEmail, touchUser } from '../people/users.ts';

/** @returns the user's id and the session's token; throws the AppError of a wrong or blocked try. */
export async function signInUser(
  app: Pick<App, 'db' | 'clock' | 'settings' | 'sealing' | 'sessions'>,
  kind: 'panel' | 'portal',
  typed: Typed,
  source: Source,
): Promise<{ userId: string; token: string }> {
  const budgets = { clock: app.clock, settings: app.settings.now };
  const outcome = await app.db.write(async (tx) => {
    const people = {
      byCode: (inner: typeof tx, code: string) => findUserByCode(inner, app, code),
      byEmail: findUserByEmail,
    };
    const found = await identify(tx, typed, people, (inner, ask) =>
      tryGuess(inner, budgets, { source, ...ask }),
    );
    if ('error' in found) return found;
    const userId = found.hit.id;
    await touchUser(tx, userId, app.clock.now());
    const { token } = await app.sessions.open(tx, kind, userId, source.printerId);
    return { userId, token };
  });
  // Thrown only here: inside, it would have rolled the counted try back.
  if ('error' in outcome) throw outcome.error;
  return outcome;
}
