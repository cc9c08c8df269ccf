// Everything the panel shows, as one value, and the questions screens ask of it. Pure: nothing here calls, waits or draws.
import type { JobView, ReleaseView } from '@platen/shared/api/common';
import type { PanelReleased, PanelSession, PanelSignIn, PanelStart } from '@platen/shared/api/panel';
import type { PreflightFinding } from '@platen/shared/api/preflight';
import { fitTicket } from '@platen/shared/fit-ticket';
import { inListOrder, isLeft, mayChoose } from '@platen/shared/job-choice';
import type { AccountingField } from '@platen/shared/preflight-accounting';
import { countPages, countSheets, type Ticket } from '@platen/shared/ticket';

export type ScreenName =
  | 'code'
  | 'ways'
  | 'user'
  | 'domains'
  | 'card'
  | 'language'
  | 'jobs'
  | 'password'
  | 'preview'
  | 'zoom'
  | 'options'
  | 'pages'
  | 'check'
  | 'accounting'
  | 'progress'
  | 'done'
  | 'closed';

export interface CodeEntry {
  readonly digits: string;
  readonly email: string;
  /** Where keys go; `email` only while the server asks for it. */
  readonly field: 'code' | 'email';
  readonly sending: boolean;
  /** What the server said to the last try. */
  readonly refusal: string | undefined;
  /** No tries before this Unix ms. */
  readonly waitUntil: number | undefined;
  /** A guest's code: no address goes with it, whatever the site asks of others. */
  readonly alone: boolean;
  /** The card that was read: its owner's code is missing, or it becomes the card of whoever signs in. */
  readonly with: Pick<PanelSignIn, 'card' | 'enrol'>;
}

/** User name and password of a directory: here only while their screen is shown. */
export interface UserEntry {
  readonly field: 'user' | 'password';
  readonly user: string;
  readonly password: string;
  /** One of `start.domains`. */
  readonly domain: string | undefined;
  readonly sending: boolean;
  /** What the server said to the last try. */
  readonly refusal: string | undefined;
}

/** The password of a locked document as it is typed: here only while its screen is shown. */
export interface PasswordEntry {
  readonly jobId: string;
  readonly text: string;
  /** Readable, as its owner asked; dots otherwise. */
  readonly shown: boolean;
  readonly sending: boolean;
  /** What the server said to the last try. */
  readonly refusal: string | undefined;
}

/** Page numbers as they are typed. */
export interface PageEntry {
  readonly jobId: string;
  readonly text: string;
  /** Where it leads back to. */
  readonly from: 'preview' | 'options';
}

/** What is to be answered between Print and the printing. */
export interface CheckEntry {
  /** Everything that was to be printed, whatever the findings are about. */
  readonly jobIds: readonly string[];
  /** Not answered yet. */
  readonly findings: readonly PreflightFinding[];
  /** Keys of those that are. */
  readonly accepted: readonly string[];
  /** Seconds since the printer said so, where it was too slow to be asked. */
  readonly ageSeconds: number | undefined;
  /** Where it leads back to. */
  readonly from: ScreenName;
}

/** Accounting data as it is typed, one field after the other. */
export interface AccountingEntry {
  readonly field: AccountingField;
  readonly user: string;
  readonly account: string;
  /** To be printed once it is there; empty when it was only to be changed. */
  readonly jobIds: readonly string[];
  readonly sending: boolean;
  readonly refusal: string | undefined;
  readonly from: ScreenName;
}

/** A line above the list. `text` is the server's sentence; without it the screen has its own words for the code. */
export interface PanelMessage {
  readonly code: 'server' | 'not-sent' | 'deleted' | 'not-answered';
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly text?: string;
}

export interface PanelState {
  readonly screen: ScreenName;
  readonly start: PanelStart | undefined;
  /** The server does not answer at the moment. */
  readonly away: boolean;
  /** Why the panel cannot be used at all, in the server's words. */
  readonly closed: string | undefined;
  readonly entry: CodeEntry;
  readonly user: UserEntry | undefined;
  /** Chosen by hand in this visit; one of `LANGUAGES` (shared/src/say/languages.ts). */
  readonly language: string | undefined;
  /** Set when the session ended by itself, until the next key. */
  readonly signedOut: boolean;
  readonly session: PanelSession | undefined;
  readonly chosen: readonly string[];
  /** Tickets changed here, whole, by job. */
  readonly tickets: Readonly<Record<string, Ticket>>;
  readonly password: PasswordEntry | undefined;
  readonly pageEntry: PageEntry | undefined;
  readonly check: CheckEntry | undefined;
  readonly accounting: AccountingEntry | undefined;
  readonly preview: { readonly jobId: string; readonly sheet: number } | undefined;
  /** The one job the options screen speaks of; undefined: all chosen ones. */
  readonly optionsFor: string | undefined;
  /** Jobs of the last press on Print as they were then (printed ones leave the list), and what became of each. */
  readonly batch: readonly JobView[];
  readonly releases: readonly ReleaseView[];
  readonly refused: PanelReleased['refused'];
  /** Documents that came out, for the last screen. */
  readonly doneCount: number;
  readonly dialog: 'delete' | 'help' | 'access' | undefined;
  readonly busy: 'printing' | 'deleting' | 'deciding' | undefined;
  readonly message: PanelMessage | undefined;
  /** Seconds to the automatic sign-out; undefined while it is not running. */
  readonly secondsLeft: number | undefined;
}

