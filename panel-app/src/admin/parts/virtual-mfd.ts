// The virtual MFD's own controls: its condition, its trays, and what it "printed" so far. Only for trying out and training. Fires `told`.
import type { VirtualState } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { EXTERNAL_LINK, LAYERS } from '../../components/icons.ts';
import { changeVirtual, readVirtual, virtualPrintUrl } from '../../data/admin.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { paperWords } from '../paper-words.ts';
import { say } from '../speech.ts';
import { whenLoaded } from './loading.ts';
import { trayPicture } from './tray-picture.ts';

/** Prints appear while somebody watches. */
const EVERY_MS = 3000;

type Condition = VirtualState['condition'];
/** In the order of the buttons. Not the list of api/admin.ts: that would bring the schema library into the page. */
const CONDITIONS = [
  'ready',
  'out-of-paper',
  'jammed',
  'cover-open',
  'slow',
  'off',
] as const satisfies readonly Condition[];

@customElement('admin-virtual')
export class AdminVirtual extends LitElement {
  @property() printerId = '';
  private readonly attempt = attempt(this);

  private readonly device = loaded(this, (signal) => readVirtual(this.printerId, signal), EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('printerId') || changed.get('printerId') === undefined) return;
    this.device.forget();
    void this.device.refresh();
  }

  private async change(change: {
    readonly condition?: Condition;
    readonly fillTrays?: boolean;
  }): Promise<void> {
    const answer = await this.attempt.make(changeVirtual(this.printerId, change));
    if (!answer.ok) return;
    this.device.put(answer.value);
    this.dispatchEvent(new CustomEvent('told'));
  }

  private conditions(now: Condition): TemplateResult {
    return html`<fieldset class="conditions">
      <legend>${say('virtual-condition')}</legend>
      ${CONDITIONS.map(
        (condition) => html`<label>
          <input
            type="radio"
            name="condition"
            .checked=${condition === now}
            @change=${() => void this.change({ condition })}
          />
          <span>${say(`virtual-${condition}`)}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  private prints(prints: VirtualState['prints']): TemplateResult {
    if (prints.length === 0) return html`<p class="hint">${say('virtual-no-prints')}</p>`;
    const now = Date.now();
    return html`<ul class="prints">
      ${prints.map(
        (print) => html`<li>
          <a href=${virtualPrintUrl(this.printerId, print.id)} target="_blank" rel="noopener"
            ><span>${print.title}</span>${icon(EXTERNAL_LINK)}</a
          >
          <span class="hint"
            >${[say('pages', { count: print.pages }), ...print.options, print.user, agoWords(print.at, now)].join(' · ')}</span
          >
        </li>`,
      )}
    </ul>`;
  }

  private view({ condition, trays, prints }: VirtualState): TemplateResult {
    const full = trays.every((tray) => tray.level >= tray.capacity);
    return html`${this.attempt.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.attempt.problem}</p>`}
      ${this.conditions(condition)}
      <div class="trays">
        ${trays.map((tray) => trayPicture({ ...tray, paper: paperWords(tray.media) }))}
      </div>
      <div class="sheet-acts">
        ${button({ label: say('virtual-fill'), icon: LAYERS, disabled: full, press: () => void this.change({ fillTrays: true }) })}
      </div>
      <h3>${say('virtual-prints')}</h3>
      ${this.prints(prints)}`;
  }

  protected override render(): TemplateResult {
    return html`<section class="virtual">
      <h3>${say('virtual')}</h3>
      <p class="hint">${say('virtual-help')}</p>
      ${whenLoaded(this.device, (device) => this.view(device), 3)}
    </section>`;
  }
}
