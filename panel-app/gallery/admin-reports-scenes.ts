// The reports as scenes: each period, each list, narrowed down, empty.
import { adminJobs } from './admin-data.ts';
import { answer } from './admin-fake.ts';
import type { AdminPicture } from './admin-picture.ts';
import { endingLicence } from './admin-reports-fake.ts';
import { pictureNow } from './picture-clock.ts';

const report = (what: string): string => `#reports=${encodeURIComponent(what)}`;

/** Found more than a page, and searched as far as a page's time allows. */
const further = (now: number) => ({
  jobs: adminJobs(now).slice(1, 3),
  total: 2,
  next: '1-a',
  lookedTo: now - 9 * 86_400_000,
});

export const REPORT_PICTURES: readonly AdminPicture[] = [
  { name: 'reports', scene: {}, hash: '#reports' },
  { name: 'reports-today', scene: {}, hash: report('today~by.printer') },
  { name: 'reports-year', scene: {}, hash: report('2026-01-01..2026-11-22~by.department') },
  { name: 'reports-days', scene: {}, hash: report('7~by.time') },
  { name: 'reports-hours', scene: {}, hash: report('month~by.hour') },
  { name: 'reports-user', scene: {}, hash: report('30~by.time~user.u4') },
  {
    name: 'reports-narrow',
    scene: { reportsFrom: '2026-11-01' },
    hash: report('2026-10-20..2026-11-22~by.printer~site.Main building~colour.color'),
    steps: [['Narrow down']],
  },
  { name: 'reports-none', scene: { reportsEmpty: true }, hash: '#reports' },
  { name: 'reports-none-narrow', scene: { reportsEmpty: true }, hash: report('7~sides.two') },
  {
    name: 'reports-documents-narrow',
    scene: { answers: { 'GET /api/admin/jobs?*': () => answer(further(pictureNow)) } },
    hash: '#documents',
    steps: [['Narrow down'], ['documents-channel', 'mail']],
  },
  {
    name: 'reports-failed',
    scene: {
      answers: {
        'GET /api/admin/reports': () =>
          answer(
            {
              error: {
                code: 'internal',
                message: 'Something went wrong on the server.',
                values: {},
                retry: true,
              },
            },
            500,
          ),
      },
    },
    hash: '#reports',
  },
  { name: 'licence', scene: { licence: endingLicence(pictureNow) }, hash: '#health=backup' },
];
