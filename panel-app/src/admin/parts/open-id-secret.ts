// The client secret of single sign-on, which is stored and never shown, the address to register at the provider, and trying the provider out.
import type { OpenIdSetup } from '@platen/shared/api/portal-sign-in';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { notice } from '../../components/notice.ts';
import { readOpenId, setOpenIdSecret, testOpenId } from '../../data/admin-site.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { say } from '../speech.ts';
import './copy-button.ts';
import { textField } from './text-field.ts';

@customElement('admin-open-id-secret')
export class AdminOpenIdSecret extends LitElement {
  @state() private tested = false;
  private readonly setup = loaded(this, readOpenId, 0);
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    // As it was typed, spaces and all.
    const typed = new FormData(event.target).get('secret');
    if (typeof typed === 'string' && typed !== '') void this.store(typed, event.target);
  };

  private async store(secret: string | null, form?: HTMLFormElement): Promise<void> {
    this.tested = false;
    const answer = await this.attempt.make(setOpenIdSecret(secret));
    if (!answer.ok) return;
    form?.reset();
    await this.setup.refresh();
  }

  private async test(): Promise<void> {
    this.tested = false;
    const answer = await this.attempt.make(testOpenId());
    this.tested = answer.ok;
  }

  private view({ redirectUri, secretStored }: OpenIdSetup): TemplateResult {
    const { busy, problem } = this.attempt;
    return html`<div class="setting">
        <div class="setting-words">
          <div class="setting-name"><span>${say('open-id-redirect')}</span></div>
          <p class="hint">${say('open-id-redirect-help')}</p>
          <p class="address">${redirectUri}</p>
        </div>
        <div class="setting-control"><admin-copy .text=${redirectUri} .label=${say('copy-address')}></admin-copy></div>
      </div>
      <form class="setting" autocomplete="off" @submit=${this.onSubmit}>
        <div class="setting-words">
          <div class="setting-name"><span>${say('open-id-secret')}</span></div>
          <p class="hint">
            ${say('open-id-secret-help')} <b>${say(secretStored ? 'open-id-secret-set' : 'open-id-secret-none')}</b>
          </p>
        </div>
        <div class="setting-control open-id-secret">
          ${textField({ name: 'secret', label: say('open-id-secret'), type: 'password', maxlength: 1000, required: true, autocomplete: 'new-password' })}
          <div class="sheet-acts">
            <button type="submit" class="button plain" ?disabled=${busy}>${say(busy ? 'saving' : 'open-id-secret-save')}</button>
            ${
              secretStored
                ? button({
                    label: say('open-id-secret-remove'),
                    disabled: busy,
                    press: () => void this.store(null),
                  })
                : nothing
            }
            ${button({ label: say('open-id-test'), disabled: busy, press: () => void this.test() })}
          </div>
        </div>
        ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
        ${this.tested ? notice({ tone: 'ok', text: say('open-id-tested'), announce: 'status' }) : nothing}
      </form>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { value } = this.setup;
    // Who may not see it, sees the settings alone.
    return value === undefined ? nothing : this.view(value);
  }
}
