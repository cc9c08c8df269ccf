// The console's sections in the order of its navigation, each loaded when it is first opened: a new one adds its line here.

import type { Scope } from '@platen/shared/scopes';
import { html, type TemplateResult } from 'lit';
import {
  ACTIVITY,
  CHART_COLUMN,
  FILE_TEXT,
  LAYOUT_DASHBOARD,
  MAIL,
  PLUG,
  PRINTER,
  SETTINGS,
  SHIELD,
  USERS,
} from '../components/icons.ts';
import type { Sentence } from './speech.ts';

export interface Section {
  /** The first word of the hash in the address. */
  readonly id: string;
  readonly label: Sentence;
  readonly icon: string;
  /** Whoever holds one of these sees it; empty: everybody. */
  readonly scopes: readonly Scope[];
  /** The navigation keeps them apart: what is looked at every day, and what the site is made of. */
  readonly group: 'daily' | 'site';
  readonly load: () => Promise<unknown>;
  /** @param open what follows `=` in the hash: the row whose sheet is open. */
  readonly show: (open: string | undefined) => TemplateResult;
}

export const SECTIONS = [
  {
    id: 'dashboard',
    label: 'dashboard',
    icon: LAYOUT_DASHBOARD,
    scopes: ['overview:read'],
    group: 'daily',
    load: () => import('./screens/dashboard.ts'),
    show: (open) => html`<admin-dashboard .open=${open}></admin-dashboard>`,
  },
  {
    id: 'printers',
    label: 'printers',
    icon: PRINTER,
    scopes: ['printers:read'],
    group: 'daily',
    load: () => import('./screens/printers.ts'),
    show: (open) => html`<admin-printers .open=${open}></admin-printers>`,
  },
  {
    id: 'documents',
    label: 'documents',
    icon: FILE_TEXT,
    scopes: ['documents:read'],
    group: 'daily',
    load: () => import('./screens/documents.ts'),
    show: (open) => html`<admin-documents .open=${open}></admin-documents>`,
  },
  {
    id: 'users',
    label: 'users',
    icon: USERS,
    scopes: ['users:read'],
    group: 'daily',
    load: () => import('./screens/users.ts'),
    show: (open) => html`<admin-users .open=${open}></admin-users>`,
  },
  {
    id: 'mail',
    label: 'mail',
    icon: MAIL,
    scopes: ['mail:read'],
    group: 'daily',
    load: () => import('./screens/mail.ts'),
    show: (open) => html`<admin-mail .open=${open}></admin-mail>`,
  },
  {
    id: 'reports',
    label: 'reports',
    icon: CHART_COLUMN,
    scopes: ['reports:read'],
    group: 'daily',
    load: () => import('./screens/reports.ts'),
    show: (open) => html`<admin-reports .open=${open}></admin-reports>`,
  },
  {
    id: 'security',
    label: 'security',
    icon: SHIELD,
    // My account is everybody's.
    scopes: [],
    group: 'site',
    load: () => import('./screens/security.ts'),
    show: (open) => html`<admin-security .open=${open}></admin-security>`,
  },
  {
    id: 'connections',
    label: 'connections',
    icon: PLUG,
    scopes: ['security:read'],
    group: 'site',
    load: () => import('./screens/connections.ts'),
    show: (open) => html`<admin-connections .open=${open}></admin-connections>`,
  },
  {
    id: 'settings',
    label: 'settings',
    icon: SETTINGS,
    scopes: ['settings:read'],
    group: 'site',
    load: () => import('./screens/settings.ts'),
    show: (open) => html`<admin-settings .open=${open}></admin-settings>`,
  },
  {
    id: 'health',
    label: 'health',
    icon: ACTIVITY,
    scopes: ['health:read'],
    group: 'site',
    load: () => import('./screens/health.ts'),
    show: (open) => html`<admin-health .open=${open}></admin-health>`,
  },
] as const satisfies readonly Section[];
