// "Did all 12 pages come out?": the question only a person at the printer can answer, with its answers.
import type { ReleaseView } from '@platen/shared/api/common';
import { html, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CIRCLE_QUESTION_MARK } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import { pageWords } from '../option-words.ts';
import type { PanelView } from '../panel-view.ts';

/** "pages 7–12", or how many copies. */
function missingWords({ pages, copies }: NonNullable<ReleaseView['missing']>): string {
  if (copies !== undefined) return say('decide.missing-copies', { count: copies });
  const [only, more] = pages;
  const single = more === undefined && only?.from === only?.to;
  return say(single ? 'decide.missing-page' : 'decide.missing-pages', { pages: pageWords(pages) });
}

/** @param title of the document, as this panel shows titles. */
export function decisionCard(view: PanelView, release: ReleaseView, title: string): TemplateResult {
  const { panel, state } = view;
  const { pages, missing } = release;
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
      <span class="one-line" dir="auto">${title}</span>
    </p>
    <div class="decide-answers">
      ${answer('printed', say('decide.printed'))}
      ${missing === undefined ? '' : answer('missing', say('decide.missing'), missingWords(missing))}
      ${answer('again', say('decide.again'))} ${answer('keep', say('decide.keep'))}
    </div>
  </div>`;
}
