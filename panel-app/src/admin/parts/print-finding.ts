// "How people get the queue": whether it is found by itself, the records for DNS, the profile for Apple's devices, and commands for many
// computers at once. Loaded when it is opened.
import type { AdminPrintFinding } from '@platen/shared/api/admin-print-finding';
import { chromeRollOut, cupsRollOut, windowsRollOut } from '@platen/shared/print-commands';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { button } from '../../components/button.ts';
import { icon } from '../../components/icon.ts';
import { ARROW_LEFT, DOWNLOAD } from '../../components/icons.ts';
import { notice, type Tone } from '../../components/notice.ts';
import { readPrintFinding } from '../../data/admin-print-finding.ts';
import { installStyles } from '../../theme/install-styles.ts';
import { loaded } from '../loaded.ts';
import { say } from '../print-speech.ts';
import './copy-button.ts';
import { whenLoaded } from './loading.ts';
import { tabList, tabPanel } from './tabs.ts';
import { textField } from './text-field.ts';

const SERVERS = ['bind', 'windows', 'dnsmasq'] as const;
const FLEETS = ['windows', 'cups', 'chromeos'] as const;
/** Probing takes a second; an interface that comes or goes is seen within a quarter of a minute. */
const EVERY_MS = 10_000;

type Told = AdminPrintFinding['told'];

@customElement('admin-print-finding')
export class AdminPrintFindingPart extends LitElement {
  @state() private server: (typeof SERVERS)[number] = 'bind';
  @state() private fleet: (typeof FLEETS)[number] = 'windows';
  private domain: string | undefined;
  private readonly finding = loaded(this, (signal) => readPrintFinding(this.domain, signal), EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private onDomain = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = new FormData(event.target as HTMLFormElement).get('domain');
    this.domain = typeof typed === 'string' && typed.trim() !== '' ? typed.trim() : undefined;
    void this.finding.refresh();
  };

  private text(text: string): TemplateResult {
    return html`<pre class="paste" tabindex="0">${text.replace(/\r/g, '')}</pre>
      <admin-copy .text=${text} .label=${say('copy')}></admin-copy>`;
  }

  private network({ wanted, phase, links, names, host, virtual, missing }: Told): TemplateResult {
    const good = links.filter(({ trouble }) => trouble === undefined).map(({ address }) => address);
    const [tone, text]: readonly [Tone, string] = !wanted
      ? ['quiet', say('net-unwanted')]
      : phase === 'told' && good.length > 0
        ? [
            'ok',
            say('net-told', {
              names: names.map((name) => `“${name}”`).join(', '),
              links: good.join(', '),
              host,
            }),
          ]
        : phase === 'probing'
          ? ['busy', say('net-probing')]
          : ['warn', say('net-nowhere')];
    return html`<section>
      <h2>${say('net')}</h2>
      ${notice({ tone, text })}
      ${links.map(({ address, trouble }) => (trouble === undefined ? nothing : notice({ tone: 'warn', text: say('net-trouble', { address, trouble }) })))}
      ${missing.length === 0 ? nothing : notice({ tone: 'warn', text: say('net-missing', { names: missing.join(', ') }) })}
      ${virtual.length === 0 ? nothing : html`<p class="hint">${say('net-virtual', { names: virtual.join(', ') })}</p>`}
      <p class="hint">${say('net-further')}</p>
      <p><a href="#settings=${encodeURIComponent('found in the network')}">${say('finding-settings')}</a></p>
    </section>`;
  }

  private dns({ records, noRecords }: AdminPrintFinding): TemplateResult {
    return html`<section>
      <h2>${say('dns')}</h2>
      <p>${say('dns-lead', { setting: say('dns-setting') })}</p>
      <form class="dns-domain" @submit=${this.onDomain}>
        ${textField({
          name: 'domain',
          label: say('dns-domain'),
          value: this.domain ?? records?.domain,
          maxlength: 240,
          inputmode: 'url',
        })}
        <button type="submit" class="button plain"><span class="words">${say('dns-show')}</span></button>
      </form>
      ${
        records === undefined
          ? notice({
              tone: noRecords === 'bad-domain' ? 'warn' : 'quiet',
              text: say(`dns-${noRecords ?? 'off'}`),
              announce: 'status',
            })
          : html`<p class="hint">${say('dns-host', { host: records.host })}</p>
              ${tabList({
                label: say('dns-which'),
                tabs: SERVERS.map((id) => ({ id: `dns-${id}` as const, label: say(`dns-${id}`) })),
                chosen: `dns-${this.server}` as const,
                choose: (id) => (this.server = SERVERS.find((one) => `dns-${one}` === id) ?? 'bind'),
              })}
              ${tabPanel(
                `dns-${this.server}`,
                true,
                html`<div class="to-paste"><p class="hint">${say(`dns-${this.server}-how`)}</p>${this.text(records[this.server])}</div>`,
              )}`
      }
    </section>`;
  }

