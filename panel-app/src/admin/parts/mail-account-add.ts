// Adding a mail account: what it is for, where it is, then only the fields that this needs; tried before it is kept. Fires `added`.
import type { AdminMailAccount, MailTest } from '@platen/shared/api/admin-mail';
import type { MailKind } from '@platen/shared/mail';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { notice } from '../../components/notice.ts';
import { segmented } from '../../components/segmented.ts';
import { addMailAccount } from '../../data/admin-mail.ts';
import { attempt } from '../../state/attempt.ts';
import { MAIL_PROVIDERS, type MailProvider, type MailUse, startOf } from '../mail-presets.ts';
import { kindWords } from '../mail-words.ts';
import { say } from '../speech.ts';
import './mail-fields.ts';
import { accountOf } from './mail-form.ts';
import type { AdminMailTry } from './mail-try.ts';
import './mail-try.ts';
import './side-sheet.ts';

const USES: readonly MailUse[] = ['receive', 'send'];

@customElement('admin-mail-add')
export class AdminMailAdd extends LitElement {
  @property() use: MailUse = 'receive';
  @state() private provider: MailProvider | undefined;
  /** Where a provider has more than one way. */
  @state() private way: MailKind | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private kind(provider: MailProvider): MailKind {
    const start = startOf(provider, this.use);
    return start.kinds?.find((kind) => kind === this.way) ?? start.kind;
  }

  private form(): HTMLFormElement | undefined {
    const form = this.querySelector('form');
    return form?.reportValidity() === true ? form : undefined;
  }

  private ask = (): MailTest | undefined => {
    const form = this.form();
    const { provider } = this;
    return form === undefined || provider === undefined
      ? undefined
      : { account: accountOf(form, this.use, this.kind(provider)) };
  };

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.add();
  };

  private async add(): Promise<void> {
    const account = this.ask()?.account;
    if (account === undefined) return;
    const answer = await this.attempt.make(addMailAccount(account));
    if (!answer.ok) return;
    this.dispatchEvent(new CustomEvent<AdminMailAccount>('added', { detail: answer.value }));
  }

  private changed = (): void => {
    this.attempt.show(undefined);
    this.querySelector<AdminMailTry>('admin-mail-try')?.forget();
  };

  private choose(provider: MailProvider): void {
    this.provider = provider;
    this.way = undefined;
    this.changed();
  }

  private trust = ({ detail }: CustomEvent<string>): void => {
    const pin = this.querySelector<HTMLInputElement>('[name=tlsPin]');
    if (pin !== null) pin.value = detail;
  };

  private providers(): TemplateResult {
    return html`<fieldset class="conditions providers">
      <legend>${say('mail-where')}</legend>
      ${MAIL_PROVIDERS.map(
        (provider) => html`<label
          ><input
            type="radio"
            name="provider"
            id="provider-${provider}"
            value=${provider}
            .checked=${provider === this.provider}
            @change=${() => this.choose(provider)}
          /><span>${say(`mail-provider-${provider}`)}</span></label
        >`,
      )}
    </fieldset>`;
  }

  private fields(provider: MailProvider): TemplateResult {
    const { use } = this;
    const start = startOf(provider, use);
    const kind = this.kind(provider);
    const { busy, problem } = this.attempt;
    return html`${notice({ tone: 'quiet', text: say(`mail-${use}-${provider}-hint`) })}
      ${
        start.kinds === undefined
          ? nothing
          : segmented({
              label: say('mail-protocol'),
              segments: start.kinds.map((value) => ({ value, label: kindWords(value) })),
              value: kind,
              change: (way) => {
                this.way = way;
                this.changed();
              },
            })
      }
      <form class="form" autocomplete="off" @submit=${this.onSubmit} @input=${this.changed} @trust=${this.trust}>
        <admin-mail-fields .use=${use} .kind=${kind} .provider=${provider} .host=${start.host}></admin-mail-fields>
        <admin-mail-try .use=${use} .ask=${this.ask}></admin-mail-try>
        ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
        <div class="sheet-acts">
          <button type="submit" class="button accent" ?disabled=${busy}>
            ${say(busy ? 'saving' : 'mail-add-do')}
          </button>
          ${button({ label: say('cancel'), press: () => (location.hash = '#mail') })}
        </div>
      </form>`;
  }

  protected override render(): TemplateResult {
    const { use, provider } = this;
    const body = html`${segmented({
      label: say('mail-what-for'),
      segments: USES.map((value) => ({ value, label: say(`mail-use-${value}`) })),
      value: use,
      change: (value) => {
        this.use = value;
        this.changed();
      },
    })}
      ${this.providers()} ${provider === undefined ? nothing : this.fields(provider)}`;
    return html`<admin-sheet
      .heading=${say('mail-add')}
      .lead=${say(use === 'receive' ? 'mail-add-receive-lead' : 'mail-add-send-lead')}
      key="new"
      .body=${body}
      @dismiss=${() => (location.hash = '#mail')}
    ></admin-sheet>`;
  }
}
