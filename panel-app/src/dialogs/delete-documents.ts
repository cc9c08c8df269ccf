// Asks before documents are deleted, and says how many: there is no way back.
import { html, type TemplateResult } from 'lit';
import { button } from '../components/button.ts';
import { say } from '../locales/languages.ts';
import '../components/dialog.ts';

export interface DeleteDocuments {
  readonly count: number;
  /** Of the only one. */
  readonly title: string | undefined;
  readonly yes: () => void;
  readonly no: () => void;
}

export function deleteDocuments({ count, title, yes, no }: DeleteDocuments): TemplateResult {
  return html`<platen-dialog
    kind="alertdialog"
    heading=${say('delete.title', { count })}
    .body=${title === undefined ? say('delete.body') : say('delete.body-one', { title })}
    .actions=${html`${button({ label: say('delete.no', { count }), press: no, first: true })}
    ${button({ label: say('delete.yes', { count }), kind: 'danger', press: yes })}`}
    @dismiss=${no}
  ></platen-dialog>`;
}
