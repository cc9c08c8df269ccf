// "Where you are signed in": the portal's sessions of this person, each of which can be signed out, or all at once.
import type { PortalSessionView } from '@platen/shared/api/portal-sign-in';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { LOG_OUT } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { skeleton } from '../../components/skeleton.ts';
import { endSession, readSessions, signOutEverywhere } from '../../data/portal.ts';
import { agoWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { signedOut } from '../../state/refusal.ts';
import { agentWords } from '../agent-words.ts';
import { type Sentence, say } from '../speech.ts';

/** Ways that have words of their own. */
const VIAS = ['code', 'email-and-code', 'mailed-code', 'directory', 'openid', 'card', 'guest'] as const;

function viaWords(via: PortalSessionView['via']): string {
  const known = VIAS.find((one) => one === via);
  return say(known === undefined ? 'via-other' : (`via-${known}` satisfies Sentence));
}

/** Fires `signed-out` when this very session has ended. */
@customElement('portal-sessions')
export class PortalSessions extends LitElement {
  @state() private sessions: readonly PortalSessionView[] | undefined;
  @state() private news = '';
  @state() private asking = false;
  private readonly acting = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    const answer = await this.acting.make(readSessions());
    if (answer.ok) this.sessions = answer.value.sessions;
  }

  private async end(session: PortalSessionView): Promise<void> {
    const answer = await this.acting.make(endSession(session.id));
    if (!answer.ok) return;
    if (session.current) return signedOut(this);
    this.sessions = this.sessions?.filter((one) => one !== session);
    this.news = say('session-ended');
  }

  private async endAll(): Promise<void> {
    const answer = await this.acting.make(signOutEverywhere());
    if (answer.ok) signedOut(this);
  }

  private row(session: PortalSessionView, now: number): TemplateResult {
    const words = agentWords(session.agent);
    const what = words === undefined ? say('session-unknown') : say('session-on', { ...words });
    const via = viaWords(session.via);
    return html`<li>
      <div class="session-words">
        <b>${what}</b>
        <small>${session.current ? say('session-here') : say('session-seen', { when: agoWords(session.seenAt, now) })}</small>
        ${
          session.address === undefined && session.via === undefined
            ? nothing
            : html`<small>${session.address === undefined ? via : say('session-from', { address: session.address, via })}</small>`
        }
      </div>
      ${
        session.current
          ? nothing
          : html`<button
              type="button"
              class="button quiet"
              aria-label=${say('session-end-named', { what })}
              ?disabled=${this.acting.busy}
              @click=${() => void this.end(session)}
            >
              <span class="words">${say('session-end')}</span>
            </button>`
      }
    </li>`;
  }

  protected override render(): TemplateResult {
    const { sessions, acting } = this;
    const now = Date.now();
    return html`<h2>${say('sessions')}</h2>
      ${
        sessions === undefined && acting.problem === undefined
          ? skeleton(2, say('sessions-loading'))
          : html`<ul class="sessions">${(sessions ?? []).map((session) => this.row(session, now))}</ul>`
      }
      ${acting.problem === undefined || this.asking ? nothing : notice({ tone: 'bad', text: acting.problem, announce: 'alert' })}
      <p class="out-of-sight" role="status">${this.news}</p>
      ${button({ label: say('everywhere'), icon: LOG_OUT, press: () => (this.asking = true) })}
      ${
        this.asking
          ? confirm({
              heading: say('everywhere-title'),
              cost: say('everywhere-cost'),
              act: say('everywhere'),
              danger: true,
              busy: acting.busy,
              problem: acting.problem,
              yes: () => void this.endAll(),
              no: () => (this.asking = false),
            })
          : nothing
      }`;
  }
}

export const sessionsStyles = /* css */ `
.sessions{display:grid;gap:0;margin:0 0 16px;padding:0;list-style:none}
.sessions li{display:flex;align-items:center;gap:12px;min-height:64px;padding:8px 0;border-top:1px solid var(--line)}
.sessions li:last-child{border-bottom:1px solid var(--line)}
.session-words{flex:1;min-width:0}
.session-words b{display:block;font-weight:600}
.session-words small{display:block;color:var(--ink-2);font-size:var(--text-1);overflow-wrap:anywhere}
`;
