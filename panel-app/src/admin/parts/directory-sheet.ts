// One directory in a sheet: how it is and its imports, and its settings. Fires `changed`, with the directory where there is one.
import type { AdminDirectory, DirectoryChange, DirectoryTest } from '@platen/shared/api/admin-directory';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { confirm } from '../../components/confirm.ts';
import { formText } from '../../components/form-text.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { changeDirectory, removeDirectory } from '../../data/admin-directory.ts';
import { attempt } from '../../state/attempt.ts';
import { groupsOf, sameServer, secretOf, settingsOf } from '../directory-form.ts';
import { directoryPlace } from '../directory-words.ts';
import { may } from '../may.ts';
import { say } from '../speech.ts';
import './directory-fields.ts';
import './directory-state.ts';
import type { AdminDirectoryTry } from './directory-try.ts';
import './directory-try.ts';
import './side-sheet.ts';
import { tabList, tabPanel } from './tabs.ts';
import { textField } from './text-field.ts';

const PLACES = ['state', 'settings'] as const;
type Place = (typeof PLACES)[number];

@customElement('admin-directory')
export class AdminDirectorySheet extends LitElement {
  @property({ attribute: false }) directory: AdminDirectory | undefined;

  @state() private place: Place = 'state';
  @state() private dirty = false;
  @state() private elsewhere = false;
  @state() private saved = false;
  @state() private removing = false;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('directory') as AdminDirectory | undefined;
    if (before === undefined || before.id === this.directory?.id) return;
    this.dirty = this.elsewhere = this.saved = this.removing = false;
    this.place = 'state';
    this.attempt.show(undefined);
    this.querySelector('form')?.reset();
    this.querySelector<AdminDirectoryTry>('admin-directory-try')?.forget();
  }

  private tell(detail?: AdminDirectory): void {
    this.dispatchEvent(new CustomEvent<AdminDirectory | undefined>('changed', { detail }));
  }

  /** The whole form; undefined while it is not complete. */
  private typed(directory: AdminDirectory): DirectoryChange | undefined {
    const form = this.querySelector('form');
    if (form === null || !form.reportValidity()) return undefined;
    const { bad } = groupsOf(formText(form, 'adminGroups'));
    if (bad !== undefined) {
      this.attempt.show(say('directory-admins-bad', { line: bad }));
      return undefined;
    }
    const secret = secretOf(form);
    return {
      name: formText(form, 'name').trim(),
      settings: settingsOf(form, directory.settings),
      ...(secret === undefined ? {} : { secret }),
    };
  }

  private ask = (): DirectoryTest | undefined => {
    const { directory } = this;
    if (directory === undefined) return undefined;
    if (!this.dirty) return { id: directory.id };
    const typed = this.typed(directory);
    if (typed === undefined) return undefined;
    const { name: _, secret, ...rest } = typed;
    return { id: directory.id, ...rest, ...(secret == null ? {} : { secret }) };
  };

  private onInput = (event: Event): void => {
    const form = event.currentTarget;
    if (this.directory === undefined || !(form instanceof HTMLFormElement)) return;
    this.dirty = true;
    this.saved = false;
    this.elsewhere = !sameServer(this.directory.settings, settingsOf(form, this.directory.settings));
    this.querySelector<AdminDirectoryTry>('admin-directory-try')?.forget();
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { directory } = this;
    const typed = directory === undefined ? undefined : this.typed(directory);
    if (directory !== undefined && typed !== undefined) void this.save(directory.id, typed);
  };

  private async save(id: string, change: DirectoryChange): Promise<void> {
    const answer = await this.attempt.make(changeDirectory(id, change));
    if (!answer.ok) return;
    this.dirty = this.elsewhere = false;
    this.saved = true;
    const secret = this.querySelector<HTMLInputElement>('[name=secret]');
    if (secret !== null) secret.value = '';
    this.tell(answer.value);
  }

  private async takeAway(id: string): Promise<void> {
    const answer = await this.attempt.make(removeDirectory(id));
    if (!answer.ok) return;
    location.hash = '#users=directory';
    this.tell();
  }

  private trust = ({ detail }: CustomEvent<string>): void => {
    const pin = this.querySelector<HTMLInputElement>('[name=tlsPin]');
    if (pin === null) return;
    pin.value = detail;
    this.dirty = true;
  };

  private settings(directory: AdminDirectory): TemplateResult {
    const { busy, problem } = this.attempt;
    return html`<form
      class="form"
      autocomplete="off"
      @submit=${this.onSubmit}
      @input=${this.onInput}
      @trust=${this.trust}
    >
      ${textField({ name: 'name', label: say('directory-name'), value: directory.name, required: true, maxlength: 80 })}
      <admin-directory-fields
        .settings=${directory.settings}
        .secretStored=${directory.secretStored}
        .elsewhere=${this.elsewhere}
      ></admin-directory-fields>
      <admin-directory-try .ask=${this.ask}></admin-directory-try>
      ${problem === undefined || this.removing ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${this.saved ? html`<p class="setting-after" role="status"><span class="tone-ok">${toneIcon('ok')}</span>${say('saved')}</p>` : nothing}
      <div class="sheet-acts">
        <button type="submit" class="button ${this.dirty ? 'accent' : ''}" ?disabled=${!this.dirty || busy}>
          ${say(busy ? 'saving' : 'directory-save')}
        </button>
      </div>
    </form>`;
  }

  private question({ id, name, people }: AdminDirectory): TemplateResult {
    const left = people === 0 ? '' : ` ${say('directory-remove-people', { count: people })}`;
    return confirm({
      heading: say('directory-remove-title', { name }),
      cost: say('directory-remove-cost') + left,
      act: say('directory-remove-do'),
      danger: true,
      busy: this.attempt.busy,
      problem: this.attempt.problem,
      yes: () => void this.takeAway(id),
      no: () => {
        this.removing = false;
        this.attempt.show(undefined);
      },
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { directory, place } = this;
    if (directory === undefined) return nothing;
    const changed = ({ detail }: CustomEvent<AdminDirectory | undefined>): void => this.tell(detail);
    return html`<admin-sheet
      .heading=${directory.name}
      .lead=${directoryPlace(directory)}
      .key=${directory.id}
      .top=${tabList({
        label: directory.name,
        tabs: PLACES.filter((id) => id === 'state' || may('directory:change')).map((id) => ({
          id,
          label: say(`directory-tab-${id}`),
        })),
        chosen: place,
        choose: (next) => (this.place = next),
      })}
      .body=${html`${tabPanel(
        'state',
        place === 'state',
        html`<admin-directory-state
          .directory=${directory}
          @changed=${changed}
          @remove=${() => (this.removing = true)}
        ></admin-directory-state>`,
      )}
      ${tabPanel('settings', place === 'settings', this.settings(directory))}
      ${this.removing ? this.question(directory) : nothing}`}
      @dismiss=${() => (location.hash = '#users=directory')}
    ></admin-sheet>`;
  }
}
