// The server's log as it is written: followed or paused, narrowed by level, part and text, copied and downloaded.
import {
  LOG_AREAS,
  LOG_LEVELS,
  type LogArea,
  type LogLevel,
  type LogPage,
} from '@platen/shared/api/admin-health';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { DOWNLOAD, SEARCH } from '../../components/icons.ts';
import { notice, type Tone } from '../../components/notice.ts';
import { skeleton } from '../../components/skeleton.ts';
import { LOG_FILE_URL, readLog } from '../../data/admin-site.ts';
import { isSignedOut, refusalSentence, signedOut } from '../../state/refusal.ts';
import { say } from '../speech.ts';
import './copy-button.ts';
import { selectField } from './select-field.ts';

type Entry = LogPage['entries'][number];

/** As many as a person scrolls through; the file has the rest. */
const MOST_SHOWN = 1000;
const FIRST = 300;
/** A server that is away is asked again after this. */
const AWAY_MS = 4000;
/** A pause in typing. */
const TYPING_MS = 250;
/** So near the end counts as at it: new lines then scroll along. */
const NEAR_PX = 48;

const TONES: Readonly<Record<LogLevel, Tone>> = { debug: 'quiet', info: 'busy', warn: 'warn', error: 'bad' };

@customElement('admin-log')
export class AdminLog extends LitElement {
  @state() private entries: readonly Entry[] = [];
  @state() private level: LogLevel = 'info';
  @state() private area: LogArea | undefined;
  @state() private text = '';
  @state() private paused = false;
  @state() private forgotten = 0;
  @state() private serverLevel: LogPage['level'] | undefined;
  @state() private problem: string | undefined;
  private last = 0;
  private asking: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private atEnd = true;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.again();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  private stop(): void {
    this.asking?.abort();
    clearTimeout(this.timer);
  }

  /** From the beginning, with the filter as it is now. */
  private again(): void {
    this.stop();
    this.entries = [];
    this.last = 0;
    this.forgotten = 0;
    this.atEnd = true;
    this.serverLevel = undefined;
    void this.ask(false);
  }

  private async ask(follow: boolean): Promise<void> {
    const asking = new AbortController();
    this.asking = asking;
    const answer = await readLog(
      {
        after: this.last,
        level: this.level === 'debug' ? undefined : this.level,
        area: this.area,
        text: this.text,
        limit: follow ? MOST_SHOWN : FIRST,
      },
      follow,
      asking.signal,
    );
    if (this.asking !== asking || !this.isConnected) return;
    if (isSignedOut(answer)) {
      signedOut(this);
      return;
    }
    if (answer.ok) this.take(answer.value, follow);
    this.problem = answer.ok || answer.why === 'stopped' ? undefined : refusalSentence(answer);
    if (this.paused) return;
    if (answer.ok) void this.ask(true);
    else if (answer.why === 'away') this.timer = setTimeout(() => void this.ask(this.last > 0), AWAY_MS);
  }

  private take({ entries, last, forgotten, level }: LogPage, follow: boolean): void {
    // A server that was restarted counts from the beginning again.
    const restarted = last < this.last;
    this.entries = [...(restarted ? [] : this.entries), ...entries].slice(-MOST_SHOWN);
    if (follow) this.forgotten += forgotten;
    this.last = last;
    this.serverLevel = level;
  }

  private readonly follow = (): void => {
    this.paused = !this.paused;
    if (this.paused) this.stop();
    else void this.ask(this.last > 0);
  };

