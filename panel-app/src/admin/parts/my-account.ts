// The own account of whoever is signed in: role, password, authenticator app, passkeys, recovery codes, sessions.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { readAccount } from '../../data/admin-security.ts';
import { loaded } from '../loaded.ts';
import { say } from '../speech.ts';
import './account-app.ts';
import './account-open-id.ts';
import './account-passkeys.ts';
import './account-password.ts';
import type { AdminAccountSessions } from './account-sessions.ts';
import './account-sessions.ts';
import { whenLoaded } from './loading.ts';

@customElement('admin-my-account')
export class AdminMyAccount extends LitElement {
  private readonly account = loaded(this, readAccount, 0);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private changed = (): void => {
    void this.account.refresh();
    this.querySelector<AdminAccountSessions>('admin-account-sessions')?.refresh();
  };

  protected override render(): TemplateResult {
    return html`${whenLoaded(
      this.account,
      (account) => html`<p class="hint account-role">
          <b>${account.name}</b> · ${say('account-role', { role: say(`role-${account.role}`) })} ${say(`role-${account.role}-hint`)}
        </p>
        <div class="account-parts">
          <admin-account-password .account=${account} @changed=${this.changed}></admin-account-password>
          <admin-account-app .account=${account} @changed=${this.changed}></admin-account-app>
          <admin-account-passkeys .account=${account} @changed=${this.changed}></admin-account-passkeys>
          <admin-account-open-id .account=${account} @changed=${this.changed}></admin-account-open-id>
          <admin-account-sessions></admin-account-sessions>
        </div>`,
    )}`;
  }
}
