// Made-up answers of the portal's API for the gallery and the component tests. Times hang on the `now` they are given.
import type { JobView, ReleaseView } from '@platen/shared/api/common';
import type { PortalJob, PortalMe } from '@platen/shared/api/portal';
import type { Preferences } from '@platen/shared/api/portal-preferences';
import type { PortalSessionView, SignInWays } from '@platen/shared/api/portal-sign-in';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const me: PortalMe = {
  email: 'mara.lindt@example.org',
  name: 'Mara Lindt',
  siteName: 'Northgate Library',
  maxDocument: 1024 * 1024 * 1024,
  retentionHours: 24,
  accepts: [
    'application/pdf',
    'image/jpeg',
    'image/png',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.oasis.opendocument.text',
    'text/plain',
    '.pdf',
    '.jpg',
    '.png',
    '.docx',
    '.odt',
    '.txt',
  ],
};

export const preferences: Preferences = {
  defaults: { printColorMode: 'monochrome' },
  language: null,
  site: { defaults: { sides: 'two-sided-long-edge' }, language: 'en' },
  languages: [
    { tag: 'en', name: 'English' },
    { tag: 'de', name: 'Deutsch' },
    { tag: 'fr', name: 'Français' },
    { tag: 'es', name: 'Español' },
    { tag: 'it', name: 'Italiano' },
  ],
};

export const CODE = '482913675';

/** What every site begins with. */
export const WAYS: SignInWays = { codeByMail: true, ownCode: true, mailedCode: false, stayDays: 30 };

/** Everything there is. */
export const ALL_WAYS: SignInWays = {
  ...WAYS,
  mailedCode: true,
  directory: {
    domains: [
      { id: 'STAFF', label: 'Staff' },
      { id: 'STUDENTS', label: 'Students' },
    ],
  },
  openId: { name: 'Northgate account' },
};

const AGENTS = {
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Mobile Safari/604.1',
  desk: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0',
};

export const sessions = (now: number): PortalSessionView[] => [
  {
    id: 's-here',
    current: true,
    via: 'openid',
    address: '10.20.1.14',
    agent: AGENTS.desk,
    createdAt: now - 3 * HOUR,
    seenAt: now,
    stay: false,
  },
  {
    id: 's-phone',
    current: false,
    via: 'mailed-code',
    address: '2001:db8:41:200::7',
    agent: AGENTS.phone,
    createdAt: now - 80 * HOUR,
    seenAt: now - 26 * HOUR,
    stay: true,
  },
  { id: 's-odd', current: false, createdAt: now - 9 * HOUR, seenAt: now - 9 * HOUR, stay: false },
];

function job(now: number, change: Partial<JobView> & Pick<JobView, 'id' | 'title'>): JobView {
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

function release(now: number, change: Partial<ReleaseView> & Pick<ReleaseView, 'id' | 'jobId'>): ReleaseView {
  return {
    printerId: 'p1',
    printerName: 'Reception MFD',
    state: 'printing',
    ended: false,
    tone: 'busy',
    sentence: 'Printing page 3 of 8.',
    mayCancel: true,
    startedAt: now - 20_000,
    ...change,
  };
}

export const locked = (now: number): JobView =>
  job(now, {
    id: 'j-locked',
    title: 'Payslips October.pdf',
    state: 'locked',
    sentence: 'Locked. Type its password to print it.',
    tone: 'warn',
    pages: undefined,
    paper: undefined,
    colour: 'unknown',
    receivedAt: now - MINUTE,
  });

/** An Office document: its fonts were not all there. */
export const changed = (now: number): JobView =>
  job(now, {
    id: 'j-changed',
    title: 'Invitation.docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    notes: [
      'Calibri was replaced by Carlito.',
      'Aptos was replaced by Liberation Sans. Lines may break elsewhere.',
    ],
  });

/** The same document sent twice, the later one first. */
export const twice = (now: number): JobView[] => {
  const first = job(now, { id: 'j-first', title: 'Reading list autumn.pdf', receivedAt: now - 9 * MINUTE });
  return [{ ...first, id: 'j-again', receivedAt: now - MINUTE, duplicateOf: first.id }, first];
};

/** Of two that were sent one is out, and the other still waits. */
export const twicePrinted = (now: number): JobView[] =>
  twice(now).map((one) =>
    one.duplicateOf === undefined
      ? { ...one, state: 'printed', sentence: 'Printed on Reception MFD.', tone: 'ok' }
      : { ...one, printedBefore: true },
  );

