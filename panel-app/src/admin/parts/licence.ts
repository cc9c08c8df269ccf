// The licence: how it stands, what it switches on, installing one by picking or dropping its file. It asks the server itself.
import type { AdminLicence } from '@platen/shared/api/admin-licence';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { icon } from '../../components/icon.ts';
import { CHECK, MINUS, REFRESH_CW, TRASH, UPLOAD } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { checkLicence, installLicence, readLicence, removeLicence } from '../../data/admin-licence.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { loaded } from '../loaded.ts';
import { longDay } from '../report-words.ts';
import { say } from '../speech.ts';
import { licenceStyles } from '../styles/licence.ts';
import { whenLoaded } from './loading.ts';

installStyles(document, licenceStyles);

/** The server takes 20,000 characters; a larger file is another file. */
const MOST_BYTES = 20_000;

@customElement('admin-licence')
export class AdminLicencePart extends LitElement {
  @state() private over = false;
  @state() private removing = false;
  @state() private installed = false;

  private readonly attempt = attempt(this);
  private readonly licence = loaded(this, readLicence, 0);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async put(call: Promise<ApiResult<AdminLicence>>): Promise<boolean> {
    this.installed = false;
    const answer = await this.attempt.make(call);
    if (answer.ok) this.licence.put(answer.value);
    return answer.ok;
  }

  private async install(file: File | undefined): Promise<void> {
    if (file === undefined || this.attempt.busy) return;
    // What is too large is cut off: it then is no licence, and the server says so.
    const text = await file.slice(0, MOST_BYTES).text();
    this.installed = await this.put(installLicence(text));
  }

  private onPick = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const [file] = field.files ?? [];
    // Emptied, so that the same file can be chosen again after it was refused.
    field.value = '';
    void this.install(file);
  };

  private onDrag = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.over = event.type === 'dragover';
  };

  private onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    void this.install(event.dataTransfer?.files[0]);
  };

  private facts(licence: AdminLicence): TemplateResult | typeof nothing {
    const { licensee, serial, notBefore, notAfter, seats, check } = licence;
    if (licensee === undefined || notBefore === undefined || notAfter === undefined) return nothing;
    const checked =
      check === undefined
        ? undefined
        : check.problem !== undefined
          ? say('licence-checked-problem', { host: check.host, problem: check.problem })
          : check.goodAt === undefined
            ? check.host
            : say('licence-checked-good', { host: check.host, when: agoWords(check.goodAt, Date.now()) });
    const rows: readonly (readonly [string, string | undefined])[] = [
      [say('licence-licensee'), licensee],
      [say('licence-serial'), serial],
      [say('licence-from-to'), say('licence-days', { from: longDay(notBefore), to: longDay(notAfter) })],
      [
        say('licence-people'),
        seats.most === undefined
          ? say('licence-seats-any', { used: seats.used })
          : say('licence-seats', { used: seats.used, most: seats.most }),
      ],
      [say('licence-checked'), checked],
    ];
    return html`<dl class="facts">
      ${rows.map(([name, value]) => (value === undefined ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`))}
    </dl>`;
  }

  private body(licence: AdminLicence): TemplateResult {
    const { tone, sentence, notices, features, licensee, check } = licence;
    const { busy } = this.attempt;
    return html`${notice({ tone, text: html`<b>${sentence}</b>${notices.map((one) => html`<p>${one}</p>`)}` })}
      ${this.facts(licence)}
      <h3>${say('licence-features')}</h3>
      <ul class="features">
        ${features.map(
          ({ label, on }) => html`<li class=${on ? 'on' : ''}>
            ${icon(on ? CHECK : MINUS)}<span>${label}</span><span class="hint">${say(on ? 'licence-on' : 'licence-off')}</span>
          </li>`,
        )}
      </ul>
      <p class="hint">${say('licence-core')}</p>
      ${this.installed ? notice({ tone: 'ok', text: say('licence-installed'), announce: 'status' }) : nothing}
      ${this.attempt.problem === undefined || this.removing ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      <div class="licence-acts">
        <label class="button ${licensee === undefined ? 'accent' : ''} file-button">
          ${icon(UPLOAD)}<span class="words">${say('licence-install')}</span>
          <input type="file" name="licence" class="out-of-sight" accept=".json,.platen-licence,application/json" ?disabled=${busy} @change=${this.onPick} />
        </label>
        ${
          check === undefined
            ? nothing
            : button({
                label: say('licence-check'),
                icon: REFRESH_CW,
                disabled: busy,
                press: () => void this.put(checkLicence()),
              })
        }
        ${
          licensee === undefined
            ? nothing
            : button({
                label: say('licence-remove'),
                icon: TRASH,
                kind: 'danger',
                disabled: busy,
                press: () => (this.removing = true),
              })
        }
      </div>
      <p class="hint">${say('licence-drop')}</p>
      ${
        this.removing
          ? confirm({
              heading: say('licence-remove-title'),
              cost: say('licence-remove-cost'),
              act: say('licence-remove'),
              danger: true,
              busy,
              problem: this.attempt.problem,
              yes: () =>
                void this.put(removeLicence()).then((done) => {
                  if (done) this.removing = false;
                }),
              no: () => {
                this.removing = false;
                this.attempt.show(undefined);
              },
            })
          : nothing
      }`;
  }

  protected override render(): TemplateResult {
    return html`<section
      class="settings-group licence drop-place ${this.over ? 'over' : ''}"
      aria-label=${say('licence')}
      @dragover=${this.onDrag}
      @dragleave=${this.onDrag}
      @drop=${this.onDrop}
    >
      <h2>${say('licence')}</h2>
      ${whenLoaded(this.licence, (licence) => this.body(licence), 4)}
    </section>`;
  }
}
