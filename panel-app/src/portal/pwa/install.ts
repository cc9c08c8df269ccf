// "As an app" on the "Me" screen: installs the portal on this phone or desktop, or says how. Empty where it cannot be, or is.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { DOWNLOAD } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { say } from '../pwa-speech.ts';
import { install, installWay, onInstallOffer } from './install-offer.ts';

@customElement('portal-install')
export class PortalInstall extends LitElement {
  /** A test or the gallery puts another browser here before the element is made. */
  static usual = { install, installWay };
  private readonly browser = PortalInstall.usual;
  @state() private done = false;
  private unsubscribe: (() => void) | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unsubscribe = onInstallOffer(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe?.();
  }

  private async doIt(): Promise<void> {
    this.done = await this.browser.install();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.done) return notice({ tone: 'ok', text: say('install-done'), announce: 'status' });
    const way = this.browser.installWay();
    if (way === 'none') return nothing;
    return html`<section>
      <h2>${say('install')}</h2>
      <p class="hint">${say('install-what')}</p>
      ${
        way === 'apple'
          ? html`<p>${say('install-apple')}</p>`
          : button({ label: say('install-do'), icon: DOWNLOAD, press: () => void this.doIt() })
      }
    </section>`;
  }
}
