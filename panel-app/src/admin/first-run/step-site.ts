// First run, name and language: what people read from now on.
import type { SettingsView } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formText } from '../../components/form-text.ts';
import { notice } from '../../components/notice.ts';
import { changeSetting, readSettings } from '../../data/admin.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { whenLoaded } from '../parts/loading.ts';
import { selectField } from '../parts/select-field.ts';
import { textField } from '../parts/text-field.ts';
import { say } from '../speech.ts';
import { stepDone } from './step-done.ts';

const NAME = 'site.name';
const LANGUAGE = 'site.language';

@customElement('admin-step-site')
export class AdminStepSite extends LitElement {
  private readonly settings = loaded(this, readSettings, 0);
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.save(event.target);
  };

  private async save(form: HTMLFormElement): Promise<void> {
    for (const key of [NAME, LANGUAGE]) {
      const answer = await this.attempt.make(changeSetting(key, formText(form, key)));
      if (!answer.ok) return;
    }
    stepDone(this);
  }

  private form({ groups }: SettingsView): TemplateResult {
    const all = groups.flatMap(({ settings }) => settings);
    const name = all.find(({ key }) => key === NAME);
    const language = all.find(({ key }) => key === LANGUAGE);
    const { busy, problem } = this.attempt;
    return html`<form class="form" @submit=${this.onSubmit}>
      ${textField({ name: NAME, label: say('step-site-name'), value: String(name?.value ?? ''), required: true, maxlength: 60 })}
      ${selectField({
        name: LANGUAGE,
        label: say('step-site-language'),
        value: String(language?.value ?? 'en'),
        choices: Object.entries(language?.choices ?? {}).map(([value, label]) => ({ value, label })),
      })}
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${busy}>${say(busy ? 'saving' : 'first-run-next')}</button>
      </div>
    </form>`;
  }

  protected override render(): TemplateResult {
    return html`<p class="first-run-lead">${say('step-site-lead')}</p>
      ${whenLoaded(this.settings, (settings) => this.form(settings), 3)}`;
  }
}
