// What is read aloud: the screen when it changes, the button that has the focus, and what was typed, unless it is hidden. By the browser's
// own speech, where it has one.
import { languageTag } from '../../locales/languages.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { say } from './speech.ts';

const text = (node: Element | null | undefined): string =>
  (node?.textContent ?? '').replace(/\s+/g, ' ').trim();

export const canSpeak = (): boolean => 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window;

/** Says it at once: what was being said is of the moment before. */
export function speak(words: string): void {
  if (words === '' || !canSpeak()) return;
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.lang = languageTag();
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(utterance);
}

export function hush(): void {
  if (canSpeak()) window.speechSynthesis.cancel();
}

/** Where it is, what is to be known, and the one thing to press. */
export function screenWords(app: HTMLElement): string {
  const dialog = app.querySelector('platen-dialog');
  const place = dialog ?? app;
  const told = Array.from(
    place.querySelectorAll(
      dialog === null ? 'main [role=alert],main [role=status],.bar-away,.bar .notice' : '.dialog-body',
    ),
  );
  const accent = place.querySelector<HTMLButtonElement>('.button.accent:not([disabled])');
  const act = accent === null ? '' : buttonWords(accent);
  return [text(place.querySelector(dialog === null ? 'h1' : 'h2')), ...told.map(text), act]
    .filter((part) => part !== '')
    .map((part) => (/[.?!:]$/.test(part) ? part : `${part}.`))
    .join(' ');
}

/** A button's name, its state, and the digit that presses it. */
export function buttonWords(button: HTMLElement): string {
  const name = button.getAttribute('aria-label') ?? text(button);
  const group = button.closest('[role=group][aria-label],[role=radiogroup]')?.getAttribute('aria-label');
  const whole =
    group === null || group === undefined || group === name || button.matches('.key')
      ? name
      : `${group}: ${name}`;
  const checked = button.getAttribute('aria-checked') ?? button.getAttribute('aria-pressed');
  const state = checked === null ? whole : `${whole}, ${say(checked === 'true' ? 'chosen' : 'not-chosen')}`;
  const key = button.getAttribute('data-key');
  return key === null ? state : say('press', { act: state, key });
}

/** What was typed or taken back between two states; empty: neither. Never what is hidden. */
export function typedWords(before: PanelState, now: PanelState): string {
  const field = ({
    entry,
    password,
    user,
    accounting,
    pageEntry,
    start,
  }: PanelState): readonly [string, boolean] => {
    if (password !== undefined) return [password.text, !password.shown];
    if (user !== undefined) return [user[user.field], user.field === 'password'];
    if (accounting !== undefined) return [accounting[accounting.field], false];
    if (pageEntry !== undefined) return [pageEntry.text, false];
    return entry.field === 'email' ? [entry.email, false] : [entry.digits, start?.hideCode ?? false];
  };
  const [old] = field(before);
  const [text, hidden] = field(now);
  if (text.length === old.length - 1 && old.startsWith(text)) return say('removed');
  if (text.length !== old.length + 1 || !text.startsWith(old)) return '';
  if (!hidden) return text.slice(-1);
  return say(now.screen === 'code' ? 'digit' : 'character');
}
