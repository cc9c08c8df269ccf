// Settings: the form the server's definitions make, searched as you type, its groups to jump to; each row saves itself
// (parts/setting-row.ts). Below it what conversion needs beside settings: fonts and conversion servers.
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
import '../parts/open-id-secret.ts';
import '../parts/setting-row.ts';
import { may } from '../may.ts';
import { idleBecause } from '../setting-needs.ts';
import { say } from '../speech.ts';

type Group = SettingsView['groups'][number];
type Setting = Group['settings'][number];

const isChanged = ({ value, default: usual }: Setting): boolean => value !== usual;

@customElement('admin-settings')
export class AdminSettings extends LitElement {
  /** The key of a setting to show, from the search. */
  @property() open: string | undefined;
  @state() private search = '';
  /** Only those that are not as they were shipped. */
  @state() private changedOnly = false;
  /** Shown as they were when that was asked: a row does not vanish under the hand that resets it. */
  private changedThen: ReadonlySet<string> = new Set();

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
          if (this.changedOnly && !this.changedThen.has(setting.key)) return false;
          return this.fits(`${group.title} ${setting.key} ${setting.label} ${setting.help}`);
        }),
      }))
      .filter((group) => group.settings.length > 0);
  }

  private go(id: string): void {
    const heading = this.querySelector<HTMLElement>(`#settings-${id}`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }

  private anchors(groups: readonly Group[], more: readonly (readonly [string, string])[]): TemplateResult {
    const all = [...groups.map(({ id, title }) => [id, title] as const), ...more];
    return html`<nav class="settings-nav" aria-label=${say('settings-groups')}>
      <ul>
        ${all.map(
          ([id, title]) => html`<li>
            <button type="button" @click=${() => this.go(id)}>${title}</button>
          </li>`,
        )}
      </ul>
    </nav>`;
  }

  private group({ id, title, settings }: Group, all: ReadonlyMap<string, Setting>): TemplateResult {
    return html`<section class="settings-group">
      <h2 id="settings-${id}" tabindex="-1">${title}</h2>
      ${repeat(
        settings,
        (setting) => setting.key,
        (setting) =>
          html`<admin-setting .setting=${setting} .idle=${idleBecause(setting, all)}></admin-setting>`,
      )}
      ${id === 'openId' && !this.changedOnly && may('settings:change') ? html`<admin-open-id-secret></admin-open-id-secret>` : nothing}
    </section>`;
  }

  private none(): TemplateResult {
    return html`<div class="nothing-here">
      <p>${say('filter-none', { filter: this.search })}</p>
      ${button({
        label: say('filter-clear'),
        press: () => {
          this.search = '';
          this.changedOnly = false;
        },
      })}
    </div>`;
  }

  private view(settings: SettingsView): TemplateResult {
    const groups = this.found(settings);
    const all = new Map(
      settings.groups.flatMap((group) => group.settings.map((one) => [one.key, one] as const)),
    );
    const others = !this.changedOnly && may('settings:change');
    const fonts = others && this.fits(`${say('fonts')} ${say('fonts-help')}`);
    const converters = others && this.fits(`${say('converters')} ${say('converters-help')}`);
    const count = [...all.values()].filter(isChanged).length;
    const toggle = (): void => {
      this.changedThen = new Set([...all.values()].filter(isChanged).map(({ key }) => key));
      this.changedOnly = !this.changedOnly;
    };
    const more = [
      ...(fonts ? [['fonts', say('fonts')] as const] : []),
      ...(converters ? [['converters', say('converters')] as const] : []),
    ];
    return html`<div class="settings-tools">
        ${
          count === 0 && !this.changedOnly
            ? nothing
            : button({
                label: say('settings-changed-only', { count }),
                pressed: this.changedOnly,
                press: toggle,
              })
        }
        <p class="hint" role="status">
          ${
            this.search === '' && !this.changedOnly
              ? nothing
              : say('settings-found', { count: groups.reduce((sum, one) => sum + one.settings.length, 0) })
          }
        </p>
      </div>
      ${
        groups.length === 0 && !fonts && !converters
          ? this.none()
          : html`<div class="settings-body">
              ${this.anchors(groups, more)}
              <div class="settings-groups">
                ${repeat(
                  groups,
                  (group) => group.id,
                  (group) => this.group(group, all),
                )}
                ${fonts ? html`<div id="settings-fonts" tabindex="-1"><admin-fonts></admin-fonts></div>` : nothing}
                ${converters ? html`<div id="settings-converters" tabindex="-1"><admin-converters></admin-converters></div>` : nothing}
              </div>
            </div>`
      }`;
  }

  protected override render(): TemplateResult {
    return html`<div class="settings" @saved=${(event: CustomEvent<SettingsView>) => this.settings.put(event.detail)}>
      <div class="screen-head"><h1>${say('settings')}</h1></div>
      ${may('settings:change') ? nothing : html`<p class="hint">${say('settings-look-only')}</p>`}
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
