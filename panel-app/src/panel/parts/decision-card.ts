// "Did all 12 pages come out?": the question only a person at the printer can answer, with its answers.
import type { ReleaseView } from '@platen/shared/api/common';
import { html, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CIRCLE_QUESTION_MARK } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import type { PanelView } from '../panel-view.ts';

/** @param title of the document, as this panel shows titles. */
export function decisionCard(view: PanelView, release: ReleaseView, title: string): TemplateResult {
  const { panel, state } = view;
  const { pages, missingFrom } = release;
  const answer = (
    decision: Parameters<typeof panel.decide>[1],
    label: string,
    hint?: string,
  ): TemplateResult =>
    button({
      label,
      hint,
      kind: 'plain',
      disabled: state.busy !== undefined,
      press: () => panel.decide(release, decision),
    });
  return html`<div class="decide" role="group" aria-label=${title}>
    <p class="decide-question">
      ${icon(CIRCLE_QUESTION_MARK)}
      <b>${pages === undefined ? say('decide.question-unknown') : say('decide.question', { count: pages })}</b>
      <span class="one-line">${title}</span>
    </p>
    <div class="decide-answers">
      ${answer('printed', say('decide.printed'))}
      ${
        missingFrom === undefined
          ? ''
          : answer(
              'missing',
              say('decide.missing'),
              missingFrom > 1 ? say('decide.missing-hint', { from: missingFrom }) : undefined,
            )
      }
      ${answer('again', say('decide.again'))} ${answer('keep', say('decide.keep'))}
    </div>
  </div>`;
}
