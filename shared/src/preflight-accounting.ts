// Which accounting data a printer's need names, and whether all of it is there. No schema: the panel carries this too.
import type { AccountingNeed } from './device.ts';

/** More than a PJL line of any maker takes, and more than any account number has. */
export const MAX_ACCOUNTING_CHARACTERS = 63;

export type AccountingField = 'user' | 'account';

export function accountingFields(need: AccountingNeed): readonly AccountingField[] {
  switch (need) {
    case 'none':
      return [];
    case 'user':
      return ['user'];
    case 'account':
      return ['account'];
    case 'user-and-account':
      return ['user', 'account'];
  }
}

/** The first that is needed and not there. */
export function missingAccounting(asked: {
  readonly need: AccountingNeed;
  readonly user?: string | undefined;
  readonly account?: string | undefined;
}): AccountingField | undefined {
  return accountingFields(asked.need).find((field) => (asked[field] ?? '') === '');
}
