// The portal's calls to the server, one function each. Uploads are in portal-upload.ts.
import type { Decision } from '@platen/shared/api/common';
import { pageQuery } from '@platen/shared/api/page-address';
import type { Accepted, PortalCode, PortalJob, PortalJobs, PortalMe } from '@platen/shared/api/portal';
import type { Preferences, PreferencesChange, PreferencesSaved } from '@platen/shared/api/portal-preferences';
import type {
  MailedCodeAsked,
  OpenIdAsked,
  PortalSessions,
  SignInWays,
} from '@platen/shared/api/portal-sign-in';
import type { Ticket } from '@platen/shared/ticket';
import { type ApiResult, callApi } from './api-call.ts';

type Signal = AbortSignal | undefined;
type Done = { readonly ok: true };

const path = (...parts: readonly string[]): string =>
  `/api/portal/${parts.map((part) => encodeURIComponent(part)).join('/')}`;

/** A directory may be slow, and the next one be asked after it; so may be an OpenID provider. */
const SIGN_IN_MS = 30_000;

/** What one way takes: email and code, or user, domain and password. */
export interface SignInTyped {
  readonly email?: string;
  readonly code?: string;
  readonly user?: string;
  readonly domain?: string;
  readonly password?: string;
  readonly stay?: boolean;
}

export const signIn = (typed: SignInTyped): Promise<ApiResult<PortalMe>> =>
  callApi({ method: 'POST', path: path('session'), body: typed, timeoutMs: SIGN_IN_MS });

/** The answer is the same whether somebody has this address or not. */
export const askMailedCode = (
  email: string,
  company: string,
  stay: boolean,
): Promise<ApiResult<MailedCodeAsked>> =>
  callApi({ method: 'POST', path: path('mailed-code'), body: { email, company, stay } });

export const giveMailedCode = (code: string): Promise<ApiResult<PortalMe>> =>
  callApi({ method: 'POST', path: path('mailed-code', 'finish'), body: { code } });

/** Where to send the browser. */
export const beginOpenId = (stay: boolean): Promise<ApiResult<OpenIdAsked>> =>
  callApi({ method: 'POST', path: path('open-id'), body: { stay }, timeoutMs: SIGN_IN_MS });

export const readSessions = (signal?: Signal): Promise<ApiResult<PortalSessions>> =>
  callApi({ path: path('sessions'), signal });

export const endSession = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: path('sessions', id) });

/** Here, too. */
export const signOutEverywhere = (): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: path('sessions') });

/** What the sign-in screen may offer. */
export const readSignInWays = (signal?: Signal): Promise<ApiResult<SignInWays>> =>
  callApi({ path: path('sign-in'), signal });

/** The answer is the same whether somebody has this address or not. */
export const mailMyCode = (email: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'POST', path: path('code-by-mail'), body: { email } });

export const signOut = (): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: path('session'), keepalive: true });

export const readMe = (signal?: Signal): Promise<ApiResult<PortalMe>> =>
  callApi({ path: path('me'), signal });

export const readCode = (signal?: Signal): Promise<ApiResult<PortalCode>> =>
  callApi({ path: path('code'), signal });

/** The old code stops working at once. */
export const renewCode = (): Promise<ApiResult<PortalCode>> =>
  callApi({ method: 'POST', path: path('code', 'renew') });

export const readPreferences = (signal?: Signal): Promise<ApiResult<Preferences>> =>
  callApi({ path: path('preferences'), signal });

export const savePreferences = (change: PreferencesChange): Promise<ApiResult<PreferencesSaved>> =>
  callApi({ method: 'PUT', path: path('preferences'), body: change });

export const readJobs = (signal?: Signal): Promise<ApiResult<PortalJobs>> =>
  callApi({ path: path('jobs'), signal });

export const readJob = (id: string, signal?: Signal): Promise<ApiResult<PortalJob>> =>
  callApi({ path: path('jobs', id), signal });

/** The server gives a large PDF 20 s to be opened, and others may be before it. */
const UNLOCK_MS = 30_000;

/** The password of a locked document; answers with the document as it is being made ready. */
export const unlockJob = (id: string, password: string): Promise<ApiResult<Accepted>> =>
  callApi({ method: 'POST', path: path('jobs', id, 'unlock'), body: { password }, timeoutMs: UNLOCK_MS });

export const deleteJob = (id: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'DELETE', path: path('jobs', id) });

/** @param fromPage goes with `missing`: the first page that did not come out. */
export const decide = (
  releaseId: string,
  decision: Decision,
  fromPage?: number,
): Promise<ApiResult<unknown>> =>
  callApi({
    method: 'POST',
    path: path('releases', releaseId, 'decision'),
    body: { decision, ...(fromPage === undefined ? {} : { fromPage }) },
  });

export const cancelRelease = (releaseId: string): Promise<ApiResult<Done>> =>
  callApi({ method: 'POST', path: path('releases', releaseId, 'cancel') });

/** The server renders at most this many pixels a side. */
const MOST_PIXELS = 2400;

/** Address of a page's picture with what of a ticket shows in it, at most `width` x `height` CSS pixels on a screen of `density` device pixels each. */
export function pageUrl(
  jobId: string,
  page: number,
  width: number,
  height: number,
  density = 1,
  ticket: Ticket = {},
): string {
  const pixels = (size: number) => Math.min(MOST_PIXELS, Math.round(size * density));
  return `${path('jobs', jobId, 'pages', `${page}.jpg`)}?${pageQuery(pixels(width), pixels(height), ticket)}`;
}
