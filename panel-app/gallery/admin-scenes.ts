// The console's screens as scenes for the gallery: which made-up server, which address, and what is pressed once it is there.
import { CERTIFICATE_PICTURES } from './admin-certificate-scenes.ts';
import { CONNECTION_PICTURES } from './admin-connections-scenes.ts';
import { quietOverview } from './admin-data.ts';
import { refuse } from './admin-fake.ts';
import { FLEET_PICTURES } from './admin-fleet-scenes.ts';
import { MAIL_PICTURES } from './admin-mail-scenes.ts';
import { PEOPLE_PICTURES } from './admin-people-scenes.ts';
import type { AdminPicture } from './admin-picture.ts';
import { PRINT_FINDING_PICTURES } from './admin-print-scenes.ts';
import { QUEUE_PICTURES } from './admin-queues-scenes.ts';
import { REPORT_PICTURES } from './admin-reports-scenes.ts';
import { SECURITY_PICTURES } from './admin-security-scenes.ts';
import { SITE_PICTURES } from './admin-site-scenes.ts';
import { pictureNow } from './picture-clock.ts';

const now = pictureNow;

export const ADMIN_PICTURES: readonly AdminPicture[] = [
  { name: 'sign-in', scene: { signedIn: false } },
  {
    name: 'sign-in-refused',
    scene: { signedIn: false, answers: { 'POST /api/admin/session': () => refuse('wrong-password') } },
    steps: [['name', 'renate'], ['password', 'something'], ['Sign in']],
  },
  { name: 'setup', scene: { signedIn: false }, hash: '#setup=one-time' },
  { name: 'server-away', scene: { away: true } },
  { name: 'dashboard', scene: {} },
  { name: 'dashboard-quiet', scene: { overview: quietOverview(now) } },
  { name: 'printers', scene: {}, hash: '#printers' },
  { name: 'printers-none', scene: { printers: [] }, hash: '#printers' },
  { name: 'printer', scene: {}, hash: '#printers=p2' },
  { name: 'printer-virtual', scene: {}, hash: '#printers=p1' },
  { name: 'printer-add', scene: {}, hash: '#printers=new' },
  {
    name: 'printer-add-found',
    scene: {},
    hash: '#printers=new',
    steps: [['uri', 'ipps://printer-5.example.org/ipp/print'], ['Check address']],
  },
  {
    name: 'printer-add-refused',
    scene: { answers: { 'POST /api/admin/printers/probe': () => refuse('printer-unreachable') } },
    hash: '#printers=new',
    steps: [['uri', 'ipps://printer-5.example.org/ipp/print'], ['Check address']],
  },
  { name: 'printer-remove', scene: {}, hash: '#printers=p2', steps: [['Details'], ['Remove printer']] },
  ...FLEET_PICTURES,
  { name: 'documents', scene: {}, hash: '#documents' },
  { name: 'documents-none', scene: { jobs: [] }, hash: '#documents' },
  { name: 'document', scene: {}, hash: '#documents=j2' },
  ...PEOPLE_PICTURES,
  ...CERTIFICATE_PICTURES,
  ...MAIL_PICTURES,
  ...REPORT_PICTURES,
  ...SECURITY_PICTURES,
  ...CONNECTION_PICTURES,
  ...QUEUE_PICTURES,
  { name: 'settings', scene: {}, hash: '#settings' },
  { name: 'settings-saved', scene: {}, hash: '#settings=documents', steps: [['documents.maxPages', '300']] },
  {
    name: 'settings-refused',
    scene: {
      answers: {
        'PUT /api/admin/settings/documents.maxPages': () =>
          refuse('bad-setting', { label: 'Most pages', detail: 'give a number from 1 to 10000' }),
      },
    },
    hash: '#settings=documents',
    steps: [['documents.maxPages', '99999']],
  },
  { name: 'conversion', scene: {}, hash: '#settings=fonts' },
  { name: 'conversion-servers', scene: {}, hash: '#settings=conversion servers' },
  { name: 'conversion-none', scene: { bare: true }, hash: '#settings=machines' },
  { name: 'font-remove', scene: {}, hash: '#settings=fonts', steps: [['Remove Han Serif Regular']] },
  {
    name: 'converter-added',
    scene: {},
    hash: '#settings=machines',
    steps: [['Add conversion server'], ['name', 'barn'], ['Add and make a token']],
  },
  { name: 'converter-remove', scene: {}, hash: '#settings=machines', steps: [['Remove attic']] },
  { name: 'health', scene: {}, hash: '#health' },
  ...SITE_PICTURES,
  ...PRINT_FINDING_PICTURES,
  { name: 'search', scene: {}, steps: [['Search'], ['Search', 'print']] },
];
