// The documents screen: code and "Add documents" first, then what is on its way, then the list; an opened document takes the list's place.
import type { JobView } from '@platen/shared/api/common';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { notice } from '../../components/notice.ts';
import { skeleton } from '../../components/skeleton.ts';
import '../parts/add-area.ts';
import '../parts/code-card.ts';
import { jobRow } from '../parts/job-row.ts';
import '../parts/unfinished.ts';
import { agoWords } from '../../locales/when.ts';
import { uploadRow } from '../parts/upload-row.ts';
import type { PortalView } from '../portal-view.ts';
import { say } from '../speech.ts';
import './document.ts';

function empty(): TemplateResult {
  const steps = ['step-add', 'step-walk', 'step-code'] as const;
  return html`<div class="empty">
    <p class="empty-title">${say('list-empty')}</p>
    <ol class="steps">
      ${steps.map((step, index) => html`<li><span aria-hidden="true">${index + 1}</span>${say(step)}</li>`)}
    </ol>
  </div>`;
}

function list(view: PortalView, now: number): TemplateResult {
  const { jobs, freshness, asOf, openJob } = view;
  // What was sent twice is printed by itself, when somebody chooses it.
  const waiting = (jobs ?? []).filter(
    ({ state, duplicateOf }) => state === 'held' && duplicateOf === undefined,
  );
  return html`<section class="list" aria-label=${say('list-title')}>
    <div class="list-top"><h1>${say('list-title')}${jobs === undefined || jobs.length === 0 ? nothing : html` <small>${jobs.length}</small>`}</h1>
    ${
      waiting.length < 2
        ? nothing
        : button({
            label: say('print-all', { count: waiting.length }),
            press: () => view.act.print(waiting.map(({ id }) => id)),
          })
    }</div>
    ${
      freshness === 'away'
        ? notice({
            tone: 'warn',
            announce: 'status',
            text: asOf === undefined ? say('list-away-new') : say('list-away', { when: agoWords(asOf, now) }),
          })
        : nothing
    }
    ${
      jobs === undefined
        ? freshness === 'away'
          ? nothing
          : skeleton(4, say('starting'))
        : jobs.length === 0
          ? empty()
          : html`<ul class="jobs">
              ${jobs.map((job) => jobRow(job, job.id === openJob, now, view.act))}
            </ul>`
    }
  </section>`;
}

export function documentsScreen(view: PortalView): TemplateResult {
  const { act, uploads, openJob, me } = view;
  const now = Date.now();
  return html`<div class="documents ${openJob === undefined ? '' : 'has-open'}">
    <div class="documents-side">
      <portal-code @signed-out=${() => act.signedOut()}></portal-code>
      <portal-add
        .me=${me}
        @files=${(event: CustomEvent<readonly File[]>) => act.addFiles(event.detail)}
        @print-files=${(event: CustomEvent<readonly File[]>) => act.printFiles(event.detail)}
      ></portal-add>
      ${
        uploads.length === 0
          ? nothing
          : html`<section class="uploads">
              <h2>${say('uploads')}</h2>
              <ul>
                ${uploads.map((item) => uploadRow(item, act))}
              </ul>
            </section>`
      }
      <portal-unfinished .uploads=${uploads}></portal-unfinished>
    </div>
    <div class="documents-main">
      ${
        openJob === undefined
          ? list(view, now)
          : html`<portal-document
              .jobId=${openJob}
              .listed=${view.jobs?.find((job) => job.id === openJob)}
              @deleted=${(event: CustomEvent<string>) => act.forgetJob(event.detail)}
              @decided=${() => act.refresh()}
              @print=${(event: CustomEvent<string>) => act.print([event.detail])}
              @unlocked=${(event: CustomEvent<JobView>) => act.showJob(event.detail)}
              @signed-out=${() => act.signedOut()}
            ></portal-document>`
      }
    </div>
  </div>`;
}

export const documentsStyles = /* css */ `
.documents,.documents-side{display:grid;grid-template-columns:minmax(0,1fr);gap:24px}
.documents-side{gap:16px;align-content:start}
.list-top{display:flex;align-items:center;justify-content:space-between;gap:12px;min-height:44px;margin-bottom:12px}
.list-top .button{flex:none}
.list h1{display:flex;align-items:baseline;gap:8px}
.list h1 small{color:var(--ink-2);font-size:var(--text-2);font-weight:400}
.list .notice{margin-bottom:12px}
.uploads h2,.unfinished h2{font-size:var(--text-2)}
.empty{padding:32px 16px;border:1px dashed var(--line);border-radius:var(--radius-card);text-align:center}
.empty-title{font-weight:600}
.empty h1+p{margin-top:8px;color:var(--ink-2)}
.steps{display:inline-grid;gap:12px;margin-top:16px;text-align:start;color:var(--ink-2)}
.steps li{display:flex;align-items:center;gap:12px}
.steps span{display:flex;flex:none;align-items:center;justify-content:center;width:28px;height:28px;border-radius:50%;background:var(--paper-2);color:var(--ink);font-size:var(--text-1);font-weight:600}
@media(max-width:400px){.list h1{display:block;font-size:18px}.list h1 small{margin-inline-start:6px}.list-top{gap:8px}.list-top .button{padding-inline:10px}}
@media(max-width:899px){.has-open .documents-side{display:none}}
@media(min-width:900px){.code-digits{font-size:32px}.documents{grid-template-columns:320px minmax(0,1fr);gap:48px}.documents-side{position:sticky;top:88px;z-index:11;align-self:start}}
`;