export const gettingReady = (now: number): JobView => ({
  ...locked(now),
  id: 'j-making',
  title: 'Annual report.odt',
  state: 'received',
  sentence: 'Getting it ready: page 12 of 80.',
  tone: 'busy',
});

/** One of each kind of document a list can hold, newest first. */
export function jobs(now: number): JobView[] {
  return [
    job(now, {
      id: 'j-new',
      title: 'Reading list autumn.pdf',
      state: 'received',
      sentence: 'Received. Getting it ready.',
      tone: 'busy',
      pages: undefined,
      paper: undefined,
      colour: 'unknown',
      receivedAt: now - 8000,
      size: 1_204_133,
    }),
    job(now, {
      id: 'j-printing',
      title: 'Minutes of the board, 14 November.pdf',
      state: 'releasing',
      sentence: 'Printing page 3 of 8.',
      tone: 'busy',
      pages: 8,
      colour: 'monochrome',
      receivedAt: now - 3 * MINUTE,
      release: release(now, { id: 'r-1', jobId: 'j-printing', page: 3, pages: 8 }),
    }),
    job(now, { id: 'j-report', title: 'Quarterly report.pdf', receivedAt: now - 12 * MINUTE }),
    job(now, {
      id: 'j-uncertain',
      title: 'Boarding pass.pdf',
      state: 'uncertain',
      sentence: 'Did all 2 pages come out?',
      tone: 'warn',
      pages: 2,
      receivedAt: now - 26 * MINUTE,
      release: release(now, {
        id: 'r-2',
        jobId: 'j-uncertain',
        state: 'uncertain',
        ended: true,
        tone: 'warn',
        sentence: 'Did all 2 pages come out?',
        missingFrom: 2,
        missing: { pages: [{ from: 2, to: 2 }] },
        pages: 2,
        page: 1,
        mayCancel: false,
        startedAt: now - 25 * MINUTE,
        endedAt: now - 15 * MINUTE,
      }),
    }),
    job(now, {
      id: 'j-plan',
      title: 'Floor plan of the east wing with the new reading rooms and the lift shaft, revision 7.pdf',
      pages: 1,
      sentence: 'Ready. 1 page.',
      paper: 'A3',
      notes: ['Needs A3. Not every printer has it loaded.'],
      receivedAt: now - 2 * HOUR,
      size: 8_420_133,
    }),
    job(now, {
      id: 'j-photo',
      title: 'IMG_2041.jpg',
      mediaType: 'image/jpeg',
      channel: 'mail',
      pages: 1,
      sentence: 'Ready. 1 page.',
      receivedAt: now - 3 * HOUR,
      size: 3_120_400,
    }),
    job(now, {
      id: 'j-refused',
      title: 'contract-signed.pdf',
      state: 'refused',
      sentence: 'This PDF is locked with a password. Save it without one and send it again.',
      tone: 'bad',
      pages: undefined,
      paper: undefined,
      receivedAt: now - 5 * HOUR,
    }),
    job(now, {
      id: 'j-printed',
      title: 'Invoice 2231.pdf',
      state: 'printed',
      sentence: 'Printed on Reception MFD.',
      tone: 'ok',
      pages: 1,
      receivedAt: now - 22 * HOUR,
    }),
  ];
}

export function story(now: number, of: JobView): PortalJob['story'] {
  const lines: PortalJob['story'] = [
    { at: of.receivedAt, kind: 'received', sentence: 'Received by portal.' },
    { at: of.receivedAt + 1400, kind: 'converted', sentence: `Made ready: ${of.pages ?? 1} pages.` },
    { at: of.receivedAt + 1500, kind: 'held', sentence: 'Waiting for you at any printer.' },
  ];
  if (of.state === 'received') return lines.slice(0, 1);
  if (of.state === 'locked') {
    return [
      ...lines.slice(0, 1),
      { at: of.receivedAt + 900, kind: 'locked', sentence: 'Locked with a password: waiting for it.' },
    ];
  }
  if (of.state === 'uncertain') {
    lines.push(
      { at: now - 25 * MINUTE, kind: 'released', sentence: 'Sent to Reception MFD.' },
      { at: now - 24.5 * MINUTE, kind: 'printing', sentence: 'Printing on Reception MFD.' },
      {
        at: now - 15 * MINUTE,
        kind: 'uncertain',
        sentence: 'We cannot tell whether it came out at Reception MFD: it stopped answering.',
      },
    );
  }
  return lines;
}
