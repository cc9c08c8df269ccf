// What a document is, as a short list of facts.
import type { JobView } from '@platen/shared/api/common';
import { html, type TemplateResult } from 'lit';
import { bytesWords } from '../../locales/amounts.ts';
import { agoWords, whenWords } from '../../locales/when.ts';
import { say } from '../speech.ts';

const kind = (mediaType: string): string =>
  mediaType === 'application/pdf'
    ? say('kind-pdf')
    : mediaType.startsWith('image/')
      ? say('kind-picture')
      : say('kind-other');

export function jobFacts(job: JobView, now: number): TemplateResult {
  const facts: readonly (readonly [string, string | undefined])[] = [
    [say('fact-pages'), job.pages?.toString()],
    [say('fact-paper'), job.paper],
    [
      say('fact-colour'),
      job.colour === 'unknown'
        ? undefined
        : say(job.colour === 'color' ? 'colour-color' : 'colour-monochrome'),
    ],
    [say('fact-kind'), kind(job.mediaType)],
    [say('fact-size'), bytesWords(job.size)],
    [say('fact-received'), agoWords(job.receivedAt, now)],
    [
      say('fact-goes'),
      job.expiresAt === undefined || job.state !== 'held' ? undefined : whenWords(job.expiresAt, now),
    ],
  ];
  return html`<dl class="facts">
    ${facts.map(([name, value]) => (value === undefined ? '' : html`<dt>${name}</dt><dd>${value}</dd>`))}
  </dl>`;
}

export const jobFactsStyles = /* css */ `
.facts{display:grid;grid-template-columns:auto 1fr;gap:6px 16px}
.facts dt{color:var(--ink-2)}
.facts dd{text-align:end}
`;
