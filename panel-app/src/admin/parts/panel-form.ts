// What is asked before the panel app is put onto a device or taken away: its administrator, and what else to do there. Fires `go`.
import type { PanelInstall } from '@platen/shared/api/panel-install';
import type { DeviceLogin } from '@platen/shared/device-credentials';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { say } from '../speech.ts';
import { checkField } from './check-field.ts';
import { loginFields, loginOf } from './login-fields.ts';

export interface PanelOrder {
  readonly how: PanelInstall;
  /** To be stored for the next time, before it is used. */
  readonly keep: DeviceLogin | undefined;
}

@customElement('admin-panel-form')
export class AdminPanelForm extends LitElement {
  @property() act: 'install' | 'update' | 'remove' = 'install';
  /** Usable credentials are stored. */
  @property({ type: Boolean }) stored = false;
  /** The device is allowed plain HTTP. */
  @property({ type: Boolean }) http = false;
  @property({ type: Boolean }) busy = false;
  @property() problem: string | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const ticked = (name: string): boolean => new FormData(form).has(name);
    const login = this.stored ? undefined : loginOf(form);
    const keep = ticked('keep') ? login : undefined;
    const how: PanelInstall = {
      ...(login === undefined || keep !== undefined ? {} : { credentials: login }),
      ...(ticked('plain') ? { passwordStyle: 'text' as const } : {}),
      ...(ticked('http') ? { digestOverHttp: true } : {}),
      ...(ticked('certificate') ? { installCertificate: true } : {}),
      ...(ticked('first') ? { defaultScreen: true } : {}),
    };
    this.dispatchEvent(new CustomEvent<PanelOrder>('go', { detail: { how, keep } }));
  };

  protected override render(): TemplateResult {
    const { act } = this;
    return html`<form class="form boxed" autocomplete="off" @submit=${this.onSubmit}>
      <h3>${say(`panel-${act}-title`)}</h3>
      <div class="form" ?hidden=${this.busy}>
      ${
        this.stored
          ? html`<p class="hint">${say('panel-uses-stored')}</p>`
          : html`<p class="hint">${say('panel-needs-login')}</p>
              ${loginFields()} ${checkField({ name: 'keep', label: say('panel-keep'), hint: say('panel-keep-hint'), on: true })}`
      }
      ${
        act === 'remove'
          ? nothing
          : html`${checkField({ name: 'first', label: say('panel-first'), hint: say('panel-first-hint') })}
            ${checkField({ name: 'certificate', label: say('panel-certificate'), hint: say('panel-certificate-hint') })}`
      }
      <details class="more-options">
        <summary>${say('panel-older')}</summary>
        <div class="form">
          ${checkField({ name: 'plain', label: say('panel-plain'), hint: say('panel-plain-hint') })}
          ${this.http ? checkField({ name: 'http', label: say('panel-over-http'), hint: say('panel-over-http-hint') }) : nothing}
        </div>
      </details>
      </div>
      ${this.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${
        this.busy
          ? html`<div role="status">
              <p class="hint">${say(act === 'remove' ? 'panel-removing' : 'panel-installing')}</p>
              ${progressBar({ label: say(`panel-${act}-title`), max: 1 })}
            </div>`
          : nothing
      }
      <div class="sheet-acts" ?hidden=${this.busy}>
        <button
          type="submit"
          class="button ${act === 'remove' ? 'danger' : 'accent'}"
          ?disabled=${this.busy}
        >
          ${say(`panel-${act}-do`)}
        </button>
        ${button({ label: say('cancel'), disabled: this.busy, press: () => this.dispatchEvent(new CustomEvent('dismiss')) })}
      </div>
    </form>`;
  }
}
