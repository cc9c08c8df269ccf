// Tabs of a sheet: one place at a time, changed by click or arrow keys (WAI-ARIA APG, tabs with automatic activation).
import { html, nothing, type TemplateResult } from 'lit';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Something there needs a person; said in words to those who cannot see the dot. */
  readonly mark?: string | undefined;
  /** How much of it: shown in place of the dot. */
  readonly count?: number | undefined;
}

export function tabList<Id extends string>(options: {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  readonly choose: (id: Id) => void;
}): TemplateResult {
  const { tabs, chosen, choose } = options;
  const at = tabs.findIndex(({ id }) => id === chosen);
  const move = (event: KeyboardEvent): void => {
    const to = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    const next = to === undefined ? undefined : tabs[to];
    const list = event.currentTarget;
    if (next === undefined || !(list instanceof HTMLElement)) return;
    event.preventDefault();
    list.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
    choose(next.id);
  };
  return html`<div class="tabs" role="tablist" aria-label=${options.label} @keydown=${move}>
    ${tabs.map(
      ({ id, label, mark, count }) => html`<button
        type="button"
        role="tab"
        id="tab-${id}"
        aria-selected=${id === chosen ? 'true' : 'false'}
        aria-controls=${id === chosen ? `tabpanel-${id}` : nothing}
        tabindex=${id === chosen ? 0 : -1}
        @click=${() => choose(id)}
      >
        ${label}${mark === undefined ? nothing : html`<span class=${count === undefined ? 'tab-mark' : 'tab-count'}>${count ?? nothing}<span class="out-of-sight">, ${mark}</span></span>`}
      </button>`,
    )}
  </div>`;
}

/** @param shown false: stays in the page, so that what was typed there is not lost. */
export function tabPanel(id: string, shown: boolean, body: TemplateResult): TemplateResult {
  return html`<div class="tab-panel" role="tabpanel" id="tabpanel-${id}" aria-labelledby="tab-${id}" ?hidden=${!shown}>
    ${body}
  </div>`;
}
