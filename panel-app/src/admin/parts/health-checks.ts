// What the doctor checks, told as it goes: what is wrong first, each with its cure, then the rest by area. Copied as text for a support mail.
import type { DoctorNews } from '@platen/shared/api/admin-health';
import { DOCTOR_AREAS, type DoctorArea } from '@platen/shared/doctor-areas';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { REFRESH_CW, X } from '../../components/icons.ts';
import { notice, toneIcon } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { runDoctor } from '../../data/admin-site.ts';
import { isSignedOut, refusalSentence, signedOut } from '../../state/refusal.ts';
import { checksText } from '../checks-text.ts';
import { say } from '../speech.ts';
import './copy-button.ts';

type Finding = DoctorNews['findings'][number];

@customElement('admin-checks')
export class AdminChecks extends LitElement {
  @state() private findings: readonly Finding[] = [];
  /** undefined: nothing is being checked. */
  @state() private progress: Pick<DoctorNews, 'done' | 'of' | 'what'> | undefined;
  /** The round came to its end. */
  @state() private complete = false;
  @state() private stopped = false;
  @state() private problem: string | undefined;
  private asking: AbortController | undefined;
  private at = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.run();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asking?.abort();
  }

  private async run(): Promise<void> {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    // What was found before stays until there is something newer.
    const before = this.complete ? this.findings : undefined;
    let heard = false;
    this.complete = this.stopped = false;
    this.problem = undefined;
    this.progress = { done: 0, of: 0, what: '' };
    const at = Date.now();
    const answer = await runDoctor((news) => {
      this.findings = [...(heard ? this.findings : []), ...news.findings];
      heard = true;
      this.progress = news;
    }, asking.signal);
    if (this.asking !== asking) return;
    this.progress = undefined;
    const old = !heard && before !== undefined;
    this.complete = answer.ok || old;
    if (answer.ok) this.at = at;
    this.stopped = !answer.ok && answer.why === 'stopped';
    if (isSignedOut(answer)) signedOut(this);
    else if (!answer.ok && answer.why !== 'stopped') {
      this.problem = `${refusalSentence(answer)}${old ? ` ${say('may-be-old')}` : ''}`;
    }
  }

  private check({ ok, sentence, cure }: Finding): TemplateResult {
    const tone = ok ? 'ok' : 'bad';
    return html`<li class="check">
      <span class="tone-${tone}">${toneIcon(tone)}</span>
      <div>
        <p>${sentence}</p>
        ${ok || cure === undefined ? nothing : html`<p class="hint">${cure}</p>`}
      </div>
    </li>`;
  }

  private area(area: DoctorArea, fine: readonly Finding[]): TemplateResult | typeof nothing {
    const mine = fine.filter((one) => one.area === area);
    if (mine.length === 0) return nothing;
    return html`<details class="check-area">
      <summary>
        <span class="tone-ok">${toneIcon('ok')}</span>
        <b>${say(`area-${area}`)}</b> <span class="hint">${say('area-well', { count: mine.length })}</span>
      </summary>
      <ul>
        ${mine.map((one) => this.check(one))}
      </ul>
    </details>`;
  }

  private running({ done, of, what }: Pick<DoctorNews, 'done' | 'of' | 'what'>): TemplateResult {
    const words = of === 0 ? say('health-checking') : say('health-progress', { done, count: of });
    return html`<div class="check-progress">
      <p role="status">${words} <span class="hint">${what === '' ? nothing : what}</span></p>
      ${progressBar({ label: words, max: Math.max(1, of), ...(of === 0 ? {} : { value: done }) })}
    </div>`;
  }

  private verdict(wrong: readonly Finding[], fine: readonly Finding[]): TemplateResult | typeof nothing {
    if (!this.complete) return nothing;
    const tone = wrong.length > 0 ? 'bad' : 'ok';
    return html`<p class="verdict" role="status">
      <span class="tone-${tone}">${toneIcon(tone)}</span>
      ${wrong.length === 0 ? say('health-fine', { count: fine.length }) : say('health-wrong', { count: wrong.length })}
    </p>`;
  }

  protected override render(): TemplateResult {
    const { progress, findings } = this;
    const wrong = findings.filter(({ ok }) => !ok);
    const fine = findings.filter(({ ok }) => ok);
    return html`<div class="health">
      <div class="sheet-acts">
        ${
          progress === undefined
            ? button({ label: say('health-again'), icon: REFRESH_CW, press: () => void this.run() })
            : button({ label: say('health-stop'), icon: X, press: () => this.asking?.abort() })
        }
        ${
          this.complete
            ? html`<admin-copy .text=${checksText(findings, this.at)} .label=${say('health-copy')}></admin-copy>`
            : nothing
        }
      </div>
      ${progress === undefined ? nothing : this.running(progress)}
      ${this.problem === undefined ? nothing : notice({ tone: 'bad', text: this.problem, announce: 'alert' })}
      ${this.stopped ? notice({ tone: 'quiet', text: say('health-stopped'), announce: 'status' }) : nothing}
      ${this.verdict(wrong, fine)}
      ${
        wrong.length === 0
          ? nothing
          : html`<section>
              <h2>${say('health-mend')}</h2>
              <ul>
                ${wrong.map((one) => this.check(one))}
              </ul>
            </section>`
      }
      ${
        fine.length === 0
          ? nothing
          : html`<section>
              <h2>${say('health-ok')}</h2>
              ${DOCTOR_AREAS.map((area) => this.area(area, fine))}
            </section>`
      }
    </div>`;
  }
}
