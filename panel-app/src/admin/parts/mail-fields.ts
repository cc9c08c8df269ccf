// The fields of a mail account: only those that its kind needs, the rare ones folded away. Stands inside a form; mail-form.ts reads it.
import type { AdminMailAccount } from '@platen/shared/api/admin-mail';
import { MAIL_SECURITIES, type MailAuth, type MailKind, type MailSecurity } from '@platen/shared/mail';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MailProvider, MailUse } from '../mail-presets.ts';
import { usualPort, usualSecurity } from '../mail-words.ts';
import { say } from '../speech.ts';
import { selectField } from './select-field.ts';
import { textArea } from './text-area.ts';
import { type TextFieldOptions, textField } from './text-field.ts';

const AUTHS: Readonly<Record<MailKind, readonly MailAuth[]>> = {
  imap: ['password', 'oauth2'],
  pop3: ['password', 'oauth2'],
  ews: ['password', 'oauth2'],
  graph: ['oauth2'],
  smtp: ['password', 'oauth2', 'none'],
};
const HAS_FOLDERS: readonly MailKind[] = ['imap', 'ews', 'graph'];

type Settings = AdminMailAccount['settings'];
type TextName = {
  [K in keyof Settings]-?: Settings[K] extends string | undefined ? K : never;
}[keyof Settings];

@customElement('admin-mail-fields')
export class AdminMailFields extends LitElement {
  @property() use: MailUse = 'receive';
  @property() kind: MailKind = 'imap';
  /** Absent for a stored account. */
  @property() provider: MailProvider | undefined;
  /** The server, where the provider's is the same for everybody: then it is not asked for. */
  @property() host: string | undefined;
  /** What is stored. */
  @property({ attribute: false }) account: AdminMailAccount | undefined;
  /** Server or user are others than those that the stored password is for. */
  @property({ type: Boolean }) elsewhere = false;

