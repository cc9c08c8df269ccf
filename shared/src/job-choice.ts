// What a person may do with a document of their list, from its state alone: the panel's screens and its plain forms ask the same questions. Pure.
import type { JobView } from './api/common.ts';

/** Jobs a person may still print: waiting ones, and printed ones the server still keeps. */
export function mayPrint({ state }: Pick<JobView, 'state'>): boolean {
  return state === 'held' || state === 'printed';
}

/** Jobs that may be chosen: to print, or, refused ones, to delete. */
export function mayChoose(job: Pick<JobView, 'state'>): boolean {
  return mayPrint(job) || job.state === 'refused';
}

/** Sent twice, and the other one is offered or has come out: this one is printed only when somebody chooses it by itself. The server knows. */
export const isRepeated = (job: Pick<JobView, 'state' | 'duplicateOf'>): boolean =>
  job.duplicateOf !== undefined && mayPrint(job);

/** Its owner has to type its password first. */
export function isLocked({ state }: Pick<JobView, 'state'>): boolean {
  return state === 'locked';
}

/** The list as shown: what needs an answer first, then in the server's order; what is gone is left out. */
export function inListOrder(jobs: readonly JobView[]): readonly JobView[] {
  const here = jobs.filter((job) => job.state !== 'deleted' && job.state !== 'expired');
  return [
    ...here.filter((job) => job.state === 'uncertain'),
    ...here.filter((job) => job.state !== 'uncertain'),
  ];
}

/** Something of this person's is still to be done here. What was sent twice and printed once is done. */
export const isLeft = (job: JobView): boolean =>
  ['received', 'locked', 'held', 'releasing', 'uncertain'].includes(job.state) && !isRepeated(job);

/** The documents that are chosen when a list is first shown: all that may be printed and were not before. */
export const startsChosen = (job: JobView): boolean => job.state === 'held' && !isRepeated(job);
