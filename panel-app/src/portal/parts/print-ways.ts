// "Print from your computer or phone": which address, and the steps for this device first, for the others behind it. Loaded with its words and
// styles when it is opened. Fires `signed-out`.
import type { PrintQueue, PrintWays } from '@platen/shared/api/portal-print-queue';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { notice } from '../../components/notice.ts';
import { skeleton } from '../../components/skeleton.ts';
import { readPrintWays } from '../../data/portal-print-queue.ts';
import { attempt } from '../../state/attempt.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { say } from '../print-speech.ts';
import { SYSTEMS, type System, systemOf } from '../system-of.ts';
import './own-address.ts';
import { ownAddressStyles } from './own-address.ts';
import { pasteStyles } from './paste-text.ts';
import { type QueueToAdd, systemSteps, systemStepsStyles } from './system-steps.ts';

type Way = 'common' | 'own';

@customElement('portal-print-ways')
export class PortalPrintWays extends LitElement {
  @state() private ways: PrintWays | undefined;
  @state() private way: Way = 'common';
  @state() private made: PrintQueue | undefined;
  @state() private news = '';
  private readonly loading = attempt(this);
  private readonly here: System | undefined = systemOf(navigator.userAgent, navigator.maxTouchPoints);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    const answer = await this.loading.make(readPrintWays());
    if (answer.ok) this.ways = answer.value;
  }

  private choice(ways: PrintWays, common: NonNullable<PrintWays['common']>): TemplateResult {
    const row = (way: Way, label: string, what: string): TemplateResult =>
      html`<label class="way ${way === this.way ? 'chosen' : ''}">
        <input type="radio" role="radio" name="way" aria-label=${label} aria-description=${what} .checked=${way === this.way} @change=${() => (this.way = way)} />
        <span><b>${label}</b><small>${what}</small></span>
      </label>`;
    return html`<fieldset class="ways">
      <legend class="out-of-sight">${say('way-which')}</legend>
      ${row('common', say('way-common'), say(`way-common-${common.asks}`))}
      ${ways.own === undefined ? nothing : row('own', say('way-own'), say('way-own-what'))}
    </fieldset>`;
  }

  private ownPart(own: NonNullable<PrintWays['own']>): TemplateResult {
    return html`<portal-own-address
      .own=${own}
      .address=${this.made?.address}
      @made=${(event: CustomEvent<PrintQueue>) => {
        this.made = event.detail;
        this.news = '';
        void this.load();
      }}
      @dropped=${() => {
        this.made = undefined;
        this.news = say('own-dropped');
        void this.load();
      }}
    ></portal-own-address>`;
  }

  private queue(ways: PrintWays, common: NonNullable<PrintWays['common']>): QueueToAdd | undefined {
    const rest = { name: ways.name, code: ways.code };
    if (this.way === 'common') return { ...rest, ...common, asks: common.asks === 'code', found: ways.found };
    // Others find the common one: an address of one's own is told to nobody.
    return this.made === undefined ? undefined : { ...rest, ...this.made, asks: false, found: false };
  }

  private systems(queue: QueueToAdd): TemplateResult {
    const { here } = this;
    const others = SYSTEMS.filter((system) => system !== here);
    return html`${
      here === undefined
        ? nothing
        : html`<section class="system">
            <h2>${say(`system-${here}`)} <small>${say('system-here')}</small></h2>
            ${systemSteps(here, queue)}
          </section>`
    }
      <section class="systems" aria-label=${say('systems-other')}>
        ${here === undefined ? nothing : html`<h2>${say('systems-other')}</h2>`}
        ${others.map(
          (system) => html`<details class="system-other">
            <summary>${say(`system-${system}`)}</summary>
            <div>${systemSteps(system, queue)}</div>
          </details>`,
        )}
      </section>`;
  }

  protected override render(): TemplateResult {
    const { ways } = this;
    if (ways === undefined) {
      return this.loading.problem === undefined
        ? skeleton(4, say('ways-loading'))
        : notice({ tone: 'bad', text: this.loading.problem, announce: 'alert' });
    }
    const { common, own } = ways;
    if (common === undefined)
      return html`${notice({ tone: 'quiet', text: say('ways-off') })}<p><a href="#documents">${say('ways-back')}</a></p>`;
    const queue = this.queue(ways, common);
    return html`<p>${say('ways-lead', { name: ways.name })}</p>
      ${this.choice(ways, common)} ${this.way === 'own' && own !== undefined ? this.ownPart(own) : nothing}
      <p class="out-of-sight" role="status">${this.news}</p>
      ${queue === undefined ? nothing : this.systems(queue)}`;
  }
}

const styles = /* css */ `
portal-print-ways{display:grid;grid-template-columns:minmax(0,1fr);gap:20px}
.ways{display:grid;gap:8px;min-width:0;margin:0;padding:0;border:0}
.way{display:flex;gap:12px;padding:12px 16px;border:1px solid var(--line);border-radius:var(--radius-card);cursor:pointer}
.way.chosen{border-color:var(--accent);background:var(--accent-soft)}
.way input{flex:none;width:20px;height:20px;margin:2px 0 0;accent-color:var(--accent)}
.way small{display:block;color:var(--ink-2);font-size:var(--text-1)}
.way b{font-weight:600}
.system{padding:16px;border:1px solid var(--line);border-radius:var(--radius-card)}
.system h2{margin-bottom:12px}
.system h2 small{margin-inline-start:6px;padding:2px 8px;border-radius:99px;background:var(--accent-soft);color:var(--accent);font-size:var(--text-1);font-weight:500}
.system .hint,.system-other .hint{margin-top:12px}
.systems h2{margin-bottom:8px}
.system-other{border-top:1px solid var(--line)}
.system-other:last-child{border-bottom:1px solid var(--line)}
.system-other>summary{display:flex;align-items:center;min-height:52px;font-weight:600;cursor:pointer;list-style:none}
.system-other>summary::-webkit-details-marker{display:none}
.system-other>summary::after{content:"";width:8px;height:8px;margin:0 auto 4px;margin-inline-end:6px;border:solid var(--ink-2);border-width:0 2px 2px 0;transform:rotate(45deg);transition:transform var(--quick)}
.system-other[open]>summary::after{margin-bottom:-4px;transform:rotate(225deg)}
.system-other>div{padding:4px 0 20px}
@media(min-width:900px){.ways{grid-template-columns:1fr 1fr}}
`;
installStyles(document, styles + pasteStyles + systemStepsStyles + ownAddressStyles);
