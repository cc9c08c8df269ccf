// The notice above the printers: device and profile files have mistakes. The first few are shown, the rest when asked for.
import type { FileMistake } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { notice } from '../../components/notice.ts';
import { say } from '../speech.ts';
import { mistakeList } from './file-mistakes.ts';

/** More would push the printers themselves off the screen. */
const FEW = 2;

@customElement('admin-file-trouble')
export class AdminFileTrouble extends LitElement {
  @property({ attribute: false }) mistakes: readonly FileMistake[] = [];
  @state() private all = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { mistakes } = this;
    if (mistakes.length === 0) return nothing;
    const shown = this.all ? mistakes : mistakes.slice(0, FEW);
    return html`<div class="file-trouble">${notice({
      tone: 'warn',
      text: html`<p><b>${say('file-mistakes', { count: mistakes.length })}</b> ${say('file-mistakes-help')}</p>
        ${mistakeList(shown)}
        ${
          mistakes.length <= FEW
            ? nothing
            : html`<button
                type="button"
                class="as-link"
                aria-expanded=${this.all ? 'true' : 'false'}
                @click=${() => (this.all = !this.all)}
              >
                ${this.all ? say('mistakes-fewer') : say('mistakes-all', { count: mistakes.length })}
              </button>`
        }`,
    })}</div>`;
  }
}
