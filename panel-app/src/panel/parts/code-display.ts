// The code as it is typed: in groups, shown or as dots, with a place for each digit still to come.
import { groupCode, MIN_CODE_LENGTH } from '@platen/shared/code-length';
import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../../locales/languages.ts';
import { activeField, roomForDigits } from '../../state/code-entry.ts';
import type { PanelView } from '../panel-view.ts';

export function codeDisplay({ state, panel }: PanelView): TemplateResult {
  const { digits } = state.entry;
  // Until the server has said how long codes are, the shortest there can be: the field then grows sideways, nothing moves.
  const size = state.start === undefined ? Math.max(MIN_CODE_LENGTH, digits.length) : roomForDigits(state);
  // Grouped by the whole length, so that the groups do not jump while it is typed.
  const groups = groupCode('x'.repeat(size)).split(' ');
  let at = 0;
  const cells = groups.map((group) => {
    const places = [...group].map(() => {
      const index = at++;
      const digit = digits[index];
      const next = index === digits.length && activeField(state) === 'code';
      return html`<span class="code-place ${next ? 'next' : ''}"
        >${digit === undefined ? nothing : (state.start?.hideCode ?? false) ? '•' : digit}</span
      >`;
    });
    return html`<span class="code-group">${places}</span>`;
  });
  return html`<div
    class="code-display ${size > 12 ? 'two-lines' : size > 9 ? 'long' : ''}"
    role="img"
    aria-label="${say('code.label')}: ${say('code.typed', { count: digits.length })}"
    @click=${() => panel.code.focus('code')}
  >
    ${cells}
  </div>`;
}
