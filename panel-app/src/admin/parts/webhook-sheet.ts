// The sheet of one webhook: how it is, trying it out, its last messages, and what can be changed. Fires `changed`.
import type { AdminWebhook, HookDelivery, WebhookTested } from '@platen/shared/api/admin-connections';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import '../../components/dialog.ts';
import { KEY_ROUND, REFRESH_CW, SEND, SETTINGS, TRASH } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import {
  changeWebhook,
  readDeliveries,
  removeWebhook,
  renewHookSecret,
  sendHookAgain,
  testWebhook,
} from '../../data/admin-connections.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { eventsWords, eventWords } from '../connection-words.ts';
import { loaded } from '../loaded.ts';
import { say } from '../speech.ts';
import { whenLoaded } from './loading.ts';
import { secretOnce } from './secret-once.ts';
import './side-sheet.ts';
import { onOff } from './switch.ts';
import './webhook-form.ts';

const EVERY_MS = 5_000;
const STATE_TONE = { delivered: 'ok', waiting: 'busy', failed: 'bad' } as const;
type Asking = 'remove' | 'secret';

@customElement('admin-webhook')
export class AdminWebhookSheet extends LitElement {
  @property({ attribute: false }) webhook: AdminWebhook | undefined;
  @state() private asking: Asking | undefined;
  @state() private changing = false;
  @state() private secret: string | undefined;
  @state() private tested: WebhookTested | undefined;
  @state() private testing = false;
  private readonly attempt = attempt(this);
  private readonly messages = loaded(
    this,
    (signal) => (this.webhook === undefined ? undefined : readDeliveries(this.webhook.id, signal)),
    EVERY_MS,
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get('webhook') as AdminWebhook | undefined;
    if (before === undefined || before.id === this.webhook?.id) return;
    this.askNothing();
    this.tested = undefined;
    this.messages.forget();
    void this.messages.refresh();
  }

  private askNothing = (): void => {
    this.asking = undefined;
    this.attempt.show(undefined);
  };

  private changed = (): void => {
    this.dispatchEvent(new CustomEvent('changed'));
  };

  private async tryOut(id: string): Promise<void> {
    this.testing = true;
    this.tested = undefined;
    const answer = await this.attempt.make(testWebhook(id));
    this.testing = false;
    if (!answer.ok) return;
    this.tested = answer.value;
    this.changed();
    void this.messages.refresh();
  }

  private async flip(id: string, enabled: boolean): Promise<void> {
    if ((await this.attempt.make(changeWebhook(id, { enabled }))).ok) this.changed();
  }

  private async again(id: string, delivery: string): Promise<void> {
    await this.attempt.make(sendHookAgain(id, delivery));
    void this.messages.refresh();
  }

  private async sure(id: string): Promise<void> {
    if (this.asking === 'remove') {
      if (!(await this.attempt.make(removeWebhook(id))).ok) return;
      location.hash = '#connections=webhooks';
    } else {
      const answer = await this.attempt.make(renewHookSecret(id));
      if (!answer.ok) return;
      this.secret = answer.value.secret;
    }
    this.askNothing();
    this.changed();
  }

  private message(hookId: string, message: HookDelivery, now: number): TemplateResult {
    const { id, event, state, note, attempts, changedAt, body } = message;
    const what = eventWords(event);
    const tone = STATE_TONE[state];
    return html`<li class="hook-message">
      <details>
        <summary>
          <span class="cell-tone"><span class="tone-${tone}">${toneIcon(tone)}</span><span>${what}</span></span>
          <span class="hint">${say(`hook-${state}`)}, ${agoWords(changedAt, now)}</span>
        </summary>
        ${note === undefined ? nothing : html`<p class="hint">${note} ${attempts > 1 ? say('hook-tries', { count: attempts }) : nothing}</p>`}
        <pre class="hook-body" tabindex="0" aria-label=${say('hook-body')}>${pretty(body)}</pre>
        ${
          state === 'waiting'
            ? nothing
            : button({
                label: say('hook-again'),
                icon: REFRESH_CW,
                kind: 'quiet',
                disabled: this.attempt.busy,
                press: () => void this.again(hookId, id),
              })
        }
      </details>
    </li>`;
  }

