// What a report is narrowed by: a chip for each that is chosen, and the choices behind one button.
import type { ReportChoices } from '@platen/shared/api/admin-reports';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { SLIDERS_HORIZONTAL, X } from '../../components/icons.ts';
import type { ReportFilter } from '../../data/admin-reports.ts';
import { FILTERS, type FilterName } from '../report-address.ts';
import { channelWords } from '../report-words.ts';
import { type Sentence, say } from '../speech.ts';
import { type Choice, selectField } from './select-field.ts';

const LABEL = {
  user: 'report-user',
  printer: 'report-printer',
  site: 'report-site',
  department: 'report-department',
  channel: 'report-channel',
  colour: 'colour',
  sides: 'report-sides',
} as const satisfies Readonly<Record<FilterName, Sentence>>;

/** A value that no choice has: "none" is a choice of its own. */
const ANY = '\n';

function choicesOf(name: FilterName, choices: ReportChoices): Choice[] {
  const named = (value: string, none: Sentence): Choice => ({
    value,
    label: value === '' ? say(none) : value,
  });
  switch (name) {
    case 'user':
      return [];
    case 'printer':
      return choices.printers.map(({ id, name: label }) => ({ value: id, label }));
    case 'site':
      return choices.sites.map((value) => named(value, 'report-no-site'));
    case 'department':
      return choices.departments.map((value) => named(value, 'report-no-department'));
    case 'channel':
      return choices.channels.map((value) => ({ value, label: channelWords(value) }));
    case 'colour':
      return [
        { value: 'color', label: say('report-in-colour') },
        { value: 'mono', label: say('report-grey') },
      ];
    case 'sides':
      return [
        { value: 'two', label: say('report-two-sided') },
        { value: 'one', label: say('report-one-sided') },
      ];
  }
}

export function reportFilters(options: {
  readonly filter: ReportFilter;
  readonly choices: ReportChoices;
  /** Names of the user and the printer. */
  readonly about: { readonly user?: string | undefined; readonly printer?: string | undefined };
  readonly open: boolean;
  readonly toggle: () => void;
  readonly change: (filter: ReportFilter) => void;
}): TemplateResult {
  const { filter, choices, about, open, toggle, change } = options;
  const chip = (name: FilterName): TemplateResult | typeof nothing => {
    const value = filter[name];
    if (value === undefined) return nothing;
    const known =
      name === 'user' ? about.user : choicesOf(name, choices).find((one) => one.value === value)?.label;
    const words = known ?? (name === 'printer' ? about.printer : undefined) ?? value;
    const { [name]: _, ...rest } = filter;
    return html`<button
      type="button"
      class="chip"
      aria-label=${say('report-filter-off', { what: say(LABEL[name]), value: words })}
      @click=${() => change(rest)}
    >
      <span>${say(LABEL[name])}: <b>${words}</b></span>${icon(X)}
    </button>`;
  };
  const field = (name: FilterName): TemplateResult | typeof nothing => {
    const possible = choicesOf(name, choices);
    // One choice narrows nothing.
    if (possible.length < 2) return nothing;
    return selectField({
      name: `report-${name}`,
      label: say(LABEL[name]),
      value: filter[name] ?? ANY,
      choices: [{ value: ANY, label: say('report-any') }, ...possible],
      change: (value) => {
        const { [name]: _, ...rest } = filter;
        change(value === ANY ? rest : { ...rest, [name]: value });
      },
    });
  };
  return html`<div class="report-chips">
      <button type="button" class="chip more" aria-expanded=${open ? 'true' : 'false'} aria-controls="report-filters" @click=${toggle}>
        ${icon(SLIDERS_HORIZONTAL)}<span>${say('report-narrow')}</span>
      </button>
      ${FILTERS.map(chip)}
    </div>
    <div class="narrow-fields" id="report-filters" ?hidden=${!open}>${FILTERS.map(field)}</div>`;
}
