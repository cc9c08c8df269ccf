// A document's sheet: how it is, whose it is, what happened to it, the decision if its end is unclear, and delete.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { confirm } from '../../components/confirm.ts';
import { BAN, TRASH } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { cancelRelease, deleteJob, type Job, type JobStory, readJob } from '../../data/admin.ts';
import { bytesWords } from '../../locales/amounts.ts';
import { agoWords, whenWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { loaded } from '../loaded.ts';
import { channelWords } from '../report-words.ts';
import { say } from '../speech.ts';
import './decision.ts';
import { whenLoaded } from './loading.ts';
import './side-sheet.ts';
import { storyList } from '../../components/story.ts';

const EVERY_MS = 5000;

/** Fires `changed` when the document was deleted or decided. */
@customElement('admin-job-sheet')
export class AdminJobSheet extends LitElement {
  @property() jobId = '';
  /** The row it was opened from, to begin with. */
  @property({ attribute: false }) listed: Job | undefined;

  @state() private asking = false;

  private readonly attempt = attempt(this);
  private readonly story = loaded(this, (signal) => readJob(this.jobId, signal), EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('jobId') || changed.get('jobId') === undefined) return;
    this.asking = false;
    this.story.forget();
    void this.story.refresh();
  }

  private changed(): void {
    this.dispatchEvent(new CustomEvent('changed'));
  }

  private async deleteIt(): Promise<void> {
    const answer = await this.attempt.make(deleteJob(this.jobId));
    if (!answer.ok) return;
    this.asking = false;
    this.changed();
    location.hash = '#documents';
  }

  private async stopPrinting(releaseId: string): Promise<void> {
    const answer = await this.attempt.make(cancelRelease(releaseId));
    if (answer.ok) void this.story.refresh();
  }

  private facts(job: Job, mail: JobStory['mail'], now: number): TemplateResult {
    const message =
      mail === undefined
        ? undefined
        : html`<a href="#mail=message-${encodeURIComponent(mail.id)}">${mail.subject || say('mail-no-subject')}</a>`;
    const rows: readonly (readonly [string, string | TemplateResult | undefined])[] = [
      [say('owner'), job.owner],
      [say('pages-head'), job.pages?.toString()],
      [say('paper'), job.paper],
      [say('colour'), job.colour === 'unknown' ? undefined : say(`colour-${job.colour}`)],
      [say('kind'), job.mediaType],
      [say('size'), bytesWords(job.size)],
      [say('came-by'), channelWords(job.channel)],
      [say('message'), message],
      [say('received'), agoWords(job.receivedAt, now)],
      [
        say('goes'),
        job.expiresAt === undefined || job.state !== 'held' ? undefined : whenWords(job.expiresAt, now),
      ],
    ];
    return html`<dl class="facts">
      ${rows.map(([name, value]) => (value === undefined ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`))}
    </dl>`;
  }

  private body(job: Job, told: JobStory | undefined, now: number): TemplateResult {
    const story = told?.story;
    const { release } = job;
    const gone = job.state === 'deleted' || job.state === 'expired';
    return html`${job.state === 'uncertain' ? nothing : notice({ tone: job.tone, text: job.sentence })}
      ${
        job.state === 'uncertain' && job.release !== undefined
          ? html`<admin-decision
              .release=${job.release}
              @decided=${() => {
                this.changed();
                void this.story.refresh();
              }}
            ></admin-decision>`
          : nothing
      }
      <section>
        <h3>${say('facts')}</h3>
        ${this.facts(job, told?.mail, now)}
      </section>
      ${
        story === undefined || story.length === 0
          ? nothing
          : html`<section>
              <h3>${say('story')}</h3>
              ${storyList(story, now)}
            </section>`
      }
      ${this.attempt.problem === undefined || this.asking ? nothing : html`<p class="problem" role="alert">${this.attempt.problem}</p>`}
      ${
        gone
          ? nothing
          : html`<div class="sheet-acts">
              ${
                release?.mayCancel === true
                  ? button({
                      label: say('stop-printing'),
                      icon: BAN,
                      disabled: this.attempt.busy,
                      press: () => void this.stopPrinting(release.id),
                    })
                  : nothing
              }
              ${button({ label: say('delete'), icon: TRASH, kind: 'danger', press: () => (this.asking = true) })}
            </div>`
      }
      ${
        this.asking
          ? confirm({
              heading: say('delete-title'),
              cost: say('delete-cost', { title: job.title, owner: job.owner }),
              act: say('delete-do'),
              danger: true,
              busy: this.attempt.busy,
              problem: this.attempt.problem,
              yes: () => void this.deleteIt(),
              no: () => {
                this.asking = false;
                this.attempt.show(undefined);
              },
            })
          : nothing
      }`;
  }

  protected override render(): TemplateResult {
    const { value } = this.story;
    const job = value?.job ?? this.listed;
    const now = Date.now();
    return html`<admin-sheet
      .heading=${job?.title ?? say('document')}
      .key=${this.jobId}
      .body=${job === undefined ? whenLoaded(this.story, () => html``) : this.body(job, value, now)}
      @dismiss=${() => (location.hash = '#documents')}
    ></admin-sheet>`;
  }
}
