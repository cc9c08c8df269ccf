// The story of a document: what happened to it, line by line, newest last.
import type { PortalJob } from '@platen/shared/api/portal';
import { html, type TemplateResult } from 'lit';
import { agoWords } from '../locales/when.ts';

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

export const storyStyles = /* css */ `
.story li{position:relative;padding:0 24px 16px;padding-inline-end:0}
.story li::before{content:"";position:absolute;inset-inline-start:5px;top:7px;width:8px;height:8px;border-radius:50%;background:var(--edge)}
.story li::after{content:"";position:absolute;inset-inline-start:8.5px;top:19px;bottom:-3px;width:1px;background:var(--line)}
.story li:last-child{padding-bottom:0}
.story li:last-child::before{background:var(--accent)}
.story li:last-child::after{display:none}
.story-what{display:block;overflow-wrap:anywhere}
`;
