// The last seconds before the automatic sign-out, with a large way to stop it (WCAG 2.2.1).
import { html, type TemplateResult } from 'lit';
import { button } from '../components/button.ts';
import { CLOCK, LOG_OUT } from '../components/icons.ts';
import { say } from '../locales/languages.ts';
import '../components/dialog.ts';

export interface IdleWarning {
  readonly secondsLeft: number;
  readonly moreTime: () => void;
  readonly signOut: () => void;
}

export function idleWarning({ secondsLeft, moreTime, signOut }: IdleWarning): TemplateResult {
  return html`<platen-dialog
    kind="alertdialog"
    class="idle-warning"
    heading=${say('idle.title')}
    .body=${say('idle.body', { count: secondsLeft })}
    .actions=${html`${button({ label: say('bar.sign-out'), icon: LOG_OUT, press: signOut })}
    ${button({ label: say('idle.more'), kind: 'accent', icon: CLOCK, press: moreTime, first: true })}`}
    @dismiss=${moreTime}
  ></platen-dialog>`;
}
