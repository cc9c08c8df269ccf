// The four answers to "did it come out?", as buttons. What is asked, and what an answer does, is for the screen around them.
import type { Decision, ReleaseView } from '@platen/shared/api/common';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from './button.ts';

const ANSWERS = ['printed', 'missing', 'again', 'keep'] as const satisfies readonly Decision[];

export interface DecisionAnswersOptions {
  readonly release: Pick<ReleaseView, 'missingFrom' | 'missing'>;
  readonly words: (answer: Decision) => string;
  /** The answer that is given most often. */
  readonly usual?: Decision | undefined;
  readonly busy: boolean;
  readonly problem: string | undefined;
  /** @param fromPage goes with `missing`: the first page that did not come out. */
  readonly decide: (answer: Decision, fromPage: number | undefined) => void;
}

export function decisionAnswers(options: DecisionAnswersOptions): TemplateResult {
  const { missingFrom, missing } = options.release;
  // Where nobody knows what is out there is no rest to print.
  const rest = missingFrom !== undefined || missing !== undefined;
  const offered = ANSWERS.filter((answer) => answer !== 'missing' || rest);
  return html`<div class="decision-acts">
      ${offered.map((answer) =>
        button({
          label: options.words(answer),
          kind: answer === options.usual ? 'accent' : 'plain',
          disabled: options.busy,
          press: () => options.decide(answer, answer === 'missing' ? missingFrom : undefined),
        }),
      )}
    </div>
    ${options.problem === undefined ? nothing : html`<p class="problem" role="alert">${options.problem}</p>`}`;
}
