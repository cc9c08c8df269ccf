// Between Print and the printing, only when there is something to say: what stands in the way, and one tap for each way round it.

import type { PreflightFinding } from '@platen/shared/api/preflight';
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { CLOCK, PRINTER, REFRESH_CW } from '../../components/icons.ts';
import { toneIcon } from '../../components/notice.ts';
import { say } from '../../locales/languages.ts';
import { asks } from '../../state/answer-check.ts';
import { type CheckEntry, findJob } from '../../state/panel-state.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { jobTitle } from '../job-words.ts';
import type { PanelScreen, PanelView } from '../panel-view.ts';
import { checkStyles } from '../styles/check.ts';
import { messageLine } from './jobs-screen.ts';
import '../parts/scroll-pane.ts';

const TONE = { stop: 'bad', ask: 'warn', tell: 'quiet' } as const;

/** Which documents, where not all of them are meant. */
function about({ state, now }: PanelView, { jobs }: PreflightFinding, check: CheckEntry): string {
  if (check.jobIds.length === 1 || jobs.length === check.jobIds.length) return '';
  const first = findJob(state, jobs[0] ?? '');
  const title = first === undefined ? say('kind.other') : jobTitle(first, now);
  return jobs.length === 1 ? title : say('check.more', { title, count: jobs.length - 1 });
}

function card(
  view: PanelView,
  check: CheckEntry,
  finding: PreflightFinding,
  accent: boolean,
): TemplateResult {
  const { severity, sentence, choices, nearest } = finding;
  const meant = about(view, finding, check);
  const where = [nearest?.name, nearest?.place].filter((part) => part !== undefined).join(', ');
  return html`<li class="finding">
    <p class="finding-what"><span class="tone-${TONE[severity]}">${toneIcon(TONE[severity])}</span><b>${sentence}</b></p>
    ${meant === '' ? nothing : html`<p class="hint one-line" dir="auto">${meant}</p>`}
    ${nearest === undefined ? nothing : html`<p class="hint">${say('check.nearest', { printer: where })}</p>`}
    ${
      choices.length === 0
        ? nothing
        : html`<div class="finding-choices">
            ${choices.map((choice, index) =>
              button({
                label: choice.label,
                kind: accent && index === 0 ? 'accent' : 'plain',
                disabled: view.state.busy !== undefined,
                press: () => view.panel.check.choose(finding, choice),
              }),
            )}
          </div>`
    }
  </li>`;
}

function age({ ageSeconds }: CheckEntry): TemplateResult | typeof nothing {
  if (ageSeconds === undefined) return nothing;
  const words =
    ageSeconds < 60
      ? say('check.seconds', { count: ageSeconds })
      : say('check.minutes', { count: Math.round(ageSeconds / 60) });
  return html`<p class="hint finding-age">${icon(CLOCK)}<span>${words}</span></p>`;
}

/** The first tap on offer: a choice, or a new look at a printer that somebody has seen to. */
const hasChoice = ({ findings }: CheckEntry): boolean => (findings[0]?.choices.length ?? 0) > 0;
const isStopped = ({ findings }: CheckEntry): boolean => findings.some(({ severity }) => severity === 'stop');

export const checkScreen: PanelScreen = {
  name: 'check',
  title: () => say('check.title'),
  back: ({ panel }) => ({ label: say('bar.back'), press: panel.back }),
  body: (view) => {
    const { check } = view.state;
    if (check === undefined) return html`${nothing}`;
    const accent = hasChoice(check) && check.findings.filter(asks).length === 1;
    const list = html`${age(check)}
      <div role="alert"><ul class="findings">
        ${check.findings.map((finding, index) => card(view, check, finding, accent && index === 0))}
      </ul></div>`;
    return html`${messageLine(view) ?? nothing}
      <platen-scroll-pane label=${say('check.title')} .content=${list}></platen-scroll-pane>`;
  },
  foot: ({ state, panel }) => {
    const { check, busy } = state;
    if (check === undefined) return html``;
    const stopped = isStopped(check);
    const sending = busy === 'printing';
    return html`<div class="acts acts-check">
      ${button({
        label: sending ? say('jobs.sending') : say('check.anyway'),
        hint: stopped && !sending ? say('check.waits') : undefined,
        icon: PRINTER,
        disabled: busy !== undefined,
        press: panel.check.anyway,
      })}
      ${
        stopped
          ? button({
              label: say('check.again'),
              icon: REFRESH_CW,
              kind: hasChoice(check) ? 'plain' : 'accent',
              disabled: busy !== undefined,
              press: panel.check.again,
            })
          : nothing
      }
    </div>`;
  },
};

installStyles(document, checkStyles);
