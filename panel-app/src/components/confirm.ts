// Asks before something that cannot be undone, and says what it costs. The one form of the portal's and the console's questions.
import { html, type TemplateResult } from 'lit';
import { button } from './button.ts';
import './dialog.ts';
import { say } from '../locales/desk.ts';

export interface ConfirmOptions {
  readonly heading: string;
  /** What it will do to how much. */
  readonly cost: string;
  /** The button's words: the act itself. */
  readonly act: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly problem?: string | undefined;
  readonly yes: () => void;
  readonly no: () => void;
}

export function confirm(options: ConfirmOptions): TemplateResult {
  const body = html`<p>${options.cost}</p>
    ${options.problem === undefined ? '' : html`<p class="problem" role="alert">${options.problem}</p>`}`;
  return html`<platen-dialog
    kind="alertdialog"
    heading=${options.heading}
    .body=${body}
    .actions=${html`
      ${button({ label: say('cancel'), press: options.no, first: true })}
      ${button({
        label: options.act,
        press: options.yes,
        kind: options.danger === true ? 'danger' : 'accent',
        disabled: options.busy,
      })}
    `}
    @dismiss=${options.no}
  ></platen-dialog>`;
}
