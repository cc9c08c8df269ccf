// Paper to PDF with the phone's camera: picture, corners, clean page, more pages, one document. Fires `files` with the PDF and `close`.
// Nothing of the pictures leaves the device before "Send as PDF".
import { withoutIsolates } from '@platen/shared/say/isolate';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { keepTab } from '../../components/dialog.ts';
import { icon } from '../../components/icon.ts';
import {
  ARROW_LEFT,
  CHEVRON_LEFT,
  CHEVRON_RIGHT,
  IMAGE,
  PLUS,
  REFRESH_CW,
  SEND,
  TRASH,
  X,
} from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { segmented } from '../../components/segmented.ts';
import { skeleton } from '../../components/skeleton.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { say } from './camera-speech.ts';
import { cameraStyles } from './camera-styles.ts';
import './corners.ts';
import { LOOKS, type PageLook, SHEETS, type Sheet } from './flatten.ts';
import { type Corners, isConvex } from './homography.ts';
import { type MadePage, makePage, openPicture, release, type Shot, shotOf, turned } from './pictures.ts';
import { writePdf } from './write-pdf.ts';

/** Beyond it memory of phones ends; more paper is for the glass of a printer. */
const MOST_PAGES = 50;
const CAMERA: MediaStreamConstraints = {
  audio: false,
  // As fine as the camera gives, of the side that looks away from the person.
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 3840 }, height: { ideal: 2160 } },
};
/** Where people write on Letter (CLDR). */
const LETTER = /-(?:US|CA|MX|PH|CL|CO|CR|GT|PA|SV|VE)\b/i;

