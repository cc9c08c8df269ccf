// Name, address and department of a person: fields where they are kept here, values with a lock where a directory says what they are.
import type { UserChange, UserSheet } from '@platen/shared/api/admin-people';
import { html, type TemplateResult } from 'lit';
import { formText } from '../../components/form-text.ts';
import { say } from '../speech.ts';
import { lockedField } from './locked-field.ts';
import { textField } from './text-field.ts';

export interface UserDetailsOptions {
  readonly sheet: UserSheet;
  readonly busy: boolean;
  /** False: everything is only shown. */
  readonly mayChange: boolean;
  readonly save: (change: UserChange) => void;
}

/** As the API takes them. */
const MOST_NAME = 100;
const MOST_ADDRESS = 254;

export function userDetails({ sheet, busy, mayChange, save }: UserDetailsOptions): TemplateResult {
  const { user, directory } = sheet;
  // A guest has nothing that could be mended: its address is made up, its limits are under Guests.
  if (user.source === 'guest') return html``;
  if (directory !== undefined) {
    const source = directory.name;
    return html`<section class="form">
      <h3>${say('user-details')}</h3>
      <p class="hint">${say('user-from-directory', { name: source })}</p>
      ${lockedField({ label: say('name'), value: user.name, source })}
      ${lockedField({ label: say('email'), value: user.email, source })}
      ${lockedField({ label: say('people-department'), value: user.department ?? '', source })}
    </section>`;
  }
  if (!mayChange) {
    return html`<dl class="facts">
      <dt>${say('people-department')}</dt>
      <dd>${user.department ?? say('none')}</dd>
    </dl>`;
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    save({
      name: formText(form, 'name'),
      email: formText(form, 'email'),
      department: formText(form, 'department'),
    });
  };
  return html`<form class="form" @submit=${submit}>
    <h3>${say('user-details')}</h3>
    ${textField({ name: 'name', label: say('name'), value: user.name, maxlength: MOST_NAME })}
    ${textField({ name: 'email', label: say('email'), type: 'email', value: user.email, required: true, maxlength: MOST_ADDRESS })}
    ${textField({ name: 'department', label: say('people-department'), hint: say('optional'), value: user.department, maxlength: MOST_NAME })}
    <div class="sheet-acts">
      <button type="submit" class="button" ?disabled=${busy}>${say(busy ? 'saving' : 'save-details')}</button>
    </div>
  </form>`;
}
