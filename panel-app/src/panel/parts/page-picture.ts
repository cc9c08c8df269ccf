// One printed side as a picture in the box it is given: asks for just the pixels it can show, and says so when there is no picture.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PictureLook } from '../../data/panel.ts';
import { say } from '../../locales/languages.ts';
import type { PanelSession } from '../../state/panel-session.ts';

/** Sizes are asked for in these steps, so that a pixel more or less of layout does not miss the server's cache. */
const STEP_PX = 16;
/** More than two device pixels per CSS pixel cannot be seen at arm's length. */
const MAX_DENSITY = 2;

@customElement('platen-page-picture')
export class PlatenPagePicture extends LitElement {
  /** Makes the address of a picture. */
  @property({ attribute: false }) picture: PanelSession['picture'] | undefined;
  @property() job = '';
  /** Counts from 1. */
  @property({ type: Number }) side = 1;
  @property({ attribute: false }) ticket: PictureLook['ticket'] = {};
  /** What the picture shows, read out. */
  @property() label = '';
  @state() private source = '';
  @state() private phase: 'loading' | 'shown' | 'failed' = 'loading';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('resize', this.measure);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.measure);
  }

  private measure = (): void => {
    const density = Math.min(MAX_DENSITY, Math.max(1, window.devicePixelRatio));
    const size = (css: number): number => Math.max(STEP_PX, Math.floor((css * density) / STEP_PX) * STEP_PX);
    const { picture, job, side, ticket } = this;
    if (picture === undefined || this.clientWidth === 0) return;
    const [width, height] = [size(this.clientWidth), size(this.clientHeight)];
    const source = picture(job, side, { width, height, ticket });
    if (source === this.source) return;
    this.source = source;
    this.phase = 'loading';
  };

  protected override updated(): void {
    this.measure();
  }

  protected override render(): TemplateResult {
    const end = (phase: 'shown' | 'failed') => (): void => {
      this.phase = phase;
    };
    const failed = this.phase === 'failed';
    return html`${
      failed || this.source === ''
        ? nothing
        : html`<img
            class=${this.phase}
            src=${this.source}
            alt=${this.label}
            draggable="false"
            @load=${end('shown')}
            @error=${end('failed')}
          />`
    }
    ${failed ? html`<p class="picture-words" role="status">${say('preview.failed')}</p>` : nothing}
    ${
      this.phase === 'loading'
        ? html`<p class="picture-words later" role="status">${say('preview.loading')}</p>`
        : nothing
    }`;
  }
}
