// When a call did not work, on the portal and the console: the sentence a person reads, and word to the app when the session is over.
import type { ApiResult } from '../data/api-call.ts';
import { say } from '../locales/desk.ts';

type Failed = Exclude<ApiResult<unknown>, { readonly ok: true }>;

/** The server's own words where there are any. */
export function refusalSentence(failed: Failed): string {
  return failed.why === 'refused' ? failed.error.message : say('away');
}

export function isSignedOut(result: ApiResult<unknown>): boolean {
  return !result.ok && result.why === 'refused' && result.status === 401;
}

/** Tells the app around `element` that the session is over. */
export function signedOut(element: EventTarget): void {
  element.dispatchEvent(new CustomEvent('signed-out', { bubbles: true }));
}
