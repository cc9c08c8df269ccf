// Examples of the main flow: a person signs in and sends a document, a panel prints it, an administrator registers a printer and lets a
// program in. A test reads each with its route's own schema.

export interface Example {
  readonly request?: unknown;
  readonly reply?: unknown;
}

const JOB = {
  id: 'amwtdyqk7v2n4xq3',
  title: 'Letter to the council.pdf',
  state: 'held',
  pages: 3,
  receivedAt: 1_795_348_800_000,
  expiresAt: 1_795_435_200_000,
} as const;
const WEBHOOK = {
  id: 'amwtdyqk7v2n4xq4',
  name: 'Helpdesk',
  url: 'https://tickets.example.org/hooks/platen',
  events: ['release.uncertain', 'printer.condition'],
  titles: false,
};

/** By method and path as the route has them. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  'GET /healthz': { reply: { status: 'alive', version: '0.1.0' } },
  'GET /readyz': { reply: { status: 'ready', database: true, disk: true, steps: true } },
  'POST /api/panel/session': { request: { code: '48151623' } },
  'POST /api/panel/release': {
    request: { jobs: [{ id: JOB.id, ticket: { copies: 2, sides: 'two-sided-long-edge' } }] },
  },
  'POST /api/portal/release': {
    request: { printerId: 'amwtdyqk7v2n4xq5', jobs: [{ id: JOB.id, ticket: {} }] },
  },
  'POST /api/admin/printers/probe': { request: { uri: 'ipps://printer-5.example.org/ipp/print' } },
  'POST /api/admin/printers': {
    request: { name: 'Second floor', uri: 'ipps://printer-5.example.org/ipp/print', site: 'Town hall' },
  },
  'POST /api/admin/users': { request: { email: 'anna@example.org', name: 'Anna Berg' } },
  'POST /api/admin/tokens': {
    request: { name: 'Monitoring', scopes: ['health:read'], days: 365 },
    reply: {
      token: 'plt_(43 characters)',
      made: {
        id: 'amwtdyqk7v2n4xq6',
        name: 'Monitoring',
        label: 'plt_Zk3vQ9',
        scopes: ['health:read'],
        createdAt: JOB.receivedAt,
        createdBy: 'admin:renate',
        expiresAt: JOB.receivedAt + 365 * 86_400_000,
        expired: false,
      },
    },
  },
  'POST /api/admin/webhooks': {
    request: { name: WEBHOOK.name, url: WEBHOOK.url, events: WEBHOOK.events, titles: WEBHOOK.titles },
    reply: {
      webhook: {
        ...WEBHOOK,
        enabled: true,
        createdAt: JOB.receivedAt,
        createdBy: 'admin:renate',
        tone: 'quiet',
        condition: 'new',
      },
      secret: 'whsec_(43 characters)',
    },
  },
};