  private question(webhook: AdminWebhook, asking: Asking): TemplateResult {
    return confirm({
      heading: say(`hook-${asking}-title`, { name: webhook.name }),
      cost: say(`hook-${asking}-cost`),
      act: say(`hook-${asking}-do`),
      danger: asking === 'remove',
      busy: this.attempt.busy,
      problem: this.attempt.problem,
      yes: () => void this.sure(webhook.id),
      no: this.askNothing,
    });
  }

  private dialogs(webhook: AdminWebhook): TemplateResult {
    const forget = (): void => {
      this.secret = undefined;
    };
    return html`${this.asking === undefined ? nothing : this.question(webhook, this.asking)}
    ${
      this.secret === undefined
        ? nothing
        : html`<platen-dialog
            heading=${say('hook-secret-new')}
            .body=${secretOnce(this.secret, true)}
            .actions=${html`${button({ label: say('done'), press: forget, kind: 'accent', first: true })}`}
            @dismiss=${forget}
          ></platen-dialog>`
    }
    ${
      this.changing
        ? html`<admin-webhook-form
            .webhook=${webhook}
            @dismiss=${() => (this.changing = false)}
            @saved=${this.changed}
          ></admin-webhook-form>`
        : nothing
    }`;
  }

  private result(): TemplateResult | typeof nothing {
    if (this.testing) return notice({ tone: 'busy', text: say('hook-test-busy'), announce: 'status' });
    if (this.tested !== undefined) {
      return notice({ tone: this.tested.ok ? 'ok' : 'bad', text: this.tested.sentence, announce: 'status' });
    }
    const { problem } = this.attempt;
    if (problem === undefined || this.asking !== undefined) return nothing;
    return notice({ tone: 'bad', text: problem, announce: 'alert' });
  }

  private body(webhook: AdminWebhook): TemplateResult {
    const { id, url, events, condition, tone, problem, enabled } = webhook;
    const { busy } = this.attempt;
    const now = Date.now();
    return html`${notice({
      tone,
      text: html`<b>${say(`hook-is-${condition}`)}</b>${
        problem === undefined || condition === 'off'
          ? nothing
          : html`<span class="hint mail-said">${problem}</span>`
      }`,
    })}
      <dl class="facts">
        <dt>${say('hook-url')}</dt>
        <dd class="breaks-anywhere">${url}</dd>
        <dt>${say('hook-told')}</dt>
        <dd>${eventsWords(events)}</dd>
      </dl>
      ${onOff({ label: say('hook-on'), hint: say('hook-on-hint'), on: enabled, disabled: busy, change: (on) => void this.flip(id, on) })}
      <div class="sheet-acts">
        ${button({ label: say('hook-test'), icon: SEND, disabled: busy, press: () => void this.tryOut(id) })}
        ${button({ label: say('hook-change'), icon: SETTINGS, disabled: busy, press: () => (this.changing = true) })}
        ${button({ label: say('hook-secret'), icon: KEY_ROUND, disabled: busy, press: () => (this.asking = 'secret') })}
      </div>
      ${this.result()}
      <h3>${say('hook-deliveries')}</h3>
      ${whenLoaded(this.messages, ({ deliveries }) =>
        deliveries.length === 0
          ? html`<p class="hint">${say('hook-deliveries-none')}</p>`
          : html`<ul class="hook-messages">
              ${deliveries.map((message) => this.message(id, message, now))}
            </ul>`,
      )}
      <div class="sheet-acts">
        ${button({ label: say('hook-remove'), icon: TRASH, kind: 'danger', disabled: busy, press: () => (this.asking = 'remove') })}
      </div>
      ${this.dialogs(webhook)}`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { webhook } = this;
    if (webhook === undefined) return nothing;
    return html`<admin-sheet
      .heading=${webhook.name}
      .lead=${new URL(webhook.url).host}
      .key=${webhook.id}
      .body=${this.body(webhook)}
      @dismiss=${() => (location.hash = '#connections=webhooks')}
    ></admin-sheet>`;
  }
}

/** The exact bytes are one line; a person reads it with room. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch (cause) {
    if (cause instanceof SyntaxError) return body;
    throw cause;
  }
}
