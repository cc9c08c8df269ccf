// The lines above every screen that tell how the page stands to its server: what is shown is an old answer, another version is ready, what was shared
// could not be kept. Loaded after the first screen; empty while there is nothing to tell.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { X } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { onSeenNews, seenNews } from '../../data/seen-answer.ts';
import { agoWords } from '../../locales/when.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { say as words } from '../pwa-speech.ts';
import { say } from '../speech.ts';
import { type NewVersion, newVersion } from './new-version.ts';

/** What the worker puts into the address when it could not keep what was shared. */
const SHARE_PROBLEMS = { none: 'share-none', full: 'share-full', 'not-kept': 'share-not-kept' } as const;
type ShareProblem = keyof typeof SHARE_PROBLEMS;

function shareProblem(): ShareProblem | undefined {
  const said = new URLSearchParams(location.search).get('share');
  return said !== null && said in SHARE_PROBLEMS ? (said as ShareProblem) : undefined;
}

@customElement('portal-connected')
export class PortalConnected extends LitElement {
  /** A test or the gallery puts its own here before the element is made. */
  static usual: { readonly version: NewVersion; readonly news: typeof seenNews } = {
    version: newVersion,
    news: seenNews,
  };
  private readonly from = PortalConnected.usual;

  /** Documents are on their way: the page must not be loaded anew. */
  @property({ attribute: false }) busy = false;
  /** The list of documents is shown, which says itself how old it is. */
  @property({ attribute: false }) list = false;
  @state() private problem: ShareProblem | undefined = shareProblem();
  private ends: readonly (() => void)[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const draw = (): void => this.requestUpdate();
    this.ends = [onSeenNews(draw), this.from.version.subscribe(draw)];
    document.addEventListener('visibilitychange', this.onHidden);
    // So that it is not said again when the page is loaded again.
    if (this.problem !== undefined) history.replaceState(null, '', `${location.pathname}${location.hash}`);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.ends) end();
    document.removeEventListener('visibilitychange', this.onHidden);
  }

  /** Nobody looks and nothing is under way: the next look is at the new version. */
  private onHidden = (): void => {
    const typing = document.activeElement?.matches('input,textarea,select') === true;
    const open = document.querySelector('platen-dialog,portal-camera,portal-print') !== null;
    if (document.hidden && !this.busy && !typing && !open && this.from.version.ready())
      this.from.version.take();
  };

  protected override render(): TemplateResult | typeof nothing {
    const { asOf, keeps } = this.from.news();
    const lines: TemplateResult[] = [];
    if (asOf !== undefined && !this.list)
      lines.push(
        notice({
          tone: 'warn',
          announce: 'status',
          text: words('seen-as-of', { when: agoWords(asOf, Date.now()) }),
        }),
      );
    else if (!keeps && !navigator.onLine)
      lines.push(notice({ tone: 'warn', announce: 'status', text: words('seen-not-kept') }));
    if (this.from.version.ready())
      lines.push(
        notice({
          tone: 'busy',
          announce: 'status',
          text: html`${words('update')}${this.busy ? html` ${words('update-later')}` : nothing}`,
          ...(this.busy
            ? {}
            : { actions: button({ label: words('update-now'), press: () => this.from.version.take() }) }),
        }),
      );
    if (this.problem !== undefined)
      lines.push(
        notice({
          tone: 'bad',
          announce: 'alert',
          text: words(SHARE_PROBLEMS[this.problem]),
          actions: button({
            label: say('close'),
            icon: X,
            iconOnly: true,
            kind: 'quiet',
            press: () => (this.problem = undefined),
          }),
        }),
      );
    return lines.length === 0 ? nothing : html`<div class="connected">${lines}</div>`;
  }
}

const connectedStyles = /* css */ `
.connected{display:grid;gap:8px;width:100%;max-width:1120px;margin:0 auto;padding:12px 16px 0}
@media(min-width:900px){.connected{padding-inline:24px}}
`;

installStyles(document, connectedStyles);
