// The cards a person has enrolled, and where they are signed in.
import type { UserSheet } from '@platen/shared/api/admin-people';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { LOG_OUT, TRASH } from '../../components/icons.ts';
import { agoWords } from '../../locales/when.ts';
import { say } from '../speech.ts';

export interface UserAccessOptions {
  readonly sheet: UserSheet;
  readonly now: number;
  readonly busy: boolean;
  readonly mayChange: boolean;
  readonly removeCard: (id: string) => void;
  readonly signOut: () => void;
}

export function userAccess({
  sheet,
  now,
  busy,
  mayChange,
  removeCard,
  signOut,
}: UserAccessOptions): TemplateResult {
  const { cards, sessions } = sheet;
  return html`<section>
      <h3>${say('user-cards')}</h3>
      ${
        cards.length === 0
          ? html`<p class="hint">${say('user-cards-none')}</p>`
          : html`<ul class="person-things">
              ${cards.map(
                ({ id, label, createdAt, lastUsedAt }) => html`<li>
                  <div>
                    <b>${say('user-card', { label })}</b>
                    <p class="hint">
                      ${
                        lastUsedAt === undefined
                          ? say('user-card-unused', { when: agoWords(createdAt, now) })
                          : say('user-card-used', { when: agoWords(lastUsedAt, now) })
                      }
                    </p>
                  </div>
                  ${
                    !mayChange
                      ? nothing
                      : button({
                          label: say('user-card-remove', { label }),
                          icon: TRASH,
                          iconOnly: true,
                          kind: 'quiet',
                          disabled: busy,
                          press: () => removeCard(id),
                        })
                  }
                </li>`,
              )}
            </ul>`
      }
    </section>
    <section>
      <h3>${say('user-sessions')}</h3>
      ${
        sessions.length === 0
          ? html`<p class="hint">${say('user-sessions-none')}</p>`
          : html`<ul class="person-things">
                ${sessions.map(
                  ({ where, via, address, agent, createdAt, seenAt }) => html`<li>
                    <div>
                      <b>${say(`user-session-${where}`)}</b>${via === undefined ? nothing : html` ${say(`user-via-${via}`)}`}
                      <p class="hint">
                        ${say('user-session-line', { since: agoWords(createdAt, now), seen: agoWords(seenAt ?? createdAt, now) })}${address === undefined ? nothing : html`, ${address}`}
                      </p>
                      ${agent === undefined ? nothing : html`<p class="hint one-line" title=${agent}>${agent}</p>`}
                    </div>
                  </li>`,
                )}
              </ul>
              <div class="sheet-acts">
                ${!mayChange ? nothing : button({ label: say('user-sign-out'), icon: LOG_OUT, disabled: busy, press: signOut })}
              </div>`
      }
    </section>`;
}
