// What stands in a screen's place while nothing has come yet, and what says that news are missing.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { notice } from '../../components/notice.ts';
import { skeleton } from '../../components/skeleton.ts';
import type { Loaded } from '../loaded.ts';
import { say } from '../speech.ts';

/** Draws `show` as soon as there is something, with a notice above it when what is shown may be old. */
export function whenLoaded<T>(
  from: Loaded<T>,
  show: (value: T) => TemplateResult,
  lines = 5,
): TemplateResult {
  const { value, problem } = from;
  const trouble =
    problem === undefined
      ? nothing
      : notice({
          tone: 'bad',
          text: value === undefined ? problem : `${problem} ${say('may-be-old')}`,
          announce: 'alert',
          actions: button({ label: say('try-again'), press: () => void from.refresh() }),
        });
  if (value === undefined)
    return html`${trouble}${problem === undefined ? skeleton(lines, say('loading')) : nothing}`;
  return html`${trouble}${show(value)}`;
}
