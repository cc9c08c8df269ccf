// Made-up people, directories and guests for the console's gallery and component tests. Times hang on the `now` they are given.

import type { AdminUser } from '@platen/shared/api/admin';
import type {
  AdminDirectory,
  DirectoryLooked,
  DirectoryPreview,
  DirectoryTested,
} from '@platen/shared/api/admin-directory';
import type { Guest, UserImported, UserSheet } from '@platen/shared/api/admin-people';
import { usualSettings } from '@platen/shared/directory-presets';
import { adminJobs } from './admin-data.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function userSheet(user: AdminUser, now: number): UserSheet {
  const fromDirectory = user.source === 'directory';
  return {
    user,
    codeSetAt: user.createdAt,
    ...(fromDirectory
      ? {
          username: user.email.split('@')[0] ?? '',
          directory: { id: 'd1', name: 'Northgate staff', seenAt: now - 3 * HOUR },
        }
      : {}),
    cards:
      user.id === 'u1'
        ? [
            { id: 'c1', label: '4F2A', createdAt: now - 80 * DAY, lastUsedAt: now - 4 * MINUTE },
            { id: 'c2', label: '0917', createdAt: now - 9 * DAY },
          ]
        : [],
    sessions:
      user.id === 'u1'
        ? [
            {
              where: 'panel',
              via: 'card',
              createdAt: now - 4 * MINUTE,
              seenAt: now - MINUTE,
            },
            {
              where: 'portal',
              via: 'mailed-code',
              address: '10.20.4.17',
              agent:
                'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1',
              createdAt: now - 6 * DAY,
              seenAt: now - 2 * HOUR,
            },
          ]
        : [],
    jobs: adminJobs(now).filter((_, at) => user.held > at),
  };
}

export function directories(now: number): AdminDirectory[] {
  const place = { host: 'dc1.ad.northgate.example', port: 636, security: 'ldaps' } as const;
  return [
    {
      id: 'd1',
      name: 'Northgate staff',
      enabled: true,
      settings: {
        ...usualSettings('active-directory', place),
        bindName: 'CN=platen-reader,OU=Service,DC=ad,DC=northgate,DC=example',
        bases: ['OU=Staff,DC=ad,DC=northgate,DC=example'],
        domain: 'ad.northgate.example',
        shortDomain: 'NORTHGATE',
        adminGroups: [{ dn: 'CN=Print Operators,OU=Groups,DC=ad,DC=northgate,DC=example', role: 'operator' }],
      },
      secretStored: true,
      people: 1_284,
      lastImport: {
        at: now - 3 * HOUR,
        tookMs: 4_200,
        counts: {
          seen: 1_302,
          added: 6,
          changed: 14,
          disabled: 3,
          enabled: 0,
          unchanged: 1_261,
          skipped: 18,
        },
      },
    },
    {
      id: 'd2',
      name: 'Students',
      enabled: true,
      settings: {
        ...usualSettings('openldap', { host: 'ldap.campus.example', port: 389, security: 'starttls' }),
        bindName: 'cn=reader,dc=campus,dc=example',
        bases: ['ou=people,dc=campus,dc=example'],
      },
      secretStored: true,
      people: 41_920,
      lastImport: {
        at: now - 26 * HOUR,
        tookMs: 38_000,
        counts: {
          seen: 41_920,
          added: 0,
          changed: 0,
          disabled: 0,
          enabled: 0,
          unchanged: 41_920,
          skipped: 0,
        },
      },
      down: { since: now - 2 * HOUR, problem: 'ldap.campus.example:389 did not answer within 5 seconds' },
    },
  ];
}

export const lookedWell: DirectoryLooked = {
  ok: true,
  steps: [
    { what: 'Reach', ok: true, detail: 'dc1.ad.northgate.example, port 636' },
    { what: 'Encrypt', ok: true, detail: 'TLS 1.3' },
  ],
  proposal: {
    ...usualSettings('active-directory', {
      host: 'dc1.ad.northgate.example',
      port: 636,
      security: 'ldaps',
    }),
    bases: ['DC=ad,DC=northgate,DC=example'],
    domain: 'ad.northgate.example',
  },
};

export function lookedUntrusted(now: number): DirectoryLooked {
  return {
    ...lookedWell,
    steps: [
      { what: 'Reach', ok: true, detail: 'dc1.ad.northgate.example, port 636' },
      { what: 'Encrypt', ok: false, detail: 'The certificate does not verify: self-signed certificate.' },
    ],
    certificate: certificate(now),
  };
}

