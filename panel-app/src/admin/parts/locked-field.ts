// A value that only the file or the fleet system it came from may change: shown with a lock and where it stands.
import { html, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { LOCK } from '../../components/icons.ts';
import { say } from '../speech.ts';

/** @param source as the server tells it: "file copy-room.json". */
export function lockedBy(source: string): TemplateResult {
  return html`<span class="locked-by">${icon(LOCK)}${say('locked-by', { source })}</span>`;
}

export interface LockedFieldOptions {
  readonly label: string;
  /** Several stand below each other. */
  readonly value: string | readonly string[];
  readonly source: string;
}

export function lockedField({ label, value, source }: LockedFieldOptions): TemplateResult {
  const lines = (typeof value === 'string' ? [value] : value).filter((line) => line !== '');
  return html`<div class="text-field locked" role="group" aria-label=${label}>
    <span class="locked-name">${label} ${lockedBy(source)}</span>
    <div class="locked-value">
      ${lines.length === 0 ? html`<p class="hint">${say('none')}</p>` : lines.map((line) => html`<p>${line}</p>`)}
    </div>
  </div>`;
}
