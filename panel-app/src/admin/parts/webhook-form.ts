// The dialog that adds a webhook or changes one; a new secret is then shown once. Fires `saved`, and `dismiss` to be taken away.
import type { AdminWebhook } from '@platen/shared/api/admin-connections';
import { HOOK_EVENTS } from '@platen/shared/webhook';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { formText } from '../../components/form-text.ts';
import { addWebhook, changeWebhook } from '../../data/admin-connections.ts';
import { attempt } from '../../state/attempt.ts';
import { EVENT_GROUPS, eventWords } from '../connection-words.ts';
import { say } from '../speech.ts';
import { checkField } from './check-field.ts';
import { secretOnce } from './secret-once.ts';
import { textField } from './text-field.ts';

@customElement('admin-webhook-form')
export class AdminWebhookForm extends LitElement {
  /** The one to change; undefined: a new one. */
  @property({ attribute: false }) webhook: AdminWebhook | undefined;
  @state() private secret: string | undefined;
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
    const typed = new FormData(form);
    const ticked = typed.getAll('event');
    const events = HOOK_EVENTS.filter((one) => ticked.includes(one));
    if (events.length === 0) return this.attempt.show(say('hook-events-needed'));
    const wish = {
      name: formText(form, 'name'),
      url: formText(form, 'url'),
      events,
      titles: typed.has('titles'),
    };
    const { webhook } = this;
    const answer = await this.attempt.make(
      webhook === undefined ? addWebhook(wish) : changeWebhook(webhook.id, wish),
    );
    if (!answer.ok) return;
    this.dispatchEvent(new CustomEvent('saved'));
    this.secret = answer.value.secret;
    if (this.secret === undefined) this.dismiss();
  }

  private form(): TemplateResult {
    const { webhook } = this;
    return html`<form class="form" id="webhook-form" @submit=${this.onSubmit}>
      ${textField({
        name: 'name',
        label: say('hook-name'),
        hint: say('hook-name-hint'),
        value: webhook?.name,
        required: true,
        maxlength: 60,
        first: true,
      })}
      ${textField({
        name: 'url',
        label: say('hook-url'),
        hint: say('hook-url-hint'),
        value: webhook?.url,
        required: true,
        maxlength: 2000,
        inputmode: 'url',
        placeholder: 'https://',
      })}
      <fieldset class="group">
        <legend>${say('hook-events')}</legend>
        <div class="event-groups">
          ${EVENT_GROUPS.map(
            ({ label, events }) => html`<div class="event-group" role="group" aria-label=${say(label)}>
              <p class="hint" aria-hidden="true">${say(label)}</p>
              ${events.map(
                (event) => html`<label class="check-field">
                  <input
                    type="checkbox"
                    id="event-${event}"
                    name="event"
                    value=${event}
                    .defaultChecked=${webhook?.events.includes(event) ?? false}
                  />
                  <span>${eventWords(event)}</span>
                </label>`,
              )}
            </div>`,
          )}
        </div>
      </fieldset>
      ${checkField({ name: 'titles', label: say('hook-titles'), hint: say('hook-titles-hint'), on: webhook?.titles ?? false })}
      ${this.attempt.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.attempt.problem}</p>`}
    </form>`;
  }

  protected override render(): TemplateResult {
    const { secret, webhook } = this;
    const isNew = webhook === undefined;
    const heading =
      secret === undefined
        ? isNew
          ? 'hook-add'
          : 'hook-change-title'
        : isNew
          ? 'hook-added'
          : 'hook-secret-new';
    return html`<platen-dialog
      heading=${say(heading)}
      .body=${secret === undefined ? this.form() : secretOnce(secret, false)}
      .actions=${
        secret === undefined
          ? html`${button({ label: say('cancel'), press: this.dismiss })}
              <button type="submit" form="webhook-form" class="button accent" ?disabled=${this.attempt.busy}>
                ${say(isNew ? 'hook-add-do' : 'hook-change-do')}
              </button>`
          : html`${button({ label: say('done'), press: this.dismiss, kind: 'accent', first: true })}`
      }
      @dismiss=${this.dismiss}
    ></platen-dialog>`;
  }
}