const certificate = (now: number) => ({
  fingerprint: '8b1f44c0a2d97e6610f3b5c7aa9e2d4f0c6b8a7719e3d2c4b5a6978877665544',
  subject: 'CN=dc1.ad.northgate.example',
  issuer: 'CN=northgate-CA, DC=ad, DC=northgate, DC=example',
  notAfter: now + 200 * DAY,
  trusted: false,
});

export const testedWell: DirectoryTested = {
  ok: true,
  steps: [
    { what: 'Reach', ok: true, detail: 'dc1.ad.northgate.example, port 636' },
    { what: 'Encrypt', ok: true, detail: 'TLS 1.3, certificate until 10 June 2027' },
    {
      what: 'Sign in',
      ok: true,
      detail: 'Signed in as CN=platen-reader,OU=Service,DC=ad,DC=northgate,DC=example.',
    },
    { what: 'Search', ok: true, detail: 'People are found, such as Mara Lindt (mlindt).' },
  ],
  samples: [
    {
      username: 'mlindt',
      email: 'mara.lindt@example.org',
      name: 'Mara Lindt',
      department: 'Circulation desk',
    },
    {
      username: 'jweber',
      email: 'jonas.weber@example.org',
      name: 'Jonas Weber',
      department: 'Local history',
    },
    { username: 'svc-scan', name: 'Scanner service' },
  ],
};

export function testedRefused(now: number): DirectoryTested {
  return {
    ok: false,
    steps: [
      { what: 'Reach', ok: true, detail: 'dc1.ad.northgate.example, port 636' },
      {
        what: 'Encrypt',
        ok: false,
        detail: 'The certificate does not verify: unable to get local issuer certificate.',
      },
    ],
    certificate: certificate(now),
    samples: [],
  };
}

export const previewed: DirectoryPreview = {
  counts: { seen: 1_302, added: 2, changed: 1, disabled: 1, enabled: 0, unchanged: 1_280, skipped: 18 },
  wouldStop: false,
  limited: false,
  samples: [
    { what: 'disabled', who: 'Piet de Vries · piet.de.vries@example.org' },
    { what: 'added', who: 'Lena Brandt · lena.brandt@example.org' },
    { what: 'added', who: 'Omar Haddad · omar.haddad@example.org' },
    { what: 'changed', who: 'Jonas Weber · jonas.weber@example.org', detail: 'department' },
    { what: 'skipped', who: 'Scanner service · svc-scan', detail: 'No address that mail could be sent to.' },
  ],
};
export const previewedTooMany: DirectoryPreview = {
  ...previewed,
  counts: { ...previewed.counts, added: 0, changed: 0, disabled: 640, unchanged: 644 },
  wouldStop: true,
};

export function guests(now: number): Guest[] {
  return [
    {
      id: 'g1',
      name: 'Workshop, table 3',
      email: 'k7m2p@guest',
      createdAt: now - 2 * HOUR,
      until: now + 4 * HOUR,
      ended: false,
      pagesLeft: 38,
      pagesUsed: 12,
      held: 1,
    },
    {
      id: 'g2',
      name: 'Guest',
      email: 'x4w9t@guest',
      createdAt: now - 30 * HOUR,
      until: now - 6 * HOUR,
      ended: true,
      pagesLeft: 0,
      pagesUsed: 50,
      held: 0,
    },
  ];
}

export const imported: UserImported = {
  applied: false,
  added: 2,
  changed: 1,
  unchanged: 7,
  sample: [
    { line: 2, email: 'lena.brandt@example.org', name: 'Lena Brandt', department: 'Archive', what: 'added' },
    { line: 3, email: 'omar.haddad@example.org', name: 'Omar Haddad', what: 'added' },
    {
      line: 7,
      email: 'mara.lindt@example.org',
      name: 'Mara Lindt-Okafor',
      department: 'Circulation desk',
      what: 'changed',
      before: { name: 'Mara Lindt', department: 'Circulation desk' },
    },
  ],
  wrong: [
    { line: 5, text: 'tom at example.org, Tom', sentence: '"tom at example.org" is no email address.' },
    { line: 9, text: 'lena.brandt@example.org', sentence: 'It is in line 2 already.' },
  ],
  wrongMore: 0,
};
