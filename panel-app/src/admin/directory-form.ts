// Between a directory's settings and the fields of its form: pure.

import type { DirectorySettings } from '@platen/shared/directory';
import type { AdminRole } from '@platen/shared/scopes';
import { formText } from '../components/form-text.ts';

type Group = NonNullable<DirectorySettings['adminGroups']>[number];

const ROLES: readonly AdminRole[] = ['administrator', 'operator', 'helpdesk', 'auditor'];
const SECURITIES = ['ldaps', 'starttls', 'none'] as const;
const BINDS = ['simple', 'gssapi', 'anonymous'] as const;
const KINDS = ['active-directory', 'openldap', 'other'] as const;
const OPTIONAL_FIELDS = ['department', 'language', 'card'] as const;

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** "operator CN=Print,DC=example,DC=org", one a line. @returns the number of the first line that is not so. */
export function groupsOf(text: string): { readonly groups: Group[]; readonly bad: number | undefined } {
  const groups: Group[] = [];
  let bad: number | undefined;
  text.split('\n').forEach((line, at) => {
    if (line.trim() === '') return;
    const [, word = '', dn = ''] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(line) ?? [];
    const role = ROLES.find((one) => one === word.toLowerCase());
    if (role === undefined) bad ??= at + 1;
    else groups.push({ dn, role });
  });
  return { groups, bad };
}
export const groupLines = (groups: readonly Group[] = []): string =>
  groups.map(({ role, dn }) => `${role} ${dn}`).join('\n');

/** The form as a whole. What it does not show keeps the value of `known`. */
export function settingsOf(form: HTMLFormElement, known: DirectorySettings): DirectorySettings {
  const text = (name: string): string => formText(form, name).trim();
  const given = (name: string): Record<string, string> => (text(name) === '' ? {} : { [name]: text(name) });
  const ticked = (name: string): boolean => new FormData(form).has(name);
  const number = (name: string, otherwise: number): number => {
    const typed = Number(text(name));
    return text(name) === '' || !Number.isFinite(typed) ? otherwise : typed;
  };
  const security = SECURITIES.find((one) => one === text('security')) ?? known.security;
  const bind = BINDS.find((one) => one === text('bind')) ?? known.bind;
  const { groups } = groupsOf(text('adminGroups'));
  const { fields } = known;
  return {
    host: text('host'),
    port: number('port', known.port),
    security,
    bind,
    kind: KINDS.find((one) => one === text('kind')) ?? known.kind,
    ...(bind === 'anonymous' ? {} : given('bindName')),
    ...(security === 'none' ? {} : given('tlsPin')),
    ...(security === 'none' ? {} : given('authority')),
    ...given('domain'),
    ...given('shortDomain'),
    bases: [...linesOf(text('bases'))],
    filter: text('filter'),
    fields: {
      username: text('field-username') || fields.username,
      email: text('field-email') || fields.email,
      name: text('field-name') || fields.name,
      key: text('field-key') || fields.key,
      ...Object.fromEntries(
        OPTIONAL_FIELDS.map((name) => [name, text(`field-${name}`)]).filter(([, value]) => value !== ''),
      ),
    },
    import: {
      on: ticked('importOn'),
      everyHours: number('everyHours', known.import.everyHours),
      disableMissing: ticked('disableMissing'),
      mostDisabled: number('mostDisabled', known.import.mostDisabled * 100) / 100,
    },
    signIn: ticked('signIn'),
    onBoard: ticked('onBoard'),
    ...(groups.length === 0 ? {} : { adminGroups: groups }),
  };
}

/** A stored password was given for this server and this account, and for no other. */
export const sameServer = (before: DirectorySettings, after: DirectorySettings): boolean =>
  (['host', 'port', 'security', 'bind'] as const).every((name) => before[name] === after[name]) &&
  (before.bindName ?? '') === (after.bindName ?? '');

/** The password as it was typed, spaces and all; undefined: none was. */
export function secretOf(form: HTMLFormElement): string | undefined {
  const typed = new FormData(form).get('secret');
  return typeof typed === 'string' && typed !== '' ? typed : undefined;
}
