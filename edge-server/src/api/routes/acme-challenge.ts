// What an authority fetches to see that a name leads here (RFC 8555 section 8.3): over plain HTTP, from anywhere, by anybody.
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { defineRoute, type Route } from '../route.ts';

/** Section 8.3: base64url; the length is bounded as protocols/acme bounds it. */
const TOKEN = /^[A-Za-z0-9_-]{1,200}$/;

export function acmeChallengeRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/.well-known/acme-challenge/:token',
      role: 'anyone',
      summary: 'The answer to the challenge of an authority that issues a certificate.',
      rawReply: 'application/octet-stream',
      handle: async ({ params }) => {
        const token = params['token'] ?? '';
        const answer = TOKEN.test(token) ? await app.certificates.answerTo(token) : undefined;
        if (answer === undefined) throw new AppError('not-found', { what: 'challenge' });
        return new Response(answer, { headers: { 'content-type': 'application/octet-stream' } });
      },
    }),
  ];
}
