// What administrators and programs may do: one list of scopes, declared by each administrative route, given to roles and to API tokens.

/** `area:read` looks, `area:change` changes. Explicit, so that a route can only name one that exists. */
export const SCOPES = [
  'overview:read',
  'printers:read',
  'printers:change',
  'documents:read',
  'documents:change',
  'users:read',
  'users:change',
  'mail:read',
  'mail:change',
  'senders:change',
  'directory:read',
  'directory:change',
  'reports:read',
  'settings:read',
  'settings:change',
  'security:read',
  'security:change',
  'audit:read',
  'logs:read',
  'health:read',
] as const;
export type Scope = (typeof SCOPES)[number];

export const ADMIN_ROLES = ['administrator', 'operator', 'helpdesk', 'auditor'] as const;
export type AdminRole = (typeof ADMIN_ROLES)[number];

const LOOKS: readonly Scope[] = ['overview:read', 'printers:read', 'documents:read', 'health:read'];

/** What each role may do. The operator runs printers, documents and mail; the help desk looks after people; the auditor only reads. */
export const ROLE_SCOPES: Readonly<Record<AdminRole, readonly Scope[]>> = {
  administrator: SCOPES,
  operator: [
    ...LOOKS,
    'printers:change',
    'documents:change',
    'users:read',
    'mail:read',
    'mail:change',
    'senders:change',
    'reports:read',
    'settings:read',
    'logs:read',
  ],
  helpdesk: [...LOOKS, 'documents:change', 'users:read', 'users:change', 'mail:read', 'senders:change'],
  auditor: [
    ...LOOKS,
    'users:read',
    'mail:read',
    'directory:read',
    'reports:read',
    'settings:read',
    'security:read',
    'audit:read',
    'logs:read',
  ],
};

/** Scopes that no program's token may hold: who may do what is decided by people. */
export const PEOPLE_ONLY: readonly Scope[] = ['security:change'];

/** What a program's token may hold. */
export const TOKEN_SCOPES: readonly Scope[] = SCOPES.filter((scope) => !PEOPLE_ONLY.includes(scope));
