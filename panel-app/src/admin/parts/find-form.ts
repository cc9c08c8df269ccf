// What a search for printers asks: addresses, announcements, SNMP. Fires `start` with the question.
import type { DiscoveryStart } from '@platen/shared/api/discovery';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formText } from '../../components/form-text.ts';
import { notice } from '../../components/notice.ts';
import { say } from '../speech.ts';
import { checkField } from './check-field.ts';
import './snmp-fields.ts';
import { snmpOf } from './snmp-fields.ts';
import { textArea } from './text-area.ts';

@customElement('admin-find-form')
export class AdminFindForm extends LitElement {
  /** Of the last search. */
  @property({ attribute: false }) ranges: readonly string[] = [];
  @property({ type: Boolean }) busy = false;
  @property() problem: string | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    // "10.1.2.10 - 10.1.2.40" is one range, however it is spaced.
    const ranges = formText(form, 'ranges')
      .replace(/\s*-\s*/g, '-')
      .split(/[\s,;]+/)
      .filter((range) => range !== '');
    const snmp = snmpOf(form);
    const detail: DiscoveryStart = {
      ranges,
      mdns: new FormData(form).has('mdns'),
      ...(snmp === undefined ? {} : { snmp }),
    };
    this.dispatchEvent(new CustomEvent<DiscoveryStart>('start', { detail }));
  };

  protected override render(): TemplateResult {
    return html`<form class="form" autocomplete="off" @submit=${this.onSubmit}>
      <p class="hint">${say('find-help')}</p>
      <div class="mono">
        ${textArea({
          name: 'ranges',
          label: say('find-ranges'),
          hint: say('find-ranges-hint'),
          rows: 3,
          placeholder: '10.1.2.0/24\n10.1.3.10-10.1.3.40',
          value: this.ranges.join('\n'),
        })}
      </div>
      ${checkField({ name: 'mdns', label: say('find-mdns'), hint: say('find-mdns-hint'), on: true })}
      <admin-snmp-fields search></admin-snmp-fields>
      ${this.problem === undefined ? nothing : notice({ tone: 'bad', text: this.problem, announce: 'alert' })}
      <div class="sheet-acts">
        <button type="submit" class="button accent" ?disabled=${this.busy}>
          ${say(this.busy ? 'find-starting' : 'find-start')}
        </button>
      </div>
    </form>`;
  }
}
