// The dialog that opens a queue for LPR or raw printing, or changes one. Fires `saved`, and `dismiss` to be taken away.
import type { AdminQueue, QueueAdd, Unmapped } from '@platen/shared/api/admin-queues';
import { QUEUE_PORT, type QueueKind } from '@platen/shared/intake-queue';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { formText } from '../../components/form-text.ts';
import { addQueue, changeQueue } from '../../data/admin-queues.ts';
import { attempt } from '../../state/attempt.ts';
import { linesOf, readRules, rulesText } from '../queue-words.ts';
import { say } from '../speech.ts';
import { checkField } from './check-field.ts';
import { selectField } from './select-field.ts';
import { textArea } from './text-area.ts';
import { textField } from './text-field.ts';

@customElement('admin-queue-form')
export class AdminQueueForm extends LitElement {
  /** The one to change; undefined: a new one. */
  @property({ attribute: false }) queue: AdminQueue | undefined;
  /** Whose documents were refused: a line is begun for it. */
  @property({ attribute: false }) sender: Unmapped | undefined;
  @state() private kind: QueueKind | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private dismiss = (): void => {
    this.dispatchEvent(new CustomEvent('dismiss'));
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.save(event.target);
  };

  private async save(form: HTMLFormElement): Promise<void> {
    const names = readRules(formText(form, 'names'));
    const sources = readRules(formText(form, 'sources'));
    const bad = 'bad' in names ? names.bad : 'bad' in sources ? sources.bad : undefined;
    if (bad !== undefined || 'bad' in names || 'bad' in sources) {
      this.attempt.show(say('queue-rule-bad', { line: bad ?? '' }));
      return;
    }
    const { queue } = this;
    const wish: QueueAdd = {
      name: formText(form, 'name'),
      kind: this.kindNow(),
      port: Number(formText(form, 'port')),
      networks: linesOf(formText(form, 'networks')),
      trustNames: new FormData(form).has('trust'),
      domain: formText(form, 'domain'),
      names: names.rules,
      sources: sources.rules,
      fallback: formText(form, 'fallback'),
      enabled: queue?.enabled ?? true,
    };
    const answer = await this.attempt.make(
      queue === undefined ? addQueue(wish) : changeQueue(queue.id, wish),
    );
    if (!answer.ok) return;
    this.dispatchEvent(new CustomEvent('saved'));
    this.dismiss();
  }

  private kindNow(): QueueKind {
    return this.kind ?? this.queue?.kind ?? 'lpr';
  }

  /** The lines there are, and one for whoever was refused. */
  private linesFor(what: 'names' | 'sources'): string {
    const { sender, queue } = this;
    const begun = what === 'names' ? sender?.name : sender?.name === undefined ? sender?.address : undefined;
    return [rulesText(queue?.[what] ?? []), ...(begun === undefined ? [] : [`${begun} = `])]
      .filter((text) => text !== '')
      .join('\n');
  }

  private form(): TemplateResult {
    const { queue, sender } = this;
    const kind = this.kindNow();
    return html`<form class="form" id="queue-form" @submit=${this.onSubmit}>
      ${selectField({
        name: 'kind',
        label: say('queue-kind'),
        value: kind,
        choices: [
          { value: 'lpr', label: say('queue-kind-lpr') },
          { value: 'raw', label: say('queue-kind-raw') },
        ],
        change: (next) => (this.kind = next === 'raw' ? 'raw' : 'lpr'),
      })}
      ${textField({
        name: 'name',
        label: say('queue-name'),
        hint: say('queue-name-hint'),
        value: queue?.name,
        required: true,
        maxlength: 31,
        first: sender === undefined,
      })}
      ${textField({
        name: 'port',
        label: say('queue-port'),
        hint: say('queue-port-hint'),
        value: String(this.kind === undefined && queue !== undefined ? queue.port : QUEUE_PORT[kind]),
        required: true,
        maxlength: 5,
        pattern: '[0-9]{1,5}',
        inputmode: 'numeric',
      })}
      ${textArea({
        name: 'networks',
        label: say('queue-networks'),
        hint: say('queue-networks-hint'),
        value: queue?.networks.join('\n'),
        required: true,
        rows: 2,
        placeholder: '10.20.0.0/16',
      })}
      <fieldset class="group">
        <legend>${say('queue-whose')}</legend>
        ${checkField({
          name: 'trust',
          label: say('queue-trust'),
          hint: say('queue-trust-hint'),
          on: (queue?.trustNames ?? false) || sender?.name !== undefined,
        })}
        ${textField({ name: 'domain', label: say('queue-domain'), hint: say('queue-domain-hint'), value: queue?.domain, maxlength: 253 })}
        ${textArea({
          name: 'names',
          label: say('queue-names'),
          hint: say('queue-names-hint'),
          value: this.linesFor('names'),
          first: sender?.name !== undefined,
          rows: 3,
        })}
        ${textArea({
          name: 'sources',
          label: say('queue-sources'),
          hint: say('queue-sources-hint'),
          value: this.linesFor('sources'),
          first: sender !== undefined && sender.name === undefined,
          rows: 3,
        })}
        ${textField({
          name: 'fallback',
          label: say('queue-fallback'),
          hint: say('queue-fallback-hint'),
          value: queue?.fallback,
          maxlength: 254,
        })}
      </fieldset>
      ${this.attempt.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.attempt.problem}</p>`}
    </form>`;
  }

  protected override render(): TemplateResult {
    const isNew = this.queue === undefined;
    return html`<platen-dialog
      heading=${say(isNew ? 'queue-add' : 'queue-change-title')}
      .body=${this.form()}
      .actions=${html`${button({ label: say('cancel'), press: this.dismiss })}
        <button type="submit" form="queue-form" class="button accent" ?disabled=${this.attempt.busy}>
          ${say(isNew ? 'queue-add-do' : 'queue-change-do')}
        </button>`}
      @dismiss=${this.dismiss}
    ></platen-dialog>`;
  }
}
