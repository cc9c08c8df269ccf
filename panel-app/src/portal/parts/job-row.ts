// One document in the list: what it is called and how it is; the whole row opens it, and what is most wanted of it is one press.
import type { JobView } from '@platen/shared/api/common';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CHEVRON_RIGHT, FILE_TEXT, IMAGE, PRINTER, SQUARE, TRASH } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { pageUrl } from '../../data/portal.ts';
import { jobLine } from '../job-line.ts';
import type { PortalActs } from '../portal-view.ts';
import { say } from '../speech.ts';
import { stateIcon } from './state-icon.ts';

/** CSS px: a page of A4 in the row's square. */
const THUMBNAIL = { width: 40, height: 52 } as const;
/** States in which there is a page to be drawn. */
const DRAWN: readonly JobView['state'][] = ['held', 'releasing', 'uncertain'];

function face(job: JobView): TemplateResult {
  const sign = icon(job.mediaType.startsWith('image/') ? IMAGE : FILE_TEXT);
  if (job.pages === undefined || !DRAWN.includes(job.state))
    return html`<span class="job-kind">${sign}</span>`;
  // The sign shows until the picture is there, and where there is none.
  return html`<span class="job-kind job-thumb"
    >${sign}<img
      loading="lazy"
      decoding="async"
      alt=""
      src=${pageUrl(job.id, 1, THUMBNAIL.width, THUMBNAIL.height, window.devicePixelRatio, { printColorMode: job.ticket.printColorMode ?? 'auto' })}
      @load=${({ target }: Event) => (target as HTMLImageElement).classList.add('shown')}
      @error=${({ target }: Event) => (target as HTMLImageElement).classList.remove('shown')}
  /></span>`;
}

/** What is most wanted of a document in this state, in one press. */
function quickAct(job: JobView, act: JobActs): TemplateResult {
  const { title, state, release, duplicateOf } = job;
  const one = (words: 'print-one' | 'stop-one' | 'drop-one', face: string, press: () => void) =>
    button({
      label: say(words, { title }),
      icon: face,
      iconOnly: true,
      kind: 'quiet',
      place: 'job-act',
      press,
    });
  if (state === 'held' && duplicateOf === undefined)
    return one('print-one', PRINTER, () => act.print([job.id]));
  if (state === 'releasing' && release?.mayCancel === true)
    return one('stop-one', SQUARE, () => act.stopJob(job));
  if (state === 'refused') return one('drop-one', TRASH, () => act.deleteJob(job));
  return html`<span class="job-go">${icon(CHEVRON_RIGHT)}</span>`;
}

type JobActs = Pick<PortalActs, 'print' | 'stopJob' | 'deleteJob' | 'dropTwin'>;

export function jobRow(job: JobView, open: boolean, now: number, act: JobActs): TemplateResult {
  const { release } = job;
  const printing = job.state === 'releasing' && release?.pages !== undefined ? release : undefined;
  return html`<li class="job ${job.state === 'uncertain' ? 'job-asks' : ''}">
    <div class="job-row">
      <a href="#document=${encodeURIComponent(job.id)}" aria-current=${open ? 'true' : nothing}>
        ${face(job)}
        <span class="job-words">
          <span class="job-title"><bdi>${job.title}</bdi></span>
          <span class="job-line">${stateIcon(job)}${jobLine(job, now)}</span>
          ${job.notes.map((note) => html`<span class="job-line"><span class="tone-warn">${toneIcon('warn')}</span>${note}</span>`)}
          ${printing === undefined ? nothing : progressBar({ label: printing.sentence, value: printing.page, max: printing.pages ?? 1 })}
        </span>
      </a>
      ${quickAct(job, act)}
    </div>
    ${
      job.duplicateOf === undefined
        ? nothing
        : html`<p class="job-twice">
            <span class="tone-warn">${toneIcon('warn')}</span><span>${say(job.printedBefore === true ? 'twice-printed' : 'twice')}</span>
            ${button({ label: say(job.printedBefore === true ? 'delete' : 'twice-drop'), press: () => act.dropTwin(job) })}
          </p>`
    }
  </li>`;
}

export const jobRowStyles = /* css */ `
.jobs{border-top:1px solid var(--line)}
.job{border-bottom:1px solid var(--line)}
.job-row{display:flex;align-items:center;margin-inline:-8px;border-radius:var(--radius)}
.job a{display:flex;flex:1;min-width:0;align-items:flex-start;gap:12px;padding:14px 8px;border-radius:var(--radius);color:var(--ink);text-decoration:none;transition:background-color var(--quick)}
.job-kind{flex:none;display:flex;align-items:center;justify-content:center;width:40px;height:40px;border-radius:var(--radius);background:var(--paper-2);color:var(--ink-2)}
.job-thumb{position:relative;height:52px;overflow:hidden}
.job-thumb img{position:absolute;inset:0;width:100%;height:100%;object-fit:contain;object-position:50% 0;background:#fff;opacity:0;transition:opacity var(--quick)}
.job-thumb img.shown{opacity:1;border:1px solid var(--line);border-radius:4px}
.job-act{flex:none;color:var(--ink-2)}
.job-words{flex:1;min-width:0}
.job-title{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;font-weight:600;line-height:1.3;overflow-wrap:anywhere}
.job-line{display:flex;align-items:flex-start;gap:6px;margin-top:4px;color:var(--ink-2);font-size:var(--text-1);line-height:20px}
.job-line .icon{display:block;width:16px;height:16px;margin-top:2px}
.job .progress{height:6px;margin-top:8px}
.job-twice{display:flex;align-items:center;gap:6px;margin:-4px 52px 12px;margin-inline-end:0;font-size:var(--text-1)}
.job-twice .icon{display:block;width:16px;height:16px}
.job-twice .button{margin-inline-start:auto}
.job-go{flex:none;display:flex;justify-content:center;width:44px;color:var(--ink-3)}
.job-asks .job-row{background:var(--warn-soft)}
.job-asks .job-kind{background:none;color:var(--warn)}
.job a[aria-current]{border-radius:var(--radius);background:var(--accent-soft)}
@media(hover:hover){.job:not(.job-asks) a:hover{background:var(--paper-2)}.job:not(.job-asks) a:hover .job-kind{background:var(--paper-3)}}
`;
