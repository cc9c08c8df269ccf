// The portal session of somebody whose address, or whose account at an OpenID provider, has been proven. New people get their account here (SPEC
// C1), unless the lists or the directory say no.
import { AppError } from '@platen/shared/app-error';
import type { App } from '../app.ts';
import { findUserByOpenId } from '../people/join-user.ts';
import type { SignedInThere } from '../people/open-id.ts';
import { findUserByEmail } from '../people/users.ts';
import { enter, type SignInAsk } from './sign-in-user.ts';

type Who = Pick<SignInAsk, 'source' | 'agent' | 'stay'>;
interface Entered {
  readonly userId: string;
  readonly token: string;
}

/** Throws `account-off`, `account-not-allowed`. @param email as people/mailed-code.ts has proven it */
export async function enterByAddress(app: App, email: string, who: Who): Promise<Entered> {
  const known = await app.db.read((tx) => findUserByEmail(tx, email));
  const name = known === undefined ? await nameOf(app, email) : undefined;
  return settle(
    app.db.write(async (tx) => {
      const id = await app.signIn.join.byAddress(tx, email, name, 'portal');
      return enter(app, tx, id, { ...who, surface: 'portal' }, 'mailed-code');
    }),
  );
}

/** Throws `account-off`, `account-not-allowed`, `open-id-email`, `open-id-refused`. */
export async function enterByOpenId(app: App, there: SignedInThere, who: Who): Promise<Entered> {
  const linked = await app.db.read((tx) => findUserByOpenId(tx, there));
  if (linked === undefined && there.email === undefined) {
    throw new AppError('open-id-email', { issuer: there.issuer });
  }
  const known = linked ?? (await app.db.read((tx) => findUserByEmail(tx, (there.email ?? '').toLowerCase())));
  const name = known === undefined ? await nameOf(app, there.email ?? '') : undefined;
  return settle(
    app.db.write(async (tx) => {
      const id = await app.signIn.join.byOpenId(tx, there, name);
      return enter(app, tx, id, { ...who, surface: 'portal' }, 'openid');
    }),
  );
}

/** Of somebody new, as the directory knows them. Throws `account-not-allowed`. */
async function nameOf(app: App, email: string): Promise<string | undefined> {
  const joins = await app.signIn.mayJoin(email);
  if (typeof joins === 'string') throw new AppError('account-not-allowed', { email, detail: joins });
  return joins.name;
}

async function settle(entering: Promise<Entered | { readonly error: AppError }>): Promise<Entered> {
  const outcome = await entering;
  if ('error' in outcome) throw outcome.error;
  return outcome;
}
