// The document to be read: itself, where the browser shows PDFs in the page and there is room; else, and always on phones, its pages as pictures.
import type { JobView } from '@platen/shared/api/common';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { documentUrl, readPdf } from '../../data/portal-history.ts';
import { say } from '../speech.ts';
import './page-view.ts';

/** Held in memory while it is looked at; of a larger one the pages come one by one. */
const MOST_BYTES = 25 * 1024 * 1024;
/** A picture as a phone takes it; a larger one comes drawn small. */
const MOST_PICTURE_BYTES = 8 * 1024 * 1024;
const PICTURES: readonly string[] = ['image/jpeg', 'image/png'];

/** A mouse and a window as wide as a page: a phone's browser shows the first page only, or offers to download it. */
const hasViewer = (): boolean =>
  navigator.pdfViewerEnabled && matchMedia('(min-width:900px) and (pointer:fine)').matches;

@customElement('portal-reader')
export class PortalReader extends LitElement {
  @property({ attribute: false }) job: JobView | undefined;
  @state() private way: 'pages' | 'itself' = 'pages';
  @state() private address: string | undefined;
  private reading: AbortController | undefined;
  private shownId: string | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.putAway();
    this.shownId = undefined;
  }

  protected override willUpdate(): void {
    const { job } = this;
    if (job === undefined || job.id === this.shownId) return;
    this.shownId = job.id;
    this.putAway();
    this.way = 'pages';
    if (this.canShow(job)) void this.show(job.id);
  }

  private canShow({ mediaType, size }: JobView): boolean {
    return hasViewer() && !PICTURES.includes(mediaType) && size <= MOST_BYTES;
  }

  private putAway(): void {
    this.reading?.abort();
    if (this.address !== undefined) URL.revokeObjectURL(this.address);
    this.address = undefined;
  }

  private async show(id: string): Promise<void> {
    this.putAway();
    const reading = new AbortController();
    this.reading = reading;
    const pdf = await readPdf(id, reading.signal);
    // The pages are there meanwhile, and stay where it cannot be had.
    if (pdf === undefined || reading.signal.aborted) return;
    this.address = URL.createObjectURL(pdf);
    this.way = 'itself';
  }

  private turn(id: string): void {
    if (this.way === 'itself') {
      this.way = 'pages';
      this.putAway();
    } else void this.show(id);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { job, way, address } = this;
    if (job === undefined) return nothing;
    const switcher = this.canShow(job)
      ? html`<div class="reader-acts">${button({ label: say(way === 'itself' ? 'read-pages' : 'read-itself'), press: () => this.turn(job.id) })}</div>`
      : nothing;
    if (way === 'itself' && address !== undefined) {
      return html`${switcher}<iframe class="reader-frame" src=${address} title=${job.title}></iframe>`;
    }
    const picture =
      PICTURES.includes(job.mediaType) && job.size <= MOST_PICTURE_BYTES ? documentUrl(job.id) : undefined;
    return html`${switcher}<portal-page .job=${job.id} .pages=${job.pages ?? 1} .picture=${picture}></portal-page>`;
  }
}
