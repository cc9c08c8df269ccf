// The sentence a person reads when a call did not work: the server's own words where there are any.
import type { ApiResult } from '../data/api-call.ts';
import { say } from './speech.ts';

type Failed = Exclude<ApiResult<unknown>, { readonly ok: true }>;

export function refusalSentence(failed: Failed): string {
  return failed.why === 'refused' ? failed.error.message : say('away');
}

export function isSignedOut(result: ApiResult<unknown>): boolean {
  return !result.ok && result.why === 'refused' && result.status === 401;
}
