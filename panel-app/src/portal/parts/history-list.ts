// What became of a person's documents, day by day: each in a sentence, and its whole story when it is opened. Fires `signed-out`.
import type { JobView } from '@platen/shared/api/common';
import type { PortalHistory as Page } from '@platen/shared/api/portal';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CHEVRON_DOWN, CHEVRON_UP } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { skeleton } from '../../components/skeleton.ts';
import { type Story, storyList } from '../../components/story.ts';
import { readJob } from '../../data/portal.ts';
import { readHistory } from '../../data/portal-history.ts';
import { historyOrSeen } from '../../data/portal-seen.ts';
import { dayWords, timeWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { say as words } from '../history-speech.ts';
import { say } from '../speech.ts';
import { stateIcon } from './state-icon.ts';

type Entry = Page['entries'][number];
const DAY_MS = 86_400_000;
const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

function dayName(at: number, now: number): string {
  // Rounded, because a day with a clock change has 23 or 25 hours.
  const days = Math.round((midnight(now) - midnight(at)) / DAY_MS);
  return days === 0 ? words('today') : days === 1 ? words('yesterday') : dayWords(at);
}

/** Entries of one day behind each other. */
function byDay(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const days: Entry[][] = [];
  for (const entry of entries) {
    const day = days.at(-1);
    const [first] = day ?? [];
    if (day !== undefined && first !== undefined && midnight(first.endedAt) === midnight(entry.endedAt))
      day.push(entry);
    else days.push([entry]);
  }
  return days;
}

@customElement('portal-history')
export class PortalHistory extends LitElement {
  @state() private entries: readonly Entry[] | undefined;
  @state() private open: string | undefined;
  @state() private story: Story | undefined;
  private next: string | undefined;
  private keptDays = 0;
  private readonly reading = attempt(this);
  private readonly telling = attempt(this);
  private gone = new AbortController();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.gone = new AbortController();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.gone.abort();
  }

  private async load(): Promise<void> {
    const asked = readHistory(this.next, this.gone.signal);
    // Without a connection the first page is as it was seen.
    const answer = await this.reading.make(this.next === undefined ? historyOrSeen(asked) : asked);
    if (!answer.ok) return;
    const known = new Set(this.entries?.map(({ job }) => job.id));
    // One that ended meanwhile may be told twice.
    this.entries = [...(this.entries ?? []), ...answer.value.entries.filter(({ job }) => !known.has(job.id))];
    this.next = answer.value.next;
    this.keptDays = answer.value.keptDays;
  }

  private async toggle(id: string): Promise<void> {
    this.story = undefined;
    this.telling.show(undefined);
    if (this.open === id) {
      this.open = undefined;
      return;
    }
    this.open = id;
    const answer = await this.telling.make(readJob(id, this.gone.signal));
    if (answer.ok && this.open === id) this.story = answer.value.story;
  }

  private opened(job: JobView, now: number): TemplateResult {
    const { story } = this;
    return html`<div class="history-more">
      ${
        story !== undefined
          ? storyList(story, now)
          : this.telling.problem === undefined
            ? skeleton(2, words('story-loading'))
            : notice({ tone: 'bad', text: this.telling.problem, announce: 'alert' })
      }
      ${
        job.state === 'printed' && job.expiresAt !== undefined
          ? html`<a class="history-again" href="#document=${encodeURIComponent(job.id)}">${words('again')}</a>`
          : nothing
      }
    </div>`;
  }

  private row({ job, endedAt }: Entry, now: number): TemplateResult {
    const isOpen = this.open === job.id;
    return html`<li class="history-entry">
      <button type="button" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => void this.toggle(job.id)}>
        <span class="history-words">
          <b><bdi>${job.title}</bdi></b>
          <span class="job-line">${stateIcon(job)}<span>${job.sentence}</span></span>
        </span>
        <time datetime=${new Date(endedAt).toISOString()}>${timeWords(endedAt)}</time>
        ${icon(isOpen ? CHEVRON_UP : CHEVRON_DOWN)}
      </button>
      ${isOpen ? this.opened(job, now) : nothing}
    </li>`;
  }

  protected override render(): TemplateResult {
    const { entries, reading } = this;
    const now = Date.now();
    const trouble =
      reading.problem === undefined
        ? nothing
        : notice({
            tone: 'bad',
            text: reading.problem,
            announce: 'alert',
            actions: button({ label: say('try-again'), press: () => void this.load() }),
          });
    if (entries === undefined)
      return html`${reading.problem === undefined ? skeleton(5, words('loading')) : trouble}`;
    if (entries.length === 0) {
      return html`<div class="empty"><p class="empty-title">${words('empty')}</p><p>${words('empty-why')}</p></div>`;
    }
    return html`<p class="hint">${words('lead', { count: this.keptDays })}</p>
      ${byDay(entries).map(
        (day) => html`<section>
          <h2>${dayName(day[0]?.endedAt ?? 0, now)}</h2>
          <ul class="history">${day.map((entry) => this.row(entry, now))}</ul>
        </section>`,
      )}
      ${trouble}
      ${
        this.next === undefined
          ? nothing
          : button({ label: words('older'), disabled: reading.busy, press: () => void this.load() })
      }`;
  }
}
