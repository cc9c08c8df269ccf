// Made-up answers of the console's API for the gallery and the component tests. Times hang on the `now` they are given.
import type {
  AdminJob,
  AdminPrinter,
  AdminUser,
  Overview,
  SettingsView,
  VirtualState,
} from '@platen/shared/api/admin';
import type { JobView, ReleaseView } from '@platen/shared/api/common';
import type { FontFile } from '@platen/shared/api/convert';
import type { PortalJob } from '@platen/shared/api/portal';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { SETTINGS_GROUPS } from '@platen/shared/settings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const capabilities: PrinterCapabilities = {
  makeAndModel: 'Platen Virtual MFD',
  formats: ['application/pdf', 'image/jpeg', 'image/pwg-raster'],
  maxCopies: 999,
  sides: ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'],
  printColorModes: ['auto', 'color', 'monochrome'],
  finishings: [3, 4, 5],
  numberUp: [1, 2, 4],
  pageRanges: true,
  mediaReady: [
    { media: 'iso_a4_210x297mm', source: 'tray-1', width: 21_000, height: 29_700 },
    { media: 'iso_a3_297x420mm', source: 'tray-2', width: 29_700, height: 42_000 },
    { media: 'na_letter_8.5x11in', source: 'by-pass-tray', width: 21_590, height: 27_940 },
  ],
  mediaDefault: 'iso_a4_210x297mm',
  pagesPerMinute: 30,
};

/** What the file of the workshop's printer sets. */
const SUPPLIES = [
  { name: 'Black toner', level: 62 },
  { name: 'Cyan toner', level: 7 },
  { name: 'Waste toner box' },
];
const DECLARED = 'name uri otherUris site location enabled profile accounting'.split(' ');

export function printers(now: number): AdminPrinter[] {
  const bare = {
    enabled: true,
    allowHttp: false,
    waiting: 0,
    virtual: false,
    kind: 'printer',
    otherUris: [],
    forDirectMail: false,
    forPublic: false,
    directQueue: false,
    deviceSignIn: false,
    sources: {},
    readOnly: [],
    credentials: {},
  } satisfies Partial<AdminPrinter>;
  const shared = { ...bare, capabilities };
  return [
    {
      ...shared,
      id: 'p1',
      name: 'Reception MFD',
      alias: 'reception',
      site: 'Main building',
      location: 'Ground floor, by the lift',
      sentence: 'Ready.',
      tone: 'ok',
      uri: 'ipp://127.0.0.1:8631/ipp/print',
      source: 'try-out',
      family: 'Platen virtual MFD',
      forPublic: true,
      panelPath: '/panel/demo-1',
      waiting: 2,
      virtual: true,
      condition: { state: 'idle', reasons: [], accepting: true, at: now - 4000 },
    },
    {
      ...shared,
      supplies: SUPPLIES,
      lifeCount: 184_220,
      id: 'p2',
      name: 'Reading room colour',
      site: 'Main building',
      location: 'First floor',
      family: 'Xerox AltaLink',
      otherUris: ['socket://printer-2.example.org:9100'],
      identity: {
        makeAndModel: 'Xerox AltaLink C8170',
        serial: '3114859001',
        hostName: 'XRX9C934E1A2B3C',
        sysDescr:
          'Xerox AltaLink C8170; SS 119.001.003.11200, NC 119.013.11200, UI 119.013.11200, ME 063.022.000',
      },
      credentials: { snmp: 'SNMP v3 as ro', admin: 'admin' },
      panelState: {
        platform: 'xerox-eip',
        installedVersion: '0.1.0',
        installedAt: now - 12 * DAY,
        lastContactAt: now - 2 * MINUTE,
      },
      sentence: 'No paper in tray 2 (A4).',
      tone: 'warn',
      uri: 'ipps://printer-2.example.org/ipp/print',
      tlsPin: 'a3b1c29e5f0d4477a3b1c29e5f0d4477a3b1c29e5f0d4477a3b1c29e5f0d4477',
      source: 'console',
      panelPath: '/panel/demo-2',
      condition: { state: 'stopped', reasons: ['media-empty'], accepting: true, at: now - 9000 },
    },
    {
      ...shared,
      id: 'p3',
      name: 'Staff office',
      site: 'Annex',
      sentence: 'Does not answer.',
      tone: 'bad',
      uri: 'ipps://printer-3.example.org/ipp/print',
      source: 'command line',
      panelPath: '/panel/demo-3',
      directQueue: true,
      directPath: '/ipp/direct/p3',
      allowHttp: true,
      condition: { state: 'unreachable', reasons: [], accepting: false, at: now - 40 * MINUTE },
    },
    {
      ...bare,
      id: 'p4',
      name: 'Workshop',
      site: 'Annex',
      location: 'Next to the stairs',
      enabled: false,
      sentence: 'Switched off for printing.',
      tone: 'quiet',
      uri: 'ipp://printer-4.example.org/ipp/print',
      otherUris: ['lpr://printer-4.example.org/lp'],
      profile: 'fujifilm-apeos',
      family: 'FUJIFILM Apeos',
      accounting: 'user',
      source: 'file copy-room.json',
      sources: Object.fromEntries(DECLARED.map((field) => [field, 'file copy-room.json'])),
      readOnly: [...DECLARED],
      panelPath: '/panel/demo-4',
    },
    {
      ...bare,
      id: 'p5',
      name: 'Students’ queue',
      kind: 'queue',
      family: 'IPP Everywhere printer',
      sentence: 'Ready.',
      tone: 'ok',
      uri: 'ipps://spooler.example.org:631/printers/students',
      source: 'file queues.json',
      sources: { name: 'file queues.json', uri: 'file queues.json', kind: 'file queues.json' },
      readOnly: ['name', 'uri', 'kind'],
      panelPath: '/panel/demo-5',
      condition: { state: 'idle', reasons: [], accepting: true, at: now - 6000 },
    },
  ];
}

