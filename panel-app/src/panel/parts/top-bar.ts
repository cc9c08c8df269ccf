// The bar of every screen: where you are, the way back, and the way out with the time left; a silent server is told of here.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import {
  ARROW_LEFT,
  CIRCLE_QUESTION_MARK,
  CLOUD_OFF,
  LANGUAGES as LANGUAGES_ICON,
  LOCK_OPEN,
  LOG_OUT,
  PRINTER,
} from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { say } from '../../locales/languages.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';

/** Sixty seconds are "1:00": a number that shrinks is read as time only with its colon. */
function clockWords(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function heading(view: PanelView, screen: PanelScreen): TemplateResult {
  const title = screen.title(view);
  if (view.state.away) {
    return html`<p class="bar-away" role="alert">${icon(CLOUD_OFF)}<span>${say('bar.away')}</span></p>
      ${screen.name === 'code' ? nothing : html`<h1 class="out-of-sight" tabindex="-1">${title}</h1>`}`;
  }
  const urgent = view.room.short ? screen.urgent?.(view) : undefined;
  if (urgent !== undefined) return notice(urgent);
  if (screen.name !== 'code') return html`<h1 class="one-line" dir="auto" tabindex="-1">${title}</h1>`;
  return html`<p class="bar-printer one-line">${icon(PRINTER)}<bdi>${title}</bdi></p>`;
}

/** In the language itself, whatever that is. */
const languageKey = ({ open }: PanelView): TemplateResult =>
  button({
    label: say('language'),
    kind: 'quiet',
    icon: LANGUAGES_ICON,
    place: 'bar-language',
    press: () => open('language'),
  });

export function topBar(view: PanelView, screen: PanelScreen): TemplateResult {
  const { state, panel } = view;
  const back = screen.back?.(view);
  return html`<header class="bar ${state.away ? 'away' : ''}">
    ${
      back === undefined
        ? nothing
        : button({ label: back.label, icon: ARROW_LEFT, kind: 'quiet', place: 'bar-back', press: back.press })
    }
    ${heading(view, screen)}
    ${
      state.start?.insecure === true && state.session === undefined
        ? html`<p class="bar-insecure">${icon(LOCK_OPEN)}<span>${say('bar.insecure')}</span></p>`
        : nothing
    }
    ${view.device?.keys(view)}
    ${
      state.session === undefined
        ? html`${screen.name === 'language' || (view.room.short && state.entry.refusal !== undefined) ? nothing : languageKey(view)}
          ${
            screen.name === 'code'
              ? html`${view.ways?.barKey(view)}${button({
                  label: say('bar.help'),
                  icon: CIRCLE_QUESTION_MARK,
                  kind: 'quiet',
                  place: 'bar-help',
                  press: () => panel.openDialog('help'),
                })}`
              : nothing
          }`
        : html`<button type="button" class="button quiet bar-out" @click=${panel.signOut}>
            ${icon(LOG_OUT)}<span class="words">${say('bar.sign-out')}</span>
            <span class="bar-time" aria-hidden="true"
              >${state.secondsLeft === undefined ? '' : clockWords(state.secondsLeft)}</span
            >
          </button>`
    }
  </header>`;
}
