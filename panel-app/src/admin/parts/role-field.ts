// The choice of a role, with what each may do.
import { ADMIN_ROLES, type AdminRole } from '@platen/shared/scopes';
import { html, type TemplateResult } from 'lit';
import { say } from '../speech.ts';

export function roleField(chosen: AdminRole, change: (role: AdminRole) => void): TemplateResult {
  return html`<fieldset class="roles">
    <legend>${say('admin-role')}</legend>
    ${ADMIN_ROLES.map(
      (role) => html`<label class="check-field">
        <input type="radio" name="role" id="role-${role}" value=${role} .checked=${role === chosen} @change=${() => change(role)} />
        <span>${say(`role-${role}`)}<small>${say(`role-${role}-hint`)}</small></span>
      </label>`,
    )}
  </fieldset>`;
}
