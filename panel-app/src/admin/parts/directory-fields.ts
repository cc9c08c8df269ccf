// The fields of a directory's form: where it is, how to sign in there, who is taken, and what for.
import type { DirectorySettings } from '@platen/shared/directory';
import { USUAL_FIELDS, USUAL_FILTERS, usualPort } from '@platen/shared/directory-presets';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { notice } from '../../components/notice.ts';
import { groupLines } from '../directory-form.ts';
import { say } from '../speech.ts';
import { checkField } from './check-field.ts';
import { selectField } from './select-field.ts';
import { textArea } from './text-area.ts';
import { textField } from './text-field.ts';

type Kind = DirectorySettings['kind'];
const KINDS: readonly Kind[] = ['active-directory', 'openldap', 'other'];
const SECURITIES: readonly DirectorySettings['security'][] = ['ldaps', 'starttls', 'none'];
const BINDS: readonly DirectorySettings['bind'][] = ['simple', 'gssapi', 'anonymous'];
const FIELDS = ['username', 'email', 'name', 'department', 'language', 'card', 'key'] as const;
const NEEDED: readonly string[] = ['username', 'email', 'name', 'key'];

@customElement('admin-directory-fields')
export class AdminDirectoryFields extends LitElement {
  @property({ attribute: false }) settings: DirectorySettings | undefined;
  @property({ type: Boolean }) secretStored = false;
  /** What is typed is another server or account than the stored password was given for. */
  @property({ type: Boolean }) elsewhere = false;

