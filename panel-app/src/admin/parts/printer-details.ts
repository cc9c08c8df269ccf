// The names, addresses and kind of a printer as a form; saved together, and only what was changed. What comes from a file has a lock.
// Fires `changed` with the printer.
import type { AdminPrinter } from '@platen/shared/api/admin';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formText } from '../../components/form-text.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { changePrinter, type PrinterEdit } from '../../data/admin.ts';
import { readProfiles } from '../../data/admin-fleet.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { accountingChoices, kindWords, lockOf } from '../printer-words.ts';
import { say } from '../speech.ts';
import { lockedField } from './locked-field.ts';
import { type Choice, selectField } from './select-field.ts';
import { textArea } from './text-area.ts';
import { type TextFieldOptions, textField } from './text-field.ts';

/** Other addresses of one printer that the server takes. */
const MOST_ADDRESSES = 8;
const TEXTS = ['name', 'uri', 'site', 'location', 'alias'] as const;
type Text = (typeof TEXTS)[number];
const KINDS = ['printer', 'queue'] as const;

const linesOf = (text: string): readonly string[] =>
  text
    .split(/\s+/)
    .filter((line) => line !== '')
    .slice(0, MOST_ADDRESSES);

/** What the form holds, field by field; null where the device itself says. */
function formValues(form: HTMLFormElement): Required<Omit<PrinterEdit, Switched>> {
  const text = (name: string): string => formText(form, name);
  const need = text('accounting');
  return {
    name: text('name'),
    uri: text('uri'),
    site: text('site'),
    location: text('location'),
    alias: text('alias'),
    otherUris: linesOf(text('otherUris')),
    kind: text('kind') === 'queue' ? 'queue' : 'printer',
    profile: text('profile') === '' ? null : text('profile'),
    accounting: (need === '' ? null : need) as PrinterEdit['accounting'] & (string | null),
  };
}
/** Not in the form: these take effect at once. */
type Switched =
  | 'enabled'
  | 'deviceSignIn'
  | 'directQueue'
  | 'forDirectMail'
  | 'forPublic'
  | 'allowHttp'
  | 'panelKind';