/** Local time, as files are named so that they sort: "2026-11-22 09.05". */
function dated(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}.${two(at.getMinutes())}`;
}

@customElement('portal-camera')
export class PortalCamera extends LitElement {
  /** Opens the camera; a test or the gallery puts its own here. undefined: there is none, pictures are picked. */
  static usual: (() => Promise<MediaStream>) | undefined =
    'mediaDevices' in navigator ? () => navigator.mediaDevices.getUserMedia(CAMERA) : undefined;
  static clock = (): Date => new Date();

  /** A picture that was taken already. */
  @property({ attribute: false }) first: Blob | undefined;

  @state() private shot: Shot | undefined;
  @state() private pages: readonly MadePage[] = [];
  @state() private look: PageLook = 'colour';
  @state() private sheet: Sheet = LETTER.test(navigator.language) ? 'letter' : 'a4';
  @state() private busy: 'asking' | 'opening' | 'making' | undefined;
  @state() private problem: 'bad-picture' | 'no-memory' | undefined;
  @state() private stream: MediaStream | undefined;
  /** A frame of the stream is there: before it, a picture would be black. */
  @state() private seen = false;
  @state() private leaving = false;
  /** Another page is wanted although there are some. */
  @state() private more = false;
  private gone = new AbortController();
  private cameFrom: Element | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.gone = new AbortController();
    this.cameFrom = document.activeElement;
    this.setAttribute('role', 'dialog');
    this.setAttribute('aria-modal', 'true');
    this.setAttribute('aria-label', say('title'));
    this.addEventListener('keydown', this.onKey);
    if (this.first !== undefined) void this.open(this.first);
    else void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.gone.abort();
    this.removeEventListener('keydown', this.onKey);
    this.endCamera();
    this.dropShot();
    for (const { thumb } of this.pages) URL.revokeObjectURL(thumb);
    if (this.cameFrom instanceof HTMLElement && this.cameFrom.isConnected) this.cameFrom.focus();
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('.camera-top .button')?.focus();
  }

  private onKey = (event: KeyboardEvent): void => {
    if (this.leaving) return;
    if (event.key === 'Escape') this.leave();
    keepTab(event, this);
  };

  /** Where it is refused, or there is none, a picture is picked: phones offer their camera there. */
  private async begin(): Promise<void> {
    this.busy = 'asking';
    const opened = await PortalCamera.usual?.().catch(() => undefined);
    // A picture was picked meanwhile, or the list was gone back to.
    const wanted = this.busy === 'asking' && this.isConnected;
    if (wanted) this.busy = undefined;
    if (opened === undefined) return;
    if (!wanted) {
      for (const track of opened.getTracks()) track.stop();
      return;
    }
    this.stream = opened;
    // Unplugged, or taken by another app.
    for (const track of opened.getTracks())
      track.addEventListener('ended', () => this.stream === opened && this.endCamera());
  }

  /** Of another page, back to those there are. */
  private back(): void {
    this.busy = undefined;
    this.more = false;
    this.endCamera();
  }

  private endCamera(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.seen = false;
  }

  private dropShot(): void {
    if (this.shot !== undefined) release(this.shot.picture);
    this.shot = undefined;
  }

  private async open(file: Blob): Promise<void> {
    this.problem = undefined;
    this.busy = 'opening';
    this.endCamera();
    this.dropShot();
    try {
      const shot = await openPicture(file);
      if (this.gone.signal.aborted) release(shot.picture);
      else this.shot = shot;
    } catch {
      // Not a picture, or of a kind that this browser does not know.
      this.problem = 'bad-picture';
    }
    this.busy = undefined;
  }

  private shoot(): void {
    const video = this.querySelector('video');
    if (video === null) return;
    this.problem = undefined;
    try {
      this.shot = shotOf(video, video.videoWidth, video.videoHeight);
    } catch {
      this.problem = 'no-memory';
    }
    this.endCamera();
  }

  private picked({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    const [file] = target.files ?? [];
    if (file !== undefined) void this.open(file);
    target.value = '';
  }

  private async use(): Promise<void> {
    const { shot } = this;
    if (shot === undefined) return;
    this.busy = 'making';
    try {
      const page = await makePage(shot, this.look, this.sheet, this.gone.signal);
      if (page !== undefined) {
        this.pages = [...this.pages, page];
        this.more = false;
        this.dropShot();
      }
    } catch {
      this.problem = 'no-memory';
    }
    this.busy = undefined;
  }

  private again(): void {
    this.dropShot();
    void this.begin();
  }

  private turn(): void {
    if (this.shot === undefined) return;
    try {
      this.shot = turned(this.shot);
    } catch {
      this.problem = 'no-memory';
    }
  }

  private move(index: number, by: number): void {
    const pages = [...this.pages];
    const [page] = pages.splice(index, 1);
    if (page !== undefined) pages.splice(index + by, 0, page);
    this.pages = pages;
  }

  private drop(page: MadePage): void {
    URL.revokeObjectURL(page.thumb);
    this.pages = this.pages.filter((one) => one !== page);
    if (this.pages.length === 0) void this.begin();
  }

  private send(): void {
    const at = PortalCamera.clock();
    const name = withoutIsolates(say('name', { date: dated(at) }));
    const pieces = writePdf(
      this.pages.map(({ pdf }) => pdf),
      name.replace(/\.pdf$/, ''),
      at,
    );
    const file = new File([...pieces], name, { type: 'application/pdf', lastModified: at.getTime() });
    this.dispatchEvent(new CustomEvent('files', { detail: [file] }));
    this.dispatchEvent(new CustomEvent('close'));
  }

  private leave(): void {
    if (this.pages.length > 0 || this.busy === 'making') this.leaving = true;
    else this.dispatchEvent(new CustomEvent('close'));
  }

  private choices(): TemplateResult {
    return html`${segmented({
      label: say('look'),
      segments: LOOKS.map((value) => ({ value, label: say(`look-${value}`) })),
      value: this.look,
      change: (value) => (this.look = value),
    })}
    ${segmented({
      label: say('sheet'),
      segments: (Object.keys(SHEETS) as Sheet[]).map((value) => ({ value, label: say(`sheet-${value}`) })),
      value: this.sheet,
      change: (value) => (this.sheet = value),
    })}`;
  }

  private standing({ found }: Shot, fits: boolean): TemplateResult {
    if (this.busy === 'making') return html`${say('working')}…`;
    if (!fits) return html`${say('corners-bent')}`;
    return html`${say(found ? 'corners-found' : 'corners-not-found')}<span class="camera-keys"> ${say('corners-how')}</span>`;
  }

  private adjust(shot: Shot): TemplateResult {
    const fits = isConvex(shot.corners);
    return html`<div class="camera-stage">
        <portal-corners
          .picture=${shot.picture}
          .corners=${shot.corners}
          @corners=${(event: CustomEvent<Corners>) => (this.shot = { ...shot, corners: event.detail })}
        ></portal-corners>
        <div class="camera-mend">
          <p class="hint" role="status">${this.standing(shot, fits)}</p>
          ${button({ label: say('turn'), icon: REFRESH_CW, kind: 'quiet', press: () => this.turn(), disabled: this.busy !== undefined })}
        </div>
      </div>
      ${this.choices()}
      <div class="camera-acts">
        ${button({ label: say('again'), press: () => this.again(), disabled: this.busy !== undefined })}
        ${button({
          label: say('use'),
          kind: 'accent',
          press: () => void this.use(),
          disabled: !fits || this.busy !== undefined,
        })}
      </div>`;
  }

  private capture(): TemplateResult {
    const { stream } = this;
    return html`<p>${say('lead')}</p>
      <div class="camera-stage">
        ${
          stream === undefined
            ? html`<span class="camera-none">${icon(IMAGE)}</span>`
            : html`<video autoplay playsinline .muted=${true} aria-label=${say('live')} .srcObject=${stream} @loadeddata=${() => (this.seen = true)}></video>`
        }
      </div>
      <div class="camera-acts">
        <label class="camera-pick">
          <input class="out-of-sight" type="file" accept="image/*" capture="environment" @change=${this.picked} />
          <span class="button ${stream !== undefined ? 'icon-only' : this.busy === undefined ? 'accent' : ''}"
            >${icon(IMAGE)}<span class="words ${stream === undefined ? '' : 'out-of-sight'}">${say('choose')}</span></span
          >
        </label>
        ${stream === undefined ? nothing : button({ label: say('shoot'), kind: 'accent', disabled: !this.seen, press: () => this.shoot() })}
      </div>`;
  }

  private page(page: MadePage, index: number): TemplateResult {
    const number = index + 1;
    const act = (
      label: 'page-earlier' | 'page-later' | 'page-delete',
      sign: string,
      press: () => void,
      disabled = false,
    ) =>
      button({ label: say(label, { number }), icon: sign, iconOnly: true, kind: 'quiet', press, disabled });
    return html`<li class="camera-page">
      <img src=${page.thumb} alt="" />
      <span>${say('page', { number })}</span>
      <div>
        ${act('page-earlier', CHEVRON_LEFT, () => this.move(index, -1), index === 0)}
        ${act('page-later', CHEVRON_RIGHT, () => this.move(index, 1), number === this.pages.length)}
        ${act('page-delete', TRASH, () => this.drop(page))}
      </div>
    </li>`;
  }

  private list(): TemplateResult {
    const full = this.pages.length >= MOST_PAGES;
    return html`<ol class="camera-pages" aria-label=${say('pages', { count: this.pages.length })}>
        ${this.pages.map((page, index) => this.page(page, index))}
      </ol>
      ${full ? notice({ tone: 'warn', text: say('full'), announce: 'status' }) : nothing}
      <div class="camera-stage"></div>
      <div class="camera-acts">
        ${button({
          label: say('more'),
          icon: PLUS,
          disabled: full,
          press: () => {
            this.more = true;
            void this.begin();
          },
        })}
        ${button({ label: say('send'), icon: SEND, kind: 'accent', press: () => this.send() })}
      </div>`;
  }

  private body(): TemplateResult {
    if (this.busy === 'opening') return html`<div class="camera-stage">${skeleton(3, say('loading'))}</div>`;
    if (this.shot !== undefined) return this.adjust(this.shot);
    return this.pages.length > 0 && !this.more ? this.list() : this.capture();
  }

  protected override render(): TemplateResult {
    const { more, shot } = this;
    return html`<div class="camera">
      <div class="camera-top">
        ${
          more && shot === undefined && this.pages.length > 0
            ? button({
                label: say('back'),
                icon: ARROW_LEFT,
                iconOnly: true,
                kind: 'quiet',
                press: () => this.back(),
              })
            : nothing
        }
        <h1>${this.pages.length === 0 ? say('title') : say('pages', { count: this.pages.length })}</h1>
        ${button({ label: say('leave'), icon: X, iconOnly: true, kind: 'quiet', press: () => this.leave() })}
      </div>
      ${this.problem === undefined ? nothing : notice({ tone: 'bad', text: say(this.problem), announce: 'alert' })}
      ${this.body()}
      ${
        this.leaving
          ? confirm({
              heading: say('leave-title'),
              cost: say('leave-cost', { count: Math.max(1, this.pages.length) }),
              act: say('leave-do'),
              danger: true,
              yes: () => this.dispatchEvent(new CustomEvent('close')),
              no: () => (this.leaving = false),
            })
          : nothing
      }
    </div>`;
  }
}

installStyles(document, cameraStyles);
