// The sign-in page of portal and console: who asks, for what, what went wrong, and when the next try may be made.
import { html, nothing, type TemplateResult } from 'lit';
import { say } from '../locales/desk.ts';
import { icon } from './icon.ts';
import { notice } from './notice.ts';

export interface SignInPageOptions {
  readonly mark: string;
  readonly title: string;
  readonly lead: string;
  /** The session ended while somebody was at work. */
  readonly over?: string | undefined;
  /** A way in that comes first, above the form. */
  readonly before?: TemplateResult | undefined;
  readonly fields: TemplateResult;
  /** The button's words, and those while it works. Without any there is nothing to send. */
  readonly act: string | undefined;
  readonly acting: string;
  readonly attempt: { readonly busy: boolean; readonly problem: string | undefined; readonly wait: number };
  /** Other ways in, below the form. */
  readonly after?: TemplateResult | undefined;
  /** Below everything. */
  readonly foot?: string | undefined;
  readonly submit: (form: HTMLFormElement) => void;
}

export function signInPage(options: SignInPageOptions): TemplateResult {
  const { busy, problem, wait } = options.attempt;
  const label = wait > 0 ? say('wait-seconds', { count: wait }) : busy ? options.acting : options.act;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.target instanceof HTMLFormElement) options.submit(event.target);
  };
  return html`<main class="sign-in">
    <span class="sign-in-mark">${icon(options.mark)}</span>
    <h1>${options.title}</h1>
    <p class="sign-in-lead">${options.lead}</p>
    ${options.over === undefined ? nothing : notice({ tone: 'quiet', text: options.over, announce: 'status' })}
    ${options.before ?? nothing}
    <form @submit=${submit}>
      ${options.fields}
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${
        options.act === undefined
          ? nothing
          : html`<button type="submit" class="button accent" ?disabled=${busy || wait > 0}>${label}</button>`
      }
    </form>
    ${options.after ?? nothing}
    ${options.foot === undefined ? nothing : html`<p class="hint">${options.foot}</p>`}
  </main>`;
}

export const signInPageStyles = /* css */ `
.sign-in-mark{display:flex;align-items:center;justify-content:center;width:56px;height:56px;border-radius:var(--radius-card);background:var(--accent);color:var(--accent-ink);font-size:24px}
.sign-in{display:grid;gap:16px;width:100%;max-width:400px;margin:auto;padding:24px 16px 48px}
.sign-in h1{font-size:var(--text-4);letter-spacing:-.01em}
.sign-in-lead{color:var(--ink-2)}
.sign-in form{display:grid;gap:16px;margin-top:8px}
.sign-in form .hint{margin-top:-8px}
.sign-in form>.button{width:100%;min-height:52px}
`;
