// Where the own account is signed in, with a button that ends each. Asked again every minute while somebody looks.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { notice } from '../../components/notice.ts';
import { endOtherSessions, endOwnSession, readOwnSessions } from '../../data/admin-security.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { say } from '../speech.ts';
import { whenLoaded } from './loading.ts';
import { endAllButton, sessionList } from './session-list.ts';

const EVERY_MS = 60_000;

@customElement('admin-account-sessions')
export class AdminAccountSessions extends LitElement {
  private readonly sessions = loaded(this, readOwnSessions, EVERY_MS);
  private readonly attempt = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Somebody changed how the account signs in: others may have ended. */
  refresh(): void {
    void this.sessions.refresh();
  }

  private async end(call: ReturnType<typeof endOwnSession>): Promise<void> {
    const answer = await this.attempt.make(call);
    if (answer.ok) await this.sessions.refresh();
  }

  protected override render(): TemplateResult {
    const { busy, problem } = this.attempt;
    return html`<section class="account-part">
      <h2>${say('account-sessions')}</h2>
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${whenLoaded(
        this.sessions,
        ({ sessions }) => html`${sessionList({
          sessions,
          busy,
          now: Date.now(),
          end: ({ id }) => void this.end(endOwnSession(id)),
        })}
        ${sessions.length > 1 ? html`<div>${endAllButton(say('session-others'), busy, () => void this.end(endOtherSessions()))}</div>` : nothing}`,
        2,
      )}
    </section>`;
  }
}