export function virtualState(now: number): VirtualState {
  return {
    condition: 'ready',
    trays: [
      { name: 'Tray 1', media: 'iso_a4_210x297mm', level: 412, capacity: 500 },
      { name: 'Tray 2', media: 'iso_a3_297x420mm', level: 38, capacity: 500 },
      { name: 'Bypass', media: 'na_letter_8.5x11in', level: 0, capacity: 100 },
    ],
    prints: [
      {
        id: 'v-2',
        title: 'Quarterly report.pdf',
        mediaType: 'application/pdf',
        pages: 12,
        at: now - 6 * MINUTE,
        user: 'mara.lindt@example.org',
        options: ['2 copies', 'two-sided', 'staple'],
      },
      {
        id: 'v-1',
        title: 'Boarding pass.pdf',
        mediaType: 'application/pdf',
        pages: 1,
        at: now - 3 * HOUR,
        user: 'jonas.weber@example.org',
        options: [],
      },
    ],
  };
}

function jobView(now: number, change: Partial<JobView> & Pick<JobView, 'id' | 'title'>): JobView {
  return {
    state: 'held',
    sentence: 'Ready. 12 pages.',
    tone: 'quiet',
    channel: 'portal',
    mediaType: 'application/pdf',
    size: 482_133,
    pages: 12,
    colour: 'color',
    paper: 'A4',
    receivedAt: now - 4 * MINUTE,
    expiresAt: now + 20 * HOUR,
    notes: [],
    ticket: {},
    ...change,
  };
}

const uncertain = (now: number, jobId: string, pages: number): ReleaseView => ({
  id: `r-${jobId}`,
  jobId,
  printerId: 'p2',
  printerName: 'Reading room colour',
  state: 'uncertain',
  ended: true,
  tone: 'warn',
  sentence: `Did all ${pages} pages come out?`,
  page: 4,
  pages,
  missingFrom: 5,
  mayCancel: false,
  startedAt: now - 31 * MINUTE,
  endedAt: now - 20 * MINUTE,
});

const OWNERS = ['mara.lindt@example.org', 'jonas.weber@example.org', 'amina.diallo@example.org'] as const;

export function adminJobs(now: number): AdminJob[] {
  const rows = [
    jobView(now, { id: 'j1', title: 'Quarterly report.pdf' }),
    jobView(now, {
      id: 'j2',
      title: 'Thesis, final version (really).pdf',
      state: 'uncertain',
      sentence: 'Did all 148 pages come out?',
      tone: 'warn',
      pages: 148,
      size: 6_220_400,
      receivedAt: now - 40 * MINUTE,
      release: uncertain(now, 'j2', 148),
    }),
    jobView(now, {
      id: 'j3',
      title: 'Minutes of the board.pdf',
      state: 'releasing',
      sentence: 'Printing.',
      tone: 'busy',
      pages: 8,
      colour: 'monochrome',
      receivedAt: now - 9 * MINUTE,
    }),
    jobView(now, {
      id: 'j4',
      title: 'contract-signed.pdf',
      state: 'refused',
      sentence: 'This PDF is locked with a password. Save it without one and send it again.',
      tone: 'bad',
      receivedAt: now - 5 * HOUR,
    }),
    jobView(now, {
      id: 'j5',
      title: 'IMG_2041.jpg',
      mediaType: 'image/jpeg',
      channel: 'command line',
      pages: 1,
      size: 3_120_400,
      receivedAt: now - 20 * HOUR,
    }),
    jobView(now, {
      id: 'j6',
      title: 'Invoice 2231.pdf',
      state: 'printed',
      sentence: 'Printed on Reception MFD.',
      tone: 'ok',
      pages: 1,
      receivedAt: now - 20 * HOUR,
    }),
  ];
  return rows.map((row, index) => ({ ...row, owner: OWNERS[index % OWNERS.length] ?? OWNERS[0] }));
}

