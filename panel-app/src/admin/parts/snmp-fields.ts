// How SNMP is spoken, as fields of a form: version, then community or user with keys. Read with snmpOf once the form is sent.
import type { SnmpAccess, SnmpAuthProtocol, SnmpPrivProtocol } from '@platen/shared/device-credentials';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formText } from '../../components/form-text.ts';
import { say } from '../speech.ts';
import { selectField } from './select-field.ts';
import { textField } from './text-field.ts';

/** Names, not the lists of device-credentials.ts: those would bring the schema library into the page. Complete by their type. */
const AUTH: Readonly<Record<SnmpAuthProtocol, string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha224: 'SHA-224',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};
const PRIV: Readonly<Record<SnmpPrivProtocol, string>> = {
  des: 'DES',
  aes128: 'AES-128',
  'aes256-blumenthal': 'AES-256 (Blumenthal)',
  'aes256-reeder': 'AES-256 (Reeder)',
};
const NONE = 'none';
/** What agents support widely and what is still called safe: RFC 7860 and RFC 3826. */
const USUAL = { auth: 'sha256', priv: 'aes128' } as const;
/** RFC 3414: 32 octets of a name, and no key below eight characters. */
const NAME_LENGTH = 32;
const KEY = { min: 8, max: 255 } as const;

/** A password keeps its spaces. */
const secretOf = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
};

function keyOf<P extends string>(
  form: HTMLFormElement,
  name: 'auth' | 'priv',
  protocols: Readonly<Record<P, string>>,
): { readonly protocol: P; readonly key: string } | undefined {
  const protocol = formText(form, name);
  return protocol in protocols ? { protocol: protocol as P, key: secretOf(form, `${name}Key`) } : undefined;
}

/** undefined: as every device is delivered; false: not at all. Both only where they were offered. */
export function snmpOf(form: HTMLFormElement): SnmpAccess | false | undefined {
  const version = formText(form, 'version');
  if (version === 'off') return false;
  if (version === 'usual') return undefined;
  const port = formText(form, 'port');
  const at = port === '' ? {} : { port: Number(port) };
  if (version !== '3') {
    return { version: version === '1' ? '1' : '2c', community: secretOf(form, 'community'), ...at };
  }
  const auth = keyOf(form, 'auth', AUTH);
  const priv = auth === undefined ? undefined : keyOf(form, 'priv', PRIV);
  return {
    version,
    user: formText(form, 'user'),
    ...(auth === undefined ? {} : { auth }),
    ...(priv === undefined ? {} : { priv }),
    ...at,
  };
}

@customElement('admin-snmp-fields')
export class AdminSnmpFields extends LitElement {
  /** Offers the usual community and "not at all" too. */
  @property({ type: Boolean }) search = false;
  @state() private version: string | undefined;
  @state() private auth: string = USUAL.auth;
  @state() private priv: string = USUAL.priv;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private key(name: 'auth' | 'priv'): TemplateResult {
    return textField({
      name: `${name}Key`,
      label: say(`snmp-${name}-key`),
      type: 'password',
      required: true,
      minlength: KEY.min,
      maxlength: KEY.max,
    });
  }

  private user(): TemplateResult {
    const authChoices = [
      ...Object.entries(AUTH).map(([value, label]) => ({ value, label })),
      { value: NONE, label: say('snmp-no-auth') },
    ];
    const privChoices = [
      ...Object.entries(PRIV).map(([value, label]) => ({ value, label })),
      { value: NONE, label: say('snmp-no-priv') },
    ];
    return html`${textField({ name: 'user', label: say('snmp-user'), required: true, maxlength: NAME_LENGTH })}
      <div class="pair">
        ${selectField({ name: 'auth', label: say('snmp-auth'), value: this.auth, choices: authChoices, change: (value) => (this.auth = value) })}
        ${this.auth === NONE ? nothing : this.key('auth')}
      </div>
      ${
        this.auth === NONE
          ? nothing
          : html`<div class="pair">
              ${selectField({ name: 'priv', label: say('snmp-priv'), value: this.priv, choices: privChoices, change: (value) => (this.priv = value) })}
              ${this.priv === NONE ? nothing : this.key('priv')}
            </div>`
      }`;
  }

  protected override render(): TemplateResult {
    const version = this.version ?? (this.search ? 'usual' : '3');
    const plain = [
      { value: '3', label: say('snmp-v3') },
      { value: '2c', label: say('snmp-v2c') },
      { value: '1', label: say('snmp-v1') },
    ];
    const choices = this.search
      ? [{ value: 'usual', label: say('snmp-usual') }, ...plain, { value: 'off', label: say('snmp-off') }]
      : plain;
    const spoken = version !== 'usual' && version !== 'off';
    return html`${selectField({
      name: 'version',
      label: say(this.search ? 'snmp' : 'snmp-version'),
      value: version,
      choices,
      hint: version === '1' || version === '2c' ? say('snmp-open') : undefined,
      change: (value) => (this.version = value),
    })}
    ${version === '3' ? this.user() : nothing}
    ${
      version === '1' || version === '2c'
        ? textField({
            name: 'community',
            label: say('snmp-community'),
            type: 'password',
            required: true,
            maxlength: NAME_LENGTH,
          })
        : nothing
    }
    ${
      spoken
        ? textField({
            name: 'port',
            label: say('port'),
            hint: say('port-usual', { port: 161 }),
            inputmode: 'numeric',
            pattern: '[1-9][0-9]{0,4}',
            maxlength: 5,
          })
        : nothing
    }`;
  }
}
