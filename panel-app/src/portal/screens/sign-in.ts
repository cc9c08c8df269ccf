// Signing in to the portal, in the ways the site allows: own code, a code that is mailed, a directory's password, single sign-on. A refusal is shown
// in place, a wait is counted down.
import type { PortalMe } from '@platen/shared/api/portal';
import type { MailedCodeAsked, SignInWays } from '@platen/shared/api/portal-sign-in';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { formText } from '../../components/form-text.ts';
import { PRINTER } from '../../components/icons.ts';
import { languageChoice, languageChoiceStyles } from '../../components/language-choice.ts';
import { signInPage } from '../../components/sign-in-page.ts';
import type { ApiResult } from '../../data/api-call.ts';
import { askMailedCode, beginOpenId, giveMailedCode, readSignInWays, signIn } from '../../data/portal.ts';
import { chooseLanguage, speakOwn } from '../../locales/own-language.ts';
import { languageInUse } from '../../locales/spoken.ts';
import { signInAttempt } from '../../state/sign-in-attempt.ts';
import { codeByMailStyles } from '../parts/code-by-mail.ts';
import {
  mailedCodeField,
  mailedFields,
  ownFields,
  passwordFields,
  stayField,
} from '../parts/sign-in-fields.ts';
import { lastCompany, lastWay, rememberCompany, rememberWay } from '../sign-in-memory.ts';
import { say } from '../speech.ts';

const WAYS = ['own', 'mailed', 'directory'] as const;
type Way = (typeof WAYS)[number];

/** Until the server has said which ways there are: the one that every site began with. */
const FIRST: SignInWays = { codeByMail: false, ownCode: true, mailedCode: false };

/** Fires `signed-in` with the PortalMe. */
@customElement('portal-sign-in')
export class PortalSignIn extends LitElement {
  /** The session ended while somebody was at work. */
  @property({ type: Boolean }) again = false;
  /** Files that another app shared wait for somebody to sign in. */
  @property({ type: Number }) shared = 0;
  /** A test puts its own here. */
  @property({ attribute: false }) goTo = (url: string): void => location.assign(url);

  @state() private ways = FIRST;
  @state() private chosen: Way | undefined;
  /** The mail is on its way; its code is asked for. */
  @state() private mailed:
    | (MailedCodeAsked & { readonly email: string; readonly company: string })
    | undefined;
  private leaving: AbortController | undefined;
  private readonly attempt = signInAttempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.leaving = new AbortController();
    this.chosen = WAYS.find((way) => way === lastWay());
    void this.look(this.leaving.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving?.abort();
  }

  private async look(signal: AbortSignal): Promise<void> {
    const answer = await readSignInWays(signal);
    if (!answer.ok) return;
    this.ways = answer.value;
    await speakOwn({ site: answer.value.language });
  }

  private offered(): readonly Way[] {
    const { ownCode, mailedCode, directory } = this.ways;
    const on = { own: ownCode, mailed: mailedCode, directory: directory !== undefined };
    return WAYS.filter((way) => on[way]);
  }

  /** The one that is shown: as chosen here or the last time, if the site has it. */
  private way(): Way | undefined {
    const offered = this.offered();
    return offered.find((way) => way === this.chosen) ?? offered[0];
  }

