// The code that phones scan (SPEC B15), on the first screen and in its help: a picture of the server's, asked for anew while it is shown. Loaded
// where the site has it; nobody waits for it. Gone as soon as somebody signs in here.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { installStyles } from '../../theme/install-styles.ts';
import { presenceStyles } from './presence-styles.ts';
import { say } from './speech.ts';

/** The server's code changes every 30 s and is taken for one step more: what is shown has always 15 s left at least. */
const ANEW_MS = 15_000;

@customElement('platen-presence')
export class PlatenPresence extends LitElement {
  /** The picture's address; `turn` makes it another one each time. A test puts its own here. */
  @property({ attribute: false }) address = (turn: number): string =>
    `/api/panel/presence.png?scale=3&turn=${turn}`;
  @state() private turn = 0;
  /** The server is away, or it was switched off: an old code is not left standing. */
  @state() private failed = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => {
      this.turn += 1;
    }, ANEW_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  protected override render(): TemplateResult {
    return html`<img
        src=${this.address(this.turn)}
        alt=${say('code')}
        draggable="false"
        ?hidden=${this.failed}
        @load=${() => (this.failed = false)}
        @error=${() => (this.failed = true)}
      />${this.failed ? nothing : html`<span>${say('scan')}</span>`}`;
  }
}

installStyles(document, presenceStyles);
