// How an IPP job stands, from how its documents stand (RFC 8011 sections 5.3.7 and 5.3.8): each has a state machine of its own, so what was
// printed or deleted elsewhere disappears from the client's queue. Pure.
import { jobStates } from '../../../protocols/ipp/codes.ts';
import type { IppDocument, IppJob } from '../../store/ipp-jobs.ts';
import { documentStanding, type Standing } from './document-standing.ts';

const isFinal = ({ state }: Standing): boolean => state >= jobStates.canceled;
/** Completed, as which-jobs means it. */
export const isFinished = (found: IppJob): boolean => isFinal(standingOf(found));
export const hasEnded = (document: IppDocument): boolean => isFinal(documentStanding(document));

/** PWG 5100.11 section 5.2.1: it waits for its PIN, as it does for its owner's code. */
export function standingOf(found: IppJob): Standing {
  const standing = plainStanding(found);
  if (found.withPin !== true || standing.state !== jobStates['pending-held']) return standing;
  return { ...standing, reasons: unique(['job-password-wait', ...standing.reasons]) };
}

function plainStanding({ row, documents }: IppJob): Standing {
  const standings = documents.map(documentStanding);
  const [only] = standings;
  if (row.state === 'open') return openStanding(standings);
  if (only === undefined) return withoutDocument(row.state);
  if (standings.length === 1) return only;
  return together(standings);
}

/** More documents may come: whatever has become of the first ones, the job has not ended. */
function openStanding(standings: readonly Standing[]): Standing {
  const under = standings.find(({ state }) => state === jobStates.processing);
  const state = under?.state ?? jobStates['pending-held'];
  const many = standings.length;
  return {
    state,
    reasons: ['job-incoming', 'job-data-insufficient'],
    message:
      many === 0
        ? 'Waiting for its document.'
        : `${many === 1 ? 'One document has' : `${String(many)} documents have`} come. Waiting for the next.`,
  };
}

function withoutDocument(state: IppJob['row']['state']): Standing {
  if (state === 'canceled')
    return { state: jobStates.canceled, reasons: ['job-canceled-by-user'], message: 'Cancelled.' };
  if (state === 'aborted')
    return {
      state: jobStates.aborted,
      reasons: ['aborted-by-system', 'job-data-insufficient'],
      message: 'Its document never came.',
    };
  return {
    state: jobStates.completed,
    reasons: ['job-completed-successfully'],
    message: 'It had no document.',
  };
}

/** The one that has most to do speaks for all. */
const LOUDEST_FIRST = [
  jobStates['processing-stopped'],
  jobStates.processing,
  jobStates.pending,
  jobStates['pending-held'],
];

function together(standings: readonly Standing[]): Standing {
  const ended = standings.filter(isFinal).length;
  for (const state of LOUDEST_FIRST) {
    const alike = standings.filter((standing) => standing.state === state);
    const [first] = alike;
    if (first === undefined) continue;
    return {
      state,
      reasons: unique(alike.flatMap(({ reasons }) => reasons)),
      message: `${first.message} (${String(ended)} of ${String(standings.length)} documents have ended.)`,
    };
  }
  const states = standings.map(({ state }) => state);
  if (states.every((state) => state === states[0])) return standings[0] ?? withoutDocument('closed');
  // Some came out, some did not: the job ran to its end, and not as it should have.
  const completed = states.filter((state) => state === jobStates.completed).length;
  return {
    state: completed > 0 ? jobStates.completed : jobStates.canceled,
    reasons: completed > 0 ? ['job-completed-with-errors'] : ['job-canceled-by-user', 'aborted-by-system'],
    message: `${String(completed)} of ${String(states.length)} documents were printed.`,
  };
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