  @state() private auth: MailAuth = 'password';
  @state() private security: MailSecurity = 'tls';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('kind') && !changed.has('account')) return;
    const settings = this.account?.settings;
    this.auth = settings?.auth ?? AUTHS[this.kind][0] ?? 'password';
    this.security = settings?.security ?? usualSecurity(this.kind);
  }

  private text(name: TextName, more: Omit<TextFieldOptions, 'name' | 'value'>): TemplateResult {
    return textField({ ...more, name, value: this.account?.settings[name] ?? '' });
  }

  /** The usual port follows the encryption, as long as nobody has typed another one. */
  private secure = (value: string): void => {
    const before = usualPort(this.kind, this.security);
    this.security = MAIL_SECURITIES.find((one) => one === value) ?? this.security;
    const port = this.querySelector<HTMLInputElement>('[name=port]');
    if (port !== null && port.value === String(before))
      port.value = String(usualPort(this.kind, this.security));
  };

  private server(): TemplateResult | typeof nothing {
    const { kind, host } = this;
    if (kind === 'graph') return nothing;
    if (kind === 'ews') {
      return this.text('host', {
        label: say('mail-ews-host'),
        required: true,
        maxlength: 300,
        placeholder: 'mail.example.org',
        inputmode: 'url',
      });
    }
    const port = this.account?.settings.port ?? usualPort(kind, this.security);
    if (host !== undefined) {
      return html`<input type="hidden" name="host" value=${host} />
        <input type="hidden" name="security" value=${this.security} />
        <input type="hidden" name="port" value=${port ?? ''} />`;
    }
    return html`${textField({
      name: 'host',
      label: say('mail-host'),
      value: this.account?.settings.host ?? '',
      required: true,
      maxlength: 300,
      placeholder: `${kind === 'pop3' ? 'pop' : kind}.example.org`,
      inputmode: 'url',
    })}
      <div class="pair">
        ${selectField({
          name: 'security',
          label: say('mail-security'),
          value: this.security,
          choices: MAIL_SECURITIES.map((value) => ({ value, label: say(`mail-security-${value}`) })),
          change: this.secure,
          ...(this.security === 'none' ? { hint: say('mail-security-none-hint') } : {}),
        })}
        ${textField({ name: 'port', label: say('mail-port'), value: String(port ?? ''), inputmode: 'numeric', pattern: '[0-9]{1,5}', maxlength: 5 })}
      </div>`;
  }

  private secret(): TemplateResult {
    const stored = this.account?.secretStored === true && !this.elsewhere;
    const label =
      this.auth === 'oauth2'
        ? say('mail-client-secret')
        : say(this.provider === 'google' ? 'mail-app-password' : 'password');
    return textField({
      name: 'secret',
      label,
      type: 'password',
      maxlength: 8000,
      required: !stored,
      ...(stored ? { placeholder: say('mail-secret-stored') } : {}),
      ...(this.elsewhere ? { hint: say('mail-secret-again') } : {}),
    });
  }

  private signIn(): TemplateResult {
    const { auth, kind } = this;
    const auths = AUTHS[kind];
    const choose =
      auths.length < 2 || this.provider === 'google'
        ? nothing
        : selectField({
            name: 'auth',
            label: say('mail-auth'),
            value: auth,
            choices: auths.map((value) => ({ value, label: say(`mail-auth-${value}`) })),
            change: (value) => {
              this.auth = auths.find((one) => one === value) ?? auth;
            },
          });
    const user = html`${this.text('user', {
      label: say('mail-user'),
      hint: say('mail-user-hint'),
      maxlength: 254,
    })}`;
    if (auth === 'none') return html`${choose}`;
    if (auth === 'password') return html`${choose}<div class="pair">${user} ${this.secret()}</div>`;
    return html`${choose} ${kind === 'graph' || kind === 'ews' ? nothing : user}
      ${this.text('tenant', { label: say('mail-tenant'), hint: say('mail-tenant-hint'), maxlength: 100, required: this.provider === 'microsoft' })}
      <div class="pair">
        ${this.text('clientId', { label: say('mail-client-id'), maxlength: 200, required: true })} ${this.secret()}
      </div>`;
  }

  private afterwards(): TemplateResult | typeof nothing {
    if (this.use !== 'receive' || !HAS_FOLDERS.includes(this.kind)) return nothing;
    return html`<fieldset class="group">
      <legend>${say('mail-afterwards')}</legend>
      <div class="pair">
        ${this.text('processedFolder', { label: say('mail-processed'), placeholder: say('mail-deleted'), maxlength: 200 })}
        ${this.text('refusedFolder', { label: say('mail-refused'), placeholder: say('mail-deleted'), maxlength: 200 })}
      </div>
      <p class="hint">${say('mail-afterwards-hint')}</p>
    </fieldset>`;
  }

  private rare(): TemplateResult {
    const { kind, use, auth } = this;
    return html`<details class="more-options">
      <summary>${say('mail-rare')}</summary>
      <div class="form">
        ${textField({ name: 'name', label: say('mail-name'), hint: say('optional'), value: this.account?.name ?? '', maxlength: 80 })}
        ${
          kind === 'graph'
            ? this.text('host', {
                label: say('mail-cloud'),
                hint: say('mail-cloud-hint'),
                maxlength: 300,
                inputmode: 'url',
              })
            : nothing
        }
        ${
          kind === 'graph' || kind === 'ews'
            ? this.text('mailbox', {
                label: say('mail-mailbox'),
                hint: say('mail-mailbox-hint'),
                maxlength: 254,
              })
            : nothing
        }
        ${
          use === 'receive' && HAS_FOLDERS.includes(kind)
            ? this.text('folder', { label: say('mail-folder'), placeholder: 'INBOX', maxlength: 200 })
            : nothing
        }
        ${
          use === 'receive'
            ? textField({
                name: 'pollSeconds',
                label: say('mail-poll'),
                hint: say('mail-poll-hint'),
                value: String(this.account?.settings.pollSeconds ?? ''),
                inputmode: 'numeric',
                pattern: '[0-9]{1,4}',
                maxlength: 4,
              })
            : nothing
        }
        ${
          auth === 'oauth2'
            ? html`${this.text('tokenUrl', { label: say('mail-token-url'), hint: say('mail-token-url-hint'), maxlength: 500, inputmode: 'url' })}
              ${this.text('scope', { label: say('mail-scope'), hint: say('optional'), maxlength: 300 })}`
            : nothing
        }
        ${this.text('tlsPin', { label: say('mail-pin'), hint: say('mail-pin-hint'), maxlength: 95 })}
        <div class="mono">
          ${textArea({ name: 'ca', label: say('mail-ca'), rows: 2, hint: say('mail-ca-hint'), value: this.account?.settings.ca ?? '', maxlength: 60_000 })}
        </div>
      </div>
    </details>`;
  }

  protected override render(): TemplateResult {
    const { use, account } = this;
    return html`${textField({
      name: 'address',
      label: say(use === 'receive' ? 'mail-address-receive' : 'mail-address-send'),
      type: 'email',
      value: account?.address ?? '',
      required: true,
      maxlength: 254,
      placeholder: use === 'receive' ? 'print@example.org' : 'print-answers@example.org',
    })}
      ${this.server()} ${this.signIn()} ${this.afterwards()}
      ${
        use === 'receive'
          ? html`<div class="with-hint">
              ${this.text('authservId', { label: say('mail-authserv'), maxlength: 253, placeholder: 'mx.example.org' })}
              <p class="hint">${say('mail-authserv-hint')}</p>
            </div>`
          : nothing
      }
      ${this.rare()}`;
  }
}
