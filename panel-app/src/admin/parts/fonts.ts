// The administrator's fonts: added by picking or dropping files, removed after a question. Fires nothing; it asks the server itself.
import type { FontFile } from '@platen/shared/api/convert';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { PLUS, TRASH } from '../../components/icons.ts';
import { addFont, readFonts, removeFont } from '../../data/admin.ts';
import { bytesWords } from '../../locales/amounts.ts';
import { attempt } from '../../state/attempt.ts';
import { refusalSentence } from '../../state/refusal.ts';
import { loaded } from '../loaded.ts';
import { say } from '../speech.ts';
import { whenLoaded } from './loading.ts';

const ENDINGS = '.ttf,.otf,.ttc,.otc';

@customElement('admin-fonts')
export class AdminFonts extends LitElement {
  @state() private removing: FontFile | undefined;
  @state() private adding = false;
  @state() private over = false;
  /** What was refused of the files given last, a sentence each. */
  @state() private refused: readonly string[] = [];

  private readonly attempt = attempt(this);
  private readonly fonts = loaded(this, readFonts, 0);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async add(files: readonly File[]): Promise<void> {
    if (files.length === 0 || this.adding) return;
    this.adding = true;
    this.refused = [];
    // One after the other: each is written to the disk before the next one comes.
    for (const file of files) {
      const answer = await addFont(file);
      const why = answer.ok ? undefined : refusalSentence(answer);
      if (why !== undefined) this.refused = [...this.refused, say('font-refused', { name: file.name, why })];
    }
    this.adding = false;
    await this.fonts.refresh();
  }

  private async removeIt(font: FontFile): Promise<void> {
    const answer = await this.attempt.make(removeFont(font.file));
    if (!answer.ok) return;
    this.removing = undefined;
    void this.fonts.refresh();
  }

  private onPick = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const files = [...(field.files ?? [])];
    // Emptied, so that the same file can be chosen again after it was refused.
    field.value = '';
    void this.add(files);
  };

  private onDrag = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.over = event.type === 'dragover';
  };

  private onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    void this.add([...(event.dataTransfer?.files ?? [])]);
  };

  private row(font: FontFile): TemplateResult {
    const name = `${font.family} ${font.style}`;
    return html`<tr>
      <td>${font.family}</td>
      <td>${font.style}</td>
      <td class="number gives-1">${bytesWords(font.bytes)}</td>
      <td class="act">
        ${button({
          label: say('font-remove', { name }),
          icon: TRASH,
          iconOnly: true,
          kind: 'quiet',
          press: () => (this.removing = font),
        })}
      </td>
    </tr>`;
  }

  private question(font: FontFile): TemplateResult {
    return confirm({
      heading: say('font-remove-title', { name: `${font.family} ${font.style}` }),
      cost: say('font-remove-cost'),
      act: say('font-remove-do'),
      danger: true,
      busy: this.attempt.busy,
      problem: this.attempt.problem,
      yes: () => void this.removeIt(font),
      no: () => {
        this.removing = undefined;
        this.attempt.show(undefined);
      },
    });
  }

  protected override render(): TemplateResult {
    return html`<section
      class="settings-group drop-place ${this.over ? 'over' : ''}"
      @dragover=${this.onDrag}
      @dragleave=${this.onDrag}
      @drop=${this.onDrop}
    >
      <h2>${say('fonts')}</h2>
      <p class="hint">${say('fonts-help')}</p>
      ${whenLoaded(this.fonts, ({ fonts }) =>
        fonts.length === 0
          ? html`<p class="few-none">${say('fonts-none')}</p>`
          : html`<table class="table few">
              <caption class="out-of-sight">${say('fonts')}</caption>
              <thead>
                <tr>
                  <th scope="col">${say('font-family')}</th>
                  <th scope="col">${say('font-style')}</th>
                  <th scope="col" class="number gives-1">${say('size')}</th>
                  <td></td>
                </tr>
              </thead>
              <tbody>
                ${fonts.map((font) => this.row(font))}
              </tbody>
            </table>`,
      )}
      ${this.refused.map((sentence) => html`<p class="problem" role="alert">${sentence}</p>`)}
      <input type="file" multiple hidden accept=${ENDINGS} aria-label=${say('font-add')} @change=${this.onPick} />
      ${button({
        label: say(this.adding ? 'font-adding' : 'font-add'),
        icon: PLUS,
        disabled: this.adding,
        press: () => this.querySelector<HTMLInputElement>('input[type=file]')?.click(),
      })}
      ${this.removing === undefined ? nothing : this.question(this.removing)}
    </section>`;
  }
}
