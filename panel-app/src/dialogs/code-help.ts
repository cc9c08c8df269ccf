// How printing here works, in three lines, for somebody who stands before a keypad for the first time.
import { html, type TemplateResult } from 'lit';
import { button } from '../components/button.ts';
import { say } from '../locales/languages.ts';
import '../components/dialog.ts';

export function codeHelp(close: () => void): TemplateResult {
  return html`<platen-dialog
    heading=${say('help.title')}
    .body=${html`<ol class="help-steps">
      <li>${say('help.1')}</li>
      <li>${say('help.2')}</li>
      <li>${say('help.3')}</li>
    </ol>`}
    .actions=${button({ label: say('help.close'), kind: 'accent', press: close, first: true })}
    @dismiss=${close}
  ></platen-dialog>`;
}
