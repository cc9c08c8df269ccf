// Importing people from CSV: pasted, chosen or dropped. First what would change is shown, and every row that is left out with its line; then
// it is done. Fires `added`.
import type { UserImported } from '@platen/shared/api/admin-people';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { FILE_PLUS } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { importPeople } from '../../data/admin-people.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';
import { checkField } from './check-field.ts';
import './side-sheet.ts';
import { textArea } from './text-area.ts';

/** As api/routes/admin-users-csv.ts takes it. */
const MOST_BYTES = 4 * 1024 * 1024;
const EXAMPLE = 'email,name,department\nanna@example.org,Anna Berg,Accounts\nbernd@example.org,Bernd Ohm,';

@customElement('admin-people-import')
export class AdminPeopleImport extends LitElement {
  @state() private outcome: UserImported | undefined;
  @state() private dropping = false;
  private readonly attempt = attempt(this);
  private asking: AbortController | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asking?.abort();
  }

  private field(): HTMLTextAreaElement | null {
    return this.querySelector('textarea');
  }

  /** What was shown is about what stood there. */
  private forget = (): void => {
    if (this.outcome !== undefined) this.outcome = undefined;
    this.attempt.show(undefined);
  };

  private async take(file: File | undefined): Promise<void> {
    const field = this.field();
    if (file === undefined || field === null) return;
    if (file.size > MOST_BYTES) {
      this.attempt.show(say('people-import-too-large'));
      return;
    }
    this.forget();
    field.value = await file.text();
    await this.send(false);
  }

  private onPick = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    // Emptied, so that the same file can be chosen again after it was mended.
    field.value = '';
    void this.take(file);
  };

  private onDrag = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.dropping = event.type === 'dragover';
  };

  private onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.dropping = false;
    void this.take(event.dataTransfer?.files[0]);
  };

  private async send(apply: boolean): Promise<void> {
    const mail = this.querySelector<HTMLInputElement>('[name=mail]')?.checked ?? false;
    this.asking = new AbortController();
    const text = this.field()?.value ?? '';
    const answer = await this.attempt.make(importPeople(text, apply, mail, this.asking.signal));
    if (!answer.ok) return;
    this.outcome = answer.value;
    if (apply) this.dispatchEvent(new CustomEvent('added'));
  }

  private wrong({ wrong, wrongMore }: UserImported): TemplateResult | typeof nothing {
    if (wrong.length === 0) return nothing;
    return notice({
      tone: 'warn',
      text: html`<p><b>${say('people-import-wrong', { count: wrong.length + wrongMore })}</b></p>
        <ul class="mistakes">
          ${wrong.map(
            ({ line, text, sentence }) => html`<li>
              <p><b>${say('people-import-wrong-line', { line })}</b> <code>${text}</code></p>
              <p class="mistake-cure">${sentence}</p>
            </li>`,
          )}
        </ul>
        ${wrongMore === 0 ? nothing : html`<p>${say('people-import-wrong-more', { count: wrongMore })}</p>`}`,
    });
  }

  private changes({ sample, added, changed }: UserImported): TemplateResult | typeof nothing {
    if (sample.length === 0) return nothing;
    return html`<section>
      <h3>${say('people-import-sample')}</h3>
      ${sample.length < added + changed ? html`<p class="hint">${say('people-import-sample-first', { count: sample.length })}</p>` : nothing}
      <ul class="person-things">
        ${sample.map(({ email, name, department, what, before }) => {
          const was = [before?.name, before?.department].filter(Boolean).join(', ');
          const is = [name, department].filter(Boolean).join(', ');
          return html`<li>
            <div>
              <b>${email}</b> ${what === 'added' ? html`<span class="tag">${say('directory-effect-added')}</span>` : nothing}
              <p class="hint">${is}${was === '' ? nothing : html` (${say('people-import-was', { before: was })})`}</p>
            </div>
          </li>`;
        })}
      </ul>
    </section>`;
  }

  private told(outcome: UserImported): TemplateResult {
    const { applied, added, changed, unchanged } = outcome;
    const words = applied
      ? ([
          ['people-import-done-added', added],
          ['people-import-done-changed', changed],
        ] as const)
      : ([
          ['people-import-would-add', added],
          ['people-import-would-change', changed],
        ] as const);
    const said = [
      ...words.filter(([, count]) => count > 0).map(([key, count]) => say(key, { count })),
      ...(unchanged > 0 ? [say('people-import-same', { count: unchanged })] : []),
    ].join(', ');
    const nothingNew = added + changed === 0;
    return html`${notice({
      tone: nothingNew ? 'quiet' : 'ok',
      announce: 'status',
      text: html`${nothingNew && !applied ? html`<b>${say('people-import-nothing')}</b> ` : nothing}${said === '' ? nothing : `${said}.`}`,
    })}
    ${this.wrong(outcome)} ${applied ? nothing : this.changes(outcome)}`;
  }

  private acts(): TemplateResult {
    const { outcome } = this;
    const { busy } = this.attempt;
    const close = (): void => {
      location.hash = '#users';
    };
    if (outcome?.applied === true)
      return html`<div class="sheet-acts">${button({ label: say('done'), kind: 'accent', press: close })}</div>`;
    const count = outcome === undefined ? 0 : outcome.added + outcome.changed;
    const look = (): void => void this.send(false);
    return html`${
      outcome !== undefined && outcome.added > 0
        ? checkField({ name: 'mail', label: say('people-import-mail'), hint: say('people-import-mail-hint') })
        : nothing
    }
      <div class="sheet-acts">
        ${
          count > 0
            ? button({
                label: busy ? say('people-importing') : say('people-import-do', { count }),
                kind: 'accent',
                disabled: busy,
                press: () => void this.send(true),
              })
            : button({
                label: say(busy ? 'people-import-looking' : 'people-import-look'),
                kind: 'accent',
                disabled: busy,
                press: look,
              })
        }
        ${button({
          label: say('choose-file'),
          icon: FILE_PLUS,
          press: () => this.querySelector<HTMLInputElement>('input[type=file]')?.click(),
        })}
      </div>`;
  }

  protected override render(): TemplateResult {
    const { problem } = this.attempt;
    const body = html`<form
      class="form drop-place ${this.dropping ? 'over' : ''}"
      @submit=${(event: Event) => event.preventDefault()}
      @dragover=${this.onDrag}
      @dragleave=${this.onDrag}
      @drop=${this.onDrop}
    >
      <p class="hint">${say('people-import-help')}</p>
      <div class="mono" @input=${this.forget}>
        ${textArea({ name: 'text', label: say('people-import-text'), rows: this.outcome === undefined ? 12 : 5, maxlength: MOST_BYTES, placeholder: EXAMPLE })}
      </div>
      <input
        type="file"
        hidden
        accept=".csv,.txt,text/csv,text/plain"
        aria-label=${say('choose-file')}
        @change=${this.onPick}
      />
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${this.outcome === undefined ? nothing : this.told(this.outcome)} ${this.acts()}
    </form>`;
    return html`<admin-sheet
      wide
      .heading=${say('people-import')}
      key="import"
      .body=${body}
      @dismiss=${() => (location.hash = '#users')}
    ></admin-sheet>`;
  }
}
