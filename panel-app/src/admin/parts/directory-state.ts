// How a directory is: on or off, what the last import found, what another one would change, importing now. Fires `changed` and `remove`.
import type { AdminDirectory, DirectoryPreview } from '@platen/shared/api/admin-directory';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { DOWNLOAD, EYE, TRASH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { changeDirectory, importDirectory, previewImport } from '../../data/admin-directory.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { directoryCondition } from '../directory-words.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import { onOff } from './switch.ts';

const COUNTS = ['seen', 'added', 'changed', 'linked', 'disabled', 'enabled', 'unchanged', 'skipped'] as const;

@customElement('admin-directory-state')
export class AdminDirectoryState extends LitElement {
  @property({ attribute: false }) directory: AdminDirectory | undefined;

  @state() private preview: DirectoryPreview | undefined;
  @state() private looking = false;
  private readonly attempt = attempt(this);
  private asking: AbortController | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asking?.abort();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('directory') as AdminDirectory | undefined;
    if (before === undefined || before.id === this.directory?.id) return;
    this.asking?.abort();
    this.preview = undefined;
    this.attempt.show(undefined);
  }

  private async make(call: Promise<ApiResult<AdminDirectory>>): Promise<void> {
    const answer = await this.attempt.make(call);
    if (!answer.ok) return;
    this.preview = undefined;
    this.dispatchEvent(new CustomEvent<AdminDirectory>('changed', { detail: answer.value }));
  }

  private async look(id: string): Promise<void> {
    this.preview = undefined;
    this.looking = true;
    this.asking = new AbortController();
    const answer = await this.attempt.make(previewImport(id, this.asking.signal));
    this.looking = false;
    if (answer.ok) this.preview = answer.value;
  }

  private counts(counts: DirectoryPreview['counts']): TemplateResult {
    return html`<dl class="facts">
      ${COUNTS.filter((name) => name === 'seen' || (counts[name] ?? 0) > 0).map(
        (name) =>
          html`<dt>${say(`directory-count-${name}`)}</dt><dd>${(counts[name] ?? 0).toLocaleString()}</dd>`,
      )}
    </dl>`;
  }

  private last(directory: AdminDirectory): TemplateResult | typeof nothing {
    const { lastImport } = directory;
    if (lastImport === undefined) return nothing;
    return html`<section>
      <h3>${say('directory-last')}</h3>
      <p class="hint">
        ${agoWords(lastImport.at, Date.now())}, ${say('directory-took', { count: Math.max(1, Math.round(lastImport.tookMs / 1000)) })}
      </p>
      ${this.counts(lastImport.counts)}
    </section>`;
  }

  private previewed({ id }: AdminDirectory, preview: DirectoryPreview): TemplateResult {
    const { counts, samples, wouldStop, limited } = preview;
    const quiet = counts.added + counts.changed + counts.disabled + counts.enabled === 0;
    const { busy } = this.attempt;
    return html`<section class="import-preview" role="status">
      <h3>${say('directory-preview-head')}</h3>
      ${quiet ? html`<p>${say('directory-preview-none')}</p>` : nothing} ${this.counts(counts)}
      ${limited ? notice({ tone: 'warn', text: say('directory-limited') }) : nothing}
      ${
        wouldStop
          ? html`${notice({ tone: 'warn', text: say('directory-would-stop') })}
              <div class="sheet-acts">
                ${button({
                  label: say('directory-import-anyway'),
                  kind: 'danger',
                  disabled: busy,
                  press: () => void this.make(importDirectory(id, true)),
                })}
              </div>`
          : nothing
      }
      ${
        samples.length === 0
          ? nothing
          : html`<ul class="person-things">
              ${samples.map(
                ({ what, who, detail }) => html`<li>
                  <div>
                    <b>${who}</b> <span class="tag ${what === 'disabled' ? 'tag-bad' : ''}">${say(`directory-effect-${what}`)}</span>
                    ${detail === undefined ? nothing : html`<p class="hint">${detail}</p>`}
                  </div>
                </li>`,
              )}
            </ul>`
      }
    </section>`;
  }

  /** What may be done; who may only look sees nothing of it. */
  private acts(directory: AdminDirectory): TemplateResult | typeof nothing {
    if (!may('directory:change')) return nothing;
    const { preview } = this;
    const { id, enabled, importing } = directory;
    const { busy } = this.attempt;
    const idle = enabled && importing === undefined && !busy;
    return html`<div class="sheet-acts">
        ${button({
          label: say(this.looking ? 'directory-previewing' : 'directory-preview'),
          icon: EYE,
          disabled: !idle,
          press: () => void this.look(id),
        })}
        ${button({
          label: say('directory-import'),
          icon: DOWNLOAD,
          kind: preview === undefined || preview.wouldStop ? 'plain' : 'accent',
          disabled: !idle,
          press: () => void this.make(importDirectory(id, false)),
        })}
      </div>
      ${preview === undefined ? nothing : this.previewed(directory, preview)}
      <div class="sheet-acts">
        ${button({
          label: say('directory-remove'),
          icon: TRASH,
          kind: 'danger',
          press: () => this.dispatchEvent(new CustomEvent('remove')),
        })}
      </div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { directory } = this;
    if (directory === undefined) return nothing;
    const { id, enabled, importing } = directory;
    const { tone, sentence } = directoryCondition(directory, Date.now());
    const { busy, problem } = this.attempt;
    return html`${notice({ tone, text: html`<b>${sentence}</b>`, announce: importing === undefined ? undefined : 'status' })}
      ${onOff({
        label: say('directory-on'),
        hint: say('directory-on-hint'),
        on: enabled,
        disabled: busy || !may('directory:change'),
        change: (on) => void this.make(changeDirectory(id, { enabled: on })),
      })}
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${this.last(directory)} ${this.acts(directory)}`;
  }
}