const serverValues = (printer: AdminPrinter): ReturnType<typeof formValues> => ({
  name: printer.name,
  uri: printer.uri,
  site: printer.site ?? '',
  location: printer.location ?? '',
  alias: printer.alias ?? '',
  otherUris: printer.otherUris,
  kind: printer.kind,
  profile: printer.profile ?? null,
  accounting: printer.accounting ?? null,
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

@customElement('admin-printer-details')
export class AdminPrinterDetails extends LitElement {
  @property({ attribute: false }) printer: AdminPrinter | undefined;
  /** Offered while a site is typed. */
  @property({ attribute: false }) sites: readonly string[] = [];
  /** Fields that differ from what the server has. */
  @state() private edit: PrinterEdit = {};
  @state() private saved = false;
  private readonly attempt = attempt(this);
  private readonly profiles = loaded(this, readProfiles, 0);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('printer') as AdminPrinter | undefined;
    const { printer } = this;
    if (before === undefined || printer === undefined) return;
    if (before.id === printer.id && same(serverValues(before), serverValues(printer))) return;
    if (before.id !== printer.id) {
      this.saved = false;
      this.attempt.show(undefined);
    }
    this.edit = {};
    this.querySelector('form')?.reset();
  }

  private onInput = (event: Event): void => {
    const { printer } = this;
    const form = event.currentTarget;
    if (printer === undefined || !(form instanceof HTMLFormElement)) return;
    const had = serverValues(printer);
    this.saved = false;
    // A field with a lock is not in the form.
    this.edit = Object.fromEntries(
      Object.entries(formValues(form)).filter(
        ([field, value]) =>
          form.elements.namedItem(field) !== null && !same(value, had[field as keyof typeof had]),
      ),
    );
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.save();
  };

  private async save(): Promise<void> {
    const { printer } = this;
    if (printer === undefined) return;
    const answer = await this.attempt.make(changePrinter(printer.id, this.edit));
    if (!answer.ok) return;
    this.saved = true;
    this.dispatchEvent(new CustomEvent<AdminPrinter>('changed', { detail: answer.value, bubbles: true }));
  }

  private text(
    printer: AdminPrinter,
    name: Text,
    more: Omit<TextFieldOptions, 'name' | 'value'>,
  ): TemplateResult {
    const source = lockOf(printer, name);
    return source === undefined
      ? textField({ ...more, name, value: printer[name] ?? '' })
      : lockedField({ label: more.label, value: printer[name] ?? '', source });
  }

  private choice(
    printer: AdminPrinter,
    name: 'kind' | 'profile' | 'accounting',
    more: Omit<Parameters<typeof selectField>[0], 'name'>,
  ): TemplateResult {
    const source = lockOf(printer, name);
    if (source === undefined) return selectField({ ...more, name });
    const all = [...more.choices, ...(more.groups ?? []).flatMap(({ choices }) => choices)];
    const value = all.find((one) => one.value === more.value)?.label ?? more.value;
    return lockedField({ label: more.label, value, source });
  }

  private addresses(printer: AdminPrinter): TemplateResult {
    const source = lockOf(printer, 'otherUris');
    const label = say('other-addresses');
    return source === undefined
      ? html`<div class="mono">
          ${textArea({ name: 'otherUris', label, rows: Math.max(2, printer.otherUris.length), hint: say('other-addresses-hint'), value: printer.otherUris.join('\n') })}
        </div>`
      : lockedField({ label, value: printer.otherUris, source });
  }

  private profile(printer: AdminPrinter): TemplateResult {
    const { value, problem } = this.profiles;
    const profiles = value?.profiles ?? [];
    const group = (own: boolean): readonly Choice[] =>
      profiles.filter((one) => one.own === own).map(({ id, name }) => ({ value: id, label: name }));
    const known = profiles.some(({ id }) => id === printer.profile);
    const unlisted =
      printer.profile === undefined || known
        ? []
        : [{ value: printer.profile, label: printer.family ?? printer.profile }];
    return this.choice(printer, 'profile', {
      label: say('profile'),
      value: printer.profile ?? '',
      hint: problem ?? say('profile-hint'),
      choices: [
        {
          value: '',
          label:
            printer.profile === undefined && printer.family !== undefined
              ? say('detected-as', { family: printer.family })
              : say('detected'),
        },
        ...unlisted,
      ],
      groups: [
        { label: say('profiles-own'), choices: group(true) },
        { label: say('profiles-shipped'), choices: group(false) },
      ].filter(({ choices }) => choices.length > 0),
    });
  }

  private aftermath(): TemplateResult | typeof nothing {
    if (this.attempt.problem !== undefined) {
      return notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' });
    }
    if (!this.saved) return nothing;
    return html`<p class="setting-after" role="status"><span class="tone-ok">${toneIcon('ok')}</span>${say('saved')}</p>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { printer } = this;
    if (printer === undefined) return nothing;
    const dirty = Object.keys(this.edit).length > 0;
    const accounting = accountingChoices();
    const { busy } = this.attempt;
    return html`<form class="form" autocomplete="off" @submit=${this.onSubmit} @input=${this.onInput}>
      ${this.text(printer, 'name', { label: say('printer-name'), required: true, maxlength: 80 })}
      <div class="pair">
        ${this.text(printer, 'site', { label: say('site'), maxlength: 80, list: 'known-sites' })}
        ${this.text(printer, 'location', { label: say('location'), maxlength: 200 })}
      </div>
      <datalist id="known-sites">${this.sites.map((site) => html`<option value=${site}></option>`)}</datalist>
      ${this.text(printer, 'alias', { label: say('alias'), hint: say('alias-hint'), maxlength: 40 })}
      ${this.text(printer, 'uri', { label: say('address'), required: true, maxlength: 500, inputmode: 'url' })}
      ${this.edit.uri === undefined ? nothing : html`<p class="hint">${say('address-changed')}</p>`}
      ${this.addresses(printer)}
      ${this.choice(printer, 'kind', {
        label: say('kind'),
        value: printer.kind,
        choices: KINDS.map((kind) => ({ value: kind, label: kindWords(kind) })),
        hint: say(`kind-${this.edit.kind ?? printer.kind}-hint`),
      })}
      ${this.profile(printer)}
      ${this.choice(printer, 'accounting', {
        label: say('accounting'),
        value: printer.accounting ?? '',
        choices: accounting,
        hint: say('accounting-hint'),
      })}
      ${this.aftermath()}
      <div class="sheet-acts">
        <button type="submit" class="button ${dirty ? 'accent' : ''}" ?disabled=${!dirty || busy}>
          ${say(busy ? (this.edit.uri === undefined ? 'saving' : 'checking') : 'save-details')}
        </button>
      </div>
    </form>`;
  }
}