export const EMPTY_ENTRY: CodeEntry = {
  digits: '',
  email: '',
  field: 'code',
  sending: false,
  refusal: undefined,
  waitUntil: undefined,
  alone: false,
  with: {},
};

/** Nobody signed in. What belongs to the panel and not to a person (`start`, `away`, `closed`) is not part of it. */
export const SIGNED_OUT = {
  screen: 'code',
  entry: EMPTY_ENTRY,
  user: undefined,
  language: undefined,
  signedOut: false,
  session: undefined,
  chosen: [],
  tickets: {},
  password: undefined,
  pageEntry: undefined,
  check: undefined,
  accounting: undefined,
  preview: undefined,
  optionsFor: undefined,
  batch: [],
  releases: [],
  refused: [],
  doneCount: 0,
  dialog: undefined,
  busy: undefined,
  message: undefined,
  secondsLeft: undefined,
} as const satisfies Partial<PanelState>;

export const FIRST_STATE: PanelState = { ...SIGNED_OUT, start: undefined, away: false, closed: undefined };

/** The list as shown. */
export const listedJobs = (state: PanelState): readonly JobView[] => inListOrder(state.session?.jobs ?? []);

/** True while something of this person's is still to be done here. */
export const somethingIsLeft = (state: PanelState): boolean => listedJobs(state).some(isLeft);

export function findJob(state: PanelState, jobId: string): JobView | undefined {
  return state.session?.jobs.find((job) => job.id === jobId);
}

export function chosenJobs(state: PanelState): readonly JobView[] {
  return listedJobs(state).filter((job) => mayChoose(job) && state.chosen.includes(job.id));
}

/** The ticket as it was chosen, or as the job came with it. */
export function ticketOf(state: PanelState, job: JobView): Ticket {
  return state.tickets[job.id] ?? job.ticket;
}

/** The ticket as this printer will carry it out: what words, counts and pictures go by. */
export function shownTicket(state: PanelState, job: JobView): Ticket {
  return fitTicket(ticketOf(state, job), state.session?.printer.capabilities);
}

/** Pages that come out for these jobs, copies included; undefined when one of them is of unknown length. */
export function pagesToPrint(state: PanelState, jobs: readonly JobView[]): number | undefined {
  let sum = 0;
  for (const job of jobs) {
    if (job.pages === undefined) return undefined;
    const ticket = shownTicket(state, job);
    sum += countPages(ticket, job.pages) * (ticket.copies ?? 1);
  }
  return sum;
}

/** Sheets of paper they take; a document of unknown length counts as none. */
export function sheetsToPrint(state: PanelState, jobs: readonly JobView[]): number {
  return jobs.reduce((sum, job) => {
    const ticket = shownTicket(state, job);
    return sum + countSheets(ticket, job.pages ?? 0) * (ticket.copies ?? 1);
  }, 0);
}

/** The releases of the last press on Print: for each job the newest attempt. */
export function batchReleases(state: PanelState): readonly ReleaseView[] {
  return state.batch.flatMap(({ id }) => {
    const own = state.releases.filter((release) => release.jobId === id);
    const newest = own.reduce<ReleaseView | undefined>(
      (best, release) => (best === undefined || release.startedAt >= best.startedAt ? release : best),
      undefined,
    );
    return newest === undefined ? [] : [newest];
  });
}

/** Paper is moving, as far as we know: a stopped printer is not feeding. */
export function isFeeding(state: PanelState): boolean {
  const listed = (state.session?.jobs ?? []).flatMap(({ release }) =>
    release === undefined ? [] : [release],
  );
  const releases = state.screen === 'progress' ? batchReleases(state) : listed;
  return releases.some((release) => !release.ended && release.tone !== 'warn' && release.tone !== 'bad');
}
