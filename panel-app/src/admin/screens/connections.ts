// Connections: programs that may use this server, programs that are told what happens here, and queues for what speaks neither IPP nor mail. One
// place at a time, by tabs.
import type { AdminConnections } from '@platen/shared/api/admin-connections';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { readConnections } from '../../data/admin-connections.ts';
import { loaded } from '../loaded.ts';
import { whenLoaded } from '../parts/loading.ts';
import { type Tab, tabList, tabPanel } from '../parts/tabs.ts';
import '../parts/queues.ts';
import '../parts/tokens.ts';
import '../parts/webhooks.ts';
import { say } from '../speech.ts';

const PLACES = ['tokens', 'webhooks', 'queues'] as const;
type Place = (typeof PLACES)[number];
const EVERY_MS = 10_000;

/** What follows `#connections=`: a place, or one thing with the place it stands in: "token-4711", "webhook-12". */
function read(open: string | undefined): { readonly place: Place; readonly id: string | undefined } {
  const [thing = '', ...rest] = (open ?? '').split('-');
  const id = rest.length === 0 ? undefined : rest.join('-');
  const place = PLACES.find((one) => thing === one || `${thing}s` === one) ?? 'tokens';
  return { place, id };
}

@customElement('admin-connections')
export class AdminConnectionsScreen extends LitElement {
  @property() open: string | undefined;
  private readonly connections = loaded(this, readConnections, EVERY_MS);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private tabs({ webhooks }: AdminConnections): readonly Tab<Place>[] {
    const troubled = webhooks.some(({ tone }) => tone === 'warn' || tone === 'bad');
    return PLACES.map((id) => ({
      id,
      label: say(`connections-tab-${id}`),
      mark: id === 'webhooks' && troubled ? say('needs-attention') : undefined,
    }));
  }

  protected override render(): TemplateResult {
    const { place, id } = read(this.open);
    const refresh = (): void => void this.connections.refresh();
    return html`<div class="screen-head"><h1>${say('connections')}</h1></div>
      ${whenLoaded(
        this.connections,
        (connections) => html`<div class="screen-tabs">
            ${tabList({
              label: say('connections'),
              tabs: this.tabs(connections),
              chosen: place,
              choose: (next) => (location.hash = next === 'tokens' ? '#connections' : `#connections=${next}`),
            })}
          </div>
          ${tabPanel(
            place,
            true,
            place === 'tokens'
              ? html`<admin-tokens .tokens=${connections.tokens} .open=${id} @changed=${refresh}></admin-tokens>`
              : place === 'queues'
                ? html`<admin-queues .open=${id}></admin-queues>`
                : html`<admin-webhooks
                    .webhooks=${connections.webhooks}
                    .open=${id}
                    @changed=${refresh}
                  ></admin-webhooks>`,
          )}`,
        5,
      )}`;
  }
}
