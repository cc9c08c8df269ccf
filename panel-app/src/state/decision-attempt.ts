// A person's word on an uncertain end, sent to the server from the portal or the console.
import type { Decision } from '@platen/shared/api/common';
import type { ApiResult } from '../data/api-call.ts';
import { type Attempt, type AttemptHost, attempt } from './attempt.ts';

type Send = (
  releaseId: string,
  answer: Decision,
  fromPage: number | undefined,
) => Promise<ApiResult<unknown>>;

export interface DecisionAttempt extends Pick<Attempt, 'busy' | 'problem'> {
  /** @param fromPage goes with `missing`: the first page that did not come out. */
  readonly decide: (releaseId: string, answer: Decision, fromPage: number | undefined) => void;
}

/** @param host fires `decided` when the server has taken an answer. */
export function decisionAttempt(host: AttemptHost, send: Send): DecisionAttempt {
  const sending = attempt(host);
  const decide = async (...answer: Parameters<Send>): Promise<void> => {
    const taken = await sending.make(send(...answer));
    if (taken.ok) host.dispatchEvent(new CustomEvent('decided', { bubbles: true }));
  };
  return {
    get busy() {
      return sending.busy;
    },
    get problem() {
      return sending.problem;
    },
    decide: (...answer) => void decide(...answer),
  };
}
