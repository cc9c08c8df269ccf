// The fields of each way to sign in to the portal. What is done with them is screens/sign-in.ts.
import type { MailedCodeAsked, SignInWays } from '@platen/shared/api/portal-sign-in';
import { html, nothing, type TemplateResult } from 'lit';
import './code-by-mail.ts';
import { say } from '../speech.ts';

const emailField = (): TemplateResult => html`<label class="text-field">
  <span>${say('email')}</span>
  <input name="email" type="email" required autocomplete="username" autocapitalize="none" spellcheck="false" />
</label>`;

/** Email address and confirmation code. */
export const ownFields = (codeByMail: boolean): TemplateResult => html`${emailField()}
  <label class="text-field">
    <span>${say('code')}</span>
    <input
      name="code"
      class="code-input"
      inputmode="numeric"
      required
      autocomplete="current-password"
      spellcheck="false"
      maxlength="64"
      aria-describedby="code-where"
    />
  </label>
  <p class="hint" id="code-where">${say('code-where')}</p>
  <portal-code-by-mail ?offered=${codeByMail}></portal-code-by-mail>`;

/** Email address and company code; the code is mailed. */
export const mailedFields = (company: string): TemplateResult => html`${emailField()}
  <label class="text-field">
    <span>${say('company')}</span>
    <input
      name="company"
      class="company-input"
      required
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      maxlength="20"
      .value=${company}
      aria-describedby="company-hint"
    />
  </label>
  <p class="hint" id="company-hint">${say('company-hint')}</p>`;

/** The code from the mail. */
export const mailedCodeField = (asked: MailedCodeAsked, again: () => void): TemplateResult => html`<label
    class="text-field"
  >
    <span>${say('mailed-code')}</span>
    <input
      name="code"
      class="code-input"
      inputmode="numeric"
      required
      autocomplete="one-time-code"
      spellcheck="false"
      maxlength=${asked.digits * 2}
    />
  </label>
  <button type="button" class="as-link" @click=${again}>${say('mailed-again')}</button>`;

/** User name and password of a directory, with the domains to choose from where there are several. */
export function passwordFields(domains: NonNullable<SignInWays['directory']>['domains']): TemplateResult {
  return html`<label class="text-field">
      <span>${say('user')}</span>
      <input
        name="user"
        required
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        maxlength="254"
        aria-describedby="user-hint"
      />
    </label>
    <p class="hint" id="user-hint">${say('user-hint')}</p>
    ${
      domains.length < 2
        ? nothing
        : html`<label class="text-field">
            <span>${say('domain')}</span>
            <select name="domain">
              <option value="">${say('domain-unknown')}</option>
              ${domains.map(({ id, label }) => html`<option value=${id}>${label}</option>`)}
            </select>
          </label>`
    }
    <label class="text-field">
      <span>${say('password')}</span>
      <input name="password" type="password" required autocomplete="current-password" maxlength="256" />
    </label>`;
}

/** "Stay signed in"; nothing where the administrator took the choice away. */
export function stayField(days: number | undefined): TemplateResult | typeof nothing {
  if (days === undefined) return nothing;
  return html`<label class="stay">
    <input type="checkbox" name="stay" />
    <span>${say('stay')}<small>${say('stay-for', { count: days })}</small></span>
  </label>`;
}
