// The passkeys of the own account: those there are, a new one, removing. Fires `changed`.
import type { AdminAccount } from '@platen/shared/api/admin-security';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import '../../components/dialog.ts';
import { formText } from '../../components/form-text.ts';
import { icon } from '../../components/icon.ts';
import { KEY_ROUND, PLUS, TRASH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { addPasskey, addPasskeyOptions, removePasskey } from '../../data/admin-security.ts';
import { agoWords, dayWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { isSignedOut, refusalSentence, signedOut } from '../../state/refusal.ts';
import { browserWords } from '../session-words.ts';
import { say } from '../speech.ts';
import { usePasskey } from '../use-passkey.ts';
import './recovery-codes.ts';
import { textField } from './text-field.ts';

type Passkey = AdminAccount['passkeys'][number];

@customElement('admin-account-passkeys')
export class AdminAccountPasskeys extends LitElement {
  @property({ attribute: false }) account: AdminAccount | undefined;
  @state() private adding = false;
  @state() private removing: Passkey | undefined;
  @state() private codes: readonly string[] | undefined;
  @state() private done = false;
  @state() private waiting = false;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) void this.add(formText(event.target, 'name'));
  };

  private async add(name: string): Promise<void> {
    this.attempt.show(undefined);
    this.waiting = true;
    const used = await usePasskey(addPasskeyOptions(), true);
    this.waiting = false;
    if (used.kind !== 'answer') {
      if (used.kind === 'refused' && isSignedOut(used.result)) signedOut(this);
      else if (used.kind === 'canceled') this.attempt.show(say('prove-canceled'));
      else if (used.result.why !== 'stopped') this.attempt.show(refusalSentence(used.result));
      return;
    }
    const answer = await this.attempt.make(addPasskey(name, used.answer));
    if (!answer.ok) return;
    this.adding = false;
    this.done = true;
    this.codes = answer.value.recoveryCodes;
    this.dispatchEvent(new CustomEvent('changed'));
  }

  private async takeAway({ id }: Passkey): Promise<void> {
    const answer = await this.attempt.make(removePasskey(id));
    if (!answer.ok) return;
    this.removing = undefined;
    this.dispatchEvent(new CustomEvent('changed'));
  }

  private row(passkey: Passkey): TemplateResult {
    const { name, host, createdAt, lastUsedAt } = passkey;
    const facts = say('account-passkey-facts', { host, when: dayWords(createdAt) });
    const used =
      lastUsedAt === undefined
        ? ''
        : ` · ${say('account-passkey-used', { when: agoWords(lastUsedAt, Date.now()) })}`;
    return html`<li class="entry">
      ${icon(KEY_ROUND)}
      <div class="entry-words">
        <b>${name}</b>
        <p class="hint">${facts}${used}</p>
      </div>
      ${button({
        label: say('account-passkey-remove', { name }),
        icon: TRASH,
        iconOnly: true,
        kind: 'quiet',
        press: () => (this.removing = passkey),
      })}
    </li>`;
  }

  private dialog(): TemplateResult {
    const { busy, problem } = this.attempt;
    const dismiss = (): void => {
      this.adding = false;
      this.attempt.show(undefined);
    };
    const body = html`<form class="form" id="passkey-add" @submit=${this.onSubmit}>
      ${textField({
        name: 'name',
        label: say('account-passkey-name'),
        hint: say('account-passkey-name-hint'),
        value: browserWords(navigator.userAgent),
        required: true,
        maxlength: 60,
        first: true,
      })}
      ${this.waiting ? html`<p role="status">${say('passkey-waiting')}</p>` : nothing}
      ${problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
    </form>`;
    return html`<platen-dialog
      heading=${say('account-passkey-add')}
      .body=${body}
      .actions=${html`${button({ label: say('cancel'), press: dismiss })}
        <button type="submit" form="passkey-add" class="button accent" ?disabled=${busy || this.waiting}>
          ${say('account-passkey-add')}
        </button>`}
      @dismiss=${dismiss}
    ></platen-dialog>`;
  }

  protected override render(): TemplateResult {
    const { account, removing, codes, attempt } = this;
    if (account === undefined) return html``;
    return html`<section class="account-part">
        <h2>${say('account-passkeys')}</h2>
        <p class="hint">${say('account-passkeys-lead')}</p>
        ${this.done ? notice({ tone: 'ok', text: say('account-passkey-done'), announce: 'status' }) : nothing}
        ${account.passkeys.length === 0 ? nothing : html`<ul class="entries">${account.passkeys.map((one) => this.row(one))}</ul>`}
        ${
          account.passkeyHere
            ? html`<div>
                ${button({
                  label: say('account-passkey-add'),
                  icon: PLUS,
                  press: () => {
                    this.done = false;
                    this.adding = true;
                  },
                })}
              </div>`
            : notice({ tone: 'quiet', text: say('account-passkeys-place') })
        }
      </section>
      ${this.adding ? this.dialog() : nothing}
      ${
        removing === undefined
          ? nothing
          : confirm({
              heading: say('account-passkey-remove-title'),
              cost: say('account-passkey-remove-cost', { name: removing.name }),
              act: say('account-passkey-remove-do'),
              danger: true,
              busy: attempt.busy,
              problem: attempt.problem,
              yes: () => void this.takeAway(removing),
              no: () => (this.removing = undefined),
            })
      }
      ${codes === undefined ? nothing : html`<admin-recovery-codes .codes=${codes} @kept=${() => (this.codes = undefined)}></admin-recovery-codes>`}`;
  }
}
