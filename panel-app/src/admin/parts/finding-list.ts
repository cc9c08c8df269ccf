// What a search found, to choose from: each device with what is known of it, and what became of adding it.
import { html, nothing, type TemplateResult } from 'lit';
import { toneIcon } from '../../components/notice.ts';
import type { Finding } from '../../data/admin-fleet.ts';
import { evidenceWords, findingKey, findingName, mayAdd } from '../finding-words.ts';
import { say } from '../speech.ts';

/** How far adding one has come. */
export type Adding =
  | { readonly state: 'waiting' | 'asking' }
  | { readonly state: 'added'; readonly printerId: string; readonly name: string }
  | { readonly state: 'refused'; readonly sentence: string };

export interface FindingListOptions {
  readonly findings: readonly Finding[];
  readonly ticked: ReadonlySet<string>;
  readonly tick: (ticked: ReadonlySet<string>) => void;
  readonly adding: ReadonlyMap<string, Adding>;
  /** Nothing can be chosen while some are being added. */
  readonly busy: boolean;
  readonly printerName: (id: string) => string | undefined;
}

function registered(id: string, name: string | undefined, words: string): TemplateResult {
  return html`<p class="finding-state">
    <span class="tone-ok">${toneIcon('ok')}</span>
    <span>${words} <a href="#printers=${encodeURIComponent(id)}">${name ?? say('show-printer')}</a></span>
  </p>`;
}

function standing(finding: Finding, options: FindingListOptions): TemplateResult | typeof nothing {
  const adding = options.adding.get(findingKey(finding));
  const { printerId } = finding;
  if (adding?.state === 'added') {
    return registered(adding.printerId, adding.name, say('finding-added'));
  }
  if (adding?.state === 'refused') {
    return html`<p class="finding-state" role="alert">
      <span class="tone-bad">${toneIcon('bad')}</span><span>${say('finding-refused')} ${adding.sentence}</span>
    </p>`;
  }
  if (adding !== undefined) {
    return html`<p class="finding-state">
      <span class="tone-busy">${toneIcon('busy')}</span>${say(`finding-${adding.state}`)}
    </p>`;
  }
  if (printerId !== undefined) {
    return registered(printerId, options.printerName(printerId), say('finding-known'));
  }
  if (finding.uris.length === 0) return html`<p class="finding-state hint">${say('finding-no-printing')}</p>`;
  return nothing;
}

function finding(one: Finding, options: FindingListOptions): TemplateResult {
  const key = findingKey(one);
  const name = findingName(one);
  const { makeAndModel, serial, sysDescr } = one.identity;
  const addresses = [one.address, ...one.otherAddresses].filter((address) => address !== name);
  const added = options.adding.get(key)?.state === 'added';
  const may = mayAdd(one) && !added;
  const flip = (): void => {
    const ticked = new Set(options.ticked);
    if (!ticked.delete(key)) ticked.add(key);
    options.tick(ticked);
  };
  const facts = [
    makeAndModel === name ? undefined : (makeAndModel ?? sysDescr),
    one.location,
    serial === undefined ? undefined : say('finding-serial', { serial }),
  ].filter((fact) => fact !== undefined && fact !== '');
  return html`<li class="finding ${may ? '' : 'finding-done'}">
    <label class="finding-tick">
      ${
        may
          ? html`<input
              type="checkbox"
              aria-label=${say('tick', { name: `${name}, ${one.address}` })}
              .checked=${options.ticked.has(key)}
              ?disabled=${options.busy}
              @change=${flip}
            />`
          : nothing
      }
    </label>
    <div class="finding-words">
      <p><b>${name}</b> <span class="finding-address">${addresses.join(', ')}</span></p>
      ${facts.length === 0 ? nothing : html`<p class="hint">${facts.join(' · ')}</p>`}
      <p class="tags">${one.evidence.map((kind) => html`<span class="tag">${evidenceWords(kind)}</span>`)}</p>
      ${standing(one, options)}
    </div>
  </li>`;
}

export function findingList(options: FindingListOptions): TemplateResult {
  const { findings, ticked, tick, busy } = options;
  const free = findings
    .filter((one) => mayAdd(one) && options.adding.get(findingKey(one))?.state !== 'added')
    .map(findingKey);
  const chosen = free.filter((key) => ticked.has(key)).length;
  return html`${
    free.length < 2
      ? nothing
      : html`<label class="tick-all">
          <input
            type="checkbox"
            .checked=${chosen === free.length}
            .indeterminate=${chosen > 0 && chosen < free.length}
            ?disabled=${busy}
            @change=${() => tick(chosen === free.length ? new Set() : new Set(free))}
          />
          ${say('tick-new', { count: free.length })}
        </label>`
  }
  <ul class="findings">
    ${findings.map((one) => finding(one, options))}
  </ul>`;
}