  @state() private security: DirectorySettings['security'] = 'ldaps';
  @state() private bind: DirectorySettings['bind'] = 'simple';
  @state() private kind: Kind = 'active-directory';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const { settings } = this;
    if (!changed.has('settings') || settings === undefined) return;
    ({ security: this.security, bind: this.bind, kind: this.kind } = settings);
  }

  private set(name: string, value: string): void {
    const field = this.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`);
    if (field !== null) field.value = value;
  }

  private chooseSecurity = (value: string): void => {
    const next = SECURITIES.find((one) => one === value) ?? 'ldaps';
    const port = this.querySelector<HTMLInputElement>('[name=port]');
    // A port that somebody typed stays.
    if (port?.value === String(usualPort(this.security))) port.value = String(usualPort(next));
    this.security = next;
    if (next === 'none') this.bind = 'anonymous';
  };

  private chooseKind = (value: string): void => {
    const next = KINDS.find((one) => one === value) ?? 'other';
    for (const name of FIELDS) this.set(`field-${name}`, USUAL_FIELDS[next][name] ?? '');
    const filter = this.querySelector<HTMLTextAreaElement>('[name=filter]');
    if (filter !== null && Object.values<string>(USUAL_FILTERS).includes(filter.value))
      filter.value = USUAL_FILTERS[next];
    this.kind = next;
  };

  private where(settings: DirectorySettings): TemplateResult {
    return html`${textField({ name: 'host', label: say('directory-host'), hint: say('directory-host-hint'), value: settings.host, required: true, maxlength: 255 })}
      <div class="pair">
        ${selectField({
          name: 'security',
          label: say('directory-security'),
          value: this.security,
          choices: SECURITIES.map((value) => ({ value, label: say(`directory-security-${value}`) })),
          change: this.chooseSecurity,
        })}
        ${textField({ name: 'port', label: say('directory-port'), value: String(settings.port), required: true, inputmode: 'numeric', pattern: '[0-9]{1,5}' })}
      </div>
      ${this.security === 'none' ? notice({ tone: 'warn', text: say('directory-security-none-help') }) : nothing}`;
  }

  private account(settings: DirectorySettings): TemplateResult {
    const binds = this.security === 'none' ? BINDS.filter((one) => one === 'anonymous') : BINDS;
    const kept = this.secretStored && !this.elsewhere;
    return html`${selectField({
      name: 'bind',
      label: say('directory-bind'),
      value: this.bind,
      choices: binds.map((value) => ({ value, label: say(`directory-bind-${value}`) })),
      change: (value) => (this.bind = BINDS.find((one) => one === value) ?? 'simple'),
    })}
    ${
      this.bind === 'anonymous'
        ? nothing
        : html`${textField({ name: 'bindName', label: say('directory-bind-name'), hint: say('directory-bind-name-hint'), value: settings.bindName, required: true, maxlength: 500 })}
          ${textField({
            name: 'secret',
            label: say('directory-secret'),
            type: 'password',
            autocomplete: 'new-password',
            required: !kept,
            maxlength: 1000,
            hint: this.secretStored
              ? say(kept ? 'directory-secret-kept' : 'directory-secret-again')
              : undefined,
          })}`
    }`;
  }

  private who(settings: DirectorySettings): TemplateResult {
    return html`${selectField({
      name: 'kind',
      label: say('directory-kind'),
      value: this.kind,
      choices: KINDS.map((value) => ({ value, label: say(`directory-kind-${value}`) })),
      change: this.chooseKind,
    })}
    <div class="mono">
      ${textArea({ name: 'bases', label: say('directory-bases'), hint: say('directory-bases-hint'), rows: 2, value: settings.bases.join('\n'), maxlength: 25_000 })}
    </div>
    <div class="mono">
      ${textArea({ name: 'filter', label: say('directory-filter'), hint: say('directory-filter-hint'), rows: 2, value: settings.filter, maxlength: 2000 })}
    </div>
    <div class="pair">
      ${textField({ name: 'domain', label: say('directory-domain'), hint: say('directory-domain-hint'), value: settings.domain, maxlength: 255 })}
      ${textField({ name: 'shortDomain', label: say('directory-short-domain'), hint: say('directory-short-domain-hint'), value: settings.shortDomain, maxlength: 64 })}
    </div>`;
  }

  private use(settings: DirectorySettings): TemplateResult {
    const { on, everyHours, disableMissing, mostDisabled } = settings.import;
    return html`<fieldset class="group">
      <legend>${say('directory-use')}</legend>
      ${checkField({ name: 'signIn', label: say('directory-sign-in'), on: settings.signIn })}
      ${checkField({ name: 'onBoard', label: say('directory-on-board'), hint: say('directory-on-board-hint'), on: settings.onBoard })}
      ${checkField({ name: 'importOn', label: say('directory-import-on'), on })}
      ${checkField({ name: 'disableMissing', label: say('directory-disable-missing'), hint: say('directory-disable-missing-hint'), on: disableMissing })}
      <div class="pair">
        ${textField({ name: 'everyHours', label: say('directory-every'), value: String(everyHours), required: true, pattern: '[0-9]+(\\.[0-9]+)?' })}
        ${textField({ name: 'mostDisabled', label: say('directory-most-disabled'), value: String(Math.round(mostDisabled * 100)), required: true, inputmode: 'numeric', pattern: '[0-9]{1,3}' })}
      </div>
    </fieldset>`;
  }

  private advanced(settings: DirectorySettings): TemplateResult {
    const open = settings.tlsPin !== undefined || settings.authority !== undefined;
    return html`<details class="more-fields" ?open=${open}>
      <summary>${say('directory-advanced')}</summary>
      <div class="form">
        ${
          this.security === 'none'
            ? nothing
            : html`${textField({ name: 'tlsPin', label: say('directory-pin'), hint: say('directory-pin-hint'), value: settings.tlsPin, maxlength: 200 })}
              <div class="mono">
                ${textArea({ name: 'authority', label: say('directory-authority'), hint: say('directory-authority-hint'), rows: 3, value: settings.authority, maxlength: 100_000 })}
              </div>`
        }
        <fieldset class="group">
          <legend>${say('directory-fields')}</legend>
          <div class="pair">
            ${FIELDS.map((name) =>
              textField({
                name: `field-${name}`,
                label: say(`directory-field-${name}`),
                value: settings.fields[name],
                required: NEEDED.includes(name),
                ...(NEEDED.includes(name) ? {} : { hint: say('optional') }),
                maxlength: 64,
              }),
            )}
          </div>
        </fieldset>
        <div class="mono">
          ${textArea({
            name: 'adminGroups',
            label: say('directory-admins'),
            hint: say('directory-admins-hint'),
            rows: 2,
            value: groupLines(settings.adminGroups),
            placeholder: 'operator CN=Print Operators,OU=Groups,DC=example,DC=org',
            maxlength: 12_000,
          })}
        </div>
      </div>
    </details>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { settings } = this;
    if (settings === undefined) return nothing;
    return html`${this.where(settings)} ${this.account(settings)} ${this.who(settings)} ${this.use(settings)}
    ${this.advanced(settings)}`;
  }
}
