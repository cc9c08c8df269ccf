// What stands below the numbers on the dashboard: codes, storage, the certificate, the backup. Calm while all is well.
import type { Overview } from '@platen/shared/api/admin';
import { html, nothing, type TemplateResult } from 'lit';
import { type Tone, toneIcon } from '../../components/notice.ts';
import { progressBar } from '../../components/progress-bar.ts';
import { bytesWords } from '../../locales/amounts.ts';
import { agoWords, dayWords } from '../../locales/when.ts';
import { say } from '../speech.ts';

const DAY_MS = 24 * 3_600_000;
/** SPEC G4: told at thirty days, urgent at fourteen, at three it is tomorrow. */
const NOTICE_DAYS = 30;
const URGENT_DAYS = 14;
/** When this share of the disk's room is left, documents are soon refused. */
const DISK_LOW = 0.1;

function codes({ guesses }: Overview): TemplateResult {
  const used = guesses.wrongToday >= guesses.budget;
  return html`<section>
    <h2><a href="#security=codes">${say('guesses')}</a></h2>
    <p>${say('guesses-line', { wrong: guesses.wrongToday, budget: guesses.budget })}</p>
    ${progressBar({ label: say('guesses'), value: guesses.wrongToday, max: guesses.budget, tone: used ? 'bad' : 'busy' })}
    <p class="hint">${used ? say('guesses-used') : say('guesses-length', { count: guesses.codeLength })}</p>
  </section>`;
}

function room({ storage }: Overview): TemplateResult {
  const all = storage.usedBytes + storage.freeBytes;
  const full = storage.freeBytes < all * DISK_LOW;
  return html`<section>
    <h2>${say('storage')}</h2>
    <p>${say('storage-line', { free: bytesWords(storage.freeBytes), all: bytesWords(all) })}</p>
    ${progressBar({ label: say('storage'), value: storage.usedBytes, max: Math.max(1, all), tone: full ? 'bad' : 'busy' })}
    <p class="hint">${say(full ? 'storage-low' : 'storage-fine')}</p>
  </section>`;
}

function certificate({ certificate: { notAfter, names, selfSigned } }: Overview): TemplateResult {
  const days = Math.floor((notAfter - Date.now()) / DAY_MS);
  const tone: Tone = days < URGENT_DAYS ? 'bad' : days <= NOTICE_DAYS ? 'warn' : 'ok';
  const soon = days < 0 ? say('dash-certificate-over') : say('dash-certificate-days', { count: days });
  return html`<section>
    <h2><a href="#security=certificate">${say('certificate')}</a></h2>
    <p>
      <span class="tone-${tone}">${toneIcon(tone)}</span>
      <span>${tone === 'ok' ? say('certificate-until', { date: dayWords(notAfter) }) : soon}</span>
    </p>
    <p class="hint certificate-names">${names.join(', ')}</p>
    ${selfSigned ? html`<p class="hint">${say('certificate-self')}</p>` : nothing}
  </section>`;
}

function backup({ backup: { at, due } }: Overview): TemplateResult {
  const tone: Tone = due ? 'warn' : at === undefined ? 'quiet' : 'ok';
  return html`<section>
    <h2><a href="#health=backup">${say('dash-backup')}</a></h2>
    <p>
      <span class="tone-${tone}">${toneIcon(tone)}</span>
      <span>${at === undefined ? say('dash-backup-none') : say('dash-backup-at', { when: agoWords(at, Date.now()) })}</span>
    </p>
    ${due ? html`<p class="hint">${say('dash-backup-due')}</p>` : nothing}
  </section>`;
}

export function dashStates(overview: Overview): TemplateResult {
  return html`<div class="states">
    ${codes(overview)} ${room(overview)} ${certificate(overview)} ${backup(overview)}
  </div>`;
}
