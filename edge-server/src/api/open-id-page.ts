// Where an OpenID provider sends browsers back to: one page for portal and console. A browser that comes from the provider brings no
// SameSite=Strict cookie, so the page is static and its script, which is ours, hands the query to the API (panel-app/src/entries/sign-in.ts).
import { AppError } from '@platen/shared/app-error';

export const OPEN_ID_PAGE = '/sign-in/';

/** On this server by the name it was called: the cookie of the flow is there and nowhere else. The provider knows which names are ours. */
export function redirectUriOf(caller: { readonly secure: boolean }, host: string | undefined): string {
  if (host === undefined || !/^[A-Za-z0-9.:[\]-]{1,255}$/.test(host)) {
    throw new AppError('bad-request', { detail: 'no usable Host header' });
  }
  return `${caller.secure ? 'https' : 'http'}://${host}${OPEN_ID_PAGE}`;
}
