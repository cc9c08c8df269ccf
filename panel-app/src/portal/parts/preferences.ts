// What a person sets for all their documents and mail: saved by itself as soon as it was chosen, told beneath what was chosen, with undo.
// Fires `saved` and `signed-out`.
import type { Preferences, PreferencesChange } from '@platen/shared/api/portal-preferences';
import type { DefaultOptions } from '@platen/shared/default-options';
import { LANGUAGE_FACTS } from '@platen/shared/say/languages';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { UNDO_2 } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { segmented } from '../../components/segmented.ts';
import { skeleton } from '../../components/skeleton.ts';
import { oneAtATime } from '../../data/one-at-a-time.ts';
import { readPreferences, savePreferences } from '../../data/portal.ts';
import { preferencesOrSeen } from '../../data/portal-seen.ts';
import { chooseLanguage } from '../../locales/own-language.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';

type Field = 'sides' | 'printColorMode' | 'language';
/** What is said beneath the field that was changed last. */
type Told =
  | { readonly kind: 'saved'; readonly documents: number; readonly was: PreferencesChange }
  | 'undone';

/** Nothing chosen: the organisation's, else the printer's. Not a word of the ticket. */
const USUAL = 'usual';

@customElement('portal-preferences')
export class PortalPreferences extends LitElement {
  /** As the server has it. */
  @state() private kept: Preferences | undefined;
  /** As the person has chosen, before the server has answered. */
  @state() private wanted: PreferencesChange | undefined;
  @state() private touched: Field | undefined;
  @state() private told: Told | undefined;

