// First run, mail: an address is enough to begin with; its settings are guessed, tested, and kept. The mailbox that answers is the same again.
import type { AdminMail, AdminMailAccount, MailTest } from '@platen/shared/api/admin-mail';
import type { MailGuess } from '@platen/shared/api/first-run';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { SEARCH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { segmented } from '../../components/segmented.ts';
import { addMailAccount, readMail } from '../../data/admin-mail.ts';
import { guessMail } from '../../data/admin-site.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { type MailUse, startOf } from '../mail-presets.ts';
import { whenLoaded } from '../parts/loading.ts';
import '../parts/mail-fields.ts';
import { accountOf } from '../parts/mail-form.ts';
import type { AdminMailTry } from '../parts/mail-try.ts';
import '../parts/mail-try.ts';
import { textField } from '../parts/text-field.ts';
import { say } from '../speech.ts';
import { stepDone } from './step-done.ts';

const USES: readonly MailUse[] = ['receive', 'send'];

@customElement('admin-step-mail')
export class AdminStepMail extends LitElement {
  @state() private use: MailUse = 'receive';
  @state() private address = '';
  @state() private guess: MailGuess | undefined;
  private readonly mail = loaded(this, readMail, 0);
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private readonly onLook = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.look(formText(event.target, 'address'));
  };

  private async look(address: string): Promise<void> {
    const answer = await this.attempt.make(guessMail(address));
    if (!answer.ok) return;
    this.address = address;
    this.guess = answer.value;
  }

  private kind(guess: MailGuess): AdminMailAccount['kind'] {
    return (
      (this.use === 'receive' ? guess.receive : guess.send)?.kind ?? startOf(guess.provider, this.use).kind
    );
  }

  private readonly ask = (): MailTest | undefined => {
    const form = this.querySelector<HTMLFormElement>('form.mail-guessed');
    const { guess } = this;
    if (form === null || guess === undefined || !form.reportValidity()) return undefined;
    return { account: accountOf(form, this.use, this.kind(guess)) };
  };

  private readonly onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.add();
  };

  private async add(): Promise<void> {
    const account = this.ask()?.account;
    if (account === undefined) return;
    const answer = await this.attempt.make(addMailAccount(account));
    if (!answer.ok) return;
    this.guess = undefined;
    await this.mail.refresh();
    if (this.use === 'receive') this.use = 'send';
    else stepDone(this);
  }

  private readonly changed = (): void => {
    this.attempt.show(undefined);
    this.querySelector<AdminMailTry>('admin-mail-try')?.forget();
  };

  private readonly trust = ({ detail }: CustomEvent<string>): void => {
    const pin = this.querySelector<HTMLInputElement>('[name=tlsPin]');
    if (pin !== null) pin.value = detail;
  };

  private problem(): TemplateResult | typeof nothing {
    const { problem } = this.attempt;
    return problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' });
  }

  private question(): TemplateResult {
    const { busy } = this.attempt;
    return html`<form class="form" @submit=${this.onLook}>
      ${textField({
        name: 'address',
        label: say(this.use === 'receive' ? 'mail-address-receive' : 'mail-address-send'),
        type: 'email',
        required: true,
        maxlength: 254,
        value: this.address,
        placeholder: this.use === 'receive' ? 'print@example.org' : 'print-answers@example.org',
      })}
      ${this.problem()}
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${busy}>
          ${say(busy ? 'step-mail-looking' : 'step-mail-look')}
        </button>
      </div>
    </form>`;
  }

  /** What was guessed, as an account that the fields take over. */
  private guessed(guess: MailGuess): AdminMailAccount {
    const { kind, ...settings } = (this.use === 'receive' ? guess.receive : guess.send) ?? {
      kind: this.kind(guess),
      auth: startOf(guess.provider, this.use).auth,
    };
    return {
      id: '',
      name: '',
      kind,
      receives: this.use === 'receive',
      sends: this.use === 'send',
      address: this.address,
      settings,
      server: '',
      enabled: true,
      secretStored: false,
      tone: 'quiet',
      sentence: '',
      waiting: 0,
      quarantined: 0,
    };
  }

  private form(guess: MailGuess): TemplateResult {
    const { use } = this;
    const provider = say(`mail-provider-${guess.provider}`);
    const { busy } = this.attempt;
    return html`${notice({
      tone: guess.from === 'none' ? 'warn' : 'ok',
      announce: 'status',
      text: html`<b>${say(`step-mail-from-${guess.from}`, { provider })}</b> ${say(`mail-${use}-${guess.provider}-hint`)}`,
    })}
      <form
        class="form mail-guessed"
        autocomplete="off"
        @submit=${this.onSubmit}
        @input=${this.changed}
        @trust=${this.trust}
      >
        <admin-mail-fields .use=${use} .kind=${this.kind(guess)} .account=${this.guessed(guess)}></admin-mail-fields>
        <admin-mail-try .use=${use} .ask=${this.ask}></admin-mail-try>
        ${this.problem()}
        <div class="sheet-acts">
          <button type="submit" class="button accent" ?disabled=${busy}>${say(busy ? 'saving' : 'step-mail-add')}</button>
          ${button({ label: say('step-mail-other'), icon: SEARCH, press: () => (this.guess = undefined) })}
        </div>
      </form>`;
  }

  private have({ accounts }: AdminMail): TemplateResult {
    const used = accounts.filter(({ enabled }) => enabled);
    const lines = [
      ...used.filter(({ receives }) => receives).map(({ address }) => say('step-mail-receives', { address })),
      ...used.filter(({ sends }) => sends).map(({ address }) => say('step-mail-sends', { address })),
    ];
    return html`${lines.map((text) => notice({ tone: 'ok', text }))}`;
  }

  private view(mail: AdminMail): TemplateResult {
    const { use, guess } = this;
    const has = (of: MailUse): boolean =>
      mail.accounts.some(
        (account) => account.enabled && (of === 'receive' ? account.receives : account.sends),
      );
    const both = has('receive') && has('send');
    return html`${this.have(mail)}
      ${
        both
          ? html`<div class="sheet-acts">
              ${button({ label: say('first-run-next'), kind: 'accent', press: () => stepDone(this) })}
            </div>`
          : html`${segmented({
              label: say('step-mail-which'),
              segments: USES.map((value) => ({ value, label: say(`mail-use-${value}`) })),
              value: use,
              change: (value) => {
                this.use = value;
                this.guess = undefined;
                this.attempt.show(undefined);
              },
            })}
              <p>${say(use === 'receive' ? 'step-mail-lead' : 'step-mail-send-lead')}</p>
              ${has(use) ? nothing : guess === undefined ? this.question() : this.form(guess)}
              <p class="hint">${say('step-mail-without')}</p>`
      }`;
  }

  protected override render(): TemplateResult {
    return html`${whenLoaded(this.mail, (mail) => this.view(mail), 4)}`;
  }
}
