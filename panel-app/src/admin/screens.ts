// The console's sections in the order of its navigation, each loaded when it is first opened: a new one adds its line here.
import { html, type TemplateResult } from 'lit';
import {
  ACTIVITY,
  FILE_TEXT,
  LAYOUT_DASHBOARD,
  MAIL,
  PRINTER,
  SETTINGS,
  USERS,
} from '../components/icons.ts';
import type { Sentence } from './speech.ts';

export interface Section {
  /** The first word of the hash in the address. */
  readonly id: string;
  readonly label: Sentence;
  readonly icon: string;
  readonly load: () => Promise<unknown>;
  /** @param open what follows `=` in the hash: the row whose sheet is open. */
  readonly show: (open: string | undefined) => TemplateResult;
}

export const SECTIONS = [
  {
    id: 'dashboard',
    label: 'dashboard',
    icon: LAYOUT_DASHBOARD,
    load: () => import('./screens/dashboard.ts'),
    show: () => html`<admin-dashboard></admin-dashboard>`,
  },
  {
    id: 'printers',
    label: 'printers',
    icon: PRINTER,
    load: () => import('./screens/printers.ts'),
    show: (open) => html`<admin-printers .open=${open}></admin-printers>`,
  },
  {
    id: 'documents',
    label: 'documents',
    icon: FILE_TEXT,
    load: () => import('./screens/documents.ts'),
    show: (open) => html`<admin-documents .open=${open}></admin-documents>`,
  },
  {
    id: 'users',
    label: 'users',
    icon: USERS,
    load: () => import('./screens/users.ts'),
    show: (open) => html`<admin-users .open=${open}></admin-users>`,
  },
  {
    id: 'mail',
    label: 'mail',
    icon: MAIL,
    load: () => import('./screens/mail.ts'),
    show: (open) => html`<admin-mail .open=${open}></admin-mail>`,
  },
  {
    id: 'settings',
    label: 'settings',
    icon: SETTINGS,
    load: () => import('./screens/settings.ts'),
    show: (open) => html`<admin-settings .open=${open}></admin-settings>`,
  },
  {
    id: 'health',
    label: 'health',
    icon: ACTIVITY,
    load: () => import('./screens/health.ts'),
    show: () => html`<admin-health></admin-health>`,
  },
] as const satisfies readonly Section[];
