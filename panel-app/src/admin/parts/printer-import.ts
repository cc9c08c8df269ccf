// Importing printers: a device file is pasted, chosen or dropped; what came of it is shown, or each mistake with its place. Fires `added`.
import type { FileMistake, PrinterImported } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { DOWNLOAD, FILE_PLUS } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { EXPORT_URL, importPrinters } from '../../data/admin-fleet.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { mistakeList } from './file-mistakes.ts';
import './side-sheet.ts';
import { textArea } from './text-area.ts';

/** The server takes no more; a file that large is none of ours. */
const MOST_CHARACTERS = 2_000_000;
const EXAMPLE = `{
  "devices": [
    { "name": "Copy room",
      "address": "10.1.2.17" }
  ]
}`;

@customElement('admin-printer-import')
export class AdminPrinterImport extends LitElement {
  @state() private done: PrinterImported | undefined;
  @state() private dropping = false;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private field(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  private async take(file: File | undefined): Promise<void> {
    const field = this.field();
    if (file === undefined || field === null) return;
    if (file.size > MOST_CHARACTERS) {
      this.attempt.show(say('import-too-large'));
      return;
    }
    this.done = undefined;
    this.attempt.show(undefined);
    field.value = await file.text();
    field.focus();
  }

  private onPick = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    // Emptied, so that the same file can be chosen again after it was mended.
    field.value = '';
    void this.take(file);
  };

  private onDrag = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.dropping = event.type === 'dragover';
  };

  private onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.dropping = false;
    void this.take(event.dataTransfer?.files[0]);
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.import(this.field()?.value ?? '');
  };

  private async import(text: string): Promise<void> {
    this.done = undefined;
    const answer = await this.attempt.make(importPrinters(text));
    if (!answer.ok) return;
    this.done = answer.value;
    if (answer.value.added.length > 0) this.dispatchEvent(new CustomEvent('added'));
  }

  /** Puts the caret where the mistake is. */
  private go = ({ line, column }: FileMistake): void => {
    const field = this.field();
    if (field === null) return;
    const lines = field.value.split('\n');
    const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    field.focus();
    field.setSelectionRange(before + column - 1, before + (lines[line - 1]?.length ?? 0));
    const height = field.scrollHeight / Math.max(1, lines.length);
    field.scrollTop = Math.max(0, (line - 3) * height);
  };

  private outcome({ added, known, mistakes }: PrinterImported): TemplateResult {
    if (mistakes.length > 0) {
      return notice({
        tone: 'bad',
        announce: 'alert',
        text: html`<p><b>${say('import-nothing')}</b> ${say('import-mend', { count: mistakes.length })}</p>
          ${mistakeList(mistakes, this.go)}`,
      });
    }
    return html`${notice({
      tone: added.length > 0 ? 'ok' : 'quiet',
      announce: 'status',
      text: html`<p><b>${say('import-added', { count: added.length })}</b> ${added.length > 0 ? say('import-asked') : nothing}</p>`,
    })}
    ${added.length === 0 ? nothing : html`<ul class="names">${added.map((name) => html`<li>${name}</li>`)}</ul>`}
    ${
      known.length === 0
        ? nothing
        : html`<section>
            <h3>${say('import-known', { count: known.length })}</h3>
            <p class="hint">${say('import-known-help')}</p>
            <ul class="names">${known.map((name) => html`<li>${name}</li>`)}</ul>
          </section>`
    }`;
  }

  private form(): TemplateResult {
    return html`<form
      class="form drop-place ${this.dropping ? 'over' : ''}"
      @submit=${this.onSubmit}
      @dragover=${this.onDrag}
      @dragleave=${this.onDrag}
      @drop=${this.onDrop}
    >
      <p class="hint">${say('import-help')}</p>
      <div class="mono">
        ${textArea({ name: 'text', label: say('device-file'), rows: 12, required: true, maxlength: MOST_CHARACTERS, placeholder: EXAMPLE })}
      </div>
      ${this.attempt.problem === undefined ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      ${this.done === undefined ? nothing : this.outcome(this.done)}
      <input
        type="file"
        hidden
        accept=".json,application/json"
        aria-label=${say('choose-file')}
        @change=${this.onPick}
      />
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${this.attempt.busy}>
          ${say(this.attempt.busy ? 'importing' : 'import-do')}
        </button>
        ${button({
          label: say('choose-file'),
          icon: FILE_PLUS,
          press: () => this.querySelector<HTMLInputElement>('input[type=file]')?.click(),
        })}
      </div>
    </form>`;
  }

  private finished(done: PrinterImported): TemplateResult {
    return html`${this.outcome(done)}
      <div class="sheet-acts">
        ${button({ label: say('done'), kind: 'accent', press: () => (location.hash = '#printers') })}
        ${button({ label: say('import-another'), press: () => (this.done = undefined) })}
      </div>`;
  }

  protected override render(): TemplateResult {
    const { done } = this;
    const over = done !== undefined && done.mistakes.length === 0;
    return html`<admin-sheet
      .heading=${say('import-title')}
      key="import"
      .body=${html`${over ? this.finished(done) : this.form()}
        <section>
          <h3>${say('export-title')}</h3>
          <p class="hint">${say('export-help')}</p>
          <p class="section-act">
            <a class="button plain" href=${EXPORT_URL} download="printers.json"
              >${icon(DOWNLOAD)}<span class="words">${say('export-do')}</span></a
            >
          </p>
        </section>`}
      @dismiss=${() => (location.hash = '#printers')}
    ></admin-sheet>`;
  }
}
