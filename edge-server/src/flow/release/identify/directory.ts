// User name and password of a directory (SPEC B2, C5). Checked outside any transaction: a directory that hangs must hold nobody up.
import { AppError } from '@platen/shared/app-error';
import { type IdentifyMethod, isGiven } from './identify-method.ts';

/** EXAMPLE\anna, anna@example.org and anna are one account for the budgets: three spellings must not be three budgets. */
function plainName(user: string): string {
  const name = user.normalize('NFKC').trim().toLowerCase();
  const withoutDomain = name.slice(name.lastIndexOf('\\') + 1);
  return withoutDomain.split('@')[0] ?? withoutDomain;
}

/** With the domain that was chosen beside the name, unless the name says one itself. */
function fullName({
  user = '',
  domain,
}: {
  readonly user?: string | undefined;
  readonly domain?: string | undefined;
}): string {
  const name = user.trim();
  return isGiven(domain) && !/[\\@]/.test(name) ? `${domain.trim()}\\${name}` : name;
}

export const identifyByDirectory: IdentifyMethod = {
  id: 'directory',
  via: 'directory',
  on: ({ panelDirectory, portalDirectory }, surface) =>
    surface === 'panel' ? panelDirectory : portalDirectory,
  takes: ({ user, password }) => isGiven(user) && password !== undefined,
  guess: ({ user = '' }, people) => ({ pair: people.word(`password ${plainName(user)}`), at: 'password' }),
  wrong: () => new AppError('wrong-sign-in'),
  ask: (typed, people, signal) =>
    people.byPassword({ user: fullName(typed), password: typed.password ?? '' }, signal),
};
