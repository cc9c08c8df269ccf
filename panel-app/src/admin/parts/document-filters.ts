// What the list of documents is narrowed by, beside the text: state, printer, the way they came, and days of receipt.
import type { AdminPrinter } from '@platen/shared/api/admin';
import { JOB_STATES } from '@platen/shared/job-state';
import { html, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { SLIDERS_HORIZONTAL } from '../../components/icons.ts';
import type { JobQuery } from '../../data/admin.ts';
import { channelWords } from '../report-words.ts';
import { say } from '../speech.ts';
import { type Choice, selectField } from './select-field.ts';

export type DocumentFilter = Pick<JobQuery, 'state' | 'printer' | 'channel' | 'from' | 'to'>;

/** As flow/intake/channels.ts has them; a way that is missing here is found by the text. */
const CHANNELS = ['portal', 'mail', 'ipp', 'lpr', 'raw', 'share', 'command-line'] as const;

export const isNarrowed = (filter: DocumentFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined && value !== '');

export function documentFilters(options: {
  readonly filter: DocumentFilter;
  readonly printers: readonly Pick<AdminPrinter, 'id' | 'name'>[];
  readonly open: boolean;
  readonly toggle: () => void;
  readonly change: (filter: DocumentFilter) => void;
}): TemplateResult {
  const { filter, printers, open, toggle, change } = options;
  const { state: _, ...behind } = filter;
  const choice = (name: 'printer' | 'channel', label: string, all: string, choices: readonly Choice[]) =>
    selectField({
      name: `documents-${name}`,
      label,
      value: filter[name] ?? '',
      choices: [{ value: '', label: all }, ...choices],
      change: (value) => change({ ...filter, [name]: value }),
    });
  const day = (name: 'from' | 'to', label: string) => html`<label class="narrow-day">
    <span>${label}</span>
    <input
      type="date"
      name="documents-${name}"
      .value=${filter[name] ?? ''}
      @change=${(event: Event) => change({ ...filter, [name]: (event.target as HTMLInputElement).value })}
    />
  </label>`;
  const count = Object.values(behind).filter((value) => value !== undefined && value !== '').length;
  return html`<select
      class="select"
      aria-label=${say('state-which')}
      @change=${(event: Event) => change({ ...filter, state: (event.target as HTMLSelectElement).value })}
    >
      <option value="" ?selected=${(filter.state ?? '') === ''}>${say('state-all')}</option>
      ${JOB_STATES.map((one) => html`<option value=${one} ?selected=${one === filter.state}>${say(`state-${one}`)}</option>`)}
    </select>
    <button type="button" class="chip more" aria-expanded=${open ? 'true' : 'false'} aria-controls="document-fields" @click=${toggle}>
      ${icon(SLIDERS_HORIZONTAL)}<span>${count === 0 ? say('report-narrow') : say('documents-narrowed', { count })}</span>
    </button>
    <div class="narrow-fields document-fields" id="document-fields" ?hidden=${!open}>
      ${choice(
        'printer',
        say('report-printer'),
        say('report-any'),
        printers.map(({ id, name }) => ({ value: id, label: name })),
      )}
      ${choice(
        'channel',
        say('report-channel'),
        say('report-any'),
        CHANNELS.map((value) => ({ value, label: channelWords(value) })),
      )}
      ${day('from', say('documents-from'))} ${day('to', say('documents-to'))}
    </div>`;
}
