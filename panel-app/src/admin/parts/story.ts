// The story of a document: what happened to it, line by line, newest last.
import type { StoryLine } from '@platen/shared/api/common';
import { html, type TemplateResult } from 'lit';
import type * as v from 'valibot';
import { agoWords } from '../when.ts';

export type Story = readonly v.InferOutput<typeof StoryLine>[];

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
