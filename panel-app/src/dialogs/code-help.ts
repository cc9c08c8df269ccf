// How printing here works, in three lines, for somebody who stands before a keypad for the first time.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../components/button.ts';
import { say } from '../locales/languages.ts';
import '../components/dialog.ts';

/**
 * @param access leads to larger type, stronger colours, speech and keys.
 * @param presence the code for phones is shown.
 */
export function codeHelp(
  close: () => void,
  access: () => void,
  presence: boolean | undefined,
): TemplateResult {
  return html`<platen-dialog
    heading=${say('help.title')}
    .body=${html`${presence ? html`<platen-presence></platen-presence>` : nothing}<ol class="help-steps">
      <li>${say('help.1')}</li>
      <li>${say('help.2')}</li>
      <li>${say('help.3')}</li>
    </ol>`}
    .actions=${html`${button({ label: say('help.access'), press: access })}
    ${button({ label: say('help.close'), kind: 'accent', press: close, first: true })}`}
    @dismiss=${close}
  ></platen-dialog>`;
}
