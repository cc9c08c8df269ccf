// Single sign-on of the own account: linking it with the one at the provider, and ending that. Nothing where there is no provider. Fires `changed`.
import type { AdminAccount } from '@platen/shared/api/admin-security';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { notice } from '../../components/notice.ts';
import { linkOpenId, unlinkOpenId } from '../../data/admin-security.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';

@customElement('admin-account-open-id')
export class AdminAccountOpenId extends LitElement {
  @property({ attribute: false }) account: AdminAccount | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async link(): Promise<void> {
    const answer = await this.attempt.make(linkOpenId());
    if (answer.ok) location.assign(answer.value.url);
  }

  private async unlink(): Promise<void> {
    const answer = await this.attempt.make(unlinkOpenId());
    if (answer.ok) this.dispatchEvent(new CustomEvent('changed'));
  }

  protected override render(): TemplateResult {
    const { openId } = this.account ?? {};
    if (openId === undefined) return html``;
    const { busy, problem } = this.attempt;
    const name = openId.name === '' ? say('account-openid') : openId.name;
    return html`<section class="account-part">
      <h2>${say('account-openid')}</h2>
      <p class="hint">${say(openId.linked ? 'account-openid-linked' : 'account-openid-lead', { name })}</p>
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      <div>
        ${
          openId.linked
            ? button({ label: say('account-openid-unlink'), disabled: busy, press: () => void this.unlink() })
            : button({ label: say('account-openid-link'), disabled: busy, press: () => void this.link() })
        }
      </div>
    </section>`;
  }
}