export function adminStory(job: AdminJob): PortalJob['story'] {
  return [
    { at: job.receivedAt, kind: 'received', sentence: `Received by ${job.channel}.` },
    { at: job.receivedAt + 1400, kind: 'converted', sentence: `Made ready: ${job.pages ?? 1} pages.` },
    { at: job.receivedAt + 1500, kind: 'held', sentence: 'Waiting for you at any printer.' },
  ];
}

export function users(now: number): AdminUser[] {
  return [
    {
      id: 'u1',
      email: 'mara.lindt@example.org',
      name: 'Mara Lindt',
      held: 6,
      createdAt: now - 90 * DAY,
      lastSeenAt: now - 4 * MINUTE,
      source: 'console',
      department: 'Circulation desk',
    },
    {
      id: 'u2',
      email: 'jonas.weber@example.org',
      name: 'Jonas Weber',
      held: 1,
      createdAt: now - 41 * DAY,
      lastSeenAt: now - 3 * HOUR,
      source: 'directory',
      department: 'Local history',
    },
    {
      id: 'u3',
      email: 'amina.diallo@example.org',
      name: 'Amina Diallo',
      held: 0,
      createdAt: now - 2 * DAY,
      source: 'mail',
    },
    {
      id: 'u4',
      email: 'piet.de.vries@example.org',
      name: 'Piet de Vries',
      held: 0,
      createdAt: now - 400 * DAY,
      lastSeenAt: now - 60 * DAY,
      source: 'directory',
      off: { at: now - 12 * DAY, by: 'directory' },
    },
  ];
}

export function overview(now: number): Overview {
  const jobs = adminJobs(now);
  const job = jobs[1];
  const decisions =
    job === undefined ? [] : [{ release: uncertain(now, job.id, 148), job, owner: OWNERS[0] }];
  return {
    decisions,
    failing: [
      { what: 'Staff office', sentence: 'The printer does not answer. Is it switched on?' },
      { what: 'Reading room colour', sentence: 'No paper in tray 2 (A4).' },
    ],
    counts: { held: 41, printedToday: 128, pagesToday: 934, users: 312, printers: 4 },
    trend: [88, 96, 120, 131, 12, 8, 104, 117, 122, 140, 133, 10, 6, 128],
    guesses: { wrongToday: 7, budget: 100, codeLength: 9 },
    certificate: { selfSigned: true, notAfter: now + 361 * DAY, names: ['localhost', 'print.example.org'] },
    storage: { usedBytes: 31_700_000_000, freeBytes: 48_300_000_000 },
    senders: 0,
    backup: { at: now - 9 * 3_600_000, due: false },
  };
}

export function quietOverview(now: number): Overview {
  const { guesses, ...rest } = overview(now);
  return {
    ...rest,
    decisions: [],
    failing: [],
    guesses: { ...guesses, wrongToday: 0 },
    certificate: { ...rest.certificate, selfSigned: false },
  };
}

export function settingsView(): SettingsView {
  return {
    groups: SETTINGS_GROUPS.map((group) => ({
      id: group.id,
      title: group.title,
      settings: Object.entries(group.settings).map(([key, setting]) => ({
        key: `${group.id}.${key}`,
        value: setting.default,
        ...setting,
      })),
    })),
  };
}

export const adminFonts: readonly FontFile[] = [
  { file: 'Northgate Sans.ttf', family: 'Northgate Sans', style: 'Regular', bytes: 184_320 },
  { file: 'Northgate Sans Bold.ttf', family: 'Northgate Sans', style: 'Bold', bytes: 191_744 },
  { file: 'Han Serif.ttc', family: 'Han Serif', style: 'Regular', bytes: 21_453_824 },
];

export function conversionServers(
  now: number,
): { readonly name: string; readonly addedAt: number; readonly seenAt?: number }[] {
  return [
    { name: 'cellar', addedAt: now - 40 * DAY, seenAt: now - 12_000 },
    { name: 'attic', addedAt: now - 3 * DAY },
  ];
}
