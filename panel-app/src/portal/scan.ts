// What this page has scanned: told to the server once, at once, and then gone from the address. The browser keeps what the server made of it.
import type { PresenceScanned } from '@platen/shared/api/presence';
import type { ApiResult } from '../data/api-call.ts';
import { scanCode } from '../data/portal-presence.ts';

/** Where the portal shows at which printer it is. */
const AT_HASH = '#at';

let last: Promise<ApiResult<PresenceScanned>> | undefined;

/** The code in the address, if there is a new one; else what became of the last. undefined: nothing was scanned. */
export function scanned(hash: string): Promise<ApiResult<PresenceScanned>> | undefined {
  const token = /^#at=([\w.-]+)$/.exec(hash)?.[1];
  if (token !== undefined && location.hash === hash) {
    // A code is good for a minute: it need not stay in the address, nor in what the phone remembers of pages.
    history.replaceState(null, '', AT_HASH);
    last = scanCode(token);
  }
  return last;
}

/** What was scanned has been used, or is no longer wanted. */
export function forgetScan(): void {
  last = undefined;
}

/** Our token in what a camera has read; undefined: a code of something else. Where it would lead does not matter: nobody is led there. */
export const tokenIn = (text: string): string | undefined =>
  /^https?:\/\/[^/\s]+\/at\/([\w.-]{20,120})$/.exec(text.trim())?.[1];
