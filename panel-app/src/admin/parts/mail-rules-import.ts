// Importing addresses and domains to one of the lists: one a line, pasted. What came of it is shown, or each line that is wrong. Fires `added`.
import type { SenderRule, SenderRulesImported } from '@platen/shared/api/admin-mail';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { notice } from '../../components/notice.ts';
import { segmented } from '../../components/segmented.ts';
import { importSenderRules } from '../../data/admin-mail.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import './side-sheet.ts';
import { textArea } from './text-area.ts';

const LISTS: readonly SenderRule['list'][] = ['allow', 'block'];
const EXAMPLE = 'anna@example.org  # accounts\nexample.com\n*.example.net';

@customElement('admin-mail-rules-import')
export class AdminMailRulesImport extends LitElement {
  @state() private list: SenderRule['list'] = 'allow';
  @state() private done: SenderRulesImported | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.import(formText(event.target, 'text'));
  };

  private async import(text: string): Promise<void> {
    this.done = undefined;
    const answer = await this.attempt.make(importSenderRules(this.list, text));
    if (!answer.ok) return;
    this.done = answer.value;
    if (answer.value.added > 0) this.dispatchEvent(new CustomEvent('added'));
  }

  private outcome({ added, known, mistakes }: SenderRulesImported): TemplateResult {
    if (mistakes.length > 0) {
      return notice({
        tone: 'bad',
        announce: 'alert',
        text: html`<p><b>${say('import-nothing')}</b> ${say('mail-import-mend', { count: mistakes.length })}</p>
          <ul class="mistakes">
            ${mistakes.map(({ line, text, sentence }) => html`<li><p><code>${line}: ${text}</code></p><p class="mistake-cure">${sentence}</p></li>`)}
          </ul>`,
      });
    }
    return notice({
      tone: added > 0 ? 'ok' : 'quiet',
      announce: 'status',
      text: html`<b>${say('mail-imported', { count: added })}</b> ${known === 0 ? nothing : say('mail-imported-known', { count: known })}`,
    });
  }

  protected override render(): TemplateResult {
    const close = (): void => {
      location.hash = '#mail=senders';
    };
    const finished = this.done !== undefined && this.done.mistakes.length === 0;
    const body = html`<form class="form" @submit=${this.onSubmit}>
      ${segmented({
        label: say('mail-list'),
        segments: LISTS.map((value) => ({ value, label: say(`mail-list-${value}`) })),
        value: this.list,
        change: (list) => {
          this.list = list;
        },
      })}
      <div class="mono">
        ${textArea({ name: 'text', label: say('mail-import-lines'), rows: 12, required: true, maxlength: 1_000_000, placeholder: EXAMPLE, hint: say('mail-import-help') })}
      </div>
      ${this.attempt.problem === undefined ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      ${this.done === undefined ? nothing : this.outcome(this.done)}
      <div class="sheet-acts">
        <button type="submit" class="button ${finished ? '' : 'accent'}" ?disabled=${this.attempt.busy}>
          ${say(this.attempt.busy ? 'saving' : 'mail-import-do')}
        </button>
        ${finished ? button({ label: say('done'), kind: 'accent', press: close }) : nothing}
      </div>
    </form>`;
    return html`<admin-sheet
      .heading=${say('mail-import')}
      key="import"
      .body=${body}
      @dismiss=${close}
    ></admin-sheet>`;
  }
}
