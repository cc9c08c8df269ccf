// Settings: the form the server's definitions make, searched as you type; each row saves itself (parts/setting-row.ts). Below it
// what conversion needs beside settings: fonts and conversion servers.
import type { SettingsView } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { SEARCH } from '../../components/icons.ts';
import { readSettings } from '../../data/admin.ts';
import { loaded } from '../loaded.ts';
import { whenLoaded } from '../parts/loading.ts';
import '../parts/converters.ts';
import '../parts/fonts.ts';
import '../parts/setting-row.ts';
import { say } from '../speech.ts';

@customElement('admin-settings')
export class AdminSettings extends LitElement {
  /** The key of a setting to show, from the search. */
  @property() open: string | undefined;
  @state() private search = '';

  // Not asked again by itself: a field must not change under the hands of who is typing in it.
  private readonly settings = loaded(this, readSettings, 0);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('open') && this.open !== undefined) this.search = this.open;
  }

  private fits(text: string): boolean {
    const words = this.search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return words.every((word) => text.toLocaleLowerCase().includes(word));
  }

  private found({ groups }: SettingsView): SettingsView['groups'] {
    return groups
      .map((group) => ({
        ...group,
        settings: group.settings.filter((setting) => {
          return this.fits(`${group.title} ${setting.key} ${setting.label} ${setting.help}`);
        }),
      }))
      .filter((group) => group.settings.length > 0);
  }

  private view(settings: SettingsView): TemplateResult {
    const groups = this.found(settings);
    const fonts = this.fits(`${say('fonts')} ${say('fonts-help')}`);
    const converters = this.fits(`${say('converters')} ${say('converters-help')}`);
    if (groups.length === 0 && !fonts && !converters) {
      return html`<div class="nothing-here">
        <p>${say('filter-none', { filter: this.search })}</p>
        ${button({ label: say('filter-clear'), press: () => (this.search = '') })}
      </div>`;
    }
    return html`${repeat(
      groups,
      (group) => group.id,
      (group) => html`<section class="settings-group">
        <h2>${group.title}</h2>
        ${repeat(
          group.settings,
          (setting) => setting.key,
          (setting) => html`<admin-setting .setting=${setting}></admin-setting>`,
        )}
      </section>`,
    )}
    ${fonts ? html`<admin-fonts></admin-fonts>` : nothing}
    ${converters ? html`<admin-converters></admin-converters>` : nothing}`;
  }

  protected override render(): TemplateResult {
    return html`<div class="settings" @saved=${(event: CustomEvent<SettingsView>) => this.settings.put(event.detail)}>
      <div class="screen-head"><h1>${say('settings')}</h1></div>
      <label class="table-filter settings-search">
        ${icon(SEARCH)}
        <input
          type="search"
          placeholder=${say('settings-search')}
          aria-label=${say('settings-search')}
          .value=${this.search}
          @input=${(event: InputEvent) => (this.search = (event.target as HTMLInputElement).value)}
        />
      </label>
      ${whenLoaded(this.settings, (settings) => this.view(settings), 8)}
    </div>`;
  }
}
