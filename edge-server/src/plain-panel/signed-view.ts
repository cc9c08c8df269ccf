// What the pages of somebody who is signed in are drawn from, and what they ask of it.
import type { JobView } from '@platen/shared/api/common';
import type { PanelSession } from '@platen/shared/api/panel';
import { fitTicket } from '@platen/shared/fit-ticket';
import { inListOrder, isRepeated, mayPrint } from '@platen/shared/job-choice';
import type { Ticket } from '@platen/shared/ticket';
import { titleOf } from './job-facts.ts';
import type { PlainState } from './plain-state.ts';
import type { PlainFrame } from './plain-view.ts';

export interface SignedView {
  readonly frame: PlainFrame;
  readonly state: PlainState;
  readonly session: PanelSession;
  /** Height of the family's smallest screen, where it is known. */
  readonly screenHeight: number | undefined;
}

export const listed = ({ session }: SignedView): readonly JobView[] => inListOrder(session.jobs);

/** The documents the screen is about, those that are still there. */
export const aboutJobs = ({ session, state }: SignedView): readonly JobView[] =>
  state.about.flatMap((id) => session.jobs.find((job) => job.id === id) ?? []);

/** What "Print all" prints. */
export const allToPrint = (view: SignedView): readonly JobView[] =>
  listed(view).filter((job) => mayPrint(job) && job.state === 'held' && !isRepeated(job));

/** The ticket as it was chosen, or as the job came with it. */
export const ticketOf = (state: PlainState, job: JobView): Ticket => state.tickets[job.id] ?? job.ticket;

/** The ticket as this printer will carry it out. */
export const shownTicket = ({ state, session }: SignedView, job: JobView): Ticket =>
  fitTicket(ticketOf(state, job), session.printer.capabilities);

export const jobTitle = ({ frame }: SignedView, job: JobView): string =>
  titleOf(job, frame.say, frame.language);
