// The one big place to add documents: a button that opens the picker, and the whole window as a place to drop or paste files.
import type { PortalMe } from '@platen/shared/api/portal';
import { isolate } from '@platen/shared/say/isolate';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../components/icon.ts';
import { FILE_PLUS, PRINTER, UPLOAD } from '../../components/icons.ts';
import { bytesWords } from '../../locales/amounts.ts';
import { type CameraOpen, cameraPart } from '../camera-part.ts';
import { say } from '../speech.ts';

/** What people call the kinds of documents; types of none of these are only in the picker. */
const KINDS = [
  [/^application\/pdf$/, 'kinds-pdf'],
  [/officedocument|opendocument|msword|ms-excel|ms-powerpoint/, 'kinds-office'],
  [/^image\//, 'kinds-pictures'],
  [/^text\//, 'kinds-text'],
] as const;

/** "PDF, Office, pictures, text": of what is accepted, in this order. */
function kindWords(accepts: readonly string[]): string {
  const words = KINDS.filter(([pattern]) => accepts.some((type) => pattern.test(type)));
  // As the language lists things: with its own comma, and no "and" before the last.
  const { lang, dir } = document.documentElement;
  return new Intl.ListFormat(lang || undefined, { type: 'unit' }).format(
    // One by one: a list that begins with "PDF" is Arabic all the same.
    words.map(([, word]) => isolate(say(word), dir === 'rtl')),
  );
}

const carriesFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') ?? false;

/** Files only: a dropped folder also comes as a "file", one that cannot be read. */
function filesOf(data: DataTransfer | null): File[] {
  const folders = [...(data?.items ?? [])].map((item) => item.webkitGetAsEntry()?.isDirectory === true);
  return [...(data?.files ?? [])].filter((_file, index) => folders[index] !== true);
}

function picked({ target }: Event): File[] {
  if (!(target instanceof HTMLInputElement)) return [];
  const files = [...(target.files ?? [])];
  // So that picking the same file again is a change again.
  target.value = '';
  return files;
}

/** Fires `files` (`CustomEvent<readonly File[]>`) with what was picked, dropped or pasted, and `print-files` with what is to be printed at once. */
@customElement('portal-add')
export class PortalAdd extends LitElement {
  @property({ attribute: false }) me: PortalMe | undefined;
  @state() private over = false;
  /** The camera is open; a picture, where one was taken already. */
  @state() private camera: CameraOpen;

  /** Enter and leave come for every element the pointer crosses; only the sum tells inside from outside. */
  private depth = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('dragenter', this.onEnter);
    window.addEventListener('dragover', this.onOver);
    window.addEventListener('dragleave', this.onLeave);
    window.addEventListener('drop', this.onDrop);
    window.addEventListener('paste', this.onPaste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('dragenter', this.onEnter);
    window.removeEventListener('dragover', this.onOver);
    window.removeEventListener('dragleave', this.onLeave);
    window.removeEventListener('drop', this.onDrop);
    window.removeEventListener('paste', this.onPaste);
  }

  private give(files: readonly File[]): void {
    if (files.length > 0) this.dispatchEvent(new CustomEvent('files', { detail: files }));
  }

  private onEnter = (event: DragEvent): void => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    this.depth++;
    this.over = true;
  };

  private onOver = (event: DragEvent): void => {
    // Without this the browser would open the file instead of giving it to us.
    if (carriesFiles(event.dataTransfer)) event.preventDefault();
  };

  private onLeave = (event: DragEvent): void => {
    if (!carriesFiles(event.dataTransfer)) return;
    this.depth = Math.max(0, this.depth - 1);
    this.over = this.depth > 0;
  };

  private onDrop = (event: DragEvent): void => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    this.depth = 0;
    this.over = false;
    this.give(filesOf(event.dataTransfer));
  };

  private onPaste = (event: ClipboardEvent): void => {
    if (carriesFiles(event.clipboardData)) this.give(filesOf(event.clipboardData));
  };

  private onPick = (event: Event): void => this.give(picked(event));

  private onPickToPrint = (event: Event): void => {
    const files = picked(event);
    if (files.length > 0) this.dispatchEvent(new CustomEvent('print-files', { detail: files }));
  };

  /** Opens the file picker. */
  pick(): void {
    this.querySelector('input')?.click();
  }

  protected override render(): TemplateResult {
    const { me } = this;
    return html`<div class="add">
      <label class="add-area">
        <input
          class="out-of-sight"
          type="file"
          multiple
          accept=${me === undefined ? nothing : me.accepts.join(',')}
          aria-describedby="add-hint"
          @change=${this.onPick}
        />
        <span class="add-face">${icon(FILE_PLUS)}<span>${say('add')}</span></span>
      </label>
      <p class="hint" id="add-hint">
        ${me === undefined ? nothing : say('add-hint', { kinds: kindWords(me.accepts), size: bytesWords(me.maxDocument) })}<span
          class="add-drop"
          >, ${say('add-drop')}</span
        >
      </p>
      <label class="add-print">
        <input
          class="out-of-sight"
          type="file"
          multiple
          accept=${me === undefined ? nothing : me.accepts.join(',')}
          @change=${this.onPickToPrint}
        />
        <span class="button">${icon(PRINTER)}<span class="words">${say('add-print')}</span></span>
      </label>
      ${cameraPart({
        me,
        files: (files) => this.give(files),
        open: this.camera,
        show: (open) => (this.camera = open),
      })}
      ${
        this.over
          ? html`<div class="drop-here" aria-hidden="true"><div>${icon(UPLOAD)}<span>${say('drop-now')}</span></div></div>`
          : nothing
      }
    </div>`;
  }
}

export const addAreaStyles = /* css */ `
portal-add{display:block}
.add-area{display:block;cursor:pointer}
.add-face{display:flex;align-items:center;justify-content:center;gap:12px;min-height:72px;border-radius:var(--radius-card);background:var(--accent);color:var(--accent-ink);
  font-size:var(--text-3);font-weight:600;transition:background-color var(--quick)}
.add-face .icon{width:28px;height:28px}
.add-area:active .add-face{background:var(--accent-press)}
.add-area input:focus-visible+.add-face{outline:3px solid var(--accent);outline-offset:2px}
.add-print{display:block;margin-top:8px;cursor:pointer}
.add-print .button{display:flex}
.add-print input:focus-visible+.button{outline:3px solid var(--accent);outline-offset:2px}
.add-camera{margin-top:8px}
.add-camera .button{display:flex;width:100%}
.add .hint{margin-top:8px;text-align:center}
.add-drop{display:none}
.drop-here{position:fixed;top:0;right:0;bottom:0;left:0;z-index:40;padding:16px;background:var(--paper);opacity:.96;pointer-events:none;animation:appear var(--quick)}
.drop-here>div{display:flex;flex-direction:column;align-items:center;justify-content:center;gap:16px;height:100%;border:3px dashed var(--accent);border-radius:var(--radius-card);
  color:var(--accent);font-size:var(--text-4);font-weight:600}
.drop-here .icon{width:56px;height:56px}
@media(hover:hover){.add-area:hover .add-face{background:var(--accent-press)}.add-drop{display:inline}}
@media(min-width:900px){.add-face{min-height:112px;flex-direction:column;gap:8px}}
`;
