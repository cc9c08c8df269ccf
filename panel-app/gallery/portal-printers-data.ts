// Made-up printers, sites and a history for the portal's gallery and component tests.
import type { JobView } from '@platen/shared/api/common';
import type { PortalHistory, PortalPrinter, PortalSite } from '@platen/shared/api/portal';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { jobs } from './portal-data.ts';

const A4 = { media: 'iso_a4_210x297mm', width: 21_000, height: 29_700 };
const A3 = { media: 'iso_a3_297x420mm', width: 29_700, height: 42_000 };

export const everything: PrinterCapabilities = {
  makeAndModel: 'Northgate MFP 4070',
  formats: ['application/pdf'],
  maxCopies: 99,
  sides: ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'],
  printColorModes: ['auto', 'color', 'monochrome'],
  finishings: [4, 20, 70],
  numberUp: [1, 2, 4],
  pageRanges: true,
  mediaReady: [
    { ...A4, source: 'tray-1' },
    { ...A3, source: 'tray-2' },
  ],
  pagesPerMinute: 40,
};
const grey: PrinterCapabilities = {
  ...everything,
  makeAndModel: 'Northgate 120',
  sides: ['one-sided'],
  printColorModes: ['monochrome'],
  finishings: [],
  mediaReady: [{ ...A4, source: 'tray-1' }],
  pagesPerMinute: 22,
};

const place = (
  id: string,
  name: string,
  change: Partial<PortalPrinter['printer']>,
  more: Partial<PortalPrinter> = {},
): PortalPrinter => ({
  printer: { id, name, enabled: true, sentence: 'Ready.', tone: 'ok', capabilities: everything, ...change },
  kind: 'printer',
  isDefault: false,
  loaded: ['A4', 'A3'],
  ...more,
});

export const printers: readonly PortalPrinter[] = [
  place(
    'p1',
    'Reception MFD',
    { location: 'Ground floor', site: 'Northgate' },
    {
      isDefault: true,
      trays: [
        { name: 'tray 1', media: 'A4', level: 'filled' },
        { name: 'tray 2', media: 'A3', level: 'low' },
        { name: 'tray 3', media: 'A4', level: 'empty' },
        { name: 'bypass tray' },
      ],
      supplies: [
        { name: 'Black toner', level: 64 },
        { name: 'Cyan toner', level: 31 },
        { name: 'Magenta toner', level: 7 },
        { name: 'Waste toner' },
      ],
    },
  ),
  place(
    'p2',
    'Library MFD',
    {
      location: 'First floor',
      site: 'Northgate',
      tone: 'warn',
      sentence: 'Paper is low in tray 1 (A4). Fill it soon.',
    },
    { usedLast: true },
  ),
  place(
    'q1',
    'Print shop',
    { site: 'Harbour campus', sentence: 'Ready.' },
    { kind: 'queue', loaded: [], accounting: { need: 'user-and-account', user: 'mlindt' } },
  ),
  place('p3', 'Workshop', {
    location: 'Hall 2',
    site: 'Harbour campus',
    tone: 'bad',
    sentence: 'The printer does not answer. Is it switched on?',
    capabilities: grey,
  }),
];

export const sites: readonly PortalSite[] = [
  { name: 'Harbour campus', printers: 2, latitude: 52.53, longitude: 13.46 },
  { name: 'Northgate', printers: 2, latitude: 52.52, longitude: 13.405 },
];

/** As the server answers. @param more printers beyond those that are shown. */
export const printersPage = (shown: readonly PortalPrinter[] = printers, more = 0) => ({
  printers: shown,
  total: shown.length + more,
  sites,
});

const DAY = 24 * 3_600_000;

export function history(now: number): PortalHistory {
  const [, , held] = jobs(now);
  if (held === undefined) throw new Error('the made-up list is shorter than it was');
  const { expiresAt: _, ...was } = held;
  const entry = (id: string, ago: number, change: Partial<JobView>) => ({
    job: { ...was, id, ...change } satisfies JobView,
    endedAt: now - ago,
  });
  return {
    entries: [
      entry('h-1', 40 * 60_000, {
        title: 'Invoice 2231.pdf',
        state: 'printed',
        tone: 'ok',
        sentence: 'Printed on Reception MFD.',
        expiresAt: now + DAY,
      }),
      entry('h-2', 2 * 3_600_000, {
        title: 'Floor plan of the east wing with the new reading rooms and the lift shaft, revision 7.pdf',
        state: 'expired',
        sentence: 'Deleted because its time was up.',
      }),
      entry('h-3', DAY, {
        title: 'IMG_2041.jpg',
        state: 'deleted',
        sentence: 'Deleted.',
      }),
      entry('h-4', DAY + 3_600_000, {
        title: 'contract-signed.pdf',
        state: 'refused',
        tone: 'bad',
        sentence: 'This PDF is locked with a password. Save it without one and send it again.',
      }),
      entry('h-5', 9 * DAY, {
        title: 'Minutes of the board.pdf',
        state: 'printed',
        tone: 'ok',
        sentence: 'Printed on Library MFD.',
      }),
    ],
    next: `${now - 9 * DAY}-h-5`,
    keptDays: 90,
  };
}
