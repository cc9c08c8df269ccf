// What needs a person, and what is failing, on the dashboard: each line leads to where it is mended. Printers are told by site.
import type { Overview } from '@platen/shared/api/admin';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { CHEVRON_RIGHT } from '../../components/icons.ts';
import { type Tone, toneIcon } from '../../components/notice.ts';
import { agoWords } from '../../locales/when.ts';
import { say } from '../speech.ts';

type Failing = Overview['failing'][number];

/** From here on the printers of a site are one line. */
const MANY_AT_SITE = 3;

function line(tone: Tone, href: string, what: string, sentence: string): TemplateResult {
  return html`<li>
    <a href=${href}>
      <span class="tone-${tone}">${toneIcon(tone)}</span>
      <span><b>${what}</b> ${sentence}</span>
      ${icon(CHEVRON_RIGHT)}
    </a>
  </li>`;
}

/** An attack, and senders who wait. Nothing where there is neither. */
export function dashNeeds({ attack, senders }: Overview): TemplateResult | typeof nothing {
  if (attack === undefined && senders === 0) return nothing;
  const where =
    attack === undefined || attack.where === '' || attack.lastAt === undefined
      ? ''
      : say('dash-attack-where', {
          where: attack.where,
          wrong: attack.wrong,
          when: agoWords(attack.lastAt, Date.now()),
        });
  const used = attack?.usedUp === true ? say('dash-attack-used') : '';
  return html`<ul class="failing">
    ${
      attack === undefined
        ? nothing
        : line('bad', '#security=codes', `${say('dash-attack')}.`, [where, used].filter(Boolean).join(' '))
    }
    ${
      senders === 0
        ? nothing
        : line(
            'warn',
            '#mail=senders',
            `${say('dash-approve', { count: senders })}.`,
            say('dash-approve-line'),
          )
    }
  </ul>`;
}

type Line = Failing | { readonly site: string; readonly all: readonly Failing[] };

/** Many printers at one site have one cause more often than many. */
function bySite(failing: readonly Failing[]): readonly Line[] {
  const sites = new Map<string, Failing[]>();
  for (const one of failing) {
    if (one.site !== undefined) sites.set(one.site, [...(sites.get(one.site) ?? []), one]);
  }
  const told = new Set<string>();
  return failing.flatMap((one): readonly Line[] => {
    const { site } = one;
    const all = site === undefined ? [] : (sites.get(site) ?? []);
    if (site === undefined || all.length < MANY_AT_SITE) return [one];
    if (told.has(site)) return [];
    told.add(site);
    return [{ site, all }];
  });
}

export function dashFailing({ failing }: Overview): TemplateResult | typeof nothing {
  if (failing.length === 0) return nothing;
  return html`<section>
    <h2>${say('failing')}</h2>
    <ul class="failing">
      ${bySite(failing).map((one) =>
        'all' in one
          ? line(
              'bad',
              '#printers',
              say('dash-failing-site', { count: one.all.length, site: one.site }),
              one.all.map(({ what }) => what).join(', '),
            )
          : line(
              one.warn === true ? 'warn' : 'bad',
              `#${one.section ?? 'printers'}`,
              one.site === undefined ? one.what : `${one.what}, ${one.site}`,
              one.sentence,
            ),
      )}
    </ul>
  </section>`;
}
