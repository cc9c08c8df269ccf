// The dialog that makes a token: for whom, what it may do, for how long; then it shows the token once. Fires `added`, and `dismiss` to be
// taken away.
import type { ApiTokenMade } from '@platen/shared/api/admin-connections';
import { SCOPES, type Scope } from '@platen/shared/scopes';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { formText } from '../../components/form-text.ts';
import { addToken } from '../../data/admin-connections.ts';
import { attempt } from '../../state/attempt.ts';
import { areaWords, SCOPE_AREAS, type ScopeArea } from '../connection-words.ts';
import { say } from '../speech.ts';
import './copy-button.ts';
import { selectField } from './select-field.ts';
import { textField } from './text-field.ts';

/** A year is long enough that nobody minds making a new one, and short enough that a forgotten one ends. */
const LASTS = ['30', '90', '365', 'never'] as const;
const USUAL = '365';

@customElement('admin-token-add')
export class AdminTokenAdd extends LitElement {
  @state() private made: ApiTokenMade | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private dismiss = (): void => {
    this.dispatchEvent(new CustomEvent('dismiss'));
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target);
    const ticked = form.getAll('scope');
    const scopes = SCOPES.filter((scope) => ticked.includes(scope));
    if (scopes.length === 0) return this.attempt.show(say('token-scopes-needed'));
    const lasts = formText(event.target, 'lasts');
    void this.add(formText(event.target, 'name'), scopes, lasts === 'never' ? undefined : Number(lasts));
  };

  private async add(name: string, scopes: readonly Scope[], days: number | undefined): Promise<void> {
    const wish = { name, scopes: [...scopes], ...(days === undefined ? {} : { days }) };
    const answer = await this.attempt.make(addToken(wish));
    if (!answer.ok) return;
    this.made = answer.value;
    this.dispatchEvent(new CustomEvent('added'));
  }

  /** Whoever may change a thing has to see it. */
  private onTick = (event: Event): void => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement)) return;
    const area = SCOPE_AREAS.find(({ read, change }) => box.value === read || box.value === change);
    const other = (scope: Scope | undefined): HTMLInputElement | null =>
      scope === undefined ? null : this.querySelector<HTMLInputElement>(`input[value="${scope}"]`);
    const [see, change] = [other(area?.read), other(area?.change)];
    if (see === null || change === null) return;
    if (box === change && change.checked) see.checked = true;
    if (box === see && !see.checked) change.checked = false;
  };

  private area({ id, read, change }: ScopeArea): TemplateResult {
    const what = areaWords(id);
    const box = (scope: Scope | undefined, label: string): TemplateResult =>
      scope === undefined
        ? html`<span></span>`
        : html`<label class="scope-box"
            ><input type="checkbox" name="scope" value=${scope} aria-label=${label} @change=${this.onTick}
          /></label>`;
    return html`<div class="scope-row">
      <span>${what}</span>
      ${box(read, say('may-see-what', { what }))} ${box(change, say('may-change-what', { what }))}
    </div>`;
  }

  private form(): TemplateResult {
    return html`<form class="form" id="token-add" @submit=${this.onSubmit}>
      ${textField({
        name: 'name',
        label: say('token-name'),
        hint: say('token-name-hint'),
        required: true,
        maxlength: 60,
        first: true,
      })}
      <fieldset class="group scopes">
        <legend>${say('token-scopes')}</legend>
        <div class="scope-row scope-head" aria-hidden="true">
          <span></span><span>${say('may-see')}</span><span>${say('may-change')}</span>
        </div>
        ${SCOPE_AREAS.map((area) => this.area(area))}
      </fieldset>
      ${selectField({
        name: 'lasts',
        label: say('token-lasts'),
        value: USUAL,
        choices: LASTS.map((value) => ({ value, label: say(`token-lasts-${value}`) })),
      })}
      ${this.attempt.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.attempt.problem}</p>`}
    </form>`;
  }

  private token({ token }: ApiTokenMade): TemplateResult {
    return html`<div class="user-code" role="status">
      <p class="hint">${say('token-once')}</p>
      <p class="token">${token}</p>
      <admin-copy .text=${token} .label=${say('token-copy')}></admin-copy>
      <p class="hint">${say('token-use')}</p>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { made } = this;
    return html`<platen-dialog
      heading=${say(made === undefined ? 'token-add' : 'token-added')}
      .body=${made === undefined ? this.form() : this.token(made)}
      .actions=${
        made === undefined
          ? html`${button({ label: say('cancel'), press: this.dismiss })}
              <button type="submit" form="token-add" class="button accent" ?disabled=${this.attempt.busy}>
                ${say('token-add-do')}
              </button>`
          : html`${button({ label: say('done'), press: this.dismiss, kind: 'accent', first: true })}`
      }
      @dismiss=${this.dismiss}
    ></platen-dialog>`;
  }
}
