// The second step of signing in: a code of the app, a passkey, or a recovery code. Fires `entered` with the AdminMe, and `over` to start anew.
import type { AdminMe } from '@platen/shared/api/admin';
import type { SecondStep } from '@platen/shared/api/admin-security';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { KEY_ROUND, LOCK } from '../../components/icons.ts';
import { signInPage } from '../../components/sign-in-page.ts';
import {
  type Entered,
  isSecondStep,
  type Proof,
  passkeyOptions,
  signInSecond,
} from '../../data/admin-security.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { refusalSentence } from '../../state/refusal.ts';
import { signInAttempt } from '../../state/sign-in-attempt.ts';
import { say } from '../speech.ts';
import { usePasskey } from '../use-passkey.ts';

type Way = keyof SecondStep['ways'];
/** The quickest first; recovery codes are for the day the others are gone. */
const WAYS: readonly Way[] = ['passkey', 'code', 'recovery'];

@customElement('admin-second-step')
export class AdminSecondStep extends LitElement {
  @property({ attribute: false }) step: SecondStep | undefined;
  @state() private chosen: Way | undefined;
  @state() private trouble: string | undefined;
  private readonly attempt = signInAttempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private way(): Way | undefined {
    const { step } = this;
    return this.chosen ?? WAYS.find((way) => step?.ways[way] === true);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('step') || changed.has('chosen')) {
      this.querySelector<HTMLElement>('form input, form .button')?.focus();
    }
  }

  private took(answer: ApiResult<Entered>): void {
    if (answer.ok && !isSecondStep(answer.value)) {
      this.dispatchEvent(new CustomEvent<AdminMe>('entered', { detail: answer.value }));
      return;
    }
    if (!answer.ok && answer.why === 'refused' && answer.error.code === 'sign-in-over') {
      this.dispatchEvent(new CustomEvent<string>('over', { detail: answer.error.message }));
      return;
    }
    this.querySelector('input')?.select();
  }

  private async send(proof: Proof): Promise<void> {
    const attempt = this.step?.attempt ?? '';
    const answer = await this.attempt.make(() => signInSecond(attempt, proof));
    if (answer !== undefined) this.took(answer);
  }

  private async usePasskey(): Promise<void> {
    this.trouble = undefined;
    const used = await usePasskey(passkeyOptions(this.step?.attempt));
    if (used.kind === 'answer') return this.send({ passkey: used.answer });
    this.trouble = used.kind === 'canceled' ? say('passkey-canceled') : refusalSentence(used.result);
    if (used.kind === 'refused') this.took(used.result);
  }

  private onSubmit(form: HTMLFormElement, way: Way): void {
    this.trouble = undefined;
    if (way === 'passkey') void this.usePasskey();
    else void this.send({ [way]: formText(form, way) });
  }

  private fields(way: Way): TemplateResult {
    if (way === 'passkey') return html``;
    const code = way === 'code';
    return html`<label class="text-field">
      <span>${say(code ? 'second-code' : 'second-recovery')}</span>
      <input
        class=${code ? 'one-time' : ''}
        name=${way}
        required
        inputmode=${code ? 'numeric' : nothing}
        autocomplete=${code ? 'one-time-code' : 'off'}
        pattern=${code ? '[0-9 ]*' : nothing}
        maxlength=${code ? 7 : 60}
        autocapitalize="none"
        spellcheck="false"
      />
    </label>`;
  }

  protected override render(): TemplateResult {
    const { step } = this;
    const way = this.way();
    const { busy, wait, problem } = this.attempt;
    const others = WAYS.filter((one) => one !== way && step?.ways[one] === true);
    const back = (): void => void this.dispatchEvent(new CustomEvent<string>('over', { detail: '' }));
    if (way === undefined) {
      return signInPage({
        mark: LOCK,
        title: say('second-title'),
        lead: say('second-none-lead'),
        fields: html``,
        act: say('second-back'),
        acting: say('second-back'),
        attempt: { busy: false, wait: 0, problem: undefined },
        submit: back,
      });
    }
    return signInPage({
      mark: way === 'passkey' ? KEY_ROUND : LOCK,
      title: say('second-title'),
      lead: say(`second-${way}-lead`),
      fields: this.fields(way),
      act: say(way === 'passkey' ? 'passkey-do' : 'second-do'),
      acting: say('signing-in'),
      attempt: { busy, wait, problem: problem ?? this.trouble },
      after: html`<div class="other-ways">
        ${others.map((one) =>
          button({
            label: say(`second-way-${one}`),
            kind: 'quiet',
            press: () => {
              this.trouble = undefined;
              this.attempt.clear();
              this.chosen = one;
            },
          }),
        )}
        ${button({ label: say('second-back'), kind: 'quiet', press: back })}
      </div>`,
      submit: (form) => this.onSubmit(form, way),
    });
  }
}
