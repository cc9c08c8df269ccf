// The "Preferences" screen, behind "Me": what a person sets once for all documents and mail.
import { html, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { ARROW_LEFT } from '../../components/icons.ts';
import '../parts/preferences.ts';
import type { PortalView } from '../portal-view.ts';
import { say } from '../speech.ts';

export function preferencesScreen({ act }: PortalView): TemplateResult {
  return html`<div class="preferences">
    <a class="document-back" href="#me">${icon(ARROW_LEFT)}${say('me')}</a>
    <h1>${say('preferences')}</h1>
    <portal-preferences @signed-out=${() => act.signedOut()} @saved=${() => act.refresh()}></portal-preferences>
  </div>`;
}

export const preferencesStyles = /* css */ `
.preferences{display:grid;gap:16px;max-width:560px}
`;
