// The small first page of a document in its row. Loaded after the list is drawn; until the picture is there, and wherever there is none, a sheet
// with the sign of its kind. Masked documents have no picture: their owner asked for nothing to be seen. Gone with the list (D3).
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { afterPaint } from '../../components/after-paint.ts';
import { icon } from '../../components/icon.ts';
import { FILE_TEXT, IMAGE, MAIL } from '../../components/icons.ts';
import type { PanelSession } from '../../state/panel-session.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { rowPictureStyles } from './row-picture-styles.ts';
import { pictureTurns } from './turns.ts';

/** lucide 1.62.0 "table" and "presentation" (licences in panel-app/NOTICE). */
const TABLE =
  'M12 3v18M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2zM3 9h18M3 15h18';
const PRESENTATION = 'M2 3h20M21 3v11a2 2 0 0 1 -2 2H5a2 2 0 0 1 -2 -2V3M7 21l5 -5l5 5';

const SIGNS = [
  [/^image\//, IMAGE],
  [/rfc822$/, MAIL],
  [/sheet|excel|csv/, TABLE],
  [/presentation|powerpoint/, PRESENTATION],
] as const;

/** The size of the box in every row, times the most that can be seen of it: 52 x 62 px, and steps of 16 for the server's cache. */
const [WIDE, HIGH] = [96, 128];
/** A server that is busy drawing other people's pages holds up the other rows no longer than this. */
const PATIENCE_MS = 8000;

let looking = false;
/** Once for all rows, and behind the painting of what is new: looking at them before that would lay out the list twice. */
const turns = pictureTurns((look) => {
  if (looking) return;
  looking = true;
  afterPaint(() => {
    looking = false;
    look();
  });
});

/** Rows in the page; they share what listens. */
let rows = 0;
const listen = (more: 1 | -1): void => {
  const before = rows;
  rows += more;
  if (before > 0 && rows > 0) return;
  const act = rows > 0 ? 'addEventListener' : 'removeEventListener';
  document[act]('scroll', turns.look, true);
  window[act]('resize', turns.look);
};

@customElement('platen-row-picture')
export class PlatenRowPicture extends LitElement {
  /** Makes the address of a picture. */
  @property({ attribute: false }) picture: PanelSession['picture'] | undefined;
  /** Empty: there is none to be shown. */
  @property() job = '';
  /** Media type of the document as it came. */
  @property() kind = '';
  /** The server is answering a press. */
  @property({ type: Boolean }) held = false;
  @state() private phase: 'waiting' | 'loading' | 'shown' | 'failed' = 'waiting';
  private shownJob = '';
  private patience: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    listen(1);
    this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    listen(-1);
    this.end('waiting');
    // What was being loaded is not wanted any more, and what was shown is let go of at once.
    this.querySelector('img')?.removeAttribute('src');
  }

  private begin(): void {
    this.shownJob = this.job;
    this.phase = 'waiting';
    if (this.job !== '') turns.join(this);
  }

  private end(phase: 'waiting' | 'shown' | 'failed'): void {
    clearTimeout(this.patience);
    this.phase = phase;
    turns.leave(this);
  }

  mayLoad(): boolean {
    if (this.held) return false;
    // Of the row: what is in one that is out of sight would have to be laid out to be measured.
    const row = this.closest('li')?.getBoundingClientRect();
    const pane = this.closest('.pane')?.getBoundingClientRect();
    return row !== undefined && pane !== undefined && row.bottom > pane.top && row.top < pane.bottom;
  }

  load(): void {
    this.phase = 'loading';
    this.patience = setTimeout(() => this.end('failed'), PATIENCE_MS);
  }

  protected override updated(): void {
    // The sheet's edge is that of the picture, once there is one.
    this.className = this.phase;
    if (this.shownJob !== this.job) {
      this.end('waiting');
      this.begin();
    } else turns.look();
  }

  protected override render(): TemplateResult {
    const { phase, job, picture } = this;
    if (this.shownJob === job && (phase === 'loading' || phase === 'shown') && picture !== undefined) {
      return html`<img
        class=${phase}
        src=${picture(job, 1, { width: WIDE, height: HIGH, ticket: {} })}
        alt=""
        draggable="false"
        @load=${() => this.end('shown')}
        @error=${() => this.end('failed')}
      />`;
    }
    return html`<span class="row-sheet">${icon(SIGNS.find(([pattern]) => pattern.test(this.kind))?.[1] ?? FILE_TEXT)}</span>`;
  }
}

installStyles(document, rowPictureStyles);
