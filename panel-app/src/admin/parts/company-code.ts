// The company code: shown large, copied, and renewed after a question.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { REFRESH_CW } from '../../components/icons.ts';
import { readCompanyCode, renewCompanyCode } from '../../data/admin-site.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import './copy-button.ts';
import { whenLoaded } from './loading.ts';

@customElement('admin-company-code')
export class AdminCompanyCode extends LitElement {
  private readonly code = loaded(this, readCompanyCode, 0);
  private readonly attempt = attempt(this);
  @state() private asked = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async renew(): Promise<void> {
    const answer = await this.attempt.make(renewCompanyCode());
    if (!answer.ok) return;
    this.code.put(answer.value);
    this.asked = false;
  }

  protected override render(): TemplateResult {
    return html`<section class="codes-part">
      <h2>${say('company-code')}</h2>
      <p class="hint">${say('company-code-help')}</p>
      ${whenLoaded(
        this.code,
        ({ code }) => html`<p class="company-code">
          <b aria-label=${[...code].join(' ')}>${code}</b>
          <admin-copy .text=${code} .label=${say('company-code-copy')}></admin-copy>
          ${
            may('security:change')
              ? button({
                  label: say('company-code-renew'),
                  icon: REFRESH_CW,
                  press: () => (this.asked = true),
                })
              : nothing
          }
        </p>`,
        1,
      )}
      ${
        this.asked
          ? confirm({
              heading: say('company-code-renew-title'),
              cost: say('company-code-renew-cost'),
              act: say('company-code-renew'),
              busy: this.attempt.busy,
              problem: this.attempt.problem,
              yes: () => void this.renew(),
              no: () => {
                this.asked = false;
                this.attempt.show(undefined);
              },
            })
          : nothing
      }
    </section>`;
  }
}
