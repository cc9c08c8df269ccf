// The "Me" screen: the code with its renewal, who is signed in, how the page looks, and signing out.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CHEVRON_RIGHT, LOG_OUT, PRINTER, SLIDERS_HORIZONTAL } from '../../components/icons.ts';
import { segmented } from '../../components/segmented.ts';
import { whenWords } from '../../locales/when.ts';
import '../parts/code-card.ts';
import '../parts/sessions.ts';
import { whenOpened } from '../../state/when-opened.ts';
import { chooseLook, chosenLook, LOOKS } from '../../theme/look.ts';
import type { PortalView } from '../portal-view.ts';
import { say } from '../speech.ts';

const loadPush = whenOpened(() => import('../parts/notifications.ts'));
const loadInstall = whenOpened(() => import('../pwa/install.ts'));

export function meScreen({ me, act }: PortalView): TemplateResult {
  loadPush();
  loadInstall();
  return html`<div class="me">
    <h1>${say('me')}</h1>
    <portal-code renewable @signed-out=${() => act.signedOut()}></portal-code>
    <a class="me-go" href="#print">
      ${icon(PRINTER)}<span><b>${say('print-from')}</b><small>${say('print-from-what')}</small></span>${icon(CHEVRON_RIGHT)}
    </a>
    <a class="me-go" href="#preferences">
      ${icon(SLIDERS_HORIZONTAL)}<span><b>${say('preferences')}</b><small>${say('preferences-what')}</small></span>${icon(CHEVRON_RIGHT)}
    </a>
    <section>
      <h2>${say('account')}</h2>
      <p class="hint">${say('signed-in-as')}</p>
      <p class="me-name"><bdi>${me.name === '' ? me.email : me.name}</bdi></p>
      ${me.name === '' ? '' : html`<p><bdi>${me.email}</bdi></p>`}
      <p class="hint me-kept">${say('kept-for', { count: me.retentionHours })}</p>
      ${guestLines(me)}
    </section>
    <section>
      ${segmented({
        label: say('look'),
        segments: LOOKS.map((value) => ({ value, label: say(`look-${value}`) })),
        value: chosenLook(),
        change: (value) => {
          chooseLook(value);
          act.redraw();
        },
      })}
    </section>
    <portal-install></portal-install>
    <portal-notifications @signed-out=${() => act.signedOut()}></portal-notifications>
    ${button({ label: say('sign-out'), icon: LOG_OUT, press: () => act.signOut() })}
    <section><portal-sessions @signed-out=${() => act.signedOut()}></portal-sessions></section>
  </div>`;
}

/** What a guest has to know: until when, and how much. */
function guestLines({ guest }: PortalView['me']): TemplateResult | typeof nothing {
  if (guest === undefined) return nothing;
  return html`<p class="hint">${say('guest-until', { when: whenWords(guest.until, Date.now()) })}</p>
    ${guest.pagesLeft === undefined ? nothing : html`<p class="hint">${say('guest-pages', { count: guest.pagesLeft })}</p>`}`;
}

export const meStyles = /* css */ `
.me{display:grid;gap:24px;max-width:560px}
.me h2{margin-bottom:8px}
.me-name{font-weight:600;overflow-wrap:anywhere}
.me-kept{margin-top:8px}
.me-go+.me-go{margin-top:-16px}
.me-go{display:flex;align-items:center;gap:12px;min-height:64px;padding:8px 16px;border:1px solid var(--line);border-radius:var(--radius-card);color:var(--ink);text-decoration:none}
.me-go span{flex:1;min-width:0}
.me-go b{display:block;font-weight:600}
.me-go small{color:var(--ink-2);font-size:var(--text-1)}
@media(hover:hover){.me-go:hover{background:var(--paper-2)}}
.me>.button{justify-self:start}
.me>portal-notifications:empty,.me>portal-install:empty{display:none}
`;
