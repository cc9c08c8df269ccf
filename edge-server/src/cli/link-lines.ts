// A one-time link as the terminal shows it: to be opened in a browser, by the person it is for.
import type { AdminLink } from '@platen/shared/api/admin-security';
import { when } from './when.ts';

export const linkLines = (link: AdminLink, now: number): string[] => [
  `    ${link.address ?? 'https://this-server:8443'}${link.path}`,
  `It works once, until ${when(link.until, now)}. Whoever has it becomes ${link.name}: hand it over as you would a password.`,
];
