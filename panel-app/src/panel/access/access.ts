// Strong contrast, large type, number keys and speech, each switched by whoever needs it, for as long as they are here. Loaded when it is first
// asked for: by the help of the first screen, or by a key that only a keypad of hardware has.
import { html, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import '../../components/dialog.ts';
import { makeTimer } from '../../state/clock.ts';
import { activeField } from '../../state/code-entry.ts';
import type { PanelSession } from '../../state/panel-session.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { installStyles } from '../../theme/install-styles.ts';
import type { PanelAccess } from '../panel-view.ts';
import { accessStyles } from './access-styles.ts';
import { MODE_ICONS, MODES, type Mode } from './modes.ts';
import { numberKeys } from './number-keys.ts';
import { buttonWords, canSpeak, hush, screenWords, speak, typedWords } from './read-aloud.ts';
import { say } from './speech.ts';
import type { Arrow } from './walk.ts';

/** Somebody who switched it on and went away without signing in: the idle time of a session, before the server has told it. */
const FORGET_MS = 60_000;
/** Longer than a redraw takes, shorter than a person's next glance: what changes together is read together. */
const SETTLED_MS = 120;

/** Screens on which digits are typed. */
const typesDigits = (state: PanelState): boolean =>
  state.dialog === undefined && ['code', 'password', 'accounting', 'pages', 'user'].includes(state.screen);
/** Screens on which letters and signs are typed as well. */
const typesSigns = (state: PanelState): boolean =>
  typesDigits(state) &&
  state.screen !== 'pages' &&
  (state.screen !== 'code' || activeField(state) === 'email');

export function openAccess(
  app: HTMLElement & { requestUpdate: () => void },
  panel: PanelSession,
): PanelAccess {
  installStyles(document, accessStyles);
  const root = document.documentElement;
  const { store, core } = panel;
  const keys = numberKeys(app);
  const forget = makeTimer(core.clock);
  let on: Readonly<Partial<Record<Mode, boolean>>> = {};
  let last = store.get();
  let read = '';
  let settled: ReturnType<typeof setTimeout> | undefined;

  const set = (mode: Mode, to: boolean): void => {
    on = { ...on, [mode]: to };
    if (to) root.setAttribute(`data-${mode}`, '');
    else root.removeAttribute(`data-${mode}`);
    if (mode === 'voice' && !to) hush();
    keys.mark(on.keys === true);
    app.requestUpdate();
    // Panes measure themselves anew.
    window.dispatchEvent(new Event('resize'));
  };
  const reset = (): void => {
    hush();
    for (const mode of MODES) if (on[mode] === true) set(mode, false);
    if (store.get().dialog === 'access') panel.closeDialog();
  };

  /** The page as it is now: numbers on its buttons, and what is new on it is read. */
  const look = (): void => {
    keys.mark(on.keys === true);
    if (on.voice !== true) return;
    const words = screenWords(app);
    if (words !== read) speak(words);
    read = words;
  };
  const changed = new MutationObserver(() => {
    clearTimeout(settled);
    settled = setTimeout(look, SETTLED_MS);
  });
  changed.observe(app, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['disabled', 'aria-checked', 'aria-pressed'],
  });

  const stopListening = store.subscribe(() => {
    const now = store.get();
    const before = last;
    last = now;
    if (before.session !== undefined && now.session === undefined) reset();
    else if (on.voice === true && before.screen === now.screen) {
      const typed = typedWords(before, now);
      if (typed !== '') speak(typed);
    }
  });

  const touched = (): void => {
    const idle = (store.get().start?.idleSeconds ?? 0) * 1000 || FORGET_MS;
    forget.set(idle, () => {
      if (store.get().session === undefined) reset();
    });
  };
  const focused = (event: Event): void => {
    if (on.voice === true && event.target instanceof HTMLButtonElement) speak(buttonWords(event.target));
  };

  const aloud = (): void => {
    if (on.voice === true) speak(screenWords(app));
    else if (canSpeak()) {
      set('voice', true);
      speak(`${say('voice-on')} ${screenWords(app)}`);
      read = screenWords(app);
    }
  };

  /** @returns whether the key was taken. */
  const take = (event: KeyboardEvent): boolean => {
    const { key, target } = event;
    const state = store.get();
    if (key.startsWith('Arrow')) {
      // The large page is moved by them; within a choice of few, left and right choose.
      if (state.screen === 'zoom' && state.dialog === undefined) return false;
      const across = key === 'ArrowLeft' || key === 'ArrowRight';
      if (across && target instanceof Element && target.closest('[role=radiogroup]') !== null) return false;
      if (on.keys !== true) set('keys', true);
      keys.arrow(key as Arrow);
      // A page that is not at the front is told nothing of its focus.
      if (on.voice === true && document.activeElement instanceof HTMLButtonElement)
        speak(buttonWords(document.activeElement));
      return true;
    }
    if (key === 'Clear') {
      if (state.screen === 'code' && state.dialog === undefined) panel.code.clear();
      else panel.back();
      return true;
    }
    if (typesSigns(state)) return false;
    if (key === '*') {
      if (state.dialog === undefined) panel.openDialog('access');
      return true;
    }
    if (key === '#') {
      aloud();
      return true;
    }
    return /^\d$/.test(key) && on.keys === true && !typesDigits(state) && keys.digit(key);
  };
  const onKey = (event: KeyboardEvent): void => {
    touched();
    if (event.ctrlKey || event.altKey || event.metaKey || !take(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('pointerdown', touched, true);
  document.addEventListener('focusin', focused);
  touched();

  const toggle = (mode: Mode): TemplateResult =>
    button({
      label: say(mode),
      icon: MODE_ICONS[mode],
      pressed: on[mode] === true,
      press: () => {
        set(mode, on[mode] !== true);
        if (mode === 'voice' && on.voice === true) speak(say('voice-on'));
      },
    });

  return {
    dialog: () => html`<platen-dialog
      class="access"
      heading=${say('title')}
      .body=${html`<div class="access-modes">
          ${MODES.filter((mode) => mode !== 'voice' || canSpeak()).map(toggle)}
        </div>
        <p>${say('hint')}</p>
        <p class="access-keys">${say('keys-hint')}</p>`}
      .actions=${button({ label: say('close'), kind: 'accent', press: panel.closeDialog, first: true })}
      @dismiss=${panel.closeDialog}
    ></platen-dialog>`,
    press: (event) => void take(event),
    stop: () => {
      clearTimeout(settled);
      forget.clear();
      changed.disconnect();
      stopListening();
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('pointerdown', touched, true);
      document.removeEventListener('focusin', focused);
      reset();
    },
  };
}
