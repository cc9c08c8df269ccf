// How a print queue gets onto a device of each system: a few steps, one thing to press or paste.
import { addressParts, cupsCommand, windowsCommand } from '@platen/shared/print-commands';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { DOWNLOAD } from '../../components/icons.ts';
import { say } from '../print-speech.ts';
import type { System } from '../system-of.ts';
import './paste-text.ts';

export interface QueueToAdd {
  /** What it is called. */
  readonly name: string;
  /** ipps:... */
  readonly address: string;
  /** Where its profile for Apple's devices is. */
  readonly profile: string;
  /** Email address and code are asked for. */
  readonly asks: boolean;
  /** Devices in the server's own network list it by themselves. */
  readonly found: boolean;
  /** A picture whose code opens this page on a phone; undefined on the phone itself. */
  readonly code: string | undefined;
}

type Sentence = Parameters<typeof say>[0];

const paste = (text: string, label: Sentence = 'copy-command', main = false): TemplateResult =>
  html`<portal-paste .text=${text} .label=${say(label)} .main=${main}></portal-paste>`;

const steps = (...all: readonly TemplateResult[]): TemplateResult =>
  html`<ol class="system-steps">${all.map((one) => html`<li>${one}</li>`)}</ol>`;

const step = (sentence: Sentence, more: TemplateResult | typeof nothing = nothing): TemplateResult =>
  html`<p>${say(sentence)}</p>${more}`;

const byHand = (body: TemplateResult): TemplateResult =>
  html`<details class="by-hand"><summary>${say('or')}</summary><div>${body}</div></details>`;

const profileLink = ({ profile }: QueueToAdd): TemplateResult =>
  html`<a class="button accent profile-link" href=${profile}>${icon(DOWNLOAD)}<span class="words">${say('profile')}</span></a>`;

/** Address, port and so on, one by one. */
function fields(queue: QueueToAdd, hostWithPort: boolean): TemplateResult {
  const parts = addressParts(queue.address);
  if (parts === undefined) return paste(queue.address, 'copy-address');
  const { host, port, queue: path } = parts;
  const rows: (readonly [Sentence, string])[] = [
    ['field-name', queue.name],
    ['field-host', hostWithPort && port !== 631 ? `${host}:${port}` : host],
    ['field-protocol', 'IPPS'],
    ...(hostWithPort ? [] : [['field-port', String(port)] as const]),
    ['field-queue', path],
  ];
  return html`<dl class="system-fields">
    ${rows.map(
      ([what, value]) => html`<dt>${say(what)}</dt>
        <dd><portal-paste small .text=${value} .label=${say('copy-named', { what: say(what) })}></portal-paste></dd>`,
    )}
  </dl>`;
}

const phoneCode = ({ code }: QueueToAdd): TemplateResult | typeof nothing =>
  code === undefined
    ? nothing
    : html`<div class="phone-code"><img src=${code} alt=${say('phone-code-alt')} width="132" height="132" /><p>${say('phone-code')}</p></div>`;

const STEPS: Readonly<Record<System, (queue: QueueToAdd) => TemplateResult>> = {
  windows: ({
    address,
  }) => html`${steps(step('windows-1'), step('windows-2', paste(windowsCommand(address), 'copy-command', true)))}
    ${byHand(html`<p>${say('windows-hand')}</p>${paste(address, 'copy-address')}`)}`,
  mac: (queue) => html`${steps(step('mac-1', profileLink(queue)), step('mac-2'))}
    ${byHand(html`<p>${say('mac-hand')}</p>${paste(cupsCommand(queue.address, queue.name))}`)}`,
  ios: (queue) => html`${queue.found ? html`<p>${say('found-ios', { name: queue.name })}</p>` : nothing}
    ${steps(
      step('ios-1', html`${profileLink(queue)}${phoneCode(queue)}`),
      step('ios-2'),
      html`<p>${say('ios-3', { name: queue.name })}</p>`,
    )}`,
  android: (queue) => html`${queue.found ? html`<p>${say('found-ios', { name: queue.name })}</p>` : nothing}
    ${steps(
      step('android-1', phoneCode(queue)),
      step('android-2', fields(queue, false)),
      html`<p>${say('android-3', { name: queue.name })}</p>`,
    )}`,
  chromeos: (queue) => steps(step('chromeos-1'), step('chromeos-2', fields(queue, true))),
  linux: (queue) =>
    steps(step('linux-1', paste(cupsCommand(queue.address, queue.name), 'copy-command', true))),
};

export function systemSteps(system: System, queue: QueueToAdd): TemplateResult {
  return html`${STEPS[system](queue)}${queue.asks ? html`<p class="hint">${say('sign-in-then')}</p>` : nothing}`;
}

export const systemStepsStyles = /* css */ `
.system-steps{display:grid;gap:12px;margin:0;padding:0;list-style:none;counter-reset:step}
.system-steps li{position:relative;display:grid;gap:8px;justify-items:start;min-width:0;padding-inline-start:32px;counter-increment:step}
.system-steps li>*{max-width:100%;min-width:0}
.system-steps portal-paste{width:100%}
.system-steps li::before{content:counter(step);position:absolute;inset-inline-start:0;top:0;width:22px;height:22px;border-radius:50%;background:var(--accent-soft);color:var(--accent);font-size:var(--text-1);font-weight:700;line-height:22px;text-align:center}
.system-fields{display:grid;grid-template-columns:auto minmax(0,1fr);gap:4px 12px;align-items:center;margin:0}
.system-fields dt{color:var(--ink-2)}
.system-fields dd{min-width:0;margin:0}
.by-hand{margin-top:16px}
.by-hand summary{display:inline-flex;align-items:center;min-height:44px;color:var(--accent);font-weight:500;cursor:pointer}
.by-hand>div{display:grid;gap:8px;margin-top:4px}
.profile-link{text-decoration:none}
.phone-code{display:flex;align-items:center;gap:16px;margin-top:4px}
.phone-code img{flex:none;border-radius:var(--radius);background:#fff}
.phone-code p{max-width:240px;color:var(--ink-2)}
@media(max-width:599px){.phone-code{display:none}}
`;
