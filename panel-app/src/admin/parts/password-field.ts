// A password in the console's forms, with a button that shows it. `autocomplete` tells a password safe what it is.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { EYE, EYE_OFF } from '../../components/icons.ts';
import { say } from '../speech.ts';

export interface PasswordFieldOptions {
  readonly label: string;
  readonly shown: boolean;
  readonly toggle: () => void;
  readonly autocomplete: 'current-password' | 'new-password';
  readonly hint?: string | undefined;
  /** Takes the focus when its dialog opens. */
  readonly first?: boolean;
}

/** The field is called `password`. */
export function passwordField(options: PasswordFieldOptions): TemplateResult {
  const { label, shown, toggle, autocomplete, hint } = options;
  return html`<div class="text-field">
      <label for="password">${label}</label>
      <span class="password">
        <input
          id="password"
          name="password"
          type=${shown ? 'text' : 'password'}
          required
          maxlength="1000"
          autocomplete=${autocomplete}
          ?data-first=${options.first ?? false}
          aria-describedby=${hint === undefined ? nothing : 'password-hint'}
        />
        ${button({
          label: say(shown ? 'password-hide' : 'password-show'),
          icon: shown ? EYE_OFF : EYE,
          iconOnly: true,
          kind: 'quiet',
          press: toggle,
        })}
      </span>
    </div>
    ${hint === undefined ? nothing : html`<p class="hint" id="password-hint">${hint}</p>`}`;
}

/** A password is taken as it was typed, spaces included. */
export function typedPassword(form: HTMLFormElement): string {
  const typed = new FormData(form).get('password');
  return typeof typed === 'string' ? typed : '';
}
