// Health: what the doctor checks on the server, the log as it is written, backup and licence. One place at a time, by tabs.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { notice } from '../../components/notice.ts';
import { skeleton } from '../../components/skeleton.ts';
import { HEALTH_PLACES, type HealthPlace } from '../health-places.ts';
import { may } from '../may.ts';
import { tabList, tabPanel } from '../parts/tabs.ts';
import { say } from '../speech.ts';

@customElement('admin-health')
export class AdminHealth extends LitElement {
  /** The tab that is open. */
  @property() open: string | undefined;
  /** Places whose code is here. */
  @state() private here: ReadonlySet<HealthPlace> = new Set();
  @state() private missing = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** What this role may see. */
  private mine(): typeof HEALTH_PLACES {
    return HEALTH_PLACES.filter(({ scope }) => may(scope));
  }

  private place(): HealthPlace {
    const mine = this.mine();
    return mine.find(({ id }) => id === this.open)?.id ?? mine[0]?.id ?? 'checks';
  }

  protected override updated(): void {
    const place = this.place();
    if (this.here.has(place) || this.missing) return;
    const found = HEALTH_PLACES.find(({ id }) => id === place);
    found?.load().then(
      () => (this.here = new Set([...this.here, place])),
      () => (this.missing = true),
    );
  }

  private body(place: HealthPlace): TemplateResult {
    const found = HEALTH_PLACES.find(({ id }) => id === place);
    if (found !== undefined && this.here.has(place)) return found.show();
    return this.missing
      ? notice({ tone: 'bad', announce: 'alert', text: say('section-missing') })
      : skeleton(5, say('loading'));
  }

  protected override render(): TemplateResult {
    const place = this.place();
    return html`<div class="screen-head"><h1>${say('health')}</h1></div>
      <div class="screen-tabs">
        ${tabList({
          label: say('health'),
          tabs: this.mine().map(({ id, label }) => ({ id, label: say(label) })),
          chosen: place,
          choose: (next) => (location.hash = next === 'checks' ? '#health' : `#health=${next}`),
        })}
      </div>
      ${tabPanel(place, true, this.body(place))}`;
  }
}
