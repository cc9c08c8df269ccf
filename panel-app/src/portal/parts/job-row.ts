// One document in the list: what it is called and how it is; the whole row opens it.
import type { JobView } from '@platen/shared/api/common';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CHEVRON_RIGHT, FILE_TEXT, IMAGE } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { jobLine } from '../job-line.ts';
import { say } from '../speech.ts';
import { stateIcon } from './state-icon.ts';

/** @param dropTwin deletes this one, where the same document is in the list before it. */
export function jobRow(
  job: JobView,
  open: boolean,
  now: number,
  dropTwin: (job: JobView) => void,
): TemplateResult {
  const { release } = job;
  const printing = job.state === 'releasing' && release?.pages !== undefined ? release : undefined;
  return html`<li class="job ${job.state === 'uncertain' ? 'job-asks' : ''}">
    <a href="#document=${encodeURIComponent(job.id)}" aria-current=${open ? 'true' : nothing}>
      <span class="job-kind">${icon(job.mediaType.startsWith('image/') ? IMAGE : FILE_TEXT)}</span>
      <span class="job-words">
        <span class="job-title">${job.title}</span>
        <span class="job-line">${stateIcon(job)}${jobLine(job, now)}</span>
        ${job.notes.map((note) => html`<span class="job-line"><span class="tone-warn">${toneIcon('warn')}</span>${note}</span>`)}
        ${printing === undefined ? nothing : progressBar({ label: printing.sentence, value: printing.page, max: printing.pages ?? 1 })}
      </span>
      <span class="job-go">${icon(CHEVRON_RIGHT)}</span>
    </a>
    ${
      job.duplicateOf === undefined
        ? nothing
        : html`<p class="job-twice">
            <span class="tone-warn">${toneIcon('warn')}</span><span>${say(job.printedBefore === true ? 'twice-printed' : 'twice')}</span>
            ${button({ label: say(job.printedBefore === true ? 'delete' : 'twice-drop'), press: () => dropTwin(job) })}
          </p>`
    }
  </li>`;
}

export const jobRowStyles = /* css */ `
.jobs{border-top:1px solid var(--line)}
.job{border-bottom:1px solid var(--line)}
.job a{display:flex;align-items:flex-start;gap:12px;padding:14px 8px;margin:0 -8px;border-radius:var(--radius);color:var(--ink);text-decoration:none;transition:background-color var(--quick)}
.job-kind{flex:none;display:flex;align-items:center;justify-content:center;width:40px;height:40px;border-radius:var(--radius);background:var(--paper-2);color:var(--ink-2)}
.job-words{flex:1;min-width:0}
.job-title{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;font-weight:600;line-height:1.3;overflow-wrap:anywhere}
.job-line{display:flex;align-items:flex-start;gap:6px;margin-top:4px;color:var(--ink-2);font-size:var(--text-1);line-height:20px}
.job-line .icon{display:block;width:16px;height:16px;margin-top:2px}
.job .progress{height:6px;margin-top:8px}
.job-twice{display:flex;align-items:center;gap:6px;margin:-4px 0 12px 52px;font-size:var(--text-1)}
.job-twice .icon{display:block;width:16px;height:16px}
.job-twice .button{margin-left:auto}
.job-go{align-self:center;color:var(--ink-3)}
.job-asks a{background:var(--warn-soft)}
.job-asks .job-kind{background:none;color:var(--warn)}
.job a[aria-current]{background:var(--accent-soft)}
@media(hover:hover){.job:not(.job-asks) a:hover{background:var(--paper-2)}.job:not(.job-asks) a:hover .job-kind{background:var(--paper-3)}}
`;
