// The on-screen keyboard for the email address: the device's own cannot be relied on. Short displays get it in three layers.
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DELETE } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import type { PanelSession } from '../../state/panel-session.ts';
import { key } from '../parts/key.ts';
import { say as sayWays } from './speech.ts';

/** Eleven columns of 64 px fill 800 px. What an address needs, no more: letters, digits and . _ - + @. */
const ROWS = ['1234567890', 'qwertyuiop_', 'asdfghjkl-.', 'zxcvbnm@+'] as const;
/** Nine columns in two rows; the last two places of each layer lead to the other layers. */
const LAYERS = ['abcdefghijklm@.-', 'nopqrstuvwxyz@.-', '1234567890@.-_+'] as const;
const LAYER_WORDS = ['layer-1', 'layer-2', 'layer-3'] as const;

@customElement('platen-letter-keys')
export class PlatenLetterKeys extends LitElement {
  @property({ attribute: false }) panel: PanelSession | undefined;
  @property({ type: Boolean }) short = false;
  @state() private layer = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private letters(text: string): TemplateResult[] {
    return [...text].map((letter) => key({ face: letter, press: () => this.panel?.code.letter(letter) }));
  }

  private ends(): TemplateResult {
    return html`${key({
      face: '',
      label: say('code.delete-letter'),
      icon: DELETE,
      press: () => this.panel?.code.backspace(),
    })}`;
  }

  private next(): TemplateResult {
    return key({ face: sayWays('next'), place: 'key-next', press: () => this.panel?.code.submit() });
  }

  protected override render(): TemplateResult {
    const [digits = '', ...letters] = ROWS;
    const layers = LAYER_WORDS.flatMap((word, layer) =>
      layer === this.layer
        ? []
        : [
            key({
              face: sayWays(word),
              place: 'key-layer',
              press: () => {
                this.layer = layer;
              },
            }),
          ],
    );
    return html`<div class="letters" role="group" aria-label=${sayWays('letters')}>
      ${
        this.short
          ? html`${this.letters(LAYERS[this.layer] ?? '')}${layers}`
          : html`${this.letters(digits)}${this.ends()}${letters.map((row) => this.letters(row))}${this.next()}`
      }
    </div>`;
  }
}
