// The number keypad: three columns, or two rows on a short display (by CSS). panel.html draws the same shape before any script.
import { html, type TemplateResult } from 'lit';
import { DELETE } from '../../components/icons.ts';
import { say } from '../../locales/languages.ts';
import type { PanelSession } from '../../state/panel-session.ts';
import { key } from './key.ts';

const digitKey = (panel: PanelSession, digit: string, disabled: boolean): TemplateResult =>
  key({ face: digit, place: 'digit', disabled, press: () => panel.code.digit(digit) });

/** @param disabled while no more tries are taken. */
export function keypad(panel: PanelSession, disabled: boolean): TemplateResult {
  return html`<div class="keypad" role="group" aria-label=${say('code.keypad')}>
    ${['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => digitKey(panel, digit, disabled))}
    ${key({
      face: say('code.delete'),
      label: say('code.delete-last'),
      icon: DELETE,
      place: 'key-back',
      disabled,
      press: panel.code.backspace,
    })}
    ${digitKey(panel, '0', disabled)} ${key({ face: say('code.clear'), place: 'key-clear', disabled, press: panel.code.clear })}
  </div>`;
}
