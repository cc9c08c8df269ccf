// Files that were half sent when the page was closed: picking the same file again goes on where it stopped.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { X } from '../../components/icons.ts';
import { dropUpload } from '../../data/portal-upload.ts';
import { type UnfinishedUpload, unfinishedUploads } from '../../data/portal-upload-memory.ts';
import { bytesWords } from '../../locales/amounts.ts';
import { say } from '../speech.ts';
import type { UploadItem } from '../upload-queue.ts';

@customElement('portal-unfinished')
export class PortalUnfinished extends LitElement {
  /** What is being sent now, and so is not "unfinished". */
  @property({ attribute: false }) uploads: readonly UploadItem[] = [];
  @state() private left: readonly UnfinishedUpload[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('uploads') as readonly UploadItem[] | undefined;
    // Reading the storage at each progress report would be a waste; only rows that come or go matter.
    if (before?.length === this.uploads.length) return;
    this.left = unfinishedUploads().filter(
      (entry) => !this.uploads.some((item) => item.name === entry.name && item.size === entry.size),
    );
  }

  private forget(entry: UnfinishedUpload): void {
    void dropUpload(entry);
    this.left = this.left.filter((other) => other !== entry);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.left.length === 0) return nothing;
    return html`<section class="unfinished">
      <h2>${say('unfinished')}</h2>
      <ul>
        ${this.left.map(
          (entry) => html`<li class="upload">
            <div class="upload-words">
              <span class="upload-name one-line" dir="auto">${entry.name}</span>
              <span class="hint">${say('unfinished-line', { size: bytesWords(entry.size) })}</span>
            </div>
            ${button({
              label: say('unfinished-drop-name', { name: entry.name }),
              press: () => this.forget(entry),
              kind: 'quiet',
              icon: X,
              iconOnly: true,
            })}
          </li>`,
        )}
      </ul>
    </section>`;
  }
}
