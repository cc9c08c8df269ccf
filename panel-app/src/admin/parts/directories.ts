// The directories in the order in which they are asked, each with how it is; adding one, and the sheet of one.
import type { AdminDirectories, AdminDirectory } from '@platen/shared/api/admin-directory';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CHEVRON_DOWN, CHEVRON_UP, PLUS } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { orderDirectories, readDirectories } from '../../data/admin-directory.ts';
import { attempt } from '../../state/attempt.ts';
import { directoryCondition, directoryPlace } from '../directory-words.ts';
import { type Loaded, loaded } from '../loaded.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import './directory-add.ts';
import './directory-sheet.ts';
import { whenLoaded } from './loading.ts';

/** An import is watched closely, the rest of the time nothing happens for hours. */
const BUSY_MS = 1_500;
const QUIET_MS = 20_000;

@customElement('admin-directories')
export class AdminDirectoriesPart extends LitElement {
  /** `new`, or a directory's id. */
  @property() open: string | undefined;

  private readonly attempt = attempt(this);
  private readonly directories: Loaded<AdminDirectories> = loaded(this, readDirectories, () =>
    this.directories.value?.directories.some(({ importing }) => importing !== undefined) === true
      ? BUSY_MS
      : QUIET_MS,
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private changed = ({ detail }: CustomEvent<AdminDirectory | undefined>): void => {
    const { value } = this.directories;
    if (value !== undefined && detail != null)
      this.directories.put({
        directories: value.directories.map((one) => (one.id === detail.id ? detail : one)),
      });
    void this.directories.refresh();
  };

  private added = ({ detail }: CustomEvent<AdminDirectory>): void => {
    const directories = [...(this.directories.value?.directories ?? []), detail];
    this.directories.put({ directories });
    location.hash = `#users=directory-${encodeURIComponent(detail.id)}`;
  };

  private async move(at: number, by: 1 | -1): Promise<void> {
    const ids = (this.directories.value?.directories ?? []).map(({ id }) => id);
    const [moved] = ids.splice(at, 1);
    if (moved === undefined) return;
    ids.splice(at + by, 0, moved);
    const answer = await this.attempt.make(orderDirectories(ids));
    if (!answer.ok) return;
    this.directories.put(answer.value);
    await this.updateComplete;
    // The focus goes along with what was moved; at an end its button is gone, and the other one takes it.
    const row = this.querySelectorAll('.directory-row')[at + by];
    const buttons = [...(row?.querySelectorAll<HTMLButtonElement>('button:not([disabled])') ?? [])];
    (by === 1 ? buttons.at(-1) : buttons[0])?.focus();
  }

  private row(directory: AdminDirectory, at: number, all: number): TemplateResult {
    const { id, name, people, enabled } = directory;
    const { tone, sentence } = directoryCondition(directory, Date.now());
    const { busy } = this.attempt;
    return html`<li class="mail-card directory-row ${id === this.open ? 'open' : ''}">
      <div class="directory-words">
        <a class="row-link" href="#users=directory-${encodeURIComponent(id)}" aria-current=${id === this.open ? 'true' : nothing}>${name}</a>
        <p class="hint">${directoryPlace(directory)}${enabled ? html` · ${say('directory-people', { count: people, many: people.toLocaleString() })}` : nothing}</p>
        <p class="cell-tone"><span class="tone-${tone}">${toneIcon(tone)}</span><span>${sentence}</span></p>
      </div>
      ${
        all < 2 || !may('directory:change')
          ? nothing
          : html`<div class="directory-moves">
              ${button({ label: say('directory-up', { name }), icon: CHEVRON_UP, iconOnly: true, kind: 'quiet', disabled: busy || at === 0, press: () => void this.move(at, -1) })}
              ${button({ label: say('directory-down', { name }), icon: CHEVRON_DOWN, iconOnly: true, kind: 'quiet', disabled: busy || at === all - 1, press: () => void this.move(at, 1) })}
            </div>`
      }
    </li>`;
  }

  private list(directories: readonly AdminDirectory[]): TemplateResult {
    const open = directories.find(({ id }) => id === this.open);
    const mayChange = may('directory:change');
    const add = html`<a class="mail-card-add" href="#users=directory-new">${icon(PLUS)}${say('directory-add')}</a>`;
    return html`${this.attempt.problem === undefined ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      ${
        directories.length === 0
          ? html`<div class="nothing-here">
              <p>${say('directory-none')}</p>
              ${mayChange ? html`<a class="button accent" href="#users=directory-new">${icon(PLUS)}<span class="words">${say('directory-add')}</span></a>` : nothing}
            </div>`
          : html`<div class="directories">
              ${directories.length > 1 ? html`<p class="hint">${say('directory-lead')}</p>` : nothing}
              <ol class="mail-cards">
                ${directories.map((directory, at) => this.row(directory, at, directories.length))}
              </ol>
              ${mayChange ? add : nothing}
            </div>`
      }
      ${
        open === undefined
          ? nothing
          : html`<admin-directory .directory=${open} @changed=${this.changed}></admin-directory>`
      }
      ${this.open === 'new' && mayChange ? html`<admin-directory-add @added=${this.added}></admin-directory-add>` : nothing}`;
  }

  protected override render(): TemplateResult {
    return whenLoaded(this.directories, ({ directories }) => this.list(directories));
  }
}
