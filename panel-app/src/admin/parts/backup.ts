// Backups: how the last one went and whether it could be restored, when the next one is made, and taking one now. For Health.
import type { AdminBackup } from '@platen/shared/api/admin-backup';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { DOWNLOAD, KEY_ROUND, LAYERS } from '../../components/icons.ts';
import { notice, type Tone } from '../../components/notice.ts';
import { BACKUP_FILE, backupReady, beginBackup, readBackup } from '../../data/admin-connections.ts';
import { bytesWords } from '../../locales/amounts.ts';
import { agoWords, whenWords } from '../../locales/when.ts';
import { attempt } from '../../state/attempt.ts';
import { type Loaded, loaded } from '../loaded.ts';
import { type Sentence, say } from '../speech.ts';
import './backup-passphrase.ts';
import { whenLoaded } from './loading.ts';

/** While one is made, its progress is worth a look every two seconds. */
const BUSY_MS = 2_000;
const EVERY_MS = 30_000;

@customElement('admin-backup')
export class AdminBackupPart extends LitElement {
  @state() private setting = false;
  private readonly attempt = attempt(this);
  private readonly backup: Loaded<AdminBackup> = loaded(this, readBackup, () =>
    this.backup.value?.running === undefined ? EVERY_MS : BUSY_MS,
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private async begin(): Promise<void> {
    await this.attempt.make(beginBackup());
    void this.backup.refresh();
  }

  /** The browser takes the file as it comes, straight to the disk: it may be larger than its memory. */
  private async download(): Promise<void> {
    const answer = await this.attempt.make(backupReady());
    if (!answer.ok) return;
    const link = document.createElement('a');
    link.href = BACKUP_FILE;
    link.download = '';
    link.click();
    void this.backup.refresh();
  }

  private state(backup: AdminBackup): TemplateResult {
    const { running, done, last, drill } = backup;
    if (running === 'backup') {
      return notice({
        tone: 'busy',
        text: say('backup-busy', { amount: bytesWords(done) }),
        announce: 'status',
      });
    }
    if (running === 'drill')
      return notice({ tone: 'busy', text: say('backup-drill-busy'), announce: 'status' });
    const [tone, sentence] = judge(backup);
    // The older of the two says nothing about what came after it.
    const why =
      last?.ok === false ? last.sentence : drill?.ok === false && tone === 'bad' ? drill.sentence : undefined;
    return notice({
      tone,
      text: html`<b>${say(sentence)}</b>${why === undefined ? nothing : html`<span class="hint mail-said">${why}</span>`}`,
    });
  }

  private view(backup: AdminBackup): TemplateResult {
    const { folder, kept, last, drill, next, passphraseSet, running } = backup;
    const now = Date.now();
    const busy = this.attempt.busy || running !== undefined;
    return html`${this.state(backup)}
      <dl class="facts">
        <dt>${say('backup-last')}</dt>
        <dd>${last === undefined ? say('backup-drill-none') : html`${agoWords(last.at, now)}${last.bytes === undefined ? nothing : html`, ${bytesWords(last.bytes)}`}`}</dd>
        <dt>${say('backup-drill')}</dt>
        <dd>${drill === undefined ? say('backup-drill-none') : html`${agoWords(drill.at, now)}<br /><span class="hint">${drill.sentence}</span>`}</dd>
        <dt>${say('backup-next')}</dt>
        <dd>${next === undefined || !passphraseSet ? say('backup-next-none') : whenWords(next, now)}</dd>
        <dt>${say('backup-folder')}</dt>
        <dd class="breaks-anywhere">
          ${folder === '' ? nothing : html`${folder}<br />`}<a href="#settings=backup">${say('backup-settings')}</a>
        </dd>
        <dt>${say('backup-passphrase')}</dt>
        <dd>${say(passphraseSet ? 'backup-passphrase-is-set' : 'backup-passphrase-is-not-set')}</dd>
      </dl>
      ${this.attempt.problem === undefined ? nothing : notice({ tone: 'bad', text: this.attempt.problem, announce: 'alert' })}
      <div class="acts">
        ${folder === '' ? nothing : button({ label: say('backup-now'), icon: LAYERS, disabled: busy || !passphraseSet, press: () => void this.begin() })}
        ${button({ label: say('backup-download'), icon: DOWNLOAD, disabled: busy || !passphraseSet, press: () => void this.download() })}
        ${button({ label: say(passphraseSet ? 'backup-passphrase-change' : 'backup-passphrase-set'), icon: KEY_ROUND, disabled: busy, kind: passphraseSet ? 'plain' : 'accent', press: () => (this.setting = true) })}
      </div>
      ${kept.length === 0 ? nothing : this.keptOnes(kept)}
      <p class="hint">${say('backup-restore-help')}</p>`;
  }

  private keptOnes(kept: AdminBackup['kept']): TemplateResult {
    return html`<table class="table few">
      <caption>${say('backup-kept', { count: kept.length })}</caption>
      <tbody>
        ${kept.map(
          ({ name, at, bytes }) => html`<tr>
            <td class="breaks">${whenWords(at, Date.now())}<small class="cell-note">${name}</small></td>
            <td class="number">${bytesWords(bytes)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  protected override render(): TemplateResult {
    return html`<section class="settings-group backup">
      <h2>${say('backup')}</h2>
      <p class="hint">${say('backup-help')}</p>
      ${whenLoaded(this.backup, (backup) => this.view(backup), 4)}
      ${
        this.setting
          ? html`<admin-backup-passphrase
              @dismiss=${() => (this.setting = false)}
              @saved=${() => void this.backup.refresh()}
            ></admin-backup-passphrase>`
          : nothing
      }
    </section>`;
  }
}

function judge({ folder, passphraseSet, last, drill }: AdminBackup): readonly [Tone, Sentence] {
  if (last?.ok === false) return ['bad', 'backup-failed'];
  if (drill !== undefined && !drill.ok && drill.at >= (last?.at ?? 0)) return ['bad', 'backup-drill-failed'];
  if (folder !== '' && !passphraseSet) return ['warn', 'backup-no-passphrase'];
  if (folder === '' && last === undefined) return ['warn', 'backup-off'];
  if (last === undefined) return ['quiet', 'backup-none'];
  return drill !== undefined && drill.at >= last.at ? ['ok', 'backup-well'] : ['ok', 'backup-made'];
}
