// A test page from a printer's sheet: printed the way every document goes, and watched to its end.
import type { ReleaseView } from '@platen/shared/api/common';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { PRINTER } from '../../components/icons.ts';
import { notice } from '../../components/notice.ts';
import { printTestPage, readRelease } from '../../data/admin-site.ts';
import { attempt } from '../../state/attempt.ts';
import { type Loaded, loaded } from '../loaded.ts';
import { say } from '../speech.ts';
import { releaseProgress } from './release-progress.ts';

/** Somebody stands between the desk and the printer and looks back and forth. */
const LOOK_MS = 1000;

@customElement('admin-printer-test')
export class AdminPrinterTest extends LitElement {
  @property() printerId = '';
  private readonly attempt = attempt(this);
  private readonly release: Loaded<ReleaseView> = loaded(
    this,
    (signal) => (this.release.value === undefined ? undefined : readRelease(this.release.value.id, signal)),
    () => (this.release.value?.ended === false ? LOOK_MS : 0),
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('printerId') || changed.get('printerId') === undefined) return;
    this.release.forget();
    this.attempt.show(undefined);
  }

  private async print(): Promise<void> {
    const { printerId } = this;
    const answer = await this.attempt.make(printTestPage(printerId));
    // Another printer may have been opened meanwhile: its sheet does not tell of this page.
    if (!answer.ok || printerId !== this.printerId) return;
    this.release.put(answer.value.release);
    void this.release.refresh();
  }

  protected override render(): TemplateResult {
    const { busy, problem } = this.attempt;
    const release = this.release.value;
    const label = busy ? 'step-page-printing' : release === undefined ? 'test-page-print' : 'step-page-again';
    return html`${release === undefined ? nothing : releaseProgress(release)}
      ${problem === undefined ? nothing : notice({ tone: 'bad', text: problem, announce: 'alert' })}
      ${button({ label: say(label), icon: PRINTER, disabled: busy || release?.ended === false, press: () => void this.print() })}`;
  }
}
