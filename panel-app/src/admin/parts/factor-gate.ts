// Setting up the first second factor where the site asks for one: the only thing that can be done until then. Fires `ready`.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { readAccount } from '../../data/admin-security.ts';
import { loaded } from '../loaded.ts';
import { say } from '../speech.ts';
import './account-app.ts';
import './account-passkeys.ts';
import { whenLoaded } from './loading.ts';

@customElement('admin-factor-gate')
export class AdminFactorGate extends LitElement {
  private readonly account = loaded(this, readAccount, 0);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private ready = (): void => {
    this.dispatchEvent(new CustomEvent('ready'));
  };

  protected override render(): TemplateResult {
    return html`<h1>${say('factor-gate-title')}</h1>
      <p class="hint">${say('factor-gate-lead')}</p>
      ${whenLoaded(this.account, (account) => {
        const done = account.hasTotp || account.passkeys.length > 0;
        const changed = (): void => void this.account.refresh();
        return html`<admin-account-app .account=${account} @changed=${changed}></admin-account-app>
          <admin-account-passkeys .account=${account} @changed=${changed}></admin-account-passkeys>
          ${done ? button({ label: say('second-do'), kind: 'accent', press: this.ready }) : ''}`;
      })}`;
  }
}
