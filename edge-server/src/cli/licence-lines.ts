// A licence as lines of text.
import type { AdminLicence } from '@platen/shared/api/admin-licence';

export function licenceLines(licence: AdminLicence): string[] {
  const { sentence, notices, licensee, serial, notBefore, notAfter, seats, features, check } = licence;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Licensee', licensee],
    ['Serial', serial],
    ['From', notBefore],
    ['To', notAfter],
    ['People', seats.most === undefined ? String(seats.used) : `${seats.used} of ${seats.most}`],
    ['Checked at', check?.host],
    ['Last problem', check?.problem],
    ['Features', features.map(({ label, on }) => `${label}: ${on ? 'on' : 'off'}`).join('; ')],
  ];
  return [
    sentence,
    ...notices,
    ...rows.flatMap(([name, value]) => (value === undefined ? [] : [`${`${name}:`.padEnd(14)}${value}`])),
  ];
}
