// The password of a locked document. It stays in its field, which goes with the form, and is in nothing else.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { EYE, EYE_OFF, LOCK } from '../../components/icons.ts';
import { unlockJob } from '../../data/portal.ts';
import { attempt } from '../../state/attempt.ts';
import { say } from '../speech.ts';

/** As the server takes it (DocumentPassword in shared/src/api/common.ts). */
const MAX_CHARACTERS = 127;

/** Fires `unlocked` with the JobView. */
@customElement('portal-unlock')
export class PortalUnlock extends LitElement {
  @property() job = '';
  /** What the document waits for, in the server's words. */
  @property() sentence = '';
  @state() private shown = false;
  private readonly opening = attempt(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private field(): HTMLInputElement | null {
    return this.querySelector('input');
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('job') || changed.get('job') === undefined) return;
    // Another document: what was typed was not meant for it.
    const field = this.field();
    if (field !== null) field.value = '';
    this.shown = false;
    this.opening.show(undefined);
  }

  private submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.send();
  };

  private async send(): Promise<void> {
    const { job } = this;
    const password = this.field()?.value ?? '';
    if (password === '' || this.opening.busy) return;
    const answer = await this.opening.make(unlockJob(job, password));
    if (answer.ok) {
      this.dispatchEvent(new CustomEvent('unlocked', { detail: answer.value.job, bubbles: true }));
      return;
    }
    await this.updateComplete;
    // Kept as it was typed: most wrong passwords are slips.
    if (this.job === job) this.field()?.select();
  }

  protected override render(): TemplateResult {
    const { busy, problem } = this.opening;
    return html`<form class="unlock" @submit=${this.submit}>
      <h2><span class="tone-warn">${icon(LOCK)}</span>${this.sentence}</h2>
      <div class="unlock-line">
        <label class="text-field">
          <span>${say('unlock-label')}</span>
          <input
            type=${this.shown ? 'text' : 'password'}
            required
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            maxlength=${MAX_CHARACTERS}
            aria-describedby="unlock-told"
            aria-invalid=${problem === undefined ? nothing : 'true'}
          />
        </label>
        ${button({
          label: say('unlock-show'),
          icon: this.shown ? EYE_OFF : EYE,
          iconOnly: true,
          pressed: this.shown,
          press: () => {
            this.shown = !this.shown;
          },
        })}
        <button type="submit" class="button accent" ?disabled=${busy}>${say(busy ? 'unlocking' : 'unlock')}</button>
      </div>
      <p class=${problem === undefined ? 'hint' : 'unlock-problem'} id="unlock-told" aria-live="polite">${problem ?? say('unlock-hint')}</p>
    </form>`;
  }
}

export const unlockStyles = /* css */ `
portal-unlock{display:block}
.unlock{padding:16px;border-radius:var(--radius-card);background:var(--warn-soft)}
.unlock h2{display:flex;gap:8px}
.unlock-line{display:flex;flex-wrap:wrap;align-items:flex-end;gap:8px;margin-top:12px}
.unlock-line .text-field{flex:1 1 200px}
.unlock-line .button{min-height:48px}
.unlock p{min-height:20px;margin-top:8px;font-size:var(--text-1)}
.unlock-problem{color:var(--bad);font-weight:500}
@media(max-width:480px){.unlock-line .accent{width:100%}}
`;
