// Health: what the doctor checks on the server, what is wrong first, each with its cure.
import type { Doctor } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { REFRESH_CW } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { readDoctor } from '../../data/admin.ts';
import { loaded } from '../loaded.ts';
import { whenLoaded } from '../parts/loading.ts';
import { say } from '../speech.ts';

type Check = Doctor['checks'][number];

@customElement('admin-health')
export class AdminHealth extends LitElement {
  private readonly doctor = loaded(this, readDoctor, 0);
  @state() private busy = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async again(): Promise<void> {
    this.busy = true;
    await this.doctor.refresh();
    this.busy = false;
  }

  private check({ ok, sentence, cure }: Check): TemplateResult {
    const tone = ok ? 'ok' : 'bad';
    return html`<li class="check">
      <span class="tone-${tone}">${toneIcon(tone)}</span>
      <div>
        <p>${sentence}</p>
        ${cure === undefined ? nothing : html`<p class="hint">${cure}</p>`}
      </div>
    </li>`;
  }

  private view({ checks }: Doctor): TemplateResult {
    const wrong = checks.filter((check) => !check.ok);
    const fine = checks.filter((check) => check.ok);
    const tone = wrong.length > 0 ? 'bad' : 'ok';
    return html`<p class="verdict">
        <span class="tone-${tone}">${toneIcon(tone)}</span>
        ${wrong.length === 0 ? say('health-fine', { count: fine.length }) : say('health-wrong', { count: wrong.length })}
      </p>
      ${
        wrong.length === 0
          ? nothing
          : html`<section>
              <h2>${say('health-mend')}</h2>
              <ul>
                ${wrong.map((check) => this.check(check))}
              </ul>
            </section>`
      }
      ${
        fine.length === 0
          ? nothing
          : html`<section>
              <h2>${say('health-ok')}</h2>
              <ul>
                ${fine.map((check) => this.check(check))}
              </ul>
            </section>`
      }`;
  }

  protected override render(): TemplateResult {
    return html`<div class="health">
      <div class="screen-head">
        <h1>${say('health')}</h1>
        ${button({
          label: say(this.busy ? 'health-checking' : 'health-again'),
          icon: REFRESH_CW,
          press: () => void this.again(),
          disabled: this.busy,
        })}
      </div>
      ${whenLoaded(this.doctor, (doctor) => this.view(doctor))}
    </div>`;
  }
}
