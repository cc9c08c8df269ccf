// One printer as it is now: trays drawn as full as they are, toner, and what it can do. Asked anew when it is opened, and while it is looked at.
import type { PortalPrinter } from '@platen/shared/api/portal';
import { finishingGroup } from '@platen/shared/preflight-finishings';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../components/icon.ts';
import { CHECK } from '../../components/icons.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { readPrinter } from '../../data/portal-printers.ts';
import { languageTag } from '../../locales/desk.ts';
import { type AskAgain, askAgain } from '../../state/ask-again.ts';
import { isSignedOut, signedOut } from '../../state/refusal.ts';
import { say } from '../printer-speech.ts';

/** Somebody who fills a tray looks whether the printer has noticed. */
const LOOK_AGAIN_MS = 10_000;
/** As the panel and the console have it: below a tenth somebody should bring a new one. */
const LOW_PERCENT = 10;
/** How full a tray is drawn, of 3. */
const FILL = { empty: 0, low: 1, filled: 3 } as const;
/** A3 either way round, 1/100 mm (ISO 216). */
const A3 = { short: 29_700, long: 42_000 } as const;

type Tray = NonNullable<PortalPrinter['trays']>[number];
type Supply = NonNullable<PortalPrinter['supplies']>[number];

/** Fires `signed-out`. */
@customElement('portal-printer-details')
export class PortalPrinterDetails extends LitElement {
  /** As the list has it. */
  @property({ attribute: false }) at: PortalPrinter | undefined;
  @state() private fresh: PortalPrinter | undefined;
  private asker: AskAgain | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.asker = askAgain({
      read: (signal) => (this.at === undefined ? undefined : readPrinter(this.at.printer.id, signal)),
      took: (answer) => {
        if (isSignedOut(answer)) signedOut(this);
        // What cannot be had stays as the list has it; the list tells of a server that does not answer.
        else if (answer.ok) this.fresh = answer.value;
        return !isSignedOut(answer);
      },
      pauseMs: () => LOOK_AGAIN_MS,
    });
    this.asker.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asker?.end();
  }

  private tray({ name, media, level }: Tray): TemplateResult {
    const words = say(level === undefined ? 'tray-unknown' : `tray-${level}`);
    const fill = level === undefined ? 0 : FILL[level];
    return html`<li class="tray tray-${level ?? 'unknown'}">
      <span class="tray-box" aria-hidden="true">${[3, 2, 1].map((line) => html`<i class=${line <= fill ? 'on' : ''}></i>`)}</span>
      <span><b><bdi>${media ?? name}</bdi></b><small>${media === undefined ? words : say('tray-line', { name, level: words })}</small></span>
    </li>`;
  }

  private supply({ name, level }: Supply): TemplateResult {
    const low = level !== undefined && level <= LOW_PERCENT;
    const percent = new Intl.NumberFormat(languageTag(), { style: 'percent' }).format((level ?? 0) / 100);
    const words =
      level === undefined ? say('supply-unknown') : say(low ? 'supply-low' : 'supply-level', { percent });
    return html`<li class="supply">
      <span><bdi>${name}</bdi></span><small class=${low ? 'tone-warn' : ''}>${words}</small>
      ${level === undefined ? nothing : progressBar({ label: name, value: level, max: 100, tone: low ? 'warn' : 'ok' })}
    </li>`;
  }

  private abilities({ printer }: PortalPrinter): readonly string[] {
    const can = printer.capabilities;
    if (can === undefined) return [];
    const does = (group: 'staple' | 'punch' | 'fold'): boolean =>
      can.finishings.some((value) => finishingGroup(value) === group);
    const a3 = can.mediaReady.some(
      ({ width, height }) => Math.min(width, height) >= A3.short && Math.max(width, height) >= A3.long,
    );
    return [
      ...(can.printColorModes.length === 0
        ? []
        : [say(can.printColorModes.includes('color') ? 'can-colour' : 'can-grey')]),
      ...(can.sides.some((side) => side !== 'one-sided') ? [say('can-duplex')] : []),
      ...(a3 ? [say('can-a3')] : []),
      ...(does('staple') ? [say('can-staple')] : []),
      ...(does('punch') ? [say('can-punch')] : []),
      ...(does('fold') ? [say('can-fold')] : []),
      ...(can.pagesPerMinute === undefined ? [] : [say('can-speed', { count: can.pagesPerMinute })]),
    ];
  }

  protected override render(): TemplateResult | typeof nothing {
    const at = this.fresh ?? this.at;
    if (at === undefined) return nothing;
    const { trays = [], supplies = [] } = at;
    const abilities = this.abilities(at);
    return html`${
      trays.length === 0
        ? nothing
        : html`<section>
            <h2>${say('trays')}</h2>
            <ul class="trays">${trays.map((tray) => this.tray(tray))}</ul>
          </section>`
    }
    ${
      supplies.length === 0
        ? nothing
        : html`<section>
            <h2>${say('supplies')}</h2>
            <ul class="supplies">${supplies.map((supply) => this.supply(supply))}</ul>
          </section>`
    }
    ${
      at.kind === 'queue' && abilities.length === 0
        ? nothing
        : html`<section>
            <h2>${say('can')}</h2>
            ${
              abilities.length === 0
                ? html`<p class="hint">${say('can-nothing')}</p>`
                : html`<ul class="abilities">${abilities.map((ability) => html`<li>${icon(CHECK)}${ability}</li>`)}</ul>`
            }
          </section>`
    }`;
  }
}
