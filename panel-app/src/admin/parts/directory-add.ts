// Connecting a directory: its address is looked at first, without any password; what it tells fills the form. Fires `added` with it.
import type { AdminDirectory, DirectoryLooked, DirectoryTest } from '@platen/shared/api/admin-directory';
import type { DirectorySettings } from '@platen/shared/directory';
import { USUAL_FILTERS, usualSettings } from '@platen/shared/directory-presets';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { SEARCH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { addDirectory, lookAtDirectory } from '../../data/admin-directory.ts';
import { attempt } from '../../state/attempt.ts';
import { groupsOf, secretOf, settingsOf } from '../directory-form.ts';
import { say } from '../speech.ts';
import './directory-fields.ts';
import { directorySteps, shownCertificate } from './directory-steps.ts';
import type { AdminDirectoryTry } from './directory-try.ts';
import './directory-try.ts';
import './side-sheet.ts';
import { textField } from './text-field.ts';

@customElement('admin-directory-add')
export class AdminDirectoryAdd extends LitElement {
  @state() private host = '';
  @state() private looked: DirectoryLooked | undefined;
  /** What the form began with; undefined while the address is still asked for. */
  @state() private settings: DirectorySettings | undefined;
  private readonly attempt = attempt(this);
  private asking: AbortController | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asking?.abort();
  }

  private async look(): Promise<void> {
    this.asking?.abort();
    this.asking = new AbortController();
    this.looked = undefined;
    const answer = await this.attempt.make(lookAtDirectory({ host: this.host }, this.asking.signal));
    if (!answer.ok) return;
    this.looked = answer.value;
    const { ok, certificate } = answer.value;
    if (ok && certificate?.trusted !== false) this.begin(answer.value.proposal);
  }

  /** What the server told, and what is usual for its kind where it told nothing. */
  private begin(proposal: DirectorySettings): void {
    const { filter, kind, security } = proposal;
    this.settings = {
      ...proposal,
      filter: filter === '' ? USUAL_FILTERS[kind] : filter,
      ...(security === 'none' ? { bind: 'anonymous', signIn: false } : {}),
    };
  }

  private byHand = (): void => {
    this.begin(
      this.looked?.ok === true
        ? this.looked.proposal
        : usualSettings('active-directory', { host: this.host, port: 636, security: 'ldaps' }),
    );
  };

  private form(): HTMLFormElement | null {
    return this.querySelector<HTMLFormElement>('form.directory-form');
  }

  private typed(): { readonly settings: DirectorySettings; readonly secret: string | undefined } | undefined {
    const form = this.form();
    if (form === null || this.settings === undefined || !form.reportValidity()) return undefined;
    const { bad } = groupsOf(formText(form, 'adminGroups'));
    if (bad !== undefined) {
      this.attempt.show(say('directory-admins-bad', { line: bad }));
      return undefined;
    }
    return { settings: settingsOf(form, this.settings), secret: secretOf(form) };
  }

  private ask = (): DirectoryTest | undefined => {
    const typed = this.typed();
    if (typed === undefined) return undefined;
    const { settings, secret } = typed;
    return { settings, ...(secret === undefined ? {} : { secret }) };
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.save();
  };

  private async save(): Promise<void> {
    const form = this.form();
    const typed = this.typed();
    if (form === null || typed === undefined) return;
    const { settings, secret } = typed;
    const name = formText(form, 'name').trim() || settings.host;
    const answer = await this.attempt.make(
      addDirectory({ name, settings, ...(secret === undefined ? {} : { secret }) }),
    );
    if (answer.ok) this.dispatchEvent(new CustomEvent<AdminDirectory>('added', { detail: answer.value }));
  }

  private trust = ({ detail }: CustomEvent<string>): void => {
    const pin = this.querySelector<HTMLInputElement>('[name=tlsPin]');
    if (pin === null) return;
    pin.value = detail;
    const more = pin.closest('details');
    if (more !== null) more.open = true;
  };

  private first(): TemplateResult {
    const { looked } = this;
    const { busy, problem } = this.attempt;
    const onSubmit = (event: SubmitEvent): void => {
      event.preventDefault();
      if (!(event.target instanceof HTMLFormElement)) return;
      this.host = formText(event.target, 'host').trim();
      void this.look();
    };
    return html`<form class="form" autocomplete="off" @submit=${onSubmit}>
      ${textField({ name: 'host', label: say('directory-host'), hint: say('directory-host-hint'), value: this.host, required: true, maxlength: 255, placeholder: 'dc1.ad.example.org', first: true })}
      <p class="hint">${say('directory-look-help')}</p>
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${
        looked === undefined
          ? nothing
          : html`<div role="alert">${directorySteps(looked.steps)}</div>
              ${
                looked.certificate === undefined
                  ? nothing
                  : shownCertificate(looked.certificate, (tlsPin) =>
                      this.begin({ ...looked.proposal, tlsPin }),
                    )
              }`
      }
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${busy}>${say(busy ? 'directory-looking' : 'directory-look')}</button>
        ${button({ label: say('directory-by-hand'), disabled: busy, press: this.byHand })}
      </div>
    </form>`;
  }

  private second(settings: DirectorySettings): TemplateResult {
    const { busy, problem } = this.attempt;
    return html`<form
      class="form directory-form"
      autocomplete="off"
      @submit=${this.onSubmit}
      @input=${() => this.querySelector<AdminDirectoryTry>('admin-directory-try')?.forget()}
      @trust=${this.trust}
    >
      ${
        this.looked?.ok === true
          ? notice({
              tone: 'ok',
              announce: 'status',
              text: say('directory-found', { kind: say(`directory-kind-${settings.kind}`) }),
            })
          : nothing
      }
      ${textField({ name: 'name', label: say('directory-name'), hint: say('optional'), maxlength: 80, placeholder: settings.domain ?? settings.host })}
      <admin-directory-fields .settings=${settings}></admin-directory-fields>
      <admin-directory-try .ask=${this.ask}></admin-directory-try>
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${busy}>${say(busy ? 'saving' : 'directory-save-new')}</button>
        ${button({
          label: say('directory-look-again'),
          icon: SEARCH,
          press: () => {
            this.settings = this.looked = undefined;
          },
        })}
      </div>
    </form>`;
  }

  protected override render(): TemplateResult {
    const { settings } = this;
    return html`<admin-sheet
      .heading=${say('directory-add')}
      key="new"
      .body=${settings === undefined ? this.first() : this.second(settings)}
      @dismiss=${() => (location.hash = '#users=directory')}
    ></admin-sheet>`;
  }
}
