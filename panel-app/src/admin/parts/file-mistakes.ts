// What is wrong in device and profile files: each with its place, in a sentence, and the cure.
import type { FileMistake } from '@platen/shared/api/admin';
import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../speech.ts';

/** @param go opens the place, where the text is at hand. */
export function mistakeList(
  mistakes: readonly FileMistake[],
  go?: (mistake: FileMistake) => void,
): TemplateResult {
  return html`<ol class="mistakes">
    ${mistakes.map((mistake) => {
      const { file, line, column, sentence, cure } = mistake;
      return html`<li>
        ${
          go === undefined
            ? html`<code>${file}:${line}:${column}</code>`
            : html`<button type="button" class="as-link" @click=${() => go(mistake)}>
                ${say('mistake-place', { line, column })}
              </button>`
        }
        <p>${sentence} ${cure === '' ? nothing : html`<span class="mistake-cure">${cure}</span>`}</p>
      </li>`;
    })}
  </ol>`;
}
