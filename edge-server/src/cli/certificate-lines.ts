// What a person reads of a certificate and of what is wrong with it.
import type { CertificateFacts, CertificateFinding } from '@platen/shared/api/admin-certificate';

const DAY_MS = 24 * 3_600_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const MARKS: Readonly<Record<CertificateFinding['level'], string>> = {
  stop: 'BAD ',
  warn: 'warn',
  note: 'note',
};

/** @param now Unix ms */
export function certificateLines(facts: CertificateFacts, now: number): string[] {
  const { names, issuer, selfSigned, notBefore, notAfter, key, sha256 } = facts;
  const days = Math.floor((notAfter - now) / DAY_MS);
  return [
    `Names        ${names.length === 0 ? 'none' : names.join(', ')}`,
    `Issued by    ${selfSigned ? 'itself' : issuer}`,
    `Good         from ${dayOf(notBefore)} to ${dayOf(notAfter)} (${days < 0 ? 'over' : `${days} ${days === 1 ? 'day' : 'days'} left`})`,
    `Key          ${key}`,
    `SHA-256      ${sha256}`,
  ];
}

export function findingLines(findings: readonly CertificateFinding[]): string[] {
  return findings.flatMap(({ level, sentence, cure }) => [
    `${MARKS[level]}  ${sentence}`,
    ...(cure === undefined ? [] : [`      ${cure}`]),
  ]);
}
