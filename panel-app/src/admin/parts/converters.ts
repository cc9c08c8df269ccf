// Conversion servers: which there are and when each was last heard of; adding one shows its token once, removing one asks first.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { PLUS, TRASH } from '../../components/icons.ts';
import { type ConversionServer, readConversionServers, removeConversionServer } from '../../data/admin.ts';
import { agoWords, dayWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { say } from '../speech.ts';
import './converter-add.ts';
import { whenLoaded } from './loading.ts';

@customElement('admin-converters')
export class AdminConverters extends LitElement {
  @state() private adding = false;
  @state() private removing: string | undefined;

  private readonly attempt = attempt(this);
  private readonly servers = loaded(this, readConversionServers, 30_000);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async removeIt(name: string): Promise<void> {
    const answer = await this.attempt.make(removeConversionServer(name));
    if (!answer.ok) return;
    this.removing = undefined;
    void this.servers.refresh();
  }

  private row({ name, addedAt, seenAt }: ConversionServer, now: number): TemplateResult {
    return html`<tr>
      <td>${name}</td>
      <td>${seenAt === undefined ? say('converter-not-heard') : agoWords(seenAt, now)}</td>
      <td class="gives-1">${dayWords(addedAt)}</td>
      <td class="act">
        ${button({
          label: say('converter-remove', { name }),
          icon: TRASH,
          iconOnly: true,
          kind: 'quiet',
          press: () => (this.removing = name),
        })}
      </td>
    </tr>`;
  }

  private question(name: string): TemplateResult {
    return confirm({
      heading: say('converter-remove-title', { name }),
      cost: say('converter-remove-cost'),
      act: say('converter-remove-do'),
      danger: true,
      busy: this.attempt.busy,
      problem: this.attempt.problem,
      yes: () => void this.removeIt(name),
      no: () => {
        this.removing = undefined;
        this.attempt.show(undefined);
      },
    });
  }

  protected override render(): TemplateResult {
    const now = Date.now();
    return html`<section class="settings-group">
      <h2>${say('converters')}</h2>
      <p class="hint">${say('converters-help')}</p>
      ${whenLoaded(this.servers, ({ converters }) =>
        converters.length === 0
          ? html`<p class="few-none">${say('converters-none')}</p>`
          : html`<table class="table few">
              <caption class="out-of-sight">${say('converters')}</caption>
              <thead>
                <tr>
                  <th scope="col">${say('converter-name')}</th>
                  <th scope="col">${say('converter-heard')}</th>
                  <th scope="col" class="gives-1">${say('since')}</th>
                  <td></td>
                </tr>
              </thead>
              <tbody>
                ${converters.map((server) => this.row(server, now))}
              </tbody>
            </table>`,
      )}
      ${button({ label: say('converter-add'), icon: PLUS, press: () => (this.adding = true) })}
      ${this.removing === undefined ? nothing : this.question(this.removing)}
      ${
        this.adding
          ? html`<admin-converter-add
              @dismiss=${() => (this.adding = false)}
              @added=${() => void this.servers.refresh()}
            ></admin-converter-add>`
          : nothing
      }
    </section>`;
  }
}
