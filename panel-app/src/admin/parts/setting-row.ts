// One setting: its words, its control, its default; saved by itself as soon as it was changed, with undo. Fires `saved` with all settings.
import type { SettingsView } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { UNDO_2 } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { changeSetting } from '../../data/admin.ts';
import { attempt } from '../../state/attempt.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import { onOff } from './switch.ts';

export type Setting = SettingsView['groups'][number]['settings'][number];
type Value = Setting['value'];

/** A value as the form shows it elsewhere than in its control. */
function settingWords(setting: Setting, value: Value): string {
  if (typeof value === 'boolean') return say(value ? 'on' : 'off');
  if (setting.type === 'choice') return setting.choices?.[String(value)] ?? String(value);
  if (typeof value === 'number') {
    const figure = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 }).format(value);
    return setting.unit === undefined ? figure : `${figure} ${setting.unit}`;
  }
  if (value === '') return say('nothing');
  // Of a certificate, its beginning is enough to know it again.
  return value.includes('\n') ? `“${value.slice(0, 40).replaceAll('\n', ' ').trim()}…”` : `“${value}”`;
}

@customElement('admin-setting')
export class AdminSetting extends LitElement {
  @property({ attribute: false }) setting: Setting | undefined;
  /** Why it has no effect right now; it can be set all the same. */
  @property() idle: string | undefined;

  /** What was there before the last change; with it "Saved" and "Undo" are shown. */
  @state() private was: Value | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async save(setting: Setting, value: Value | null, undoing = false): Promise<void> {
    const was = setting.value;
    const answer = await this.attempt.make(changeSetting(setting.key, value));
    if (!answer.ok) return;
    this.was = undoing ? undefined : was;
    this.dispatchEvent(new CustomEvent<SettingsView>('saved', { detail: answer.value, bubbles: true }));
  }

  private onText = (event: Event): void => {
    const { setting } = this;
    const field = event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
    if (setting === undefined) return;
    if (setting.type === 'number' && field.value.trim() === '') {
      this.attempt.show(say('give-number'));
      return;
    }
    const value = setting.type === 'number' ? Number(field.value) : field.value;
    if (value !== setting.value) void this.save(setting, value);
  };

  private control(setting: Setting): TemplateResult {
    const { key, value, type, min, max, unit } = setting;
    const described = `${key}-help`;
    switch (type) {
      case 'boolean':
        return onOff({
          label: say(value === true ? 'on' : 'off'),
          on: value === true,
          // What cannot work here can still be switched off.
          disabled: this.attempt.busy || (setting.cannot !== undefined && value !== true),
          change: (on) => void this.save(setting, on),
        });
      case 'choice':
        return html`<select class="select" id=${key} aria-describedby=${described} ?disabled=${this.attempt.busy} @change=${this.onText}>
          ${Object.entries(setting.choices ?? {}).map(
            ([choice, words]) =>
              html`<option value=${choice} ?selected=${choice === value}>${words}</option>`,
          )}
        </select>`;
      case 'number':
        return html`<span class="setting-number">
          <input
            id=${key}
            type="number"
            step="any"
            min=${min ?? nothing}
            max=${max ?? nothing}
            .value=${String(value)}
            aria-describedby=${described}
            aria-invalid=${this.attempt.problem === undefined ? 'false' : 'true'}
            @change=${this.onText}
          />${unit === undefined ? nothing : html`<span>${unit}</span>`}</span
        >`;
      case 'text':
        if (setting.multiline === true) {
          return html`<textarea
            id=${key}
            class="setting-text"
            rows="4"
            autocapitalize="none"
            spellcheck="false"
            .value=${String(value)}
            aria-describedby=${described}
            aria-invalid=${this.attempt.problem === undefined ? 'false' : 'true'}
            @change=${this.onText}
          ></textarea>`;
        }
        return html`<input id=${key} type="text" .value=${String(value)} aria-describedby=${described} @change=${this.onText} />`;
    }
  }

  private aftermath(setting: Setting): TemplateResult | typeof nothing {
    const { was } = this;
    if (this.attempt.problem !== undefined) {
      return html`<p class="setting-after" role="alert"><span class="tone-bad">${toneIcon('bad')}</span>${this.attempt.problem}</p>`;
    }
    if (was !== undefined && was !== setting.value) {
      return html`<p class="setting-after" role="status">
        <span class="tone-ok">${toneIcon('ok')}</span>${say('saved')}
        ${button({
          label: say('undo-to', { value: settingWords(setting, was) }),
          icon: UNDO_2,
          kind: 'quiet',
          press: () => void this.save(setting, was, true),
        })}
      </p>`;
    }
    return nothing;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { setting } = this;
    if (setting === undefined) return nothing;
    const plain = setting.value === setting.default;
    const idle = this.idle ?? setting.cannot;
    // Who may only look sees the value in words: a control that cannot be used looks like a fault.
    const changes = may('settings:change');
    const name =
      setting.type === 'boolean' || !changes
        ? html`<span>${setting.label}</span>`
        : html`<label for=${setting.key}>${setting.label}</label>`;
    return html`<div class="setting ${idle === undefined ? '' : 'setting-idle'}" role=${setting.type === 'boolean' ? 'group' : nothing} aria-label=${setting.type === 'boolean' ? setting.label : nothing}>
      <div class="setting-words">
        <div class="setting-name">
          ${name}${plain ? nothing : html` <span class="tag">${say('settings-changed')}</span>`}
        </div>
        <p class="hint" id="${setting.key}-help">
          ${setting.help}${idle === undefined ? nothing : html` <b>${idle}</b>`}
        </p>
      </div>
      <div class="setting-control">
        ${changes ? this.control(setting) : html`<p><b>${settingWords(setting, setting.value)}</b></p>`}
        <p class="hint">
          ${say('default-is', { value: settingWords(setting, setting.default) })}
          ${
            plain || !changes
              ? nothing
              : html`<button type="button" class="as-link" @click=${() => void this.save(setting, null)}>
                  ${say('to-default')}
                </button>`
          }
        </p>
      </div>
      ${this.aftermath(setting)}
    </div>`;
  }
}
