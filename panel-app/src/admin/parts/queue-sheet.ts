// The sheet of one queue: how it is, how a computer is set up for it, whose documents it takes and whose it refused. Fires `changed`.
import type { AdminQueue, Unmapped } from '@platen/shared/api/admin-queues';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { SETTINGS, TRASH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { changeQueue, removeQueue } from '../../data/admin-queues.ts';
import { attempt } from '../../state/attempt.ts';
import { queueWords, refusedWords, senderWords, takenWords } from '../queue-words.ts';
import { say } from '../speech.ts';
import './queue-form.ts';
import './side-sheet.ts';
import { onOff } from './switch.ts';

@customElement('admin-queue')
export class AdminQueueSheet extends LitElement {
  @property({ attribute: false }) queue: AdminQueue | undefined;
  @state() private removing = false;
  @state() private changing = false;
  @state() private sender: Unmapped | undefined;
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private changed = (): void => {
    this.dispatchEvent(new CustomEvent('changed'));
  };

  private askNothing = (): void => {
    this.removing = false;
    this.attempt.show(undefined);
  };

  private change(sender?: Unmapped): void {
    this.sender = sender;
    this.changing = true;
  }

  private async flip(id: string, enabled: boolean): Promise<void> {
    if ((await this.attempt.make(changeQueue(id, { enabled }))).ok) this.changed();
  }

  private async removeIt(id: string): Promise<void> {
    if (!(await this.attempt.make(removeQueue(id))).ok) return;
    this.askNothing();
    location.hash = '#connections=queues';
    this.changed();
  }

  private refused({ unmapped }: AdminQueue, now: number): TemplateResult | typeof nothing {
    if (unmapped.length === 0) return nothing;
    return html`<section class="queue-unmapped">
      <h3>${say('queue-refused')}</h3>
      <p class="hint">${say('queue-refused-hint')}</p>
      <ul class="scope-list queue-refused">
        ${unmapped.map((one) => {
          const who = senderWords(one);
          return html`<li>
            <span class="breaks-anywhere">${who}<small class="hint">${refusedWords(one, now)}</small></span>
            <button
              type="button"
              class="button plain"
              aria-label=${say('queue-refused-map-of', { who })}
              @click=${() => this.change(one)}
            >
              ${say('queue-refused-map')}
            </button>
          </li>`;
        })}
      </ul>
    </section>`;
  }

  private facts(queue: AdminQueue, now: number): TemplateResult {
    const { kind, name, port, networks, names, sources, trustNames, domain, fallback } = queue;
    const trusted = domain === '' ? say('queue-trusted') : say('queue-trusted-domain', { domain });
    const rules = (label: string, list: AdminQueue['names']): TemplateResult | typeof nothing =>
      list.length === 0
        ? nothing
        : html`<dt>${label}</dt>
            <dd>${list.map(({ from, email }) => html`<div class="breaks-anywhere">${from} → ${email}</div>`)}</dd>`;
    return html`<dl class="facts">
      <dt>${say('queue-use')}</dt>
      <dd>
        ${say(kind === 'lpr' ? 'queue-use-lpr' : 'queue-use-raw', { name, port })}
        <small class="hint">${say('queue-use-windows')}</small>
      </dd>
      <dt>${say('queue-networks')}</dt>
      <dd>${networks.map((network) => html`<div>${network}</div>`)}</dd>
      <dt>${say('queue-whose')}</dt>
      <dd>${trustNames ? trusted : say('queue-not-trusted')}</dd>
      ${rules(say('queue-names'), names)} ${rules(say('queue-sources'), sources)}
      ${
        fallback === ''
          ? nothing
          : html`<dt>${say('queue-fallback')}</dt>
              <dd class="breaks-anywhere">${fallback}</dd>`
      }
      <dt>${say('queue-taken')}</dt>
      <dd>${takenWords(queue, now)}</dd>
    </dl>`;
  }

  private body(queue: AdminQueue): TemplateResult {
    const { id, name, tone, problem, enabled } = queue;
    const { busy } = this.attempt;
    const now = Date.now();
    return html`${notice({
      tone,
      text: html`<b>${queueWords(queue)}</b>${problem === undefined ? nothing : html`<span class="hint mail-said">${problem}</span>`}`,
    })}
      ${this.facts(queue, now)}
      ${onOff({ label: say('queue-on'), hint: say('queue-on-hint'), on: enabled, disabled: busy, change: (on) => void this.flip(id, on) })}
      ${this.attempt.problem === undefined || this.removing ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      ${this.refused(queue, now)}
      <div class="sheet-acts">
        ${button({ label: say('queue-change'), icon: SETTINGS, disabled: busy, press: () => this.change() })}
        ${button({ label: say('queue-remove'), icon: TRASH, kind: 'danger', disabled: busy, press: () => (this.removing = true) })}
      </div>
      ${
        this.removing
          ? confirm({
              heading: say('queue-remove-title', { name }),
              cost: say('queue-remove-cost'),
              act: say('queue-remove-do'),
              danger: true,
              busy,
              problem: this.attempt.problem,
              yes: () => void this.removeIt(id),
              no: this.askNothing,
            })
          : nothing
      }
      ${
        this.changing
          ? html`<admin-queue-form
              .queue=${queue}
              .sender=${this.sender}
              @dismiss=${() => (this.changing = false)}
              @saved=${this.changed}
            ></admin-queue-form>`
          : nothing
      }`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { queue } = this;
    if (queue === undefined) return nothing;
    return html`<admin-sheet
      .heading=${queue.name}
      .lead=${`${say(`queue-kind-${queue.kind}`)} · ${queue.port}`}
      .key=${queue.id}
      .body=${this.body(queue)}
      @dismiss=${() => (location.hash = '#connections=queues')}
    ></admin-sheet>`;
  }
}
