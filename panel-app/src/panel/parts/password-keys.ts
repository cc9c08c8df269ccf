// The on-screen keyboard for the password of a document: small letters, capitals, symbols, and what Europe's names are written with.
// All of ASCII can be typed; other characters come from a real keyboard.

import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DELETE } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import type { PasswordKeys } from '../../state/document-password.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { passwordStyles } from '../styles/password.ts';
import { key } from './key.ts';

interface Layer {
  /** On the key that leads here. */
  readonly face: string;
  /** In rows, from the left. */
  readonly keys: readonly [string, string, string];
}

const capitals = (keys: Layer['keys']): Layer['keys'] => [
  keys[0].toUpperCase(),
  keys[1].toUpperCase(),
  keys[2].toUpperCase(),
];

/** Eleven columns of 64 px fill 800 px, under a row of digits; the last row has room for seven beside space and layers. */
const LETTERS = ['qwertyuiop-', 'asdfghjkl._', 'zxcvbnm'] as const;
const LAYERS: readonly Layer[] = [
  { face: 'abc', keys: LETTERS },
  { face: 'ABC', keys: capitals(LETTERS) },
  { face: '#+=', keys: ['!"#$%&\'()*+', ',/:;<=>?@[\\', ']^`{|}~'] },
  { face: 'äöü', keys: ['äöüßáéíóúàè', 'êâîôûçñåÄÖÜ', 'æøščž€£'] },
];
/** Ten columns in three rows, digits on a layer of their own: a display of 640 x 240. */
const SHORT_LETTERS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;
const SHORT_LAYERS: readonly Layer[] = [
  { face: 'abc', keys: SHORT_LETTERS },
  { face: 'ABC', keys: capitals(SHORT_LETTERS) },
  { face: '123', keys: ['1234567890', '-._@!#$%&', '*+=/?:;'] },
  { face: '<äö', keys: ['"\'()<>[]{}', ',\\^`|~ äö', 'üßéèàç€'] },
];

@customElement('platen-password-keys')
export class PlatenPasswordKeys extends LitElement {
  /** Takes what is typed. */
  @property({ attribute: false }) keys: Pick<PasswordKeys, 'type' | 'backspace'> | undefined;
  @property({ type: Boolean }) short = false;
  @state() private layer = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private row(characters: string): TemplateResult[] {
    return [...characters].map((character) =>
      key({
        face: character === ' ' ? say('password.space') : character,
        place: character === ' ' ? 'key-layer' : undefined,
        press: () => this.keys?.type(character),
      }),
    );
  }

  private lead(to: number, layers: readonly Layer[]): TemplateResult {
    return key({
      face: layers[to]?.face ?? '',
      place: 'key-layer',
      press: () => {
        this.layer = to;
      },
    });
  }

  protected override render(): TemplateResult {
    const layers = this.short ? SHORT_LAYERS : LAYERS;
    const now = layers[this.layer] ?? layers[0];
    const [first = 0, second = 0, third = 0] = [0, 1, 2, 3].filter((layer) => layer !== this.layer);
    const remove = key({
      face: '',
      label: say('code.delete-letter'),
      icon: DELETE,
      press: () => this.keys?.backspace(),
    });
    const [top = '', middle = '', bottom = ''] = now?.keys ?? [];
    return html`<div class="letters" role="group" aria-label=${say('password.keys')}>
      ${this.short ? html`${this.row(top)}${this.row(middle)}${remove}` : html`${this.row('1234567890')}${remove}${this.row(top)}${this.row(middle)}`}
      ${this.lead(first, layers)}${this.row(bottom)}${this.short ? '' : this.row(' ')}
      ${this.lead(second, layers)}${this.lead(third, layers)}
    </div>`;
  }
}

installStyles(document, passwordStyles);
