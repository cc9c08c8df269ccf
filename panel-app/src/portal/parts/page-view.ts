// The preview: one page as a picture, steps to the others, and the same page large in a tab of its own.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CHEVRON_LEFT, CHEVRON_RIGHT, EXTERNAL_LINK } from '../../components/icons.ts';
import { pageUrl } from '../../data/portal.ts';
import { say } from '../speech.ts';

/** The box a page is drawn into, in CSS px: an A4 page fills a phone's width, and its height fits a desktop window. */
const BOX = { width: 480, height: 640 } as const;
const LARGE = { width: 1600, height: 2200 } as const;

@customElement('portal-page')
export class PortalPage extends LitElement {
  @property() job = '';
  @property({ type: Number }) pages = 1;
  @state() private page = 1;
  @state() private drawn: 'waiting' | 'shown' | 'failed' = 'waiting';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('job')) this.page = 1;
    if (changed.has('job') || changed.has('page')) this.drawn = 'waiting';
  }

  private go(by: number): void {
    this.page = Math.min(this.pages, Math.max(1, this.page + by));
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowRight' || event.key === 'PageDown') this.go(1);
    else if (event.key === 'ArrowLeft' || event.key === 'PageUp') this.go(-1);
    else return;
    event.preventDefault();
  };

  protected override render(): TemplateResult {
    const { page, pages, drawn } = this;
    const place = say('page-of', { page, pages });
    const url = pageUrl(this.job, page, BOX.width, BOX.height, window.devicePixelRatio);
    return html`<figure class="page-view" @keydown=${this.onKey}>
      <div class="page-paper">
        ${drawn === 'waiting' ? html`<p class="page-wait hint">${say('page-loading', { page })}</p>` : nothing}
        ${
          drawn === 'failed'
            ? html`<p class="hint">${say('page-failed')}</p>`
            : html`<img
                src=${url}
                alt=${place}
                class=${drawn === 'shown' ? 'shown' : ''}
                @load=${() => (this.drawn = 'shown')}
                @error=${() => (this.drawn = 'failed')}
              />`
        }
      </div>
      <figcaption>
        ${
          pages > 1
            ? html`${button({ label: say('page-before'), press: () => this.go(-1), icon: CHEVRON_LEFT, iconOnly: true, disabled: page === 1 })}
              <span aria-live="polite">${place}</span>
              ${button({ label: say('page-after'), press: () => this.go(1), icon: CHEVRON_RIGHT, iconOnly: true, disabled: page === pages })}`
            : nothing
        }
        <a href=${pageUrl(this.job, page, LARGE.width, LARGE.height)} target="_blank" rel="noopener"
          >${icon(EXTERNAL_LINK)}${say('page-large')}</a
        >
      </figcaption>
    </figure>`;
  }
}

export const pageViewStyles = /* css */ `
portal-page{display:block}
.page-paper{position:relative;display:flex;align-items:center;justify-content:center;height:min(64vh,560px);padding:16px;border-radius:var(--radius-card);background:var(--paper-2);text-align:center}
.page-none{height:160px}
.page-paper img{max-width:100%;max-height:100%;opacity:0;background:#fff;border-radius:2px;box-shadow:0 0 0 1px var(--line),0 2px 10px rgba(15,23,38,.12);transition:opacity var(--quick)}
.page-paper img.shown{opacity:1}
.page-wait{position:absolute;animation:appear 1ms 300ms both}
.page-view figcaption{display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:8px 16px;margin-top:12px}
.page-view figcaption a{display:inline-flex;align-items:center;gap:6px;min-height:44px;font-size:var(--text-1)}
`;
