// Made-up documents, printers and people for the panel's gallery and component tests.
import type { JobView, PrinterView, ReleaseView } from '@platen/shared/api/common';
import type { PanelSession, PanelStart } from '@platen/shared/api/panel';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { languageInUse } from '../src/locales/spoken.ts';

/** 10 March 2026, 09:30 local time: the gallery's clock stands still. */
export const NOW = new Date(2026, 2, 10, 9, 30).getTime();
const MINUTE = 60_000;

export const start = (change: Partial<PanelStart> = {}): PanelStart => ({
  siteName: 'Platen',
  language: languageInUse() as PanelStart['language'],
  printer: { id: 'mfd-1', name: 'Reception MFD', location: 'Ground floor' },
  codeLengths: [9],
  hideCode: false,
  needsEmail: false,
  ways: ['code', 'email-and-code'],
  domains: [],
  idleSeconds: 60,
  warnSeconds: 20,
  insecure: false,
  ...change,
});

export const CAPABILITIES: PrinterCapabilities = {
  makeAndModel: 'Virtual MFD',
  formats: ['application/pdf'],
  maxCopies: 99,
  sides: ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'],
  printColorModes: ['auto', 'color', 'monochrome'],
  finishings: [3, 4, 20, 28],
  numberUp: [1, 2, 4],
  pageRanges: true,
  mediaReady: [
    { media: 'iso_a4_210x297mm', source: 'tray-1', width: 21000, height: 29700, label: 'A4, tray 1' },
    { media: 'iso_a5_148x210mm', source: 'tray-2', width: 14800, height: 21000, label: 'A5, tray 2' },
  ],
};

export const printer = (change: Partial<PrinterView> = {}): PrinterView => ({
  id: 'mfd-1',
  name: 'Reception MFD',
  enabled: true,
  sentence: 'Ready.',
  tone: 'ok',
  capabilities: CAPABILITIES,
  ...change,
});

export const job = (id: string, change: Partial<JobView> = {}): JobView => ({
  id,
  title: `Document ${id}.pdf`,
  state: 'held',
  sentence: 'Ready to print.',
  tone: 'quiet',
  channel: 'upload',
  mediaType: 'application/pdf',
  size: 120_000,
  pages: 3,
  colour: 'color',
  paper: 'A4',
  receivedAt: NOW - 12 * MINUTE,
  notes: [],
  ticket: { sides: 'one-sided' },
  ...change,
});

export const release = (jobId: string, change: Partial<ReleaseView> = {}): ReleaseView => ({
  id: `r-${jobId}`,
  jobId,
  printerId: 'mfd-1',
  printerName: 'Reception MFD',
  state: 'printing',
  ended: false,
  tone: 'busy',
  sentence: 'Printing page 3 of 12.',
  page: 3,
  pages: 12,
  mayCancel: true,
  startedAt: NOW - 9000,
  ...change,
});

export const REPORT = job('report', {
  title: 'Quarterly report, second draft with the figures of all regions.docx',
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pages: 12,
  ticket: { sides: 'two-sided-long-edge' },
});
export const PASS = job('pass', { title: 'Boarding pass', pages: 1, colour: 'monochrome' });
export const PLAN = job('plan', {
  title: 'Plan of the new entrance A3.pdf',
  pages: 2,
  paper: 'A3',
  notes: ['Needs A3. The trays have A4 and A5.'],
});
export const BOOK = job('book', {
  title: 'Thesis.pdf',
  pages: 186,
  ticket: { sides: 'two-sided-long-edge' },
});

/** The report once more, sent a little later: the server names the first one. */
export const AGAIN = job('again', {
  ...REPORT,
  id: 'again',
  receivedAt: NOW - 3 * MINUTE,
  duplicateOf: 'report',
});

export const RECEIVED = job('received', {
  title: 'Slides for Thursday.pptx',
  state: 'received',
  sentence: 'Received. Getting it ready.',
  tone: 'busy',
  mediaType: 'application/vnd.ms-powerpoint',
});
Reflect.deleteProperty(RECEIVED, 'pages');

export const GETTING_READY: JobView = {
  ...RECEIVED,
  id: 'getting-ready',
  sentence: 'Getting it ready: page 12 of 80.',
};

export const LOCKED = job('locked', {
  title: 'Salaries 2026, not for everybody.pdf',
  state: 'locked',
  sentence: 'Locked. Type its password to print it.',
  tone: 'warn',
});
Reflect.deleteProperty(LOCKED, 'pages');
Reflect.deleteProperty(LOCKED, 'paper');

export const CHANGED = job('changed', {
  title: 'Invitation.docx',
  notes: [
    'Calibri was replaced by Carlito.',
    'Aptos Display was replaced by Liberation Sans. Lines may break elsewhere.',
    'Made for Letter. Loaded here: A4, A5.',
  ],
  pages: 2,
});

export const REFUSED = job('refused', {
  title: 'salaries.pdf',
  state: 'refused',
  sentence:
    'This PDF is protected in a way that only its own program can open. Print it to a PDF there, and send that.',
  tone: 'bad',
});
Reflect.deleteProperty(REFUSED, 'pages');

export const RUNNING = job('running', {
  title: 'Minutes of the board.pdf',
  state: 'releasing',
  pages: 12,
  tone: 'busy',
  sentence: 'Printing.',
  release: release('running'),
});

export const UNCERTAIN = job('uncertain', {
  title: 'Contract, signed.pdf',
  state: 'uncertain',
  pages: 12,
  tone: 'warn',
  sentence: 'Please check the printer: did it come out?',
  release: release('uncertain', {
    state: 'uncertain',
    ended: true,
    tone: 'warn',
    sentence: 'Please check the printer: did it come out?',
    missingFrom: 5,
    missing: { pages: [{ from: 5, to: 12 }] },
    mayCancel: false,
  }),
});

export const masked = (one: JobView): JobView => ({ ...one, title: '' });

export const session = (jobs: readonly JobView[], change: Partial<PrinterView> = {}): PanelSession => ({
  user: { name: 'Mara Novak' },
  printer: printer(change),
  jobs: [...jobs],
});