  private readonly onText = (event: InputEvent): void => {
    this.text = (event.target as HTMLInputElement).value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again(), TYPING_MS);
  };

  private readonly onScroll = (event: Event): void => {
    const box = event.currentTarget as HTMLElement;
    this.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
  };

  protected override updated(): void {
    const box = this.querySelector('.log-lines');
    if (box !== null && this.atEnd) box.scrollTop = box.scrollHeight;
  }

  private line(entry: Entry): TemplateResult {
    const time = new Date(entry.at);
    return html`<li class="log-line log-${entry.level}">
      <time datetime=${time.toISOString()}>${clock.format(time)}</time>
      <span class="log-level tone-${TONES[entry.level]}">${say(`log-level-${entry.level}`)}</span>
      <span class="log-area">${say(`log-area-${areaOf(entry)}`)}</span>
      <span class="log-message"
        >${entry.message}${entry.more === undefined ? nothing : html` <span class="log-more">${entry.more}</span>`}</span
      >
    </li>`;
  }

  private tools(): TemplateResult {
    const plain = this.entries
      .map(({ at, level, area, message, more = '' }) =>
        `${new Date(at).toISOString()} ${level} ${area} ${message} ${more}`.trimEnd(),
      )
      .join('\n');
    return html`<div class="log-tools">
      <label class="table-filter">
        ${icon(SEARCH)}
        <input
          type="search"
          placeholder=${say('log-text')}
          aria-label=${say('log-text')}
          maxlength="200"
          .value=${this.text}
          @input=${this.onText}
        />
      </label>
      ${selectField({
        name: 'level',
        label: say('log-level'),
        value: this.level,
        choices: LOG_LEVELS.map((value) => ({ value, label: say(`log-level-${value}`) })),
        change: (value) => {
          this.level = LOG_LEVELS.find((one) => one === value) ?? 'info';
          this.again();
        },
      })}
      ${selectField({
        name: 'area',
        label: say('log-area'),
        value: this.area ?? '',
        choices: [
          { value: '', label: say('log-area-all') },
          ...LOG_AREAS.map((value) => ({ value, label: say(`log-area-${value}`) })),
        ],
        change: (value) => {
          this.area = LOG_AREAS.find((one) => one === value);
          this.again();
        },
      })}
      <div class="log-acts">
        ${button({ label: say(this.paused ? 'log-follow' : 'log-pause'), press: this.follow, pressed: !this.paused })}
        <admin-copy .text=${plain} .label=${say('log-copy')}></admin-copy>
        <a class="button plain" href=${LOG_FILE_URL} download>${icon(DOWNLOAD)}<span class="words">${say('log-download')}</span></a>
      </div>
    </div>`;
  }

  private lines(): TemplateResult {
    if (this.serverLevel === undefined) return skeleton(6, say('loading'));
    if (this.entries.length === 0) {
      const filtered = this.text !== '' || this.area !== undefined || this.level !== 'debug';
      return html`<div class="nothing-here"><p>${say(filtered ? 'log-nothing' : 'log-empty')}</p></div>`;
    }
    return html`<div class="log-lines" tabindex="0" role="log" aria-live="off" aria-label=${say('log-lines')} @scroll=${this.onScroll}>
      <ol>
        ${repeat(
          this.entries,
          ({ number }) => number,
          (entry) => this.line(entry),
        )}
      </ol>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { serverLevel } = this;
    const quieter =
      serverLevel !== undefined &&
      serverLevel !== 'debug' &&
      (serverLevel === 'silent' || LOG_LEVELS.indexOf(this.level) < LOG_LEVELS.indexOf(serverLevel));
    return html`${this.tools()}
      ${this.problem === undefined ? nothing : notice({ tone: 'bad', text: this.problem, announce: 'alert' })}
      ${quieter ? notice({ tone: 'quiet', text: say('log-quiet', { level: serverLevel }) }) : nothing}
      ${this.forgotten > 0 ? notice({ tone: 'warn', text: say('log-forgotten', { count: this.forgotten }) }) : nothing}
      ${this.lines()}
      <p class="hint" role="status">
        ${say(this.paused ? 'log-paused' : 'log-following')}. ${say('log-secrets')}
      </p>`;
  }
}

/** What names no part that is known is the server's. */
const areaOf = ({ area }: Entry): LogArea => LOG_AREAS.find((one) => one === area) ?? 'server';

const clock = new Intl.DateTimeFormat(undefined, {
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
