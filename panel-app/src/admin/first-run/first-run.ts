// The first-run assistant: seven steps from an empty server to a page in somebody's hand. What was done is kept on the server.
import type { FirstRunChange, FirstRunView } from '@platen/shared/api/first-run';
import { FIRST_RUN_STEPS, type FirstRunStep } from '@platen/shared/first-run';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CHECK, CHEVRON_RIGHT } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import type { UserCode } from '../../data/admin.ts';
import { changeFirstRun, readFirstRun } from '../../data/admin-site.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { whenLoaded } from '../parts/loading.ts';
import { say } from '../speech.ts';
import './step-certificate.ts';
import './step-mail.ts';
import './step-page.ts';
import './step-printer.ts';
import './step-site.ts';
import './step-user.ts';
import './step-walk.ts';

type Shown = (view: FirstRunView, made: UserCode | undefined) => TemplateResult;
const STEPS: Readonly<Record<FirstRunStep, Shown>> = {
  site: () => html`<admin-step-site></admin-step-site>`,
  certificate: () => html`<admin-step-certificate></admin-step-certificate>`,
  mail: () => html`<admin-step-mail></admin-step-mail>`,
  printer: (view) => html`<admin-step-printer .view=${view}></admin-step-printer>`,
  page: (view) => html`<admin-step-page .view=${view}></admin-step-page>`,
  user: (view, made) => html`<admin-step-user .view=${view} .made=${made}></admin-step-user>`,
  walk: (view, made) => html`<admin-step-walk .view=${view} .made=${made}></admin-step-walk>`,
};

/** Fired by a step that was done: what the server is to be told beside that. */
export type StepDone = CustomEvent<FirstRunChange | undefined>;

@customElement('admin-first-run')
export class AdminFirstRun extends LitElement {
  /** What follows `#dashboard=`: "setup" or "setup-mail". */
  @property() open = 'setup';
  /** The first person's code, for the walk; it is nowhere but here, and gone with the page. */
  @state() private made: UserCode | undefined;
  private readonly progress = loaded(this, readFirstRun, 0);
  private readonly attempt = attempt(this);
  private shown: FirstRunStep | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private step({ steps }: FirstRunView): FirstRunStep {
    const asked = this.open.slice('setup-'.length);
    const named = FIRST_RUN_STEPS.find((step) => step === asked);
    return named ?? steps.find(({ state }) => state === 'open')?.id ?? 'walk';
  }

  /** The next one that is still to do; past the last one, the first that was left. */
  private next({ steps }: FirstRunView, after: FirstRunStep): FirstRunStep | undefined {
    const at = steps.findIndex(({ id }) => id === after);
    const order = [...steps.slice(at + 1), ...steps.slice(0, at)];
    return order.find(({ state }) => state === 'open')?.id;
  }

  private async tell(change: FirstRunChange): Promise<void> {
    const answer = await this.attempt.make(changeFirstRun(change));
    if (!answer.ok) return;
    this.progress.put(answer.value);
    if (change.closed === true) {
      location.hash = '#dashboard';
      return;
    }
    if (change.step === undefined || change.state === 'open') return;
    const next = this.next(answer.value, change.step);
    location.hash = next === undefined ? '#dashboard=setup-walk' : `#dashboard=setup-${next}`;
  }

  /** Something of it changed on the server: a page was printed, a person walked. */
  private readonly changed = ({ detail }: CustomEvent<FirstRunView | undefined>): void => {
    if (detail === undefined) void this.progress.refresh();
    else this.progress.put(detail);
  };

  protected override updated(): void {
    const view = this.progress.value;
    if (view === undefined) return;
    const step = this.step(view);
    if (this.shown !== undefined && this.shown !== step) {
      this.querySelector<HTMLElement>('.first-run-step h2')?.focus();
      window.scrollTo(0, 0);
    }
    this.shown = step;
  }

  private list(view: FirstRunView, chosen: FirstRunStep): TemplateResult {
    return html`<ol class="first-run-list" aria-label=${say('first-run-steps')}>
      ${view.steps.map(
        ({ id, state }, index) => html`<li class="first-run-${state}">
          <a href="#dashboard=setup-${id}" aria-current=${id === chosen ? 'step' : nothing}>
            <span class="first-run-mark" aria-hidden="true">${state === 'done' ? icon(CHECK) : index + 1}</span>
            <span class="first-run-name">
              ${say(`first-run-step-${id}`)}
              <span class=${state === 'skipped' ? 'hint' : 'out-of-sight'}>${say(`first-run-state-${state}`)}</span>
            </span>
          </a>
        </li>`,
      )}
    </ol>`;
  }

  private view(view: FirstRunView): TemplateResult {
    const step = this.step(view);
    const done = view.steps.filter(({ state }) => state === 'done').length;
    const state = view.steps.find(({ id }) => id === step)?.state ?? 'open';
    const over = !view.open;
    const words = say('first-run-progress', { done, count: view.steps.length });
    const finish = (event: StepDone): void => void this.tell({ ...event.detail, step, state: 'done' });
    return html`<div class="first-run-progress">
        <p class="hint">${words}</p>
        ${progressBar({ label: words, value: done, max: view.steps.length, tone: over ? 'ok' : 'busy' })}
      </div>
      <div class="first-run-body">
        ${this.list(view, step)}
        <section
          class="first-run-step"
          @step-done=${finish}
          @step-changed=${this.changed}
          @step-code=${(event: CustomEvent<UserCode>) => (this.made = event.detail)}
        >
          <h2 tabindex="-1">${say(`first-run-step-${step}`)}</h2>
          ${STEPS[step](view, this.made)}
          ${
            this.attempt.problem === undefined
              ? nothing
              : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })
          }
          <div class="first-run-acts">
            ${
              state === 'open'
                ? button({
                    label: say('first-run-later'),
                    kind: 'quiet',
                    disabled: this.attempt.busy,
                    press: () => void this.tell({ step, state: 'skipped' }),
                  })
                : step === 'walk'
                  ? nothing
                  : html`<a class="button quiet" href="#dashboard=setup-${this.next(view, step) ?? 'walk'}"
                      ><span class="words">${say('first-run-next')}</span>${icon(CHEVRON_RIGHT)}</a
                    >`
            }
          </div>
        </section>
      </div>
      <p class="first-run-foot">
        <a href="#dashboard">${say('first-run-back')}</a>
        ${
          view.open
            ? html`<button type="button" class="as-link" @click=${() => void this.tell({ closed: true })}>
                ${say('first-run-close')}
              </button>`
            : nothing
        }
      </p>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="first-run">
      <h1>${say('first-run')}</h1>
      <p class="first-run-lead">${say('first-run-lead')}</p>
      ${whenLoaded(this.progress, (view) => this.view(view), 6)}
    </div>`;
  }
}