  private readonly reading = attempt(this);
  private readonly saving = attempt(this);
  /** Fast fingers: the choices arrive in the order in which they were made. */
  private readonly inTurn = oneAtATime();
  private latest = 0;
  private gone = new AbortController();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.gone = new AbortController();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.gone.abort();
  }

  private async load(): Promise<void> {
    const answer = await this.reading.make(preferencesOrSeen(readPreferences(this.gone.signal)));
    if (answer.ok) this.kept = answer.value;
  }

  private async choose(field: Field, change: Partial<PreferencesChange>, undoing = false): Promise<void> {
    const was = this.chosen();
    if (was === undefined) return;
    const wanted = { ...was, ...change };
    const turn = ++this.latest;
    this.wanted = wanted;
    this.touched = field;
    this.told = undefined;
    if (field === 'language') await chooseLanguage(wanted.language);
    const answer = await this.saving.make(this.inTurn(() => savePreferences(wanted)));
    if (answer.ok) {
      this.kept = answer.value;
      this.dispatchEvent(new CustomEvent('saved', { bubbles: true }));
    }
    if (turn !== this.latest) return;
    // What is shown from here on is what the server has, whether it took the choice or not.
    this.wanted = undefined;
    if (answer.ok) this.told = undoing ? 'undone' : { kind: 'saved', documents: answer.value.documents, was };
  }

  private chosen(): PreferencesChange | undefined {
    const from = this.wanted ?? this.kept;
    return from === undefined ? undefined : { defaults: from.defaults, language: from.language };
  }

  private setOption<K extends 'sides' | 'printColorMode'>(
    option: K,
    value: DefaultOptions[K] | typeof USUAL,
  ): void {
    const { [option]: _, ...others } = this.chosen()?.defaults ?? {};
    void this.choose(option, { defaults: value === USUAL ? others : { ...others, [option]: value } });
  }

  private sides({ defaults }: PreferencesChange, site: DefaultOptions): TemplateResult {
    const words = {
      'one-sided': 'sides-one',
      'two-sided-long-edge': 'sides-two',
      'two-sided-short-edge': 'sides-short',
    } as const;
    const twoSided =
      defaults.sides === 'two-sided-short-edge' ? 'two-sided-short-edge' : 'two-sided-long-edge';
    return segmented({
      label: say('sides'),
      hint: usual(site.sides === undefined ? undefined : say(words[site.sides])),
      segments: [
        { value: USUAL, label: say('as-usual') },
        { value: 'one-sided', label: say('sides-one') },
        { value: twoSided, label: say(words[twoSided]) },
      ],
      value: defaults.sides ?? USUAL,
      change: (value) => this.setOption('sides', value),
    });
  }

  private colour({ defaults }: PreferencesChange, site: DefaultOptions): TemplateResult {
    const words = { auto: 'fact-colour', monochrome: 'colour-monochrome' } as const;
    return segmented({
      label: say('fact-colour'),
      hint: usual(site.printColorMode === undefined ? undefined : say(words[site.printColorMode])),
      segments: [
        { value: USUAL, label: say('as-usual') },
        { value: 'auto', label: say('fact-colour') },
        { value: 'monochrome', label: say('colour-monochrome') },
      ],
      value: defaults.printColorMode ?? USUAL,
      change: (value) => this.setOption('printColorMode', value),
    });
  }

  private language({ language }: PreferencesChange, { languages, site }: Preferences): TemplateResult {
    const usualName = languages.find(({ tag }) => tag === site.language)?.name ?? site.language;
    const change = (event: Event): void => {
      const { value } = event.target as HTMLSelectElement;
      const chosen = languages.find(({ tag }) => tag === value)?.tag ?? null;
      void this.choose('language', { language: chosen });
    };
    return html`<label class="field">
      <span class="field-label">${say('mail-language')}</span>
      <select .value=${language ?? ''} @change=${change}>
        <option value="" ?selected=${language === null}>${say('mail-language-usual', { name: usualName })}</option>
        ${languages.map(({ tag, name }) => html`<option value=${tag} lang=${LANGUAGE_FACTS[tag].tag} dir=${LANGUAGE_FACTS[tag].rtl ? 'rtl' : 'ltr'} ?selected=${tag === language}>${name}</option>`)}
      </select>
    </label>`;
  }

  private aftermath(field: Field): TemplateResult | typeof nothing {
    if (field !== this.touched) return nothing;
    const { told } = this;
    if (this.saving.problem !== undefined) {
      return html`<p class="preference-after" role="alert"><span class="tone-bad">${toneIcon('bad')}</span>${this.saving.problem}</p>`;
    }
    if (told === undefined) return nothing;
    const said =
      told === 'undone'
        ? say('undone')
        : told.documents === 0
          ? say('saved')
          : say('saved-documents', { count: told.documents });
    return html`<p class="preference-after" role="status">
      <span class="tone-ok">${toneIcon('ok')}</span><span>${said}</span>
      ${
        told === 'undone'
          ? nothing
          : button({
              label: say('undo'),
              icon: UNDO_2,
              kind: 'quiet',
              press: () => void this.choose(field, told.was, true),
            })
      }
    </p>`;
  }

  protected override render(): TemplateResult {
    const { kept } = this;
    const chosen = this.chosen();
    if (kept === undefined || chosen === undefined) {
      return this.reading.problem === undefined
        ? skeleton(3, say('preferences-loading'))
        : notice({
            tone: 'bad',
            text: this.reading.problem,
            announce: 'alert',
            actions: button({ label: say('try-again'), press: () => void this.load() }),
          });
    }
    const { defaults: site } = kept.site;
    return html`<section>
        <h2>${say('preferences-printing')}</h2>
        <p class="hint">${say('preferences-lead')}</p>
        <div class="preference">${this.sides(chosen, site)}${this.aftermath('sides')}</div>
        <div class="preference">${this.colour(chosen, site)}${this.aftermath('printColorMode')}</div>
      </section>
      <section>
        <h2>${say('preferences-mail')}</h2>
        <div class="preference">${this.language(chosen, kept)}${this.aftermath('language')}</div>
      </section>`;
  }
}

/** @param what the organisation's default in words; undefined: it has none. */
const usual = (what: string | undefined): string =>
  what === undefined ? say('usual-printer') : say('usual', { what: what });

export const preferencesPartStyles = /* css */ `
portal-preferences,portal-preferences section{display:grid;grid-template-columns:minmax(0,1fr);gap:16px}
portal-preferences{gap:32px}
portal-preferences h2+.hint{margin-top:-12px}
.preference select{width:100%;min-height:48px;padding:8px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink)}
.preference-after{display:flex;align-items:center;gap:8px;margin-top:4px;min-height:44px;font-size:var(--text-1)}
.preference-after .icon{display:block}
.preference-after .button{flex:none;margin-inline-start:auto}
`;