  private choose(way: Way): void {
    this.chosen = way;
    this.mailed = undefined;
    this.attempt.clear();
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('form input')?.focus());
  }

  private async send(form: HTMLFormElement): Promise<void> {
    const way = this.way();
    const stay = new FormData(form).has('stay');
    if (way === 'mailed' && this.mailed === undefined) return this.askForMail(form, stay);
    const { mailed } = this;
    const answer = await this.attempt.make((): Promise<ApiResult<PortalMe>> => {
      if (way === 'mailed') return giveMailedCode(formText(form, 'code'));
      if (way !== 'directory')
        return signIn({ email: formText(form, 'email'), code: formText(form, 'code'), stay });
      // A password is taken as it was typed, blanks at its ends included.
      const password = new FormData(form).get('password');
      const domain = formText(form, 'domain');
      return signIn({
        user: formText(form, 'user'),
        password: typeof password === 'string' ? password : '',
        ...(domain === '' ? {} : { domain }),
        stay,
      });
    });
    if (answer === undefined) return;
    if (answer.ok) {
      if (way !== undefined) rememberWay(way);
      if (mailed !== undefined) rememberCompany(mailed.company);
      this.dispatchEvent(new CustomEvent<PortalMe>('signed-in', { detail: answer.value, bubbles: true }));
      return;
    }
    // Nothing that is typed can be right any more: the address is asked for again.
    if (answer.why === 'refused' && answer.error.code === 'mailed-code-void') this.mailed = undefined;
    await this.updateComplete;
    const field = this.querySelector<HTMLInputElement>('[name=code], [name=password]');
    field?.focus();
    field?.select();
  }

  private async askForMail(form: HTMLFormElement, stay: boolean): Promise<void> {
    const email = formText(form, 'email');
    const company = formText(form, 'company');
    const answer = await this.attempt.make(() => askMailedCode(email, company, stay));
    if (answer?.ok !== true) return;
    this.mailed = { ...answer.value, email, company };
    await this.updateComplete;
    this.querySelector<HTMLInputElement>('[name=code]')?.focus();
  }

  private singleSignOn = async (): Promise<void> => {
    const stay = this.querySelector<HTMLInputElement>('[name=stay]')?.checked ?? false;
    const answer = await this.attempt.make(() => beginOpenId(stay));
    if (answer?.ok === true) this.goTo(answer.value.url);
  };

  private fields(way: Way | undefined): TemplateResult | typeof nothing {
    const stay = stayField(this.ways.stayDays);
    if (way === 'own') return html`${ownFields(this.ways.codeByMail)} ${stay}`;
    if (way === 'directory') return html`${passwordFields(this.ways.directory?.domains ?? [])} ${stay}`;
    if (way === undefined) return stay;
    if (this.mailed === undefined) return html`${mailedFields(lastCompany())} ${stay}`;
    return mailedCodeField(this.mailed, () => this.choose('mailed'));
  }

  private others(way: Way | undefined): TemplateResult | undefined {
    const others = this.offered().filter((one) => one !== way);
    if (others.length === 0) return undefined;
    return html`<nav class="other-ways" aria-label=${say('ways')}>
      ${others.map((one) => button({ label: say(`way-${one}`), press: () => this.choose(one) }))}
    </nav>`;
  }

  private first(way: Way | undefined): TemplateResult | undefined {
    const { openId } = this.ways;
    if (openId === undefined) return undefined;
    const { busy, wait } = this.attempt;
    return html`<div class="sign-in-first">
      ${button({
        label: openId.name === '' ? say('open-id-unnamed') : say('open-id', { name: openId.name }),
        kind: way === undefined ? 'accent' : 'plain',
        disabled: busy || wait > 0,
        press: () => void this.singleSignOn(),
      })}
      ${way === undefined ? nothing : html`<p class="sign-in-or" aria-hidden="true"><span>${say('or')}</span></p>`}
    </div>`;
  }

  protected override render(): TemplateResult {
    const way = this.way();
    const asks = way === 'mailed' && this.mailed === undefined;
    return signInPage({
      mark: PRINTER,
      title: way === 'mailed' && !asks ? say('mailed-title') : say('sign-in-title'),
      lead: this.lead(way),
      over: this.again
        ? say('session-over')
        : this.shared > 0
          ? say('shared-wait', { count: this.shared })
          : undefined,
      before: this.first(way),
      fields: html`${this.fields(way)}`,
      act: way === undefined ? undefined : asks ? say('mailed-ask') : say('sign-in'),
      acting: asks ? say('mailed-asking') : say('signing-in'),
      attempt: this.attempt,
      after: html`${this.others(way)}
        ${languageChoice({
          label: say('language'),
          value: languageInUse(),
          change: (language) => void chooseLanguage(language),
        })}`,
      submit: (form) => void this.send(form),
    });
  }

  private lead(way: Way | undefined): string {
    if (way === 'mailed')
      return this.mailed === undefined ? say('mailed-lead') : say('mailed-sent', this.mailed);
    return way === 'directory' ? say('directory-lead') : way === 'own' ? say('sign-in-lead') : '';
  }
}

export const signInStyles = /* css */ `
portal-sign-in{display:flex;flex:1}
.code-input{font-size:var(--text-3)!important;font-weight:600;letter-spacing:.1em}
.company-input{text-transform:uppercase;letter-spacing:.1em}
.stay{display:flex;align-items:flex-start;gap:12px;min-height:44px;cursor:pointer}
.stay input{flex:none;width:24px;height:24px;margin:0;accent-color:var(--accent)}
.stay small{display:block;color:var(--ink-2);font-size:var(--text-1)}
.sign-in form>.as-link{justify-self:start;min-height:32px;padding:0;border:0;background:none;color:var(--accent);font-weight:500;text-decoration:underline;cursor:pointer}
.other-ways{display:grid;gap:8px;margin-top:8px;padding-top:16px;border-top:1px solid var(--line)}
.sign-in-first{display:grid;gap:16px;margin-top:8px}
.sign-in-first .button{min-height:52px}
.sign-in-or{display:flex;align-items:center;gap:12px;color:var(--ink-2)}
.sign-in-or::before,.sign-in-or::after{content:'';flex:1;height:1px;background:var(--line)}
.text-field select{width:100%;min-height:48px;padding:8px 12px;border:1px solid var(--edge);border-radius:var(--radius);background:var(--paper);color:var(--ink)}
${languageChoiceStyles}
${codeByMailStyles}`;
