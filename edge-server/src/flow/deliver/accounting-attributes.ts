// Accounting data as IPP job attributes (PWG 5100.7: job-account-id, job-accounting-user-id, both name). They are attributes of the
// job, not of the operation: where devices look for them. Pure.
import { cleanText, fitOctets } from '../../protocols/ipp/clean-text.ts';
import { maxNameOctets } from '../../protocols/ipp/limits.ts';
import { type IppAttributes, name } from '../../protocols/ipp/message.ts';
import type { AccountingData } from './target.ts';

export function accountingAttributes(data: AccountingData | undefined): IppAttributes {
  const given = [
    ['job-account-id', data?.account],
    ['job-accounting-user-id', data?.user],
  ] as const;
  return given.flatMap(([attribute, value]) => {
    const clean = value === undefined ? '' : fitOctets(cleanText(value), maxNameOctets);
    return clean === '' ? [] : [name(attribute, clean)];
  });
}
