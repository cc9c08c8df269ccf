// Operations that this printer knows and does not do for a program, however well that is known: the standards let a printer say so
// (client-error-not-possible, RFC 8011 appendix B.1.4.5). Stopping the server or deleting everybody's documents is for people, in the console or on
// the machine; and no document of the hold has a place in a row that could be changed.
import { type IppOperation, refuse } from '../ipp-queue.ts';
import { operatorOnly } from './operator-only.ts';
import { targetJob } from './target-job.ts';

const never = (sentence: string): IppOperation =>
  operatorOnly(() => refuse('client-error-not-possible', sentence));

export const purgeJobs = never("Everybody's documents are deleted in the console only.");
export const restartPrinter = never('The server is restarted on its machine only.');
export const shutdownPrinter = never('The server is stopped on its machine only.');
/** RFC 3998 section 3.6.3: of a printer that is running. */
export const startupPrinter = never('The printer is running already.');

/** RFC 3998 sections 4.3 and 4.4: these are about jobs that stand in line, or are being printed; a held one is neither. */
const notForHeld =
  (sentence: string): IppOperation =>
  async (deps, request) => {
    if (request.userId === undefined && request.operator === undefined) return 'sign-in';
    const named = request.operation.some(({ name }) => name === 'job-id' || name === 'job-uri');
    if (named && request.userId !== undefined) {
      const target = await targetJob(deps, request);
      if ('refusal' in target) return target.refusal;
    }
    return refuse('client-error-not-possible', sentence);
  };

export const suspendCurrentJob = notForHeld(
  'A document that is being printed cannot be set aside; it can be cancelled.',
);
export const resumeJob = notForHeld('The job is not suspended.');
export const promoteJob = notForHeld(
  'Each document is printed when its owner says so: there is no line to pass.',
);
