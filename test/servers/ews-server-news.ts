// Streaming notifications of the Exchange stand-in ([MS-OXWSNTIF]): events wait in the subscription until somebody listens.
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { tag, writeXml, type XmlTag } from '@platen/edge-server/protocols/soap/xml-write';
import { response } from './ews-server-answers.ts';
import { MESSAGES, SOAP, TYPES } from './ews-server-request.ts';

export interface EwsEvent {
  readonly kind: 'NewMailEvent' | 'CreatedEvent' | 'MovedEvent';
  readonly item: string;
  readonly folder: string;
  /** For a move. */
  readonly from?: string;
}

export interface EwsNews {
  subscribe(folder: string): string;
  unsubscribe(id: string): boolean;
  has(id: string): boolean;
  readonly count: () => number;
  readonly listeners: () => number;
  listen(id: string, to: ServerResponse): void;
  tell(event: EwsEvent): void;
  /** Says "Closed", as a server does when the asked-for minutes are over. */
  closeStreams(): void;
  /** Forgets all, as a server does that was restarted. */
  forget(): void;
}

export const writeEwsEnvelope = (body: XmlTag): string =>
  `<?xml version="1.0" encoding="utf-8"?>${writeXml(
    tag(
      's:Envelope',
      [
        tag(
          's:Header',
          tag('h:ServerVersionInfo', [], {
            MajorVersion: '15',
            MinorVersion: '2',
            MajorBuildNumber: '1544',
            MinorBuildNumber: '4',
            Version: 'V2017_07_11',
            'xmlns:h': TYPES,
          }),
        ),
        tag('s:Body', body),
      ],
      { 'xmlns:s': SOAP, 'xmlns:t': TYPES, 'xmlns:m': MESSAGES },
    ),
  )}`;

export function makeEwsNews(): EwsNews {
  const subscriptions = new Map<string, { folder: string; waiting: EwsEvent[]; listener?: ServerResponse }>();

  const flush = (id: string): void => {
    const subscription = subscriptions.get(id);
    if (subscription?.listener === undefined || subscription.waiting.length === 0) return;
    const events = subscription.waiting.splice(0).map(writeEvent);
    const news = tag('m:Notifications', tag('m:Notification', [tag('t:SubscriptionId', id), ...events]));
    subscription.listener.write(envelope(news));
  };

  return {
    subscribe(folder) {
      const id = Buffer.from(randomUUID()).toString('base64');
      subscriptions.set(id, { folder, waiting: [] });
      return id;
    },
    unsubscribe: (id) => subscriptions.delete(id),
    has: (id) => subscriptions.has(id),
    count: () => subscriptions.size,
    listeners: () => [...subscriptions.values()].filter(({ listener }) => listener !== undefined).length,
    listen(id, to) {
      const subscription = subscriptions.get(id);
      if (subscription === undefined) return;
      subscription.listener = to;
      to.on('close', () => {
        if (subscription.listener === to) delete subscription.listener;
      });
      to.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' });
      to.write(envelope(tag('m:ConnectionStatus', 'OK')));
      flush(id);
    },
    tell(event) {
      for (const [id, subscription] of subscriptions) {
        if (subscription.folder !== event.folder && subscription.folder !== event.from) continue;
        subscription.waiting.push(event);
        flush(id);
      }
    },
    closeStreams() {
      for (const { listener } of subscriptions.values())
        listener?.end(envelope(tag('m:ConnectionStatus', 'Closed')));
    },
    forget: () => subscriptions.clear(),
  };
}

const envelope = (content: XmlTag): string =>
  writeEwsEnvelope(
    response('GetStreamingEvents', [
      tag('m:GetStreamingEventsResponseMessage', [tag('m:ResponseCode', 'NoError'), content], {
        ResponseClass: 'Success',
      }),
    ]),
  );

const writeEvent = ({ kind, item, folder, from }: EwsEvent): XmlTag =>
  tag(`t:${kind}`, [
    tag('t:TimeStamp', '2026-11-22T10:00:00Z'),
    tag('t:ItemId', [], { Id: item, ChangeKey: 'CQAAAA==' }),
    tag('t:ParentFolderId', [], { Id: folder, ChangeKey: 'AQAAAA==' }),
    ...(from === undefined
      ? []
      : [
          tag('t:OldItemId', [], { Id: item, ChangeKey: 'CQAAAA==' }),
          tag('t:OldParentFolderId', [], { Id: from, ChangeKey: 'AQAAAA==' }),
        ]),
  ]);
