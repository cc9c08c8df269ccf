// What a printer says of itself: its paper as pictures, what it can do and who it is as lists. Used before it is added and after.
import type { AdminPrinter } from '@platen/shared/api/admin';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { html, nothing, type TemplateResult } from 'lit';
import { paperWords, sourceWords } from '../paper-words.ts';
import { say } from '../speech.ts';
import { trayPicture } from './tray-picture.ts';

const FORMATS: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/pwg-raster': 'PWG Raster',
  'image/urf': 'Apple Raster',
  'application/postscript': 'PostScript',
  'application/vnd.hp-pcl': 'PCL',
};

/** `finishings` of PWG 5100.1: 3 none, 4 staple, 5 punch; the many corners and positions of each count as that. */
function finishingWords(finishings: readonly number[]): string {
  const staples = finishings.some((value) => value === 4 || (value >= 20 && value <= 35));
  const punches = finishings.some((value) => value === 5 || (value >= 70 && value <= 93));
  const words = [...(staples ? [say('staples')] : []), ...(punches ? [say('punches')] : [])];
  return words.length === 0 ? say('none') : words.join(', ');
}

export function trayPictures(capabilities: PrinterCapabilities): TemplateResult | typeof nothing {
  if (capabilities.mediaReady.length === 0) return nothing;
  return html`<section>
    <h3>${say('loaded-paper')}</h3>
    <div class="trays">
      ${capabilities.mediaReady.map(({ media, source }) =>
        trayPicture({
          name: source === undefined ? say('tray') : sourceWords(source),
          paper: paperWords(media),
        }),
      )}
    </div>
  </section>`;
}

/** Per cent from which a supply is worth ordering. */
const LOW_PER_CENT = 10;

export function supplyList({ supplies, lifeCount }: AdminPrinter): TemplateResult | typeof nothing {
  if (supplies === undefined && lifeCount === undefined) return nothing;
  return html`<section>
    <h3>${say('supplies')}</h3>
    <dl class="facts supplies">
      ${supplies?.map(
        ({ name, level }) =>
          html`<dt>${name}</dt>
            <dd>
              ${
                level === undefined
                  ? say('supply-unknown')
                  : html`<span class="supply ${level < LOW_PER_CENT ? 'supply-low' : ''}" aria-hidden="true"
                        ><span style="width:${level}%"></span></span
                      >${level} %`
              }
            </dd>`,
      )}
      ${lifeCount === undefined ? nothing : html`<dt>${say('life-count')}</dt><dd>${lifeCount.toLocaleString()}</dd>`}
    </dl>
  </section>`;
}

export function capabilityList(capabilities: PrinterCapabilities): TemplateResult {
  const { sides, printColorModes, maxCopies, formats, finishings, pagesPerMinute } = capabilities;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say('model'), capabilities.makeAndModel],
    [say('colour'), printColorModes.includes('color') ? say('yes') : say('black-only')],
    [say('two-sided'), sides.some((side) => side !== 'one-sided') ? say('yes') : say('no')],
    [say('finishing'), finishingWords(finishings)],
    [say('copies'), say('up-to', { count: maxCopies })],
    [
      say('speed'),
      pagesPerMinute === undefined ? undefined : say('pages-per-minute', { count: pagesPerMinute }),
    ],
    [say('formats'), formats.map((format) => FORMATS[format] ?? format).join(', ')],
  ];
  return html`<section>
    <h3>${say('can-do')}</h3>
    <dl class="facts">
      ${rows.map(([name, value]) => (value === undefined || value === '' ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`))}
    </dl>
  </section>`;
}

/** Who it says it is; nothing where it said nothing. */
export function identityList({ identity, family }: AdminPrinter): TemplateResult | typeof nothing {
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say('model'), identity?.makeAndModel],
    [say('family'), family],
    [say('serial'), identity?.serial],
    [say('host-name'), identity?.hostName],
    [say('firmware'), identity?.sysDescr],
    [say('uuid'), identity?.uuid],
  ];
  const told = rows.filter(([, value]) => value !== undefined && value !== '');
  if (told.length === 0) return nothing;
  return html`<section>
    <h3>${say('identity')}</h3>
    <dl class="facts">${told.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
  </section>`;
}
