// The story of a document: what happened to it, line by line, newest last.
import type { PortalJob } from '@platen/shared/api/portal';
import { html, type TemplateResult } from 'lit';
import { agoWords } from '../when.ts';

export type Story = PortalJob['story'];

export function storyList(lines: Story, now: number): TemplateResult {
  return html`<ol class="story">
    ${lines.map(
      (line) => html`<li>
        <span class="story-what">${line.sentence}</span>
        <time class="hint" datetime=${new Date(line.at).toISOString()}>${agoWords(line.at, now)}</time>
      </li>`,
    )}
  </ol>`;
}
