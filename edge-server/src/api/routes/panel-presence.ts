// The code on a panel that proves presence: as a picture for every browser there is, and as its address.
import { PanelPresence, PresencePictureQuery } from '@platen/shared/api/presence';
import type { App } from '../../app.ts';
import { atAddress, requireOn } from '../at-printer.ts';
import { qrPicture } from '../qr-picture.ts';
import type { Call } from '../route.ts';
import { defineRoute, type Route } from '../route.ts';

type Asked = Pick<Call<'panel', unknown, unknown>, 'caller' | 'header'>;

export function panelPresenceRoutes(app: App): Route[] {
  function codeFor({ caller, header }: Asked) {
    requireOn(app);
    const { token, step, expiresIn } = app.presence.codeFor(caller.printer);
    const host = header('host') ?? 'localhost';
    return { url: atAddress(app, token, { secure: caller.secure, host }), step, expiresIn };
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/panel/presence',
      role: 'panel',
      summary: 'What the code of this half minute leads a phone to, and for how long it is the one to show.',
      reply: PanelPresence,
      handle: async (call) => {
        const { url, expiresIn } = codeFor(call);
        return { url, expiresIn };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/panel/presence.png',
      role: 'panel',
      summary: 'The same as a QR code.',
      query: PresencePictureQuery,
      rawReply: 'image/png',
      handle: async (call) => {
        const { url, step } = codeFor(call);
        const { scale } = call.query;
        const etag = `"${step}-${scale}"`;
        const headers = { 'content-type': 'image/png', 'cache-control': 'no-store', etag };
        if (call.header('if-none-match') === etag) return new Response(null, { status: 304, headers });
        return new Response(new Uint8Array(qrPicture(url, scale)), { headers });
      },
    }),
  ];
}
