// Requests that carry who is asking: Basic (RFC 7617) or a bearer token (RFC 6750), which is renewed once when the server takes it no more.
import { drain } from './http-body.ts';
import type { HttpAnswer, HttpAsk, HttpClient } from './http-client.ts';
import { troubleOfStatus } from './http-trouble.ts';
import { MailError } from './mailbox.ts';
import type { TokenSource } from './oauth-token.ts';

export type HttpAuth =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'oauth2'; readonly token: TokenSource };

/** The answer of any status but 401. @throws MailError 'refused' on 401, or whatever the request or the token fails with */
export async function askAuthorised(
  http: HttpClient,
  auth: HttpAuth,
  ask: HttpAsk,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  if (auth.kind === 'password') return refusing(await http.ask(withAuth(ask, basic(auth)), signal), ask);
  const token = await auth.token(signal);
  const answer = await http.ask(withAuth(ask, `Bearer ${token}`), signal);
  if (answer.status !== 401 || auth.token.forget === undefined) return refusing(answer, ask);
  await drain(answer);
  // Taken back before its time, or the clocks differ.
  auth.token.forget(token);
  const fresh = await auth.token(signal);
  return refusing(await http.ask(withAuth(ask, `Bearer ${fresh}`), signal), ask);
}

function refusing(answer: HttpAnswer, { url }: HttpAsk): HttpAnswer {
  if (answer.status !== 401) return answer;
  answer.cut();
  throw troubleOfStatus(401, answer.headers, url.host);
}

function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  // A colon would end the name (RFC 7617 section 2).
  if (user.includes(':')) throw new MailError('refused', 'a user name with a colon cannot be sent');
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

const withAuth = (ask: HttpAsk, authorization: string): HttpAsk => ({
  ...ask,
  headers: { ...ask.headers, authorization },
});
