// The address that a device's browser opens, with its key: as text, as a QR code, and inside the steps a person follows there.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../components/icon.ts';
import { EXTERNAL_LINK } from '../../components/icons.ts';
import { panelQrUrl } from '../../data/admin-fleet.ts';
import { say } from '../speech.ts';
import './copy-button.ts';

export interface PanelAddressOptions {
  readonly printerId: string;
  readonly address: string;
  /** Opens the panel in this browser: its path, because the device's address may be of another engine or network. */
  readonly path: string;
  readonly qr: boolean;
}

export function panelAddress({ printerId, address, path, qr }: PanelAddressOptions): TemplateResult {
  return html`<div class="panel-address ${qr ? 'with-qr' : ''}">
    ${
      qr
        ? html`<img class="qr" src=${panelQrUrl(printerId)} alt=${say('panel-qr')} width="168" height="168" />`
        : nothing
    }
    <div>
      <p class="address">${address}</p>
      <div class="sheet-acts">
        <admin-copy .text=${address} .label=${say('copy-address')}></admin-copy>
        <a class="button plain" href=${path} target="_blank" rel="noopener"
          >${icon(EXTERNAL_LINK)}<span class="words">${say('panel-open')}</span></a
        >
      </div>
    </div>
  </div>`;
}

/** Steps in order; the address inside one stands out, so that it can be typed without a mistake. */
export function panelSteps(steps: readonly string[], address: string | undefined): TemplateResult {
  return html`<ol class="steps">
    ${steps.map((step) => {
      const [before = '', after] = address === undefined ? [step] : step.split(address, 2);
      return html`<li>
        ${before}${after === undefined ? nothing : html`<code>${address}</code>${after}`}
      </li>`;
    })}
  </ol>`;
}
