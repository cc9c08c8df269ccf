// What changes while a screen is open: a stream of events for browsers, held answers for panels that have one request at a time.
import { LiveEvent, LiveQuery } from '@platen/shared/api/live';
import type { App } from '../../app.ts';
import { eventStream, heldEvent, lastEventId } from '../live-answer.ts';
import { type CallerOf, defineRoute, type Route } from '../route.ts';

export function liveRoutes(app: App): Route[] {
  const atPanel = ({ session, userId, printer }: CallerOf['panel-user']) => ({
    session,
    userId,
    printerId: printer.id,
  });

  return [
    defineRoute({
      method: 'GET',
      path: '/api/portal/events',
      role: 'portal-user',
      summary:
        'Server-sent events: own documents or a printer changed, so read them anew. Ends with the session.',
      query: LiveQuery,
      rawReply: 'text/event-stream',
      handle: async ({ caller, query, header }) =>
        eventStream(app, caller, query.after ?? lastEventId(header('last-event-id'))),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/panel/events',
      role: 'panel-user',
      summary: 'Server-sent events: documents of this session or its printer changed. Ends with the session.',
      query: LiveQuery,
      rawReply: 'text/event-stream',
      handle: async ({ caller, query, header }) =>
        eventStream(app, atPanel(caller), query.after ?? lastEventId(header('last-event-id'))),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/panel/changes',
      role: 'panel-user',
      summary:
        'The same for panels without event streams: held until something changed after `after`, 25 s at most.',
      query: LiveQuery,
      reply: LiveEvent,
      handle: ({ caller, query, signal }) => heldEvent(app, atPanel(caller), query.after, signal),
    }),
  ];
}
