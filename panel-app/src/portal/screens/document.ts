// One document opened: its pages as pictures, what it is, what happened to it, the question if its end is unclear, and delete.
import type { JobView } from '@platen/shared/api/common';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { icon } from '../../components/icon.ts';
import { ARROW_LEFT, PRINTER, TRASH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { skeleton } from '../../components/skeleton.ts';
import { cancelRelease, deleteJob, readJob } from '../../data/portal.ts';
import { jobLine } from '../job-line.ts';
import '../parts/decision.ts';
import '../parts/unlock.ts';
import { jobFacts } from '../parts/job-facts.ts';
import '../parts/reader.ts';
import { type Story, storyList } from '../../components/story.ts';
import { attempt } from '../../state/attempt.ts';
import { isSignedOut, refusalSentence, signedOut } from '../../state/refusal.ts';
import { stateIcon } from '../parts/state-icon.ts';
import { say } from '../speech.ts';

/** Not found, or gone for good. */
const GONE: readonly number[] = [404, 410];

/** Fires `deleted` with the id, `decided`, `print` with the id, `unlocked` with the job, and `signed-out`. */
@customElement('portal-document')
export class PortalDocument extends LitElement {
  @property() jobId = '';
  /** The row of the live list, where it is there: newer than what was read on opening. */
  @property({ attribute: false }) listed: JobView | undefined;

  @state() private read: JobView | undefined;
  @state() private story: Story = [];
  @state() private missing = false;
  @state() private problem: string | undefined;
  @state() private asking = false;
  private readonly deletion = attempt(this);
  private readonly stopping = attempt(this);

  private reading: AbortController | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.reading?.abort();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('jobId')) {
      this.read = undefined;
      this.story = [];
      this.asking = false;
    }
    // The story grows whenever the document or its release moves.
    const before = changed.get('listed') as JobView | undefined;
    const moved =
      before?.state !== this.listed?.state || before?.release?.state !== this.listed?.release?.state;
    if (changed.has('jobId') || (changed.has('listed') && moved)) void this.load();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    // Who opened a row by keyboard or screen reader goes on reading here, not at the top of the page.
    if (changed.has('jobId')) this.querySelector('h1')?.focus({ preventScroll: true });
  }

  private async load(): Promise<void> {
    this.reading?.abort();
    const reading = new AbortController();
    this.reading = reading;
    const answer = await readJob(this.jobId, reading.signal);
    if (reading.signal.aborted) return;
    this.missing = false;
    this.problem = undefined;
    if (answer.ok) {
      this.read = answer.value.job;
      this.story = answer.value.story;
    } else if (isSignedOut(answer)) {
      signedOut(this);
    } else if (answer.why === 'refused' && GONE.includes(answer.status)) {
      this.missing = true;
    } else {
      this.problem = refusalSentence(answer);
    }
  }

  private async deleteIt(): Promise<void> {
    const answer = await this.deletion.make(deleteJob(this.jobId));
    // Somebody else, or its time, was faster: it is gone either way.
    const gone = !answer.ok && answer.why === 'refused' && GONE.includes(answer.status);
    if (answer.ok || gone) {
      this.dispatchEvent(new CustomEvent('deleted', { detail: this.jobId, bubbles: true }));
    }
  }

  /** Waiting, or printed and still here; or, while it prints, the way to stop it. */
  private printAct(job: JobView): TemplateResult | typeof nothing {
    const { release } = job;
    if (job.state === 'releasing' && release?.mayCancel === true) {
      return button({
        label: say('print-stop'),
        disabled: this.stopping.busy,
        press: () => void this.stopping.make(cancelRelease(release.id)),
      });
    }
    if (job.state !== 'held' && !(job.state === 'printed' && job.expiresAt !== undefined)) return nothing;
    return button({
      label: say('print-at'),
      kind: 'accent',
      icon: PRINTER,
      press: () => this.dispatchEvent(new CustomEvent('print', { detail: job.id, bubbles: true })),
    });
  }

  private picture(job: JobView): TemplateResult {
    const drawable = job.state !== 'refused' && job.state !== 'deleted' && job.state !== 'expired';
    if (drawable && job.pages !== undefined) {
      return html`<portal-reader .job=${job}></portal-reader>`;
    }
    return html`<div class="page-paper page-none"><p class="hint">${say(job.state === 'locked' ? 'preview-locked' : drawable ? 'preview-none' : 'preview-gone')}</p></div>`;
  }

  private body(job: JobView, now: number): TemplateResult {
    const { release } = job;
    return html`<div class="document-top">
        <h1 tabindex="-1"><bdi>${job.title}</bdi></h1>
        ${job.state === 'uncertain' || job.state === 'locked' ? nothing : html`<p class="document-line">${stateIcon(job)}${jobLine(job, now)}</p>`}
        ${job.state === 'uncertain' || job.state === 'locked' ? nothing : this.printAct(job)}
        ${this.stopping.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.stopping.problem}</p>`}
        ${
          job.state === 'releasing' && release?.pages !== undefined
            ? progressBar({ label: release.sentence, value: release.page, max: release.pages })
            : nothing
        }
        ${job.state === 'locked' ? html`<portal-unlock .job=${job.id} .sentence=${job.sentence}></portal-unlock>` : nothing}
        ${[...(job.duplicateOf === undefined ? [] : [say(job.printedBefore === true ? 'twice-printed-here' : 'twice-here')]), ...job.notes].map((text) => notice({ tone: 'warn', text }))}
        ${
          job.state === 'uncertain' && release !== undefined
            ? html`<portal-decision .release=${release} @decided=${() => void this.load()}></portal-decision>`
            : nothing
        }
      </div>
      <div class="document-picture">${this.picture(job)}</div>
      <div class="document-side">
        <section>
          <h2>${say('facts')}</h2>
          ${jobFacts(job, now)}
        </section>
        ${
          this.story.length === 0
            ? nothing
            : html`<section>
                <h2>${say('story')}</h2>
                ${storyList(this.story, now)}
              </section>`
        }
        ${button({ label: say('delete'), kind: 'danger', icon: TRASH, press: () => (this.asking = true) })}
      </div>
      ${
        this.asking
          ? confirm({
              heading: say('delete-title'),
              cost: say('delete-cost', { title: job.title }),
              act: say('delete-do'),
              danger: true,
              busy: this.deletion.busy,
              problem: this.deletion.problem,
              yes: () => void this.deleteIt(),
              no: () => {
                this.asking = false;
                this.deletion.show(undefined);
              },
            })
          : nothing
      }`;
  }

  protected override render(): TemplateResult {
    const job = this.listed ?? this.read;
    return html`<article class="document">
      <a class="document-back" href="#documents">${icon(ARROW_LEFT)}${say('documents')}</a>
      ${
        job !== undefined
          ? this.body(job, Date.now())
          : this.missing
            ? html`<div class="empty">
                <h1 tabindex="-1">${say('document-gone')}</h1>
                <p>${say('document-gone-why')}</p>
              </div>`
            : this.problem !== undefined
              ? notice({
                  tone: 'bad',
                  text: this.problem,
                  announce: 'alert',
                  actions: button({ label: say('try-again'), press: () => void this.load() }),
                })
              : skeleton(6, say('document-loading'))
      }
    </article>`;
  }
}

export const documentStyles = /* css */ `
portal-document{display:block}
.document{display:grid;gap:16px}
.document-back{display:inline-flex;align-items:center;justify-self:start;gap:8px;min-height:44px;margin:-8px 0;font-weight:500;text-decoration:none}
.document h1{overflow-wrap:anywhere}
.document h1:focus{outline:none}
.document h2{margin-bottom:8px}
.document-top{display:grid;gap:12px}
.document-top>.button{justify-self:start}
.document-line{display:flex;align-items:flex-start;gap:8px;color:var(--ink-2)}
.document-line .icon{margin-top:1px}
.document-side{display:grid;gap:24px;align-content:start}
.document-side>.button{justify-self:start}
@media(min-width:1120px){.document{grid-template-columns:minmax(0,1fr) 264px;column-gap:32px}.document-back,.document-top{grid-column:1/-1}}
`;