  private apple({ profile }: AdminPrintFinding): TemplateResult {
    const link = new URL(profile, location.href).href;
    return html`<section>
      <h2>${say('apple')}</h2>
      <p>${say('apple-lead')}</p>
      <div class="to-paste">
        <pre class="paste" tabindex="0">${link}</pre>
        <div class="paste-acts">
          <admin-copy .text=${link} .label=${say('copy-link')}></admin-copy>
          <a class="button plain" href=${profile} download="print.mobileconfig">${icon(DOWNLOAD)}<span class="words">${say('apple-get')}</span></a>
        </div>
      </div>
    </section>`;
  }

  private roll(address: string, { name, asks }: AdminPrintFinding): TemplateResult {
    const texts = {
      windows: windowsRollOut(address, name),
      cups: cupsRollOut(address, name),
      chromeos: chromeRollOut(address, name),
    };
    return html`<section>
      <h2>${say('roll')}</h2>
      ${tabList({
        label: say('roll-which'),
        tabs: FLEETS.map((id) => ({ id: `roll-${id}` as const, label: say(`roll-${id}`) })),
        chosen: `roll-${this.fleet}` as const,
        choose: (id) => (this.fleet = FLEETS.find((one) => `roll-${one}` === id) ?? 'windows'),
      })}
      ${tabPanel(
        `roll-${this.fleet}`,
        true,
        html`<div class="to-paste"><p class="hint">${say(`roll-${this.fleet}-how`)}</p>${this.text(texts[this.fleet])}</div>`,
      )}
      <p class="hint">${say(`asks-${asks}`)}</p>
    </section>`;
  }

  private all(finding: AdminPrintFinding): TemplateResult {
    const { address } = finding;
    if (!finding.on || address === undefined)
      return notice({
        tone: 'quiet',
        text: say('finding-off'),
        actions: button({
          label: say('finding-settings'),
          press: () => (location.hash = `#settings=${encodeURIComponent('File > Print')}`),
        }),
      });
    return html`<p class="finding-lead">${say('finding-lead')}</p>
      <div class="finding-parts">
        <section>
          <h2>${say('address')}</h2>
          <div class="to-paste">${this.text(address)}</div>
        </section>
        ${this.network(finding.told)} ${this.apple(finding)} ${this.roll(address, finding)} ${this.dns(finding)}
      </div>`;
  }

  protected override render(): TemplateResult {
    return html`<a class="finding-back" href="#printers">${icon(ARROW_LEFT)}${say('finding-back')}</a>
      <div class="screen-head"><h1>${say('finding')}</h1></div>
      ${whenLoaded(this.finding, (finding) => this.all(finding))}`;
  }
}

installStyles(
  document,
  /* css */ `
.finding-back{display:inline-flex;align-items:center;gap:8px;min-height:40px;color:var(--accent);text-decoration:none}
.finding-lead{max-width:720px;margin-bottom:24px}
.finding-parts{display:grid;grid-template-columns:minmax(0,1fr);gap:40px;max-width:860px}
.finding-parts section{display:grid;grid-template-columns:minmax(0,1fr);gap:12px}
.finding-parts h2{font-size:var(--text-2);font-weight:600}
.finding-parts .tabs{padding:0}
.finding-parts .tabs button:first-child{margin-left:-10px}
.paste{max-height:280px;margin:0;padding:12px 14px;border-radius:var(--radius);background:var(--paper-3);color:var(--ink);font-family:ui-monospace,SFMono-Regular,Consolas,monospace;font-size:13px;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere;overflow-y:auto}
.to-paste{display:grid;grid-template-columns:minmax(0,1fr);gap:8px;justify-items:start}
.to-paste .paste{width:100%}
.paste-acts{display:flex;flex-wrap:wrap;gap:8px}
.dns-domain{display:flex;flex-wrap:wrap;align-items:flex-end;gap:8px}
.dns-domain .text-field{flex:1 1 240px;max-width:420px}
`,
);
