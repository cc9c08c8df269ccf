// "Secure password entry" and "require secure channel" (SPEC G2, G3) as one choice with what follows from each, and what plain HTTP may be used for
// where it may. Fires `changed`.
import type { CertificateView } from '@platen/shared/api/admin-certificate';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { confirm } from '../../components/confirm.ts';
import { notice } from '../../components/notice.ts';
import { changeSetting } from '../../data/admin.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { onOff } from './switch.ts';

const LEVELS = ['redirect', 'secure', 'open'] as const;
type Level = (typeof LEVELS)[number];
type Asked = 'redirect' | 'open' | 'desk';
type Change = readonly [key: string, value: boolean];

function levelOf({ wire }: CertificateView): Level {
  if (wire.channel) return 'redirect';
  return wire.passwordEntry ? 'secure' : 'open';
}

/** In this order, so that nothing is open for a moment that is not in the end. */
const CHANGES: Readonly<Record<Level, readonly Change[]>> = {
  redirect: [
    ['secure.channel', true],
    ['secure.passwordEntry', true],
  ],
  secure: [
    ['secure.passwordEntry', true],
    ['secure.channel', false],
  ],
  open: [
    ['secure.passwordEntry', false],
    ['secure.channel', false],
  ],
};

@customElement('admin-certificate-wire')
export class AdminCertificateWire extends LitElement {
  @property({ attribute: false }) view: CertificateView | undefined;
  @state() private asked: Asked | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async make(changes: readonly Change[]): Promise<void> {
    for (const [key, value] of changes) {
      const answer = await this.attempt.make(changeSetting(key, value));
      if (!answer.ok) return;
    }
    this.asked = undefined;
    this.dispatchEvent(new CustomEvent('changed', { bubbles: true }));
  }

  private choose(level: Level, is: Level): void {
    this.attempt.show(undefined);
    // It shows what is, not what was asked for: the question may be answered with "Cancel".
    const box = this.querySelector<HTMLInputElement>(`#wire-${is}`);
    if (box !== null) box.checked = true;
    if (level === 'secure') void this.make(CHANGES.secure);
    else this.asked = level;
  }

  private question(view: CertificateView, asked: Asked): TemplateResult {
    const { printersOverHttp: count } = view.wire;
    const changes: readonly Change[] = asked === 'desk' ? [['site.portalOverHttp', true]] : CHANGES[asked];
    const cost =
      asked === 'redirect'
        ? count === 0
          ? say('wire-redirect-cost-none')
          : say('wire-redirect-cost', { count })
        : say(`wire-${asked}-cost`);
    return confirm({
      heading: say(`wire-${asked}-title`),
      cost,
      act: say(`wire-${asked}-do`),
      danger: asked !== 'redirect',
      busy: this.attempt.busy,
      problem: this.attempt.problem,
      yes: () => void this.make(changes),
      no: () => {
        this.asked = undefined;
        this.attempt.show(undefined);
      },
    });
  }

  private switches(view: CertificateView): TemplateResult {
    const { panelOverHttp, portalOverHttp, printersOverHttp: count } = view.wire;
    const set = (key: string, on: boolean): void => void this.make([[key, on]]);
    return html`<div class="switches wire-switches">
      ${onOff({
        label: say('wire-panels'),
        hint: count === 0 ? say('wire-panels-none') : say('wire-panels-count', { count }),
        on: panelOverHttp,
        disabled: this.attempt.busy,
        change: (on) => set('site.panelOverHttp', on),
      })}
      ${onOff({
        label: say('wire-desk'),
        hint: say('wire-desk-does'),
        on: portalOverHttp,
        disabled: this.attempt.busy,
        change: (on) => {
          if (on) this.asked = 'desk';
          else set('site.portalOverHttp', false);
        },
      })}
    </div>`;
  }

  private ports({ httpPort, httpsPort }: CertificateView): string {
    if (httpPort === undefined) return say('wire-help-only-https', { https: httpsPort ?? '' });
    if (httpsPort === undefined) return say('wire-help-only-http', { http: httpPort });
    return say('wire-help', { https: httpsPort, http: httpPort });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (view === undefined) return nothing;
    const level = levelOf(view);
    const noHttps = view.httpsPort === undefined;
    return html`<p class="hint">${this.ports(view)}</p>
      <fieldset class="wire-levels">
        <legend class="out-of-sight">${say('wire-level')}</legend>
        ${LEVELS.map((one) => {
          const never = one === 'redirect' && noHttps;
          return html`<label class="wire-level ${one === level ? 'chosen' : ''} ${one === 'open' ? 'wire-open' : ''}">
            <input
              type="radio"
              name="wire-level"
              id="wire-${one}"
              .checked=${one === level}
              ?disabled=${this.attempt.busy || never}
              @change=${() => this.choose(one, level)}
            />
            <span><b>${say(`wire-${one}`)}</b><small>${say(never ? 'wire-no-https' : `wire-${one}-does`)}</small></span>
          </label>`;
        })}
      </fieldset>
      ${level === 'open' ? this.switches(view) : nothing}
      ${
        this.attempt.problem !== undefined && this.asked === undefined
          ? notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })
          : nothing
      }
      ${this.asked === undefined ? nothing : this.question(view, this.asked)}`;
  }
}
