// A one-time link, shown this once: to be handed to the person it is for.
import type { AdminLink } from '@platen/shared/api/admin-security';
import { html, type TemplateResult } from 'lit';
import { whenWords } from '../../locales/when.ts';
import { say } from '../speech.ts';
import './copy-button.ts';

export function adminLink({ name, path, until }: AdminLink): TemplateResult {
  // Under the name by which this very page was reached: whoever is invited can most likely use it, too.
  const address = location.origin + path;
  return html`<div class="user-code" role="status">
    <p class="hint">${say('admin-link-for', { name })}</p>
    <p class="address">${address}</p>
    <admin-copy .text=${address} .label=${say('admin-link-copy')}></admin-copy>
    <p class="hint">${say('admin-link-once', { name, when: whenWords(until, Date.now()) })}</p>
  </div>`;
}
