// Name and password of a device's own administrator as fields of a form.
import type { DeviceLogin } from '@platen/shared/device-credentials';
import { html, type TemplateResult } from 'lit';
import { formText } from '../../components/form-text.ts';
import { say } from '../speech.ts';
import { textField } from './text-field.ts';

export function loginFields(): TemplateResult {
  return html`${textField({ name: 'login', label: say('login-name'), required: true, maxlength: 64 })}
    ${textField({ name: 'password', label: say('password'), type: 'password', maxlength: 256 })}`;
}

/** The password as it was typed, spaces and all; it may be empty, as on some new devices. */
export function loginOf(form: HTMLFormElement): DeviceLogin {
  const password = new FormData(form).get('password');
  return { name: formText(form, 'login'), password: typeof password === 'string' ? password : '' };
}
