// Handing the answer of an OpenID provider to the server, for portal and console alike. The page's address brings it.
import { type ApiResult, callApi } from './api-call.ts';

export type OpenIdSurface = 'portal' | 'admin';

/** Our own servers ask the provider, which may be far away. */
const FINISH_MS = 30_000;

/** @param query of the page's address, as it came */
export const finishOpenId = (
  surface: OpenIdSurface,
  query: string,
): Promise<ApiResult<{ readonly ok: true }>> =>
  callApi({
    method: 'POST',
    path: `/api/${surface}/open-id/finish`,
    body: { query },
    timeoutMs: FINISH_MS,
  });
