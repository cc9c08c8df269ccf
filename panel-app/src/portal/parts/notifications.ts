// "Notifications" on the "Me" screen: switching them on for this device, trying them out, and the devices that are told. Nobody is asked for a
// permission before they press. Loaded when it is first shown.
import type { PushDevice, PushState } from '@platen/shared/api/portal-push';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { SEND } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { skeleton } from '../../components/skeleton.ts';
import { dropPush, putPush, readPush, testPush } from '../../data/portal-push.ts';
import { browserPush, markOf, type PushAbility, type PushBrowser } from '../../data/push-browser.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { agentWords } from '../agent-words.ts';
import { say } from '../push-speech.ts';

type News = { readonly tone: 'ok' | 'warn'; readonly text: string };

/** Fires `signed-out` when the session is over. */
@customElement('portal-notifications')
export class PortalNotifications extends LitElement {
  /** What this browser can do; a test or the gallery puts another one here before the element is made. */
  static usual: PushBrowser = browserPush;
  private readonly browser = PortalNotifications.usual;

  @state() private push: PushState | undefined;
  /** Of this browser's own subscription. */
  @state() private mark: string | undefined;
  @state() private news: News | undefined;
  @state() private busy = false;
  private readonly acting = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.onSeen);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.onSeen);
  }

  /** Back from the browser's settings: the permission may be another one. */
  private onSeen = (): void => {
    if (!document.hidden) this.requestUpdate();
  };

  private async load(): Promise<void> {
    const answer = await this.acting.make(readPush());
    if (!answer.ok) return;
    if (answer.value.enabled && this.browser.ability() === 'yes') {
      const own = await this.browser.current().catch(() => undefined);
      this.mark = own === undefined ? undefined : await markOf(own.endpoint);
    }
    this.push = answer.value;
  }

  private here(): PushDevice | undefined {
    return this.push?.devices.find((device) => device.mark === this.mark);
  }

  private async turnOn(publicKey: string): Promise<void> {
    this.busy = true;
    this.news = undefined;
    try {
      // From the press itself: browsers ask nobody later.
      if ((await this.browser.ask()) !== 'granted') return;
      const subscription = await this.browser.subscribe(publicKey);
      const answer = await this.acting.make(putPush(subscription));
      if (!answer.ok) return;
      await this.load();
      this.news = { tone: 'ok', text: say('push-turned-on') };
    } catch {
      // Every kind of trouble between the browser and its maker's service: none that the person could tell apart.
      this.news = { tone: 'warn', text: say('push-failed') };
    } finally {
      this.busy = false;
    }
  }

  private async take(device: PushDevice): Promise<void> {
    const here = device === this.here();
    const answer = await this.acting.make(dropPush(device.id));
    if (!answer.ok) return;
    // The server tells it nothing more, whatever the browser says to this.
    if (here) await this.browser.unsubscribe().catch(() => undefined);
    await this.load();
    this.news = { tone: 'ok', text: say(here ? 'push-turned-off' : 'push-removed') };
  }

  private async test(device: PushDevice): Promise<void> {
    this.news = undefined;
    const answer = await this.acting.make(testPush(device.id));
    if (!answer.ok) return;
    const { taken, gone } = answer.value;
    if (taken) this.news = { tone: 'ok', text: say('push-test-sent') };
    else {
      await this.load();
      this.news = { tone: 'warn', text: say(gone ? 'push-test-gone' : 'push-test-failed') };
    }
  }

  private device(device: PushDevice, now: number): TemplateResult {
    const words = agentWords(device.agent);
    const what = words === undefined ? say('push-device-unknown') : say('push-device', { ...words });
    const here = device === this.here();
    const how =
      device.failures > 0
        ? say('push-device-failing', { count: device.failures })
        : device.lastOkAt === undefined
          ? say('push-device-new')
          : say('push-device-ok', { when: agoWords(device.lastOkAt, now) });
    return html`<li>
      <div class="push-words">
        <b>${what}</b>
        ${here ? html`<small>${say('push-device-here')}</small>` : nothing}
        <small>${how}</small>
      </div>
      ${
        here
          ? nothing
          : html`<button
              type="button"
              class="button quiet"
              aria-label=${say('push-remove-named', { what })}
              ?disabled=${this.acting.busy}
              @click=${() => void this.take(device)}
            >
              <span class="words">${say('push-remove')}</span>
            </button>`
      }
    </li>`;
  }

  private acts(push: PushState, ability: PushAbility): TemplateResult {
    if (ability === 'install') return notice({ tone: 'quiet', text: say('push-install') });
    if (ability === 'none') return html`<p class="hint">${say('push-none')}</p>`;
    const here = this.here();
    if (this.browser.permission() === 'denied') return notice({ tone: 'warn', text: say('push-denied') });
    const disabled = this.busy || this.acting.busy;
    if (here === undefined || this.browser.permission() !== 'granted') {
      const { publicKey } = push;
      return publicKey === undefined
        ? html``
        : button({ label: say('push-turn-on'), disabled, press: () => void this.turnOn(publicKey) });
    }
    return html`<p class="push-on">${say('push-on-here')}</p>
      <div class="push-acts">
        ${button({ label: say('push-test'), icon: SEND, disabled, press: () => void this.test(here) })}
        ${button({ label: say('push-turn-off'), disabled, press: () => void this.take(here) })}
      </div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { push, acting, news } = this;
    if (push === undefined) {
      return acting.problem === undefined
        ? skeleton(2, say('push-loading'))
        : html`<h2>${say('push')}</h2>
            ${notice({ tone: 'bad', text: acting.problem, announce: 'alert' })}`;
    }
    // The administrator has it switched off: nothing to say about it.
    if (!push.enabled) return nothing;
    const now = Date.now();
    const others = push.devices.some((device) => device !== this.here());
    return html`<h2>${say('push')}</h2>
      <p>${say('push-what')}</p>
      <p class="hint">${say('push-who')}</p>
      ${this.acts(push, this.browser.ability())}
      ${acting.problem === undefined ? nothing : notice({ tone: 'bad', text: acting.problem, announce: 'alert' })}
      ${news === undefined ? nothing : notice({ ...news, announce: 'status' })}
      ${
        push.devices.length === 0
          ? nothing
          : html`${others ? html`<h3>${say('push-devices')}</h3>` : nothing}
              <ul class="push-devices">
                ${push.devices.map((device) => this.device(device, now))}
              </ul>`
      }`;
  }
}

const styles = /* css */ `
portal-notifications{display:grid;gap:12px;justify-items:start}
portal-notifications h2,portal-notifications h3{margin:0}
portal-notifications h3{font-size:inherit;font-weight:600}
portal-notifications .notice{width:100%}
.push-on{font-weight:600}
.push-acts{display:flex;flex-wrap:wrap;gap:8px}
.push-devices{width:100%;margin:0;padding:0;list-style:none}
.push-devices li{display:flex;align-items:center;gap:12px;min-height:64px;padding:8px 0;border-block-start:1px solid var(--line)}
.push-devices li:last-child{border-block-end:1px solid var(--line)}
.push-words{flex:1;min-width:0}
.push-words b{display:block;font-weight:600}
.push-words small{display:block;color:var(--ink-2);font-size:var(--text-1)}
`;

installStyles(document, styles);
