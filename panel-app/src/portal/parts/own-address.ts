// One's own print address: made, shown this once, renewed and switched off. Fires `made` with it, `dropped`, and `signed-out`.
import type { PrintQueue, PrintWays } from '@platen/shared/api/portal-print-queue';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { KEY_ROUND, REFRESH_CW } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { dropPrintQueue, makePrintQueue } from '../../data/portal-print-queue.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../print-speech.ts';
import './paste-text.ts';

@customElement('portal-own-address')
export class PortalOwnAddress extends LitElement {
  @property({ attribute: false }) own: NonNullable<PrintWays['own']> = {};
  /** The one that was just made. */
  @property() address: string | undefined;
  @state() private asking: 'renew' | 'drop' | undefined;
  private readonly acting = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async make(): Promise<void> {
    const answer = await this.acting.make(makePrintQueue());
    if (!answer.ok) return;
    this.asking = undefined;
    this.dispatchEvent(new CustomEvent<PrintQueue>('made', { detail: answer.value }));
  }

  private async drop(): Promise<void> {
    const answer = await this.acting.make(dropPrintQueue());
    if (!answer.ok) return;
    this.asking = undefined;
    this.dispatchEvent(new CustomEvent('dropped'));
  }

  private question(asking: 'renew' | 'drop'): TemplateResult {
    return confirm({
      heading: say(`own-${asking}-title`),
      cost: say(`own-${asking}-cost`),
      act: say(`own-${asking}`),
      danger: asking === 'drop',
      busy: this.acting.busy,
      problem: this.acting.problem,
      yes: () => void (asking === 'drop' ? this.drop() : this.make()),
      no: () => {
        this.asking = undefined;
        this.acting.show(undefined);
      },
    });
  }

  private words(): TemplateResult {
    const { createdAt, lastUsedAt } = this.own;
    const now = Date.now();
    if (this.address !== undefined)
      return html`${notice({ tone: 'ok', text: say('own-fresh'), announce: 'status' })}
        <portal-paste .text=${this.address} .label=${say('copy-address')}></portal-paste>`;
    if (createdAt === undefined) return html`<p>${say('own-none')}</p>`;
    const used =
      lastUsedAt === undefined ? say('own-unused') : say('own-used', { when: agoWords(lastUsedAt, now) });
    return html`<p>${say('own-is', { made: agoWords(createdAt, now), used })}</p>
      <p class="hint">${say('own-again')}</p>`;
  }

  protected override render(): TemplateResult {
    const { busy, problem } = this.acting;
    const has = this.own.createdAt !== undefined || this.address !== undefined;
    return html`<div class="own-address">
      ${this.words()}
      ${problem !== undefined && this.asking === undefined ? notice({ tone: 'bad', text: problem, announce: 'alert' }) : nothing}
      <div class="own-acts">
        ${
          has
            ? html`${button({ label: say('own-renew'), icon: REFRESH_CW, disabled: busy, press: () => (this.asking = 'renew') })}
              ${button({ label: say('own-drop'), kind: 'danger', disabled: busy, press: () => (this.asking = 'drop') })}`
            : button({
                label: say('own-make'),
                icon: KEY_ROUND,
                kind: 'accent',
                disabled: busy,
                press: () => void this.make(),
              })
        }
      </div>
      ${this.asking === undefined ? nothing : this.question(this.asking)}
    </div>`;
  }
}

export const ownAddressStyles = /* css */ `
.own-address{display:grid;gap:12px}
.own-acts{display:flex;flex-wrap:wrap;gap:8px}
`;
