// Sessions of the console as a list: browser, address, since when, and a button that ends each.
import type { SessionView } from '@platen/shared/api/admin-security';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { agoWords } from '../../locales/when.ts';
import { browserWords, viaWords } from '../session-words.ts';
import { say } from '../speech.ts';

export interface SessionListOptions {
  readonly sessions: readonly SessionView[];
  readonly busy: boolean;
  readonly now: number;
  /** Without it the list can only be looked at. */
  readonly end?: (session: SessionView) => void;
}

export function sessionList({ sessions, busy, now, end }: SessionListOptions): TemplateResult {
  return html`<ul class="entries">
    ${sessions.map((session) => {
      const browser = browserWords(session.agent);
      return html`<li class="entry">
        <div class="entry-words">
          <b>${browser}</b>${session.own ? html` <span class="tag">${say('session-here')}</span>` : nothing}
          <p class="hint">
            ${say('session-facts', {
              via: viaWords(session.via),
              address: session.address ?? '?',
              since: agoWords(session.since, now),
            })}
          </p>
          <p class="hint">${say('session-used', { when: agoWords(session.seenAt, now) })}</p>
        </div>
        ${
          session.own || end === undefined
            ? nothing
            : html`<button type="button" class="button" aria-label=${say('session-end-what', { what: browser })} ?disabled=${busy} @click=${() => end(session)}>${say('session-end')}</button>`
        }
      </li>`;
    })}
  </ul>`;
}

/** Asks nothing: signing out is undone by signing in. */
export const endAllButton = (label: string, busy: boolean, press: () => void): TemplateResult =>
  button({ label, disabled: busy, press });
